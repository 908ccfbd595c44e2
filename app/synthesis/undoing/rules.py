"""Pure rules of undoing: what a thing becomes when one act on it is taken back, however it was changed since.

A thing is told in facts. Of an act are kept the facts *before* and *after* it; *now* is what they are when it is undone.
Doing it again is the same with both turned round.
"""

from collections.abc import Mapping
from typing import Any, Final

from app.kernel.changes import together
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import ANSWER_LIMIT

Facts = Mapping[str, Any]

ACTS: Final = {
    "write": N_("Undo writing: %(text)s"),
    "revise": N_("Undo the change: %(text)s"),
    "bring_back": N_("Undo bringing back: %(text)s"),
    "withdraw": N_("Undo taking away: %(text)s"),
    "settle": N_("Undo settling both texts: %(text)s"),
    "link": N_("Undo linking to: %(text)s"),
    "unlink": N_("Undo ending a link of: %(text)s"),
    "move": N_("Undo moving: %(text)s"),
    "show": N_("Undo showing: %(text)s"),
    "hide": N_("Undo hiding: %(text)s"),
    "send": N_("Undo sending to the booth: %(text)s"),
    "send_all": N_("Undo sending all to the booth"),
    "take_back": N_("Undo taking back from the booth: %(text)s"),
    "aside": N_("Undo setting aside: %(text)s"),
    "reason": N_("Undo the reason for setting aside: %(text)s"),
    "take_up": N_("Undo taking up again: %(text)s"),
    "note": N_("Undo the note: %(text)s"),
    "withdraw_note": N_("Undo withdrawing the note: %(text)s"),
    "wall": N_("Undo what is on the wall: %(text)s"),
}
"""What the button says for each act."""


class ChangedSince(Exception):
    """Somebody changed since what would be taken back."""


def taken_back(before: Facts, after: Facts, now: Facts) -> dict[str, Any]:
    """The facts that a thing becomes. Raises :class:`ChangedSince`; what others linked since stays in any case."""
    wish = dict(now)
    for name, old in before.items():
        new: Any = after.get(name)
        if old == new or name in UNTOLD:
            continue
        if name == "texts":
            wish[name] = _texts(old, new, now[name])
        elif name == "links":
            wish[name] = _links(old, new, now[name])
        elif name == "clashes":
            undone = set(new) - set(old)
            wish[name] = sorted((set(now[name]) | (set(old) - set(new))) - undone)
        elif now[name] == new:
            wish[name] = old
        elif now[name] != old:
            raise ChangedSince
    goes = wish.get("withdrawn") and not now.get("withdrawn")
    if goes and any(_told(name, now) != _told(name, after) for name in HELD if name in now):
        # What somebody wrote, linked or showed since would go with it.
        raise ChangedSince
    return wish


HELD: Final = ("texts", "links", "clashes", "shown", "sent", "drawn")
"""What would leave the page with a thing that is taken away."""

UNTOLD: Final = ("drawn",)
"""What is of other things, and is only looked at."""


def _told(name: str, facts: Facts) -> Any:
    return sorted(facts[name]) if name == "links" else facts[name]


def _texts(old: Facts, new: Facts, now: Facts) -> dict[str, str]:
    wish = dict(now)
    for tag in {*old, *new}:
        was, made, says = old.get(tag, ""), new.get(tag, ""), now.get(tag, "")
        if was == made or says == was:
            continue
        if says == made:
            wish[tag] = was
            continue
        both = (together(made, says, was) or "").strip() if was and made and says else ""
        if not both or len(both) > ANSWER_LIMIT:
            raise ChangedSince
        wish[tag] = both
    return {tag: text for tag, text in wish.items() if text}


def _links(old: Mapping[str, int], new: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    wish = dict(now)
    for key in {*old, *new}:
        was, made = old.get(key), new.get(key)
        # Linked, read anew or ended by somebody since: it stays as they left it.
        if was == made or now.get(key) != made:
            continue
        if was is None:
            del wish[key]
        else:
            wish[key] = was
    return wish


def nothing_to_undo() -> Refusal:
    """Everything has been undone, or nothing was done."""
    return Refusal("nothing_to_undo", N_("There is nothing of yours to undo here."), status=409)


def nothing_to_redo() -> Refusal:
    """Nothing was undone, or something else was done since."""
    return Refusal("nothing_to_redo", N_("There is nothing to do again."), status=409)


def not_the_last() -> Refusal:
    """Something was done since the page was drawn."""
    return Refusal(
        "not_the_last", N_("You have done something else since. Look at what the button says now."), status=409
    )


def changed_since() -> Refusal:
    """What would be undone is somebody else's now; it has been said that it stays."""
    return Refusal(
        "changed_since",
        N_(
            "Somebody has changed this since, so it stays as it is. Nothing is lost; undo goes on with what came before."
        ),
        status=409,
    )
