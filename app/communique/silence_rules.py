"""Pure rules of the silence procedure: when it may begin, how long it lasts, what it freezes."""

import math
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from app.kernel.clock import rfc3339
from app.kernel.language import N_
from app.kernel.refusals import Refusal

LONGEST: Final = timedelta(days=30)


def deadline(now: datetime, minutes: float | None, until: str, zone: tzinfo) -> datetime:
    """When a silence ends: after so many *minutes*, or at a moment that was typed, in *zone* when it says none."""
    if not until and minutes is None:
        raise Refusal.of_field("minutes", "no_deadline", N_("A silence needs a deadline: minutes, or a time."))
    try:
        if until:
            typed = datetime.fromisoformat(until.strip())
            ends = (typed if typed.tzinfo else typed.replace(tzinfo=zone)).astimezone(UTC)
        else:
            ends = now + timedelta(minutes=minutes or 0)
    except (ValueError, OverflowError):
        raise Refusal.of_field(
            "until" if until else "minutes", "bad_deadline", N_("This is no time. Write it as 2027-03-31 18:30.")
        ) from None
    if ends <= now or ends - now > LONGEST:
        raise Refusal.of_field(
            "until" if until else "minutes",
            "deadline_out_of_reach",
            N_("The deadline of a silence lies ahead, within %(days)s days."),
            days=LONGEST.days,
        )
    return ends


def minutes_of(typed: str) -> float | None:
    """Minutes as typed; None for nothing. What is no number is no deadline either."""
    try:
        found = float(typed.replace(",", ".")) if typed.strip() else None
    except ValueError:
        found = math.nan
    return found


def frozen(until: datetime) -> Refusal:
    """The words are those that delegations are asked to keep silent on."""
    return Refusal(
        "frozen",
        N_("Silence is kept on this text until %(until)s: till then nothing of it is changed or amended."),
        status=409,
        extra={"until": rfc3339(until)},
        until=until,
    )


def breaks_in_writing(until: datetime) -> Refusal:
    """Who objects to a text on which silence is kept breaks the silence."""
    return Refusal(
        "frozen",
        N_("Silence is kept on this text until %(until)s. Who objects breaks it in writing."),
        status=409,
        extra={"until": rfc3339(until)},
        until=until,
    )


def silence_runs(until: datetime) -> Refusal:
    """One silence at a time."""
    return Refusal(
        "silence_runs",
        N_("Silence is kept already until %(until)s. End it first."),
        status=409,
        extra={"until": rfc3339(until)},
        until=until,
    )


def silence_over(at: datetime) -> Refusal:
    """Nobody spoke in time."""
    return Refusal(
        "silence_over",
        N_("The silence ended on %(at)s, and can be broken no more. Keep your words, and tell the chair."),
        status=409,
        extra={"ended_at": rfc3339(at)},
        at=at,
    )


def silence_ended(at: datetime) -> Refusal:
    """The chair ended it before its time; nothing was agreed by it."""
    return Refusal(
        "silence_ended",
        N_("The chair ended the silence on %(at)s; nothing was agreed by it. Nothing needs to be broken."),
        status=409,
        extra={"ended_at": rfc3339(at)},
        at=at,
    )


def no_silence() -> Refusal:
    """None has begun, or it is another forum's."""
    return Refusal("no_silence", N_("No silence is kept here."), status=404)


def amendments_wait(count: int) -> Refusal:
    """What somebody wants changed is not agreed by saying nothing."""
    return Refusal(
        "amendments_wait",
        N_("%(count)s amendments wait here. Decide on them before silence is kept."),
        status=409,
        count=count,
    )


def says_nothing() -> Refusal:
    """A silence is broken in writing."""
    return Refusal.of_field(
        "text",
        "empty",
        N_("Write in the box what your delegation does not agree to, and break the silence again. It is kept still."),
    )


def not_due() -> Refusal:
    """The deadline has not come, or somebody was faster."""
    return Refusal("not_due", N_("The silence has not come to its end."), status=409)
