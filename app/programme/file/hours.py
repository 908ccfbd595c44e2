"""Whether the programme can take place: days, times, what runs side by side, and minutes by phase."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from app.kernel.language import N_
from app.programme import phases
from app.programme.file.faults import Reading, quoted
from app.programme.file.kinds import Spot
from app.programme.file.names import each, is_complete, items

_DAY: Final = 24 * 60

_ONLY_IN: Final = {
    "questions": ("knowledge_cafe", "dialogue", "panel"),
    "tables": ("knowledge_cafe", "dialogue"),
    "experts": ("panel",),
    "presents": ("plenary", "drafting"),
    "rotation": ("knowledge_cafe",),
}
"""Fields that mean something in some techniques only."""


class _Slot(NamedTuple):
    """An item on its day's clock, in minutes since midnight."""

    begins: int
    ends: int
    number: str
    item: Spot


def check_hours(root: Spot, reading: Reading) -> None:
    """Note everything that the clock or the technique does not allow."""
    _check_days(root, reading)
    begun: dict[str, tuple[date, int]] = {}
    blocks: dict[str, list[tuple[date | None, _Slot]]] = {}
    for day in each(root, "days"):
        slots = [slot for item in each(day, "items") if (slot := _slot(item)) is not None]
        _check_order(slots, reading)
        _check_overlaps(slots, reading)
        for slot in slots:
            if day.get("date"):
                begun.setdefault(slot.number, (day.of("date"), slot.begins))
            if block := slot.item.of("block"):
                blocks.setdefault(block, []).append((day.of("date"), slot))
    for together in blocks.values():
        _check_block(together, reading)
    for item in items(root):
        _check_phases(item, reading)
        _check_technique(item, reading)
        _check_presents(item, begun, reading)


def _slot(item: Spot) -> _Slot | None:
    starts, minutes = item.of("starts"), item.of("minutes")
    if starts is None or minutes is None:
        return None
    begins = starts.hour * 60 + starts.minute
    return _Slot(begins, begins + minutes, item.of("number", "?"), item)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _check_days(root: Spot, reading: Reading) -> None:
    dates: Sequence[Spot] = each(root, "dates")
    if len(dates) == 2 and dates[1].value < dates[0].value:
        msgid = N_("The last day comes before the first. Write the first day first.")
        reading.add(dates[1].line, dates[1].path, "ends_before_it_begins", msgid)
        dates = ()
    before: Spot | None = None
    for day in each(root, "days"):
        spot = day.get("date")
        if spot is None:
            continue
        if before is not None and spot.value <= before.value:
            msgid = N_("This day does not come after the one in line %(line)s. Put the days in order, each once.")
            reading.add(spot.line, spot.path, "days_out_of_order", msgid, line=before.line)
        before = spot
        if dates and not dates[0].value <= spot.value <= dates[-1].value:
            msgid = N_("This day is outside of the forum's `dates`. Correct one of them.")
            reading.add(spot.line, spot.path, "day_outside", msgid)


def _check_order(slots: Sequence[_Slot], reading: Reading) -> None:
    latest = 0
    for slot in slots:
        starts = slot.item.get("starts") or slot.item
        if slot.begins < latest:
            msgid = N_("It begins before an item above it. Put the items of a day in the order of the clock.")
            reading.add(starts.line, starts.path, "items_out_of_order", msgid)
        latest = max(latest, slot.begins)
        if slot.ends > _DAY:
            msgid = N_("It ends at %(ends)s of the next day. Let it end by midnight, or begin a new item there.")
            reading.add(starts.line, starts.path, "past_midnight", msgid, ends=_clock(slot.ends))


