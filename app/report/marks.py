"""A table's shape on paper: the same picture as on every page, and a letter for formats that only have letters."""

from functools import cache
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader

from app.resources import root

_SOLID: Final = "●■▲◆⬢★⬟✚◖∩"
_OUTLINED: Final = "○□△◇⬡☆⬠✛◌∪"
"""In the order of the shapes: circle, square, triangle, diamond, hexagon, star, pentagon, cross, drop, arch."""


class Shape(NamedTuple):
    """A table's shape in a box of 32 × 32, y downwards: SVG elements, and where its number stands (baseline, size).

    ``rule``: 0 filled; 1 outlined, 2 dotted: from the eleventh table on, the shapes come round again.
    """

    svg: str
    baseline: float
    size: float
    rule: int
    colour: int


def symbol(table: int) -> str:
    """One letter that looks like the table's shape, or nearly; the words "Table 3" always stand beside it."""
    letters = _SOLID if table <= len(_SOLID) else _OUTLINED
    return letters[(table - 1) % len(letters)]


def shape(table: int) -> Shape:
    """The shape that ``templates/ui/shapes.html`` draws for this table; ``colour`` counts from 1."""
    drawn = _drawn()
    place = (table - 1) % len(drawn.PATHS)
    baseline, one_digit, two_digits = drawn.TYPE[place]
    return Shape(
        str(drawn.PATHS[place]),
        float(baseline),
        float(one_digit if table < 10 else two_digits),
        (table - 1) // len(drawn.PATHS) % 3,
        int(str(drawn.table_class(table)).strip().removeprefix("t")),
    )


@cache
def _drawn() -> Any:
    """The template's own lists: the pages and the paper must never show two different shapes for one table."""
    environment = Environment(loader=FileSystemLoader(root("templates")), autoescape=True)
    return environment.get_template("ui/shapes.html").module
