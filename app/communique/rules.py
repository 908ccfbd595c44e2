"""Pure rules of the communiqué: when it is drafted, what a paragraph is, how it stands."""

from collections.abc import Collection, Mapping
from typing import Final

from app.communique.brackets import is_sound, require_balanced
from app.communique.changes import KINDS, places
from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.kernel.text import ANSWER_LIMIT, optional, whole_number
from app.programme import phases

SECTIONS: Final = ("preamble", "operative")
"""The parts of the text, in order."""

SECTION_NAMES: Final[Mapping[str, str]] = {
    "preamble": N_("Preamble"),
    "operative": N_("Operative paragraphs"),
}

STATUSES: Final = ("open", "ad_referendum", "agreed")
"""How far a paragraph is agreed: *ad referendum* until the capitals have confirmed it."""

STATUS_NAMES: Final[Mapping[str, str]] = {
    "open": N_("open"),
    "ad_referendum": N_("agreed ad referendum"),
    "agreed": N_("agreed"),
}

DRAWN_ON: Final = ("key-finding", "initiative")
"""What a paragraph may be drawn from."""

MOST: Final = 150
"""How many paragraphs a text may have: beyond this nobody reads it."""


def require_communique(technique: str) -> None:
    """Refuse a text in an item that drafts none."""
    if not phases.opens(technique, "draft"):
        raise no_communique_here()


def require_ability(technique: str, phase: str, ability: str) -> None:
    """Refuse what the phase does not open. Words stay with who typed them."""
    require_communique(technique)
    if not phases.allows(technique, phase, ability):
        raise Refusal(
            "phase_closed",
            N_("This phase does not change the text. Keep your words, and ask the chair to go back to the drafting."),
            status=409,
            extra={"phase": phase},
        )


def require_section(section: str) -> None:
    """Refuse a section that there is not."""
    if section not in SECTIONS:
        raise Refusal.of_field(
            "section", "no_such_section", N_("The text has these sections: %(sections)s."), sections=", ".join(SECTIONS)
        )


def require_status(status: str) -> None:
    """Refuse a status that there is not."""
    if status not in STATUSES:
        raise Refusal.of_field(
            "status", "no_such_status", N_("A paragraph is one of: %(statuses)s."), statuses=", ".join(STATUSES)
        )


def require_room_for(count: int) -> None:
    """Refuse more paragraphs than anybody reads."""
    if count > MOST:
        raise Refusal(
            "too_many_paragraphs",
            N_("%(count)s paragraphs are more than one text can hold; %(limit)s fit."),
            status=409,
            count=count,
            limit=MOST,
        )


def fits(language: str, text: str) -> bool:
    """Whether words of two drafters that were brought together are a paragraph still, with every bracket closed."""
    return len(text) <= ANSWER_LIMIT and is_sound(text)


def require_fits(text: str) -> None:
    """Refuse what a change would make of a paragraph where it is none any more: too long, or with half a bracket."""
    optional(text, limit=ANSWER_LIMIT, lines=True)
    require_balanced(text)


def stale_after(
    before: Mapping[str, str], after: Mapping[str, str], stale: Collection[str], language: str
) -> list[str]:
    """The languages that are behind after a change: all the others when the authority changed without them."""
    behind = {tag for tag in stale if before.get(tag) == after.get(tag)}
    if before.get(language) != after.get(language):
        behind |= {tag for tag in after if tag != language and before.get(tag) == after.get(tag)}
    return sorted(behind & set(after) - {language})


def worded_after(before: Mapping[str, str], after: Mapping[str, str], language: str, worded: int, version: int) -> int:
    """The version in which the authority's words came: this one, when they are others now."""
    return worded if before.get(language) == after.get(language) else version


def has_read(read: str, worded: int, version: int) -> bool:
    """Whether who read a version has read the authority's words as they stand: twins may have changed since."""
    number = whole_number(read)
    return number is not None and worded <= number <= version


def moved(version: int) -> Refusal:
    """What was read is not what it says now, and nothing was changed."""
    return Refusal(
        "version_moved",
        N_("This paragraph was changed meanwhile. Read it again; nothing of yours was changed."),
        status=409,
        extra={"version": version},
    )


def nothing_to_draw_on() -> Refusal:
    """A zero draft is made of what was found: there is none."""
    return Refusal(
        "nothing_to_draw_on",
        N_(
            "There is nothing new to draw on: key findings that are shown and initiatives that are presented come here."
        ),
        status=409,
    )


