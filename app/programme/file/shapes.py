"""Kinds that hold others: lists, maps by key, and records with named fields."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from difflib import get_close_matches
from typing import Any, Final

from app.kernel.language import N_
from app.programme.file.faults import Path, Reading, Wrong, quoted
from app.programme.file.kinds import NOTHING_WRITTEN, Kind, Scalar, Schema, Spot, Text, entries
from app.programme.file.nodes import Node

_NOT_A_LIST: Final = N_("A list is expected here: one entry per line, each after a dash.")
_NOT_A_MAP: Final = N_("A map is expected here: one `name: value` per line, indented alike.")


@dataclass(frozen=True)
class Listing(Kind):
    """A list. ``each`` names an entry in words (``item``); ``named`` is the field that says which one it is."""

    kind: Kind
    each: str = ""
    named: str = ""
    low: int = 0
    high: int = 200

    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        if node.kind != "list":
            if node.kind != "lost":
                reading.add(node.line, path, "not_a_list", _NOT_A_LIST)
            return None
        if node.whole and not self.low <= len(node.entries) <= self.high:
            reading.add(
                node.line,
                path,
                "wrong_length",
                N_("The list has %(length)s entries; from %(low)s to %(high)s fit here."),
                length=len(node.entries),
                low=self.low,
                high=self.high,
            )
        spots = []
        for position, entry in enumerate(node.entries[: self.high], 1):
            step = self._step(entry, position)
            above = path[:-1] if self.each else path
            if entry.empty:
                reading.add(entry.line, (*above, step), "empty", NOTHING_WRITTEN)
            else:
                spots.append(self.kind.read(entry, (*above, step), reading))
        kept = [spot for spot in spots if spot is not None]
        return Spot(kept, node.line, path, node.whole and len(kept) == len(node.entries))

    def _step(self, entry: Node, position: int) -> str:
        name = next((value.text for key, value in entry.pairs if key.text == self.named and value.text), str(position))
        return f"{self.each} {quoted(name)}" if self.each else quoted(name)

    def schema(self, defs: Schema) -> Schema:
        found: Schema = {"type": "array", "items": self.kind.schema(defs), "maxItems": self.high}
        return found | ({"minItems": self.low} if self.low else {})

    def build(self, spot: Spot) -> Any:
        return tuple(self.kind.build(entry) for entry in spot.value)

    def plain(self, value: Any) -> Any:
        return [self.kind.plain(entry) for entry in value]


@dataclass(frozen=True)
class Keyed(Kind):
    """A map whose names the writer chooses: of records, which take the name as ``key``, or of values."""

    kind: Kind
    key: Scalar
    each: str
    high: int = 200

    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        if node.kind != "map":
            if node.kind != "lost":
                reading.add(node.line, path, "not_a_map", _NOT_A_MAP)
            return None
        if len(node.pairs) > self.high:
            reading.add(
                node.line,
                path,
                "wrong_length",
                N_("The map has %(length)s entries; %(high)s fit here."),
                length=len(node.pairs),
                high=self.high,
            )
        found: dict[str, Spot] = {}
        lost: set[str] = set()
        for name, line, value, fresh in entries(node, path, reading):
            here = (*path[:-1], f"{self.each} {quoted(name)}")
            try:
                self.key.value(name, reading)
            except Wrong as wrong:
                reading.add_wrong(line, here, wrong)
            if value.empty:
                reading.add(line, here, "empty", NOTHING_WRITTEN)
                spot = None
            else:
                spot = self.kind.read(value, here, reading)
            if spot is None:
                lost.add(name)
            elif fresh:
                found[name] = replace(spot, line=line, path=here)
        return Spot(found, node.line, path, node.whole, frozenset(lost))

    def schema(self, defs: Schema) -> Schema:
        return {
            "type": "object",
            "propertyNames": self.key.schema(defs),
            "additionalProperties": self.kind.schema(defs),
            "maxProperties": self.high,
        }

    def build(self, spot: Spot) -> Any:
        if isinstance(self.kind, Record):
            return tuple(self.kind.build(value, key=name) for name, value in spot.value.items())
        return {name: self.kind.build(value) for name, value in spot.value.items()}

    def plain(self, value: Any) -> Any:
        if isinstance(self.kind, Record):
            return {entry.key: self.kind.plain(entry) for entry in value}
        return {name: self.kind.plain(entry) for name, entry in value.items()}


@dataclass(frozen=True)
class Named:
    """A field of a record: its kind, and ``about`` for the published schema."""

    kind: Kind
    about: str = ""
    required: bool = False


@dataclass(frozen=True)
class Record(Kind):
    """A map with named fields, which becomes a frozen dataclass.

    ``short`` is the field that is meant when only one value stands there; ``either`` are fields of which one is needed.
    """

    cls: type[Any]
    fields: Mapping[str, Named]
    short: str = ""
    either: tuple[str, ...] = ()
    about: str = ""

    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        if self._means_short(node):
            spot = self.fields[self.short].kind.read(node, path, reading)
            return None if spot is None else Spot({self.short: spot}, node.line, path)
        if node.kind != "map":
            if node.kind != "lost":
                reading.add(node.line, path, "not_a_map", _NOT_A_MAP)
            return None
        found: dict[str, Spot] = {}
        lost: set[str] = set()
        for name, line, value, fresh in entries(node, path, reading):
            field = self.fields.get(name)
            if field is None:
                self._unknown(name, line, path, reading)
            elif not value.empty:
                spot = field.kind.read(value, (*path, name), reading)
                if spot is None:
                    lost.add(name)
                elif fresh:
                    found[name] = spot
        if node.whole:
            self._missing(found.keys() | lost, node, path, reading)
        return Spot(found, node.line, path, node.whole, frozenset(lost))

    def _means_short(self, node: Node) -> bool:
        """Whether only the short field's value stands there: one value, or a text by language, which has no field's name."""
        if not self.short or node.kind == "text":
            return bool(self.short)
        by_language = isinstance(self.fields[self.short].kind, Text) and node.kind == "map"
        return by_language and bool(node.pairs) and self.fields.keys().isdisjoint(key.text for key, _ in node.pairs)

    def _unknown(self, name: str, line: int, path: Path, reading: Reading) -> None:
        near = [] if reading.full else get_close_matches(name[:60], self.fields, 1, 0.6)
        if near:
            msgid = N_("There is no field `%(found)s` here. Did you mean `%(near)s`?")
            reading.add(line, path, "unknown_field", msgid, found=quoted(name), near=near[0])
        else:
            msgid = N_("There is no field `%(found)s` here. There are: %(fields)s.")
            reading.add(line, path, "unknown_field", msgid, found=quoted(name), fields=", ".join(self.fields))

    def _missing(self, there: set[str], node: Node, path: Path, reading: Reading) -> None:
        for name, field in self.fields.items():
            if field.required and name not in there:
                reading.add(node.line, path, "missing", N_("`%(name)s` is missing. Add it."), name=name)
        if self.either and there.isdisjoint(self.either):
            msgid = N_("One of these is missing: %(names)s. Add it.")
            reading.add(node.line, path, "missing", msgid, names=", ".join(self.either))

    def schema(self, defs: Schema) -> Schema:
        name = self.cls.__name__.lower()
        if name not in defs:
            defs[name] = {}  # keeps its place before those that it uses
            defs[name] = self._object(defs)
        found: Schema = {"$ref": f"#/$defs/{name}"}
        return {"anyOf": [self.fields[self.short].kind.schema(defs), found]} if self.short else found

    def _object(self, defs: Schema) -> Schema:
        needed = [name for name, field in self.fields.items() if field.required]
        found: Schema = {"description": self.about} if self.about else {}
        found |= {
            "type": "object",
            "properties": {
                name: field.kind.schema(defs) | ({"description": field.about} if field.about else {})
                for name, field in self.fields.items()
            },
            "additionalProperties": False,
        }
        found |= {"required": needed} if needed else {}
        return found | ({"anyOf": [{"required": [name]} for name in self.either]} if self.either else {})

    def build(self, spot: Spot, **known: Any) -> Any:
        values = {name: self.fields[name].kind.build(value) for name, value in spot.value.items()}
        return self.cls(**values, **known)

    def plain(self, value: Any) -> Any:
        return {
            name: self.fields[name].kind.plain(getattr(value, name))
            for name in self.fields
            if getattr(value, name) != self.usual(name)
        }

    def usual(self, name: str) -> Any:
        """What the dataclass holds when the file says nothing: such a field need not be written."""
        found: Field[Any] = next(field for field in fields(self.cls) if field.name == name)
        if found.default_factory is not MISSING:
            return found.default_factory()
        return None if found.default is MISSING else found.default
