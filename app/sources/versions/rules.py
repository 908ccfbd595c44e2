"""Pure rules of two who write at once: what is taken, what is brought together, and what clashes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from app.kernel.changes import together
from app.kernel.language import N_
from app.kernel.refusals import Refusal

Fits = Callable[[str, str], bool]
"""``(language or field, text)``: whether words that were brought together may stand there."""


class Met(NamedTuple):
    """What becomes of the texts, and those that clash: then nothing is taken. ``joined`` were brought together."""

    texts: dict[str, str]
    clashing: dict[str, str]
    joined: tuple[str, ...] = ()


def met(
    base: Mapping[str, str] | None,
    current: Mapping[str, str],
    wished: Mapping[str, str],
    fits: Fits = lambda name, text: True,
) -> Met:
    """The texts by language, or by field, after *wished*, written from *base*, meets *current*.

    Two people who write in two languages do not clash, nor two who change words of one text that lie apart: these are
    brought together, where the outcome ``fits``. For the rest nothing is decided here: all that was wished is given back as
    clashing, and nothing of it is taken. ``""`` takes a language away.
    """
    changes = {name: text for name, text in wished.items() if current.get(name, "") != text}
    if base is None and changes:
        return Met(dict(current), changes)
    taken, joined = {}, []
    for name, text in changes.items():
        now, seen = current.get(name, ""), (base or {}).get(name, "")
        if text == seen:
            continue
        if seen == now:
            taken[name] = text
            continue
        both = (together(seen, now, text) or "").strip() if seen and text else ""
        if not both or not fits(name, both):
            return Met(dict(current), changes)
        taken[name] = both
        joined.append(name)
    return Met({name: text for name, text in {**current, **taken}.items() if text}, {}, tuple(joined))


def told_of(joined: Sequence[str]) -> dict[str, list[str]]:
    """What the sender is told when words of two people were brought together, and in which texts."""
    return {"brought_together": list(joined)} if joined else {}


def version_clash(told: Mapping[str, Any]) -> Refusal:
    """What the sender of a clashing text is told. The text has been kept by then; it is shown beside the current one."""
    return Refusal(
        "version_moved",
        N_("This text was changed meanwhile. Both texts are kept: compare them and send yours again."),
        status=409,
        extra={"current": told["current"], "kept": told["kept"]},
    )


def no_such_clash() -> Refusal:
    """There is no such text beside this thing."""
    return Refusal("no_such_clash", N_("This other text has been dealt with already."), status=404)
