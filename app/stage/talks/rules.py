"""Pure rules of talks: who has the floor, in which order, and for how long.

A talk waits, has the floor, is done, or is skipped. At most one has the floor, and no other clock runs.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases
from app.programme.rules import Clock

SECONDS: Final = 180
"""A talk's time when the programme says nothing."""

SHORTEST: Final = 15
LONGEST: Final = 60 * 60
MOST: Final = 24
"""Talks of one item."""

LOW: Final = 0.2
"""The part of a talk's time that is left when its clock turns amber."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A talk's place in the line: its state, its clock, and the seq at which it last got the floor."""

    id: str
    state: str
    clock: Clock
    called: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to happen: ``talk`` names one of the line, ``to`` is a place in it, counted from 1."""

    action: str
    talk: str | None = None
    seconds: int | None = None
    to: int | None = None


Line = tuple[Slot, ...]


def after(line: Sequence[Slot], wish: Wish, now: datetime, seq: int) -> Line:
    """The line after *wish*. Raises refusals that leave it as it was."""
    if wish.action not in _ACTS:
        raise unknown_action(ACTIONS)
    if wish.talk is not None and all(slot.id != wish.talk for slot in line):
        raise no_such_talk()
    return _ACTS[wish.action](tuple(line), wish, now, seq)


def speaking(line: Sequence[Slot]) -> Slot | None:
    """The talk that has the floor."""
    return next((slot for slot in line if slot.state == "floor"), None)


def following(line: Sequence[Slot]) -> Slot | None:
    """The next talk: the first that waits after the one that has the floor, else the first that waits."""
    current = speaking(line)
    at = [slot.id for slot in line].index(current.id) + 1 if current else 0
    return next((slot for slot in (*line[at:], *line[:at]) if slot.state == "waiting"), None)


def _start(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    current = speaking(line)
    named = next((slot for slot in line if slot.id == wish.talk), None)
    target = named or current or following(line)
    if target is None:
        raise no_talk_left()
    if current is not None and current.id != target.id:
        if current.clock.running:
            raise talk_running(current.id)
        line = _put(line, replace(current, state="done"))
    called = target.called if target.state == "floor" else seq
    return _put(line, replace(target, state="floor", clock=_clock(target.clock, now, True), called=called))


def _pause(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    return _put(line, _stopped(_on_floor(line, wish), now))


def _finish(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    return _put(line, replace(_stopped(_on_floor(line, wish), now), state="done"))


def _next(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    current, coming = speaking(line), following(line)
    if coming is None and current is None:
        raise no_talk_left()
    if current is not None:
        line = _finish(line, Wish("finish"), now, seq)
    return line if coming is None else _put(line, replace(coming, state="floor", called=seq))


def _previous(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    """Takes back the last step: who has the floor waits again, who had it before has it; each clock as it stands."""
    current = speaking(line)
    before = max((slot for slot in line if slot.state == "done"), key=lambda slot: slot.called, default=None)
    if before is None and current is None:
        raise no_talk_before()
    if current is not None:
        line = _put(line, replace(_stopped(current, now), state="waiting"))
    return line if before is None else _put(line, replace(before, state="floor"))


def _again(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    slot = _named(line, wish)
    whole = slot.clock.seconds
    return _put(line, replace(slot, clock=Clock(whole, float(whole), now, slot.clock.running)))


def _add(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    slot = _named(line, wish)
    return _put(line, replace(slot, clock=_longer(slot.clock, slot.clock.seconds + (wish.seconds or 0), now)))


def _length(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    """Another length for one talk, or for all that have not begun."""
    if wish.seconds is None or not SHORTEST <= wish.seconds <= LONGEST:
        raise bad_length()
    chosen = {wish.talk} if wish.talk else {slot.id for slot in line if not slot.called}
    return tuple(
        replace(slot, clock=_longer(slot.clock, wish.seconds, now)) if slot.id in chosen else slot for slot in line
    )


def _skip(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    slot = _named(line, wish)
    if slot.clock.running:
        raise talk_running(slot.id)
    return _put(line, replace(slot, state="skipped"))


def _restore(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    slot = _named(line, wish)
    return line if slot.state == "floor" else _put(line, replace(slot, state="waiting"))


def _move(line: Line, wish: Wish, now: datetime, seq: int) -> Line:
    slot = _named(line, wish)
    if wish.to is None or not 1 <= wish.to <= len(line):
        raise bad_place(len(line))
    others = [other for other in line if other.id != slot.id]
    others.insert(wish.to - 1, slot)
    return tuple(others)


_ACTS: Final[dict[str, Callable[[Line, Wish, datetime, int], Line]]] = {
    "start": _start,
    "pause": _pause,
    "finish": _finish,
    "next": _next,
    "previous": _previous,
    "again": _again,
    "add": _add,
    "length": _length,
    "skip": _skip,
    "restore": _restore,
    "move": _move,
}

ACTIONS: Final = tuple(_ACTS)
GIVE_FLOOR: Final = frozenset({"start", "next"})
"""What needs the phase for it; everything else may be put right at any time."""


def _put(line: Line, slot: Slot) -> Line:
    return tuple(slot if slot.id == other.id else other for other in line)


def _clock(clock: Clock, now: datetime, runs: bool) -> Clock:
    return clock if clock.running == runs else Clock(clock.seconds, clock.left_at(now), now, runs)


def _stopped(slot: Slot, now: datetime) -> Slot:
    return replace(slot, clock=_clock(slot.clock, now, False))


def _longer(clock: Clock, seconds: int, now: datetime) -> Clock:
    whole = min(max(seconds, SHORTEST), LONGEST)
    return Clock(whole, clock.left_at(now) + (whole - clock.seconds), now, clock.running)


def _named(line: Line, wish: Wish) -> Slot:
    """The talk that is named, else the one that has the floor."""
    return next((slot for slot in line if slot.id == wish.talk), None) or _on_floor(line, Wish(wish.action))


def _on_floor(line: Line, wish: Wish) -> Slot:
    current = speaking(line)
    if current is None or wish.talk not in (None, current.id):
        raise nobody_speaks()
    return current


def require_talks(technique: str) -> None:
    """Refuse talks in an item that has none."""
    if not phases.opens(technique, "talk"):
        raise Refusal("no_talks", N_("This item has no talks. They belong to a panel."), status=409)


def require_phase(technique: str, phase: str) -> None:
    """The floor is given to experts while the talks are on."""
    if not phases.allows(technique, phase, "talk"):
        raise Refusal(
            "not_now",
            N_("Talks are given in another phase of this item. Go there first, then start."),
            status=409,
            extra={"phase": phase},
        )


def talk_running(talk: str) -> Refusal:
    """One talk at a time."""
    return Refusal(
        "talk_running",
        N_("Another talk is running. Pause it first, or go on to the next; nothing was changed."),
        status=409,
        extra={"talk": talk},
    )


def no_such_talk() -> Refusal:
    """The talk is not of this item."""
    return Refusal("no_such_talk", N_("This item has no such talk. Look at the list and choose again."), status=404)


def no_talk_left() -> Refusal:
    """Nobody waits to speak."""
    return Refusal("no_talk_left", N_("Everybody has spoken. Choose somebody in the list to speak again."), status=409)


def no_talk_before() -> Refusal:
    """There is no step to take back."""
    return Refusal("no_talk_before", N_("Nobody has spoken yet, so there is nothing to go back to."), status=409)


def nobody_speaks() -> Refusal:
    """What is wished concerns who has the floor."""
    return Refusal("nobody_speaks", N_("Nobody has the floor at the moment. Start a talk first."), status=409)


def talk_taken() -> Refusal:
    """Somebody else has said that the talk is theirs."""
    return Refusal(
        "talk_taken",
        N_("Somebody else has this talk on their phone. Choose yours, or ask the facilitator to free it."),
        status=409,
    )


def too_many_talks() -> Refusal:
    """More talks than a panel holds."""
    return Refusal("too_many_talks", N_("A panel holds up to %(count)s talks."), status=409, count=MOST)


def no_name() -> Refusal:
    """Who speaks has to be called something."""
    return Refusal.of_field("name", "empty", N_("Say by which name the speaker is called."))


def bad_length() -> Refusal:
    """A length that no talk has."""
    return Refusal.of_field("seconds", "bad_length", N_("A talk takes from 15 seconds to 60 minutes."))


def bad_place(places: int) -> Refusal:
    """There is no such place in the line."""
    return Refusal.of_field("to", "bad_place", N_("The line has places 1 to %(places)s."), places=places)


def unknown_action(actions: Collection[str]) -> Refusal:
    """Talks know no such action."""
    return Refusal.of_field(
        "action", "bad_action", N_("A talk can: %(actions)s. Nothing was changed."), actions=", ".join(actions)
    )
