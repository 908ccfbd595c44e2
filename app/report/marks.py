"""A table's shape on paper: the same picture as on every page, and a letter for formats that only have letters."""

import re
from functools import cache
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from jinja2 import Environment, FileSystemLoader

from app.resources import root

_CLASS: Final = re.compile(r"\b(t|rule-)(\d+)\b")
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


@cache
def _pages() -> Any:
    return (
        Environment(loader=FileSystemLoader(root("templates")), autoescape=True).get_template("ui/shapes.html").module
    )


@cache
def shape(table: int) -> Shape:
    """What the macro ``shape`` of ``templates/ui/shapes.html`` draws; ``colour`` counts from 1.

    Read from the macro itself: the pages and the paper must never show two different shapes for one table.
    """
    drawn = ElementTree.fromstring(str(_pages().shape(table)).strip())  # noqa: S314 - our own template's
    number = drawn.find("text")
    named = dict(_CLASS.findall(drawn.get("class", "")))
    if number is None or "t" not in named:
        raise ValueError("ui/shapes.html draws no number, or names no colour")
    return Shape(
        "".join(ElementTree.tostring(part, "unicode") for part in drawn if part is not number),
        float(number.get("y", "22")),
        float(number.get("font-size", "14")),
        int(named.get("rule-", "0")),
        int(named["t"]),
    )
