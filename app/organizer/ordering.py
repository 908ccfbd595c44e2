"""The order of a day's items: by the clock, and what moves takes its time along."""

from collections.abc import Sequence
from typing import Any

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.organizer.places import DAY, Part, Tree

Items = list[dict[str, Any]]


def minute_of(starts: Any) -> int:
    """The minute of the day of a time as ``09:30``; what is none comes last, to be told by the checks."""
    hour, colon, minute = str(starts).partition(":")
    fits = colon and hour.isdecimal() and minute.isdecimal() and len(hour) < 3 and len(minute) < 3
    return int(hour) * 60 + int(minute) if fits else 24 * 60


def clock_of(minute: int) -> str:
    """A minute of the day as a time."""
    return f"{minute // 60:02}:{minute % 60:02}"


def sort_items(day: dict[str, Any]) -> None:
    """By the clock; what begins together stays as it stands."""
    day["items"].sort(key=lambda item: minute_of(item.get("starts")))


def groups(items: Sequence[dict[str, Any]]) -> list[Items]:
    """Items that run beside each other, together."""
    found: list[Items] = []
    until = -1
    for item in items:
        begins = minute_of(item["starts"])
        if found and begins < until:
            found[-1].append(item)
        else:
            found.append([item])
        until = max(until, begins + int(item["minutes"]))
    return found


def _span(items: Items) -> tuple[int, int]:
    begins = [minute_of(item["starts"]) for item in items]
    return begins[0], max(at + int(item["minutes"]) for at, item in zip(begins, items, strict=True))


def _shift(items: Items, by: int) -> None:
    for item in items:
        item["starts"] = clock_of(minute_of(item["starts"]) + by)


def moved_item(tree: Tree, part: Part, by: int) -> None:
    """An item, with all that runs beside it, changes places with what comes before or after it; the time between stays.

    What begins together only changes its order.
    """
    day = next(day for day in tree["days"] if day["date"] == part.value[DAY])
    held: Items = day["items"]
    other = part.at + (1 if by > 0 else -1)
    if not 0 <= other < len(held):
        return
    if held[other]["starts"] == part.value["starts"]:
        held[part.at], held[other] = held[other], held[part.at]
        return
    together = groups(held)
    here = next(at for at, group in enumerate(together) if any(item is part.value for item in group))
    there = here + (1 if by > 0 else -1)
    beside = any(item is held[other] for item in together[here])
    if beside or not 0 <= there < len(together):
        raise Refusal(
            "beside_each_other",
            N_("These two run beside each other: the clock says which comes first. Change when they begin."),
            status=409,
        )
    first, second = together[min(here, there)], together[max(here, there)]
    (begins, ends), (next_begins, next_ends) = _span(first), _span(second)
    _shift(second, begins - next_begins)
    _shift(first, next_ends - ends)
    sort_items(day)