def _check_overlaps(slots: Sequence[_Slot], reading: Reading) -> None:
    """Items beside each other are of one block, or one of them says that it overlaps on purpose."""
    ordered = sorted(slots, key=lambda slot: slot.begins)
    for position, slot in enumerate(ordered):
        for other in ordered[:position]:
            if other.ends <= slot.begins or _may_overlap(other.item, slot.item):
                continue
            starts = slot.item.get("starts") or slot.item
            msgid = N_(
                "It begins at %(begins)s, but item %(other)s lasts until %(ends)s. If both run in parallel, give them the "
                "same `block`; if it is meant so, write `overlaps: true`."
            )
            reading.add(
                starts.line,
                starts.path,
                "overlap",
                msgid,
                begins=_clock(slot.begins),
                other=quoted(other.number),
                ends=_clock(other.ends),
            )
            break


def _may_overlap(one: Spot, other: Spot) -> bool:
    if one.of("overlaps") or other.of("overlaps"):
        return True
    block = one.get("block")
    return block is not None and block.value == other.of("block")


def _check_block(together: Sequence[tuple[date | None, _Slot]], reading: Reading) -> None:
    if len(together) < 2:
        return
    for day, slot in together:
        beside = any(
            other is not slot and there == day and other.begins < slot.ends and slot.begins < other.ends
            for there, other in together
        )
        block = slot.item.get("block")
        if not beside and block is not None:
            msgid = N_("Items of one block run in parallel, but at this time no other item of `%(block)s` does.")
            reading.add(block.line, block.path, "block_apart", msgid, block=quoted(block.value))


def _check_phases(item: Spot, reading: Reading) -> None:
    technique, minutes, planned = item.of("technique"), item.of("minutes"), item.get("phases")
    if technique is None or planned is None:
        return
    names = phases.phases(technique)
    for name, spot in planned.value.items():
        if name not in names:
            msgid = N_("The technique `%(technique)s` has no phase `%(found)s`. It has: %(phases)s.")
            reading.add(
                spot.line,
                spot.path,
                "unknown_phase",
                msgid,
                technique=technique,
                found=quoted(name),
                phases=", ".join(names),
            )
        elif spot.value and not phases.planned_minutes(technique, name, {}):
            msgid = N_("The phase `%(found)s` takes no time of its own. Give its minutes to another.")
            reading.add(spot.line, spot.path, "idle_phase", msgid, found=name)
    given = sum(spot.value for spot in planned.value.values())
    left_out = any(phases.planned_minutes(technique, name, {}) and name not in planned.value for name in names)
    if minutes is None or not planned.whole or planned.lost or (given <= minutes and left_out) or given == minutes:
        return
    msgid = N_("The phases take %(given)s minutes together, the item has %(minutes)s. Make them agree.")
    reading.add(planned.line, planned.path, "phases_and_minutes", msgid, given=given, minutes=minutes)


def _check_technique(item: Spot, reading: Reading) -> None:
    technique = item.of("technique")
    if technique is None:
        return
    for field, techniques in _ONLY_IN.items():
        spot = item.get(field)
        if spot is not None and spot.value and technique not in techniques:
            msgid = N_("`%(field)s` belong to %(techniques)s, not to `%(technique)s`. Take them out here.")
            names = ", ".join(techniques)
            reading.add(spot.line, spot.path, "not_here", msgid, field=field, techniques=names, technique=technique)
    rotation = item.get("rotation")
    if rotation and technique == "knowledge_cafe" and is_complete(item, "tables") and len(each(item, "tables")) == 1:
        msgid = N_("A rotation needs two tables at least: with one there is nowhere to move.")
        reading.add(rotation.line, rotation.path, "one_table", msgid)
    if technique == "knowledge_cafe":
        for field in ("questions", "tables"):
            if not each(item, field) and is_complete(item, field):
                msgid = N_("A knowledge café needs `%(field)s`: at least one.")
                reading.add(item.line, item.path, "missing", msgid, field=field)


def _check_presents(item: Spot, begun: dict[str, tuple[date, int]], reading: Reading) -> None:
    number = item.of("number")
    for presented in each(item, "presents"):
        here, there = begun.get(number), begun.get(presented.value)
        if here and there and there >= here and presented.value != number:
            msgid = N_("Item %(found)s begins only after this one, so there is nothing to present yet.")
            reading.add(presented.line, presented.path, "presents_later", msgid, found=quoted(presented.value))
