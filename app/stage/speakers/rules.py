"""Pure rules of the list of speakers: who has the floor, who is next, and who may be listed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases

MOST: Final = 100
"""Who may wait at once."""

ON_WALL: Final = 5
"""How many of those who wait a room reads from twenty metres."""

LIVE: Final = ("speaking", "waiting")


@dataclass(frozen=True, slots=True)
class Listed:
    """A place on the list: ``called`` is the seq at which they last got the floor. ``known`` says who they are."""

    id: str
    state: str
    called: int = 0
    known: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to happen: ``speaker`` names one of the list, ``to`` is a place among those who wait, from 1."""

    action: str
    speaker: str | None = None
    to: int | None = None


List = tuple[Listed, ...]


def after(listed: Sequence[Listed], wish: Wish, seq: int) -> List:
    """The list after *wish*. Raises refusals that leave it as it was."""
    if wish.action not in _ACTS:
        raise unknown_action(ACTIONS)
    return _ACTS[wish.action](tuple(listed), wish, seq)


def speaking(listed: Sequence[Listed]) -> Listed | None:
    """Who has the floor."""
    return next((one for one in listed if one.state == "speaking"), None)


def _finish(listed: List, wish: Wish, seq: int) -> List:
    current = speaking(listed)
    if current is None:
        raise nobody_speaks()
    return _put(listed, replace(current, state="spoken"))


def _next(listed: List, wish: Wish, seq: int) -> List:
    current = speaking(listed)
    coming = next((one for one in listed if one.state == "waiting"), None)
    if current is None and coming is None:
        raise nobody_waits()
    if current is not None:
        listed = _finish(listed, wish, seq)
    return listed if coming is None else _put(listed, replace(coming, state="speaking", called=seq))


def _call(listed: List, wish: Wish, seq: int) -> List:
    """Somebody out of their turn: the moderator's choice."""
    one = _named(listed, wish)
    if one.state == "speaking":
        return listed
    if speaking(listed) is not None:
        listed = _finish(listed, wish, seq)
    return _put(listed, replace(one, state="speaking", called=seq))


def _previous(listed: List, wish: Wish, seq: int) -> List:
    """Takes back the last call: who speaks waits again, first of all; who spoke before has the floor again."""
    current = speaking(listed)
    before = max((one for one in listed if one.state == "spoken"), key=lambda one: one.called, default=None)
    if current is None and before is None:
        raise nobody_spoke()
    if current is not None:
        listed = (replace(current, state="waiting"), *(one for one in listed if one.id != current.id))
    return listed if before is None else _put(listed, replace(before, state="speaking"))


def _move(listed: List, wish: Wish, seq: int) -> List:
    one = _named(listed, wish)
    waiting = [other for other in listed if other.state == "waiting" and other.id != one.id]
    if one.state != "waiting" or wish.to is None or not 1 <= wish.to <= len(waiting) + 1:
        raise bad_place(len(waiting) + 1)
    waiting.insert(wish.to - 1, one)
    return (*(other for other in listed if other.state != "waiting"), *waiting)


def _remove(listed: List, wish: Wish, seq: int) -> List:
    return _put(listed, replace(_named(listed, wish), state="left"))


_ACTS: Final[dict[str, Callable[[List, Wish, int], List]]] = {
    "next": _next,
    "previous": _previous,
    "finish": _finish,
    "call": _call,
    "move": _move,
    "remove": _remove,
}

ACTIONS: Final = tuple(_ACTS)


def _put(listed: List, one: Listed) -> List:
    return tuple(one if one.id == other.id else other for other in listed)


def _named(listed: List, wish: Wish) -> Listed:
    found = next((one for one in listed if one.id == wish.speaker and one.state != "left"), None)
    if found is None:
        raise no_such_speaker()
    return found


def same(name: str, delegation: str | None) -> tuple[str, str]:
    """By what two entries are the same person: name and delegation, however they are written."""
    return (" ".join(name.casefold().split()), delegation or "")


def require_once(listed: Sequence[Listed], mine: Collection[Listed]) -> None:
    """Refuse whoever of *mine* waits or speaks already, with the place where."""
    waiting = [one for one in listed if one.state == "waiting"]
    for one in mine:
        if one.state in LIVE:
            raise already_listed(waiting.index(one) + 1 if one in waiting else 0)


def require_room(listed: Sequence[Listed], known: tuple[str, str]) -> None:
    """Refuse who stands on the list already, and one more than a list holds."""
    live = [one for one in listed if one.state in LIVE]
    require_once(listed, [one for one in live if one.known == known])
    if len(live) >= MOST:
        raise Refusal("list_full", N_("The list holds %(count)s speakers, and is full."), status=409, count=MOST)


def require_floor(technique: str, phase: str) -> None:
    """Phones ask for the floor while it is open."""
    if not phases.opens(technique, "speak"):
        raise Refusal("no_speakers", N_("This item has no list of speakers."), status=409, extra={"phase": phase})
    if not phases.allows(technique, phase, "speak"):
        raise Refusal(
            "floor_closed",
            N_("The floor is open during the discussion. Ask again then, or raise your nameplate."),
            status=409,
            extra={"phase": phase},
        )


def already_listed(place: int) -> Refusal:
    """Nobody stands on the list twice; ``place`` is 0 for who speaks now."""
    if place:
        return Refusal(
            "already_listed",
            N_("Already on the list of speakers, at place %(place)s. Nothing was changed."),
            status=409,
            extra={"place": place},
            place=place,
        )
    return Refusal(
        "already_listed",
        N_("Already has the floor. Ask again afterwards; nothing was changed."),
        status=409,
        extra={"place": 0},
    )


def list_closed() -> Refusal:
    """The moderator takes no more speakers from phones."""
    return Refusal(
        "list_closed", N_("The list of speakers is closed. Raise your nameplate if it is urgent."), status=409
    )


def other_delegation() -> Refusal:
    """An aide asks for their own delegation."""
    return Refusal(
        "other_delegation",
        N_("You may ask for the floor for your own delegation. Choose yours under About me."),
        status=403,
    )


def no_such_delegation() -> Refusal:
    """The roster is the organizer's."""
    return Refusal.of_field("delegation", "no_such_delegation", N_("The roster has no such delegation."))


def no_name() -> Refusal:
    """The room has to call a speaker something."""
    return Refusal.of_field("name", "empty", N_("Say by which name the speaker is called."))


def no_such_speaker() -> Refusal:
    """The entry is not on this list, or was taken off it."""
    return Refusal("not_listed", N_("This speaker is not on the list any more."), status=404)


def nobody_waits() -> Refusal:
    """The list is empty."""
    return Refusal("nobody_waits", N_("Nobody waits to speak. Add somebody from their nameplate."), status=409)


def nobody_speaks() -> Refusal:
    """What is wished concerns who has the floor."""
    return Refusal("nobody_speaks", N_("Nobody has the floor at the moment. Give it to somebody first."), status=409)


def nobody_spoke() -> Refusal:
    """There is no call to take back."""
    return Refusal("nobody_spoke", N_("Nobody has spoken yet, so there is nothing to go back to."), status=409)


def bad_place(places: int) -> Refusal:
    """There is no such place among those who wait."""
    return Refusal.of_field("to", "bad_place", N_("The line has places 1 to %(places)s."), places=places)


def unknown_action(actions: Collection[str]) -> Refusal:
    """The list knows no such action."""
    return Refusal.of_field(
        "action",
        "bad_action",
        N_("The list of speakers can: %(actions)s. Nothing was changed."),
        actions=", ".join(actions),
    )
