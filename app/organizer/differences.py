"""What another programme would change: part by part, each field before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.organizer.controls import Label
from app.organizer.places import (
    FORUM,
    ROW,
    Part,
    Section,
    Tree,
    document_of,
    fields_of,
    items,
    label_of,
    part_at,
    section_at,
    sections_of,
    without_rows,
)
from app.organizer.versions import same
from app.organizer.wording import LABELS, SECTIONS
from app.programme.file import form
from app.programme.file.shapes import Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that would say something else."""

    name: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """``change``: ``added``, ``removed``, ``changed`` or ``order``. ``where`` are headings from the outside in."""

    change: str
    place: str
    where: tuple[Label, ...]
    fields: tuple[FieldChange, ...] = ()


def differences(before: Tree, after: Tree) -> list[Difference]:
    """Everything that differs, in the order of the programme."""
    found = list(_changed(part_at(before, FORUM), part_at(after, FORUM), ()))
    found += _items(before, after)
    for name in sections_of(form.PROGRAMME):
        found += _section(before, after, name, name, ())
    return found


def _changed(before: Part, after: Part, where: tuple[Label, ...]) -> Iterator[Difference]:
    one, other = document_of(before), document_of(after)
    fields = [
        FieldChange(name, LABELS[name], *_apart(one.get(name), other.get(name)))
        for name in fields_of(before.kind)
        if not same(one.get(name), other.get(name))
    ]
    if fields:
        yield Difference("changed", before.name, where, tuple(fields))


def _apart(before: Any, after: Any) -> tuple[Any, Any]:
    """What differs of two values: of texts the languages that say something else."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return before, after
    kept = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    first, second = ({name: held[name] for name in kept if name in held} for held in (before, after))
    return first, second


def _heading(part: Part) -> tuple[Label, ...]:
    value = part.value
    lead = str(value.get("number") or value.get("date") or "") if isinstance(part.kind, Record) else ""
    lead = lead or (part.name.rpartition("/")[2] if isinstance(part.holder, dict) else "")
    label = label_of(part)
    return tuple(one for one in (lead, label) if one)


def _items(before: Tree, after: Tree) -> Iterator[Difference]:
    old = {item[ROW]: part_at(before, f"items/{item[ROW]}") for *_, item in items(before)}
    kept = {item[ROW] for *_, item in items(after) if ROW in item}
    for row, part in old.items():
        if row not in kept:
            yield Difference("removed", part.name, _heading(part))
    for *_, item in items(after):
        part = part_at(after, f"items/{item.get(ROW) or item['number']}")
        came_from = old.get(item.get(ROW, ""))
        if came_from is None:
            yield Difference("added", part.name, _heading(part))
            continue
        yield from _changed(came_from, part, _heading(came_from))
        for name in sections_of(form.ITEM):
            yield from _section(before, after, f"{came_from.name}/{name}", f"{part.name}/{name}", _heading(came_from))


def _section(before: Tree, after: Tree, address: str, there: str, where: tuple[Label, ...]) -> Iterator[Difference]:
    one, other = section_at(before, address), section_at(after, there)
    inside = (*where, SECTIONS[one.name])
    old, new = _named(one), _named(other)
    for name, part in old.items():
        if name not in new:
            yield Difference("removed", part.name, (*inside, *_heading(part)))
    for name, part in new.items():
        came_from = old.get(name)
        if came_from is None:
            yield Difference("added", part.name, (*inside, *_heading(part)))
            continue
        yield from _changed(came_from, part, (*inside, *_heading(came_from)))
        if isinstance(part.kind, Record):
            for inner in sections_of(part.kind):
                within = (*inside, *_heading(came_from))
                yield from _section(before, after, f"{came_from.name}/{inner}", f"{part.name}/{inner}", within)
    stay = [name for name in old if name in new]
    if stay != [name for name in new if name in old]:
        yield Difference("order", one.address, inside)


def _named(section: Section) -> Mapping[str, Part]:
    return {part.name.rpartition("/")[2]: part for part in section.parts()}


def told(found: list[Difference]) -> list[dict[str, Any]]:
    """Differences as programs receive them."""
    return [
        {
            "change": one.change,
            "place": one.place,
            "fields": {
                field.name: {"before": without_rows(field.before), "after": without_rows(field.after)}
                for field in one.fields
            },
        }
        for one in found
    ]
