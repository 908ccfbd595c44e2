"""Where a part of the programme stands: its address, and the part in the programme's plain values.

``items/ID`` is an item, ``items/ID/questions/ID`` one of its guiding questions, ``places/hall`` a place, ``roles/0`` the
first role of the whole forum; ``forum`` is the forum itself. What has a row of its own in the database carries that
row's id in the plain values, under :data:`ROW`, and an item its day, under :data:`DAY`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme.file import form
from app.programme.file.kinds import Kind, Line, Text
from app.programme.file.plain import Place
from app.programme.file.shapes import Keyed, Listing, Record
from app.programme.file.values import Day

ROW: Final = "~row"
DAY: Final = "~day"
FORUM: Final = "forum"
Tree = dict[str, Any]
"""The programme's plain values, with the ids of rows."""

_NUMBERED: Final = {"days": "date", "references": "number"}
"""Lists whose entries are known by one of their fields."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the programme: ``kind`` is what may stand there, ``holder`` the list or map that it stands in."""

    kind: Kind
    holder: Any
    at: Any
    path: Place
    section: str
    name: str

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.holder[self.at]


@dataclass(frozen=True, slots=True)
class Section:
    """A list or map of parts: those of the forum, of an item, or of a framework."""

    name: str
    kind: Listing | Keyed
    owner: Tree
    path: Place
    address: str

    @property
    def entry(self) -> Kind:
        """What an entry may be."""
        return self.kind.kind

    @property
    def keyed(self) -> bool:
        """Whether its entries are known by a short name."""
        return isinstance(self.kind, Keyed)

    @property
    def holder(self) -> Any:
        """The list or map itself; made when there is none."""
        return self.owner.setdefault(self.name, {} if self.keyed else [])

    def names(self) -> list[str]:
        """What each of its entries is called in an address."""
        held = self.owner.get(self.name) or ()
        return list(held) if self.keyed else [self.name_of(entry, at) for at, entry in enumerate(held)]

    def name_of(self, entry: Mapping[str, Any], at: int) -> str:
        """What an entry of a list is called in an address."""
        return str(entry.get(ROW) or entry.get(_NUMBERED.get(self.name, ""), at))

    def part(self, name: str) -> Part:
        """One of its entries. Raises ``no_such_part`` (404)."""
        names = self.names()
        if name not in names:
            raise no_such_part()
        at = name if self.keyed else names.index(name)
        return Part(self.entry, self.holder, at, (*self.path, self.name, str(at)), self.name, f"{self.address}/{name}")

    def parts(self) -> Iterator[Part]:
        """All of them, in order."""
        return (self.part(name) for name in self.names())


FIRST: Final = {"days": ("items", form.DAY), "surveys": ("statements", form.SURVEY)}
"""What a new part cannot be without: a day its first item, a survey its first statement."""

_OWNERS: Final = (form.PROGRAMME, form.ITEM, form.FRAMEWORK, form.SURVEY)
"""Records with lists of parts of their own."""


def no_such_part() -> Refusal:
    """Nothing stands at an address, or not any more."""
    return Refusal(
        "no_such_part", N_("This part of the programme is not there any more. Open the page again."), status=404
    )


def is_section(kind: Kind) -> bool:
    """Whether a field holds parts that are edited one at a time."""
    return isinstance(kind, Listing | Keyed) and isinstance(kind.kind, Record | Text)


def sections_of(record: Record) -> dict[str, Listing | Keyed]:
    """The fields of a record that hold parts. A speaker's own questions belong to it."""
    if not any(record is owner for owner in _OWNERS):
        return {}
    fields = {name: field.kind for name, field in record.fields.items() if is_section(field.kind)}
    return {name: kind for name, kind in fields.items() if isinstance(kind, Listing | Keyed)}


def fields_of(kind: Kind) -> dict[str, Kind]:
    """The fields that are edited with a part of that kind. An item also has its day; a join code stays what it is."""
    if not isinstance(kind, Record):
        return {"text": kind}
    apart = {*sections_of(kind), "items", "code"}
    own = {name: field.kind for name, field in kind.fields.items() if name not in apart}
    if kind is not form.ITEM:
        return own
    first = ("number", "title", "technique")
    return {name: own[name] for name in first} | {"date": Day()} | own


def required_of(kind: Kind) -> frozenset[str]:
    """Those of them that may not be left out."""
    if not isinstance(kind, Record):
        return frozenset({"text"})
    return frozenset(name for name, field in kind.fields.items() if field.required) | (
        {"date"} if kind is form.ITEM else set()
    )


def key_kind(section: Section) -> Kind:
    """What the short name of a new entry must be."""
    return section.kind.key if isinstance(section.kind, Keyed) else Line()


def items(tree: Tree) -> Iterator[tuple[int, int, Tree]]:
    """Every item with the places of its day and of itself."""
    for day, held in enumerate(tree["days"]):
        for at, item in enumerate(held.get("items") or ()):
            yield day, at, item


def part_at(tree: Tree, address: str) -> Part:
    """The part at an address. Raises ``no_such_part`` (404)."""
    steps = [step for step in address.split("/") if step]
    if steps in ([], [FORUM]):
        return Part(form.PROGRAMME, {"": tree}, "", (), "", FORUM)
    if steps[0] == "items" and len(steps) == 2:
        return _item(tree, steps[1])
    if len(steps) % 2:
        raise no_such_part()
    return section_at(tree, "/".join(steps[:-1])).part(steps[-1])


def _item(tree: Tree, name: str) -> Part:
    for day, at, item in items(tree):
        if name in (item.get(ROW), item.get("number")):
            holder = tree["days"][day]["items"]
            known = item.get(ROW) or item["number"]
            return Part(form.ITEM, holder, at, ("days", str(day), "items", str(at)), "items", f"items/{known}")
    raise no_such_part()


def section_at(tree: Tree, address: str) -> Section:
    """The list or map at an address. Raises ``no_such_part`` (404)."""
    steps = [step for step in address.split("/") if step]
    owner = part_at(tree, "/".join(steps[:-1])) if len(steps) % 2 else None
    if owner is None or not isinstance(owner.kind, Record) or steps[-1] not in sections_of(owner.kind):
        raise no_such_part()
    name = steps[-1]
    address = name if owner.name == FORUM else f"{owner.name}/{name}"
    return Section(name, sections_of(owner.kind)[name], owner.value, owner.path, address)


def document_of(part: Part) -> dict[str, Any]:
    """What a part's own fields say, also what goes without saying; those that say nothing are left out."""
    if not isinstance(part.kind, Record):
        return {"text": without_rows(part.value)}
    usual = {name: part.kind.usual(name) for name in fields_of(part.kind) if name in part.kind.fields}
    said = {
        name: value for name, value in usual.items() if isinstance(value, str | int) and not isinstance(value, bool)
    }
    said = {name: part.value.get(name, said.get(name)) for name in fields_of(part.kind) if name in {*part.value, *said}}
    return {"date": part.value[DAY], **said} if part.kind is form.ITEM else said


def without_rows(value: Any) -> Any:
    """Plain values without what only we know of them, as the file's checks read them."""
    if isinstance(value, dict):
        return {name: without_rows(held) for name, held in value.items() if name not in (ROW, DAY)}
    return [without_rows(held) for held in value] if isinstance(value, list) else value


def label_of(part: Part) -> Any:
    """What a part is called, as a text by language or a plain string."""
    value = part.value
    if not isinstance(part.kind, Record):
        return without_rows(value)
    return next((value[name] for name in ("title", "name", "text", "topic", "task") if value.get(name)), "")
