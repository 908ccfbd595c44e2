"""What a plan may not do: judged before it is confirmed, whoever made it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme.replan.day import Move, Slot, rest, under_way
from app.programme.rules import LONGEST_MINUTES


def judge(slots: Sequence[Slot], moves: Sequence[Move], earliest: datetime, midnight: datetime) -> None:
    """Refuse what is no plan: an end before its beginning, the past, another order, a pause that is none, the next day.

    *slots* are the whole day as it stands. What is on keeps its beginning, what is over stays as it was.
    """
    planned = {slot.item: Move(slot.item, slot.starts, slot.minutes) for slot in slots}
    wished = planned | {move.item: move for move in moves}
    for slot in slots:
        move = wished[slot.item]
        if move != planned[slot.item]:
            _judge_one(slot, move, earliest, midnight)
    # What was left out, and stays so, is in nobody's way.
    standing = {slot.item for slot in (*under_way(slots), *rest(slots))} | {move.item for move in moves}
    ordered = sorted((slot for slot in slots if slot.item in standing), key=lambda slot: (slot.starts, slot.ends))
    for one, other in combinations(ordered, 2):
        _judge_pair(one, other, wished)


def _judge_one(slot: Slot, move: Move, earliest: datetime, midnight: datetime) -> None:
    if not 0 < move.minutes <= LONGEST_MINUTES:
        raise ends_before_it_begins(slot.number)
    if move.starts >= midnight or move.ends > midnight:
        raise Refusal("past_midnight", N_("Item %(item)s would end after midnight."), item=slot.number)
    if slot.standing == "over" or (slot.standing == "on" and move.starts != slot.starts):
        raise Refusal("already_begun", N_("Item %(item)s has begun already: it stays where it is."), item=slot.number)
    if slot.standing == "on" and move.ends < earliest:
        raise in_the_past(slot.number)
    if slot.standing == "coming" and move.starts != slot.starts and move.starts < earliest:
        raise in_the_past(slot.number)
    if slot.standing == "coming" and slot.pause and move.minutes < slot.least:
        raise Refusal(
            "pause_too_short",
            N_("Pause %(item)s keeps at least %(minutes)s minutes. Let it have them, or take it out of the programme."),
            item=slot.number,
            minutes=slot.least,
        )


def _judge_pair(one: Slot, other: Slot, wished: Mapping[str, Move]) -> None:
    if "over" in (one.standing, other.standing):
        return
    here, there = wished[one.item], wished[other.item]
    if one.starts == other.starts:
        torn = one.standing == other.standing and here.starts != there.starts
    else:
        torn = there.starts < here.starts
    if torn:
        raise Refusal(
            "out_of_order",
            N_("Items %(one)s and %(other)s would change their order, or no longer begin together."),
            one=one.number,
            other=other.number,
        )
    both_on = one.standing == other.standing == "on"
    if one.ends <= other.starts and here.ends > there.starts and not (one.overlaps or other.overlaps or both_on):
        raise Refusal(
            "overlap",
            N_("Item %(one)s would still go on when item %(other)s begins."),
            one=one.number,
            other=other.number,
        )


def nothing_left() -> Refusal:
    """Nothing of the day is still to come."""
    return Refusal(
        "nothing_left", N_("Nothing of this day is still to come: there is nothing to plan anew."), status=409
    )


def in_the_past(number: str) -> Refusal:
    """Something would begin, or end, before now."""
    return Refusal.of_field(
        "begins", "in_the_past", N_("Item %(item)s cannot move into the past. Choose a later time."), item=number
    )


def ends_before_it_begins(number: str = "") -> Refusal:
    """The plan, or an item of it, ends before it begins."""
    if number:
        return Refusal.of_field(
            "until", "ends_before_it_begins", N_("Item %(item)s would end before it begins."), item=number
        )
    return Refusal.of_field(
        "until", "ends_before_it_begins", N_("This plan would end before it begins. Choose a later end.")
    )


def no_room(soonest: datetime) -> Refusal:
    """Even with short pauses and half of the time for work it does not fit."""
    refusal = Refusal.of_field(
        "until",
        "no_room",
        N_("This does not fit: pauses keep their minimum and work half of its time. Choose a later end."),
    )
    refusal.extra = {"soonest": soonest.isoformat()}
    return refusal
