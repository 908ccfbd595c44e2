"""The programme as plain values, as YAML would hold them, and back, with every fault told by where it stands.

What is edited in parts passes the same checks as a whole file: there is one set of rules.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.programme.file import form
from app.programme.file.faults import Fault, Reading
from app.programme.file.kinds import Kind, Spot
from app.programme.file.nodes import Node
from app.programme.file.parts import Programme
from app.programme.file.reading import built, read_tree

Place = tuple[str, ...]
"""Names and numbers from the outside in: ``("days", "0", "items", "3", "title", "es")``."""


class Misplaced(NamedTuple):
    """A fault, and where in the plain values it stands."""

    place: Place
    fault: Fault


def plain(programme: Programme) -> dict[str, Any]:
    """*programme* as plain values; what goes without saying is left out."""
    found: dict[str, Any] = form.PROGRAMME.plain(programme)
    return found


def read_plain(values: Mapping[str, Any]) -> tuple[Programme | None, list[Misplaced]]:
    """The programme that *values* describe, and every fault. With a fault of how parts go together there are both."""
    planter, reading = _Planter(), Reading()
    spot = read_tree(planter.plant(values, ()), reading)
    whole = spot is not None and _is_whole(spot)
    faults = [Misplaced(planter.places[fault.line], fault) for fault in reading.faults]
    return (built(spot) if whole and spot is not None else None), faults


def read_value(kind: Kind, value: Any, languages: tuple[str, ...]) -> tuple[Any, list[Misplaced]]:
    """*value* as it would be kept where *kind* may stand, or its faults. Nothing is no fault here."""
    planter, reading = _Planter(), Reading(languages)
    node = planter.plant(value, ())
    if node.empty:
        return None, []
    spot = kind.read(node, (), reading)
    if reading.faults or spot is None:
        return value, [Misplaced(planter.places[fault.line], fault) for fault in reading.faults]
    return kind.plain(kind.build(spot)), []


def _is_whole(spot: Spot) -> bool:
    if isinstance(spot.value, dict):
        return spot.whole and not spot.lost and all(_is_whole(one) for one in spot.value.values() if _is_spot(one))
    if isinstance(spot.value, list):
        return spot.whole and all(_is_whole(one) for one in spot.value)
    return spot.whole


def _is_spot(value: object) -> bool:
    return isinstance(value, Spot)


class _Planter:
    """Makes nodes of plain values. A node's line is the number of its place."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def plant(self, value: Any, place: Place) -> Node:
        """The node of a value."""
        line = len(self.places)
        self.places.append(place)
        if isinstance(value, Mapping):
            node = Node("map", line, line)
            for name, held in value.items():
                child = self.plant(held, (*place, str(name)))
                node.pairs.append((Node("text", child.line, child.line, str(name), quoted=True), child))
            return node
        if isinstance(value, list | tuple):
            return Node(
                "list", line, line, entries=[self.plant(held, (*place, str(at))) for at, held in enumerate(value)]
            )
        if value is None:
            return Node("text", line, line)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return Node("text", line, line, text, quoted=True)
