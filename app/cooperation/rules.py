"""Pure rules of initiatives: their fields, when they are written, and who stands where on them."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import ANSWER_LIMIT, LINE_LIMIT, clean, optional
from app.programme import phases

WORDS: Final[Mapping[str, int]] = {
    "title": LINE_LIMIT,
    "what": ANSWER_LIMIT,
    "offers": ANSWER_LIMIT // 4,
    "asks": ANSWER_LIMIT // 4,
    "first_step": ANSWER_LIMIT // 4,
}
"""The fields that hold words, in the order in which they are read, with what fits."""

FIELDS: Final = (*WORDS, "by_when", "references", "lead")
"""All fields of an initiative. Each is revised for itself: two who write in two of them do not clash."""

STANDINGS: Final = ("interested", "exploring", "confirmed")
"""Where a delegation may stand, from the loosest."""

DRAWN_ON: Final = ("answer", "finding", "comment", "note", "key-finding")
"""What an initiative may be drawn from."""

MOST_REFERENCES: Final = 20
_YEARS_AHEAD: Final = 30
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def cleaned(fields: Mapping[str, str]) -> dict[str, str]:
    """The words of *fields* as they are kept; other fields are untouched."""
    kept = dict(fields)
    for name, limit in WORDS.items():
        if name in kept:
            take = clean if name == "title" else optional
            kept[name] = take(kept[name], limit=limit, field=name, lines=name != "title")
    return kept


def fits(field: str, text: str) -> bool:
    """Whether words of two people that were brought together may stand in a field: a day and a choice are no such words."""
    return len(text) <= WORDS.get(field, 0)


def require_fields(names: Collection[str]) -> None:
    """Refuse fields that initiatives do not have."""
    unknown = sorted(set(names) - set(FIELDS))
    if unknown:
        raise Refusal.of_field(
            unknown[0], "no_such_field", N_("An initiative has: %(fields)s."), fields=", ".join(FIELDS)
        )


def parse_day(typed: str, begins: date) -> date | None:
    """The day that was typed (``2023-12-31``), or nothing; not before the forum *begins*. Raises ``bad_date``."""
    typed = typed.strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed) if _DATE.fullmatch(typed) else None
    except ValueError:
        day = None
    if day is None:
        raise Refusal.of_field(
            "by_when", "bad_date", N_("This is no date. Write it as year-month-day, for example 2027-03-31.")
        )
    if not begins <= day <= begins.replace(year=begins.year + _YEARS_AHEAD, day=1):
        raise Refusal.of_field(
            "by_when",
            "bad_date",
            N_("By %(day)s cannot be: the forum begins on %(begins)s. Look at the year."),
            day=day.isoformat(),
            begins=begins.isoformat(),
        )
    return day


def require_dialogue(technique: str, phase: str) -> None:
    """Refuse an initiative in an item that has none, and before people talk. Later ones are kept."""
    if not phases.opens(technique, "initiative"):
        raise Refusal(
            "no_initiatives_here",
            N_("Initiatives are noted in a dialogue on cooperation. This item has none."),
            status=409,
            extra={"phase": phase},
        )
    if phases.is_early(technique, phase, "initiative"):
        raise Refusal(
            "phase_closed",
            N_("Initiatives are noted from table work on. Keep your text; this opens by itself."),
            status=409,
            extra={"phase": phase},
        )


def require_topics(technique: str, phase: str) -> None:
    """Refuse interest in the topics of an item that has none, and when its tables are at work already."""
    if not phases.opens(technique, "interest"):
        raise Refusal("no_topics_here", N_("Only a dialogue on cooperation has topics to choose."), status=409)
    if not phases.allows(technique, phase, "interest"):
        raise Refusal(
            "phase_closed",
            N_("The tables are at work: sit down at the one whose topic interests you."),
            status=409,
            extra={"phase": phase},
        )


def require_standing(standing: str) -> None:
    """Refuse a standing that there is not."""
    if standing not in STANDINGS:
        raise Refusal.of_field(
            "standing",
            "no_such_standing",
            N_("A delegation is one of: %(standings)s."),
            standings=", ".join(STANDINGS),
        )


def require_few(references: Collection[str]) -> None:
    """Refuse more references than anybody reads."""
    if len(references) > MOST_REFERENCES:
        raise Refusal.of_field(
            "references",
            "too_many_references",
            N_("%(count)s references are more than one initiative can serve; %(limit)s fit."),
            count=len(references),
            limit=MOST_REFERENCES,
        )


def no_such_reference(key: str) -> Refusal:
    """The forum's frameworks have no such entry."""
    return Refusal.of_field(
        "references",
        "no_such_reference",
        N_("The forum's frameworks have no entry %(key)s. Choose one of those in the list."),
        key=key[:40],
    )


def no_such_delegation(field: str) -> Refusal:
    """The roster is the organizer's: nobody else is on it."""
    return Refusal.of_field(
        field, "no_such_delegation", N_("The roster has no such delegation. Choose one of those in the list.")
    )


def no_table() -> Refusal:
    """An initiative belongs to the table where it was said."""
    return Refusal.of_field("table", "no_table", N_("Choose the table where it was said."))


def no_such_initiative() -> Refusal:
    """The initiative is not of this forum, or not for this reader yet."""
    return Refusal("no_such_initiative", N_("This initiative is not here any more."), status=404)


def said_itself(delegation: str) -> Refusal:
    """The delegation has spoken for itself: nobody records over that."""
    return Refusal(
        "said_itself",
        N_("%(delegation)s has said itself where it stands. Only its own link can change that."),
        status=409,
        delegation=delegation,
    )


def no_such_act() -> Refusal:
    """No button of an initiative does this."""
    return Refusal("no_such_act", N_("No button does that. Nothing was changed."), status=422)


def no_such_page() -> Refusal:
    """Only dialogues have a pad and topics."""
    return Refusal("not_found", N_("There is nothing at this address. Go back, or open your link again."), status=404)
