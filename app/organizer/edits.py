"""Changes of the programme's plain values, one part at a time: pure, and what hangs on a part follows it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import whole_number
from app.organizer.ordering import moved_item, sort_items
from app.organizer.places import (
    DAY,
    FIRST,
    ROW,
    Part,
    Section,
    Tree,
    fields_of,
    items,
    key_kind,
    part_at,
    section_at,
)
from app.organizer.versions import says_nothing
from app.programme import phases
from app.programme.file import form
from app.programme.file.faults import Reading, Wrong
from app.programme.file.shapes import Record
from app.programme.file.values import Shaped
from app.programme.replan.shares import shared


def put(tree: Tree, part: Part, changes: Mapping[str, Any]) -> None:
    """Other values for fields of a part; one that says nothing is taken out."""
    if not isinstance(part.kind, Record):
        row = part.value.get(ROW)
        part.holder[part.at] = {**(changes["text"] or {}), **({ROW: row} if row else {})}
        return
    before = dict(part.value)
    for name, value in changes.items():
        if name == "date" and part.kind is form.ITEM:
            continue
        if says_nothing(value):
            part.value.pop(name, None)
        else:
            part.value[name] = value
    _in_order(part.value, list(part.kind.fields))
    if part.kind is form.ITEM:
        _after_item(tree, part, before, changes)


def _in_order(value: dict[str, Any], names: list[str]) -> None:
    for name in [name for name in names if name in value]:
        value[name] = value.pop(name)


def _after_item(tree: Tree, part: Part, before: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """What follows a change of an item: names of it elsewhere, its phases' minutes, its day and its place in it."""
    item = part.value
    if before["number"] != item.get("number") and item.get("number"):
        rename_item(tree, before["number"], item["number"])
    if "phases" not in changes and before.get("technique") == item.get("technique"):
        _share_minutes(item, before)
    elif "phases" not in changes:
        item.pop("phases", None)
    if changes.get("date", item[DAY]) != item[DAY]:
        _to_day(tree, part, str(changes["date"]))
    for day in tree["days"]:
        sort_items(day)


def _share_minutes(item: dict[str, Any], before: Mapping[str, Any]) -> None:
    minutes = whole_number(str(item.get("minutes", "")))
    if minutes and minutes != before.get("minutes"):
        planned = phases.planned_of(before["technique"], before.get("phases", {}))
        together = shared(planned, minutes)
        item["phases"] = {name: own for name, own in (together or {}).items() if own}
        if not item["phases"]:
            item.pop("phases")


def _to_day(tree: Tree, part: Part, date: str) -> None:
    there = next((day for day in tree["days"] if day["date"] == date), None)
    if there is None:
        raise Refusal.of_field("date", "no_such_day", N_("The programme has no such day. Add the day first."))
    item = part.holder.pop(part.at)
    item[DAY] = date
    there.setdefault("items", []).append(item)


def rename_item(tree: Tree, old: str, new: str) -> None:
    """An item has another number: whoever names it names it so."""

    def other(name: str) -> str:
        return new if name == old else name

    for _, _, item in items(tree):
        if "presents" in item:
            item["presents"] = [other(name) for name in item["presents"]]
        for table in item.get("tables") or ():
            if "about" in table:
                table["about"] = other(table["about"])
    for survey in (tree.get("surveys") or {}).values():
        survey.update({name: other(survey[name]) for name in ("before", "after") if name in survey})


def add(tree: Tree, address: str, document: Mapping[str, Any], key: str = "") -> str:
    """One part more. Returns its address, for what has no row yet by its place."""
    if address == "items":
        return _add_item(tree, document)
    section = section_at(tree, address)
    value = _new_value(section, document)
    if not section.keyed:
        section.holder.append(value)
        if section.name == "days":
            section.holder.sort(key=lambda day: str(day.get("date", "")))
        elif section.name == "tables":
            section.holder.sort(key=lambda table: whole_number(str(table.get("number", ""))) or 0)
        at = next(at for at, held in enumerate(section.holder) if held is value)
        return f"{address}/{section.name_of(value, at)}"
    _require_key(section, key)
    section.holder[key] = value
    return f"{address}/{key}"