def no_communique_here() -> Refusal:
    """The item, or the whole forum, drafts no text."""
    return Refusal(
        "no_communique_here", N_("The communiqué is drafted in a drafting item. There is none here."), status=404
    )


def no_such_paragraph() -> Refusal:
    """The paragraph is not of this forum, or not for this reader."""
    return Refusal("no_such_paragraph", N_("This paragraph is not here any more."), status=404)


def no_such_act() -> Refusal:
    """No button of the drafting room does this."""
    return Refusal("no_such_act", N_("No button does that. Nothing was changed."), status=422)


WAITING: Final = ("pending", "overtaken")
"""The states of an amendment that nobody has decided on."""


def require_kind(kind: str) -> None:
    """Refuse a kind of amendment that there is not."""
    if kind not in KINDS:
        raise Refusal.of_field("kind", "no_such_kind", N_("An amendment is one of: %(kinds)s."), kinds=", ".join(KINDS))


def place_of(text: str, quote: str, occurrence: int | None) -> tuple[int, int]:
    """Where the quoted words stand. Nothing quoted means all of the text; an insertion then comes at its end."""
    if not quote:
        return 0, len(text)
    found = places(text, quote)
    if not found:
        raise Refusal.of_field(
            "quote", "words_not_there", N_("These words do not stand in the paragraph. Copy them as they stand.")
        )
    if occurrence is not None and 1 <= occurrence <= len(found):
        return found[occurrence - 1]
    if len(found) > 1:
        raise Refusal.of_field(
            "quote",
            "words_stand_often",
            N_("These words stand %(count)s times in the paragraph. Quote some more of those around them."),
            count=len(found),
        )
    return found[0]


def text_moved(version: int, text: str) -> Refusal:
    """An amendment was written to a text that has changed. Its words stay with who typed them."""
    return Refusal(
        "version_moved",
        N_("The paragraph was changed while you wrote. Your words stand here still: read it again and send them anew."),
        status=409,
        extra={"version": version, "current": text},
    )


def overtaken() -> Refusal:
    """The words that an amendment changes are others by now."""
    return Refusal(
        "amendment_overtaken",
        N_("The words that this amendment changes are others by now. It is kept: propose it anew, or reject it."),
        status=409,
    )


def settled(state: str) -> Refusal:
    """Somebody has decided on it already."""
    return Refusal(
        "amendment_settled",
        N_("This amendment has been decided on already. Nothing was changed."),
        status=409,
        extra={"state": state},
    )


def fallen() -> Refusal:
    """Its paragraph was taken away."""
    return Refusal(
        "amendment_fallen",
        N_(
            "This amendment fell when its paragraph was taken away. Bring the paragraph back first: it waits there again."
        ),
        status=409,
    )


def do_not_compete() -> Refusal:
    """Only what cannot both be accepted is merged."""
    return Refusal(
        "do_not_compete",
        N_("These two amendments do not change the same words: each can be accepted for itself."),
        status=409,
    )


def only_observes() -> Refusal:
    """The roster says that the delegation observes."""
    return Refusal(
        "only_observes", N_("By the roster your delegation observes this text, and proposes no changes."), status=403
    )


def no_text_in(language: str) -> Refusal:
    """Nothing to amend in a language."""
    return Refusal.of_field(
        "language", "no_text", N_("The paragraph has no text in this language yet: %(language)s."), language=language
    )


def no_such_amendment() -> Refusal:
    """The amendment is not of this forum, or not for this reader."""
    return Refusal("no_such_amendment", N_("This amendment is not here any more."), status=404)


def not_its_own() -> Refusal:
    """A delegation's proposal is its own to take back; the drafter rejects it."""
    return Refusal(
        "not_its_own", N_("Only the delegation itself takes its amendment back. You can reject it."), status=403
    )


def require_no_brackets(count: int, *, standing: int = 0, where: Sentence | None = None) -> None:
    """Refuse to call agreed what stands in brackets; of a chair's summary, brackets beyond those ``standing`` in it.

    ``where`` names the paragraphs that hold them, where more than one was asked about.
    """
    if count > standing and where is not None:
        raise Refusal(
            "brackets_left",
            N_(
                "Brackets that remain: %(count)s (%(where)s). What stands in brackets is not agreed: settle them first."
            ),
            status=409,
            count=count,
            where=where,
        )
    if count > standing:
        raise Refusal(
            "brackets_left",
            N_("Brackets that remain here: %(count)s. What stands in brackets is not agreed: settle them first."),
            status=409,
            count=count,
        )