def _new_value(section: Section, document: Mapping[str, Any]) -> Any:
    if not isinstance(section.entry, Record):
        return dict(document.get("text") or {})
    known = {*fields_of(section.entry), *FIRST.get(section.name, ())[:1]}
    value = {name: held for name, held in document.items() if name in known and not says_nothing(held)}
    for item in value.get("items") or ():
        item.setdefault(DAY, value.get("date"))
    return value


def _require_key(section: Section, key: str) -> None:
    kind = key_kind(section)
    try:
        if isinstance(kind, Shaped):
            kind.value(key, Reading())
    except Wrong as wrong:
        raise Refusal.of_field("key", wrong.code, wrong.sentence.msgid, **wrong.sentence.params) from None
    if key in section.holder:
        raise Refusal.of_field("key", "key_taken", N_("This short name is taken already. Choose another."))


def _add_item(tree: Tree, document: Mapping[str, Any]) -> str:
    date = str(document.get("date") or "")
    day = next((day for day in tree["days"] if day["date"] == date), None)
    if day is None:
        raise Refusal.of_field("date", "no_such_day", N_("The programme has no such day. Add the day first."))
    item: dict[str, Any] = {
        name: held for name, held in document.items() if name in form.ITEM.fields and not says_nothing(held)
    }
    item[DAY] = date
    day.setdefault("items", []).append(item)
    sort_items(day)
    return f"items/{item.get('number', '')}"


def remove(tree: Tree, address: str) -> None:
    """A part less. What still names it is a fault of the whole."""
    part = part_at(tree, address)
    if part.path == ():
        raise Refusal("not_removable", N_("The forum itself is not taken away here."), status=409)
    if part.section == "questions" and part.path[0] == "days":
        _forget_question(tree, part)
    del part.holder[part.at]


def _forget_question(tree: Tree, part: Part) -> None:
    item = part_at(tree, "/".join(part.name.split("/")[:2])).value
    gone = part.at + 1
    asking = [str(table["number"]) for table in item.get("tables") or () if table.get("question") == gone]
    if asking:
        raise Refusal(
            "question_in_use",
            N_("Tables answer this question: %(tables)s. Give them another question first."),
            status=409,
            tables=", ".join(asking),
        )
    for table in item.get("tables") or ():
        if table.get("question", 0) > gone:
            table["question"] -= 1


def move(tree: Tree, address: str, by: int) -> None:
    """A part goes one place up (-1) or down (1). An item goes before or after its neighbour, and times follow."""
    part = part_at(tree, address)
    if part.kind is form.ITEM:
        moved_item(tree, part, by)
        return
    if part.path == () or part.section in ("days", "tables"):
        raise Refusal("not_movable", N_("Its own number or date says where this stands. Change that."), status=409)
    names = list(part.holder) if isinstance(part.holder, dict) else list(range(len(part.holder)))
    here = names.index(part.at)
    there = here + (1 if by > 0 else -1)
    if not 0 <= there < len(names):
        return
    if isinstance(part.holder, dict):
        names[here], names[there] = names[there], names[here]
        for name in names:
            part.holder[name] = part.holder.pop(name)
        return
    part.holder[here], part.holder[there] = part.holder[there], part.holder[here]
    if part.section == "questions" and part.path[0] == "days":
        numbers = {here + 1: there + 1, there + 1: here + 1}
        for table in part_at(tree, "/".join(part.name.split("/")[:2])).value.get("tables") or ():
            if "question" in table:
                table["question"] = numbers.get(table["question"], table["question"])


def ends_at(item: Mapping[str, Any]) -> str:
    """When an item ends, on the forum's clock."""
    begins = datetime.strptime(f"2000-01-01 {item['starts']}", "%Y-%m-%d %H:%M")
    return (begins + timedelta(minutes=item["minutes"])).strftime("%H:%M")
