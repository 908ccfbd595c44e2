"""Pure rules of findings, sign-off, report-out and comments."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases

KINDS: Final = ("plain", "practice", "lesson", "challenge", "recommendation")
STANCES: Final = ("supports", "adds", "questions", "disagrees")
WORDLESS: Final = frozenset({"supports", "disagrees"})
"""Stances that say something without a word; adding and questioning do not."""

_TALK_FIRST: Final = N_("Findings are written from table work on. Keep your sentence; this opens by itself.")
_NOT_HERE: Final = N_("This item has no findings. Write to the answers, or ask the facilitator.")
_READ_LATER: Final = N_("Findings are read aloud from table work on. This opens by itself.")
_REPORT_LATER: Final = N_("Findings are reported in the report-out. Yours is kept at the table until then.")
_REPORT_OVER: Final = N_(
    "The report-out is over. Your finding is kept; ask the facilitator to go back to the report-out."
)


def _closed(msgid: str, phase: str) -> Refusal:
    return Refusal("phase_closed", msgid, status=409, extra={"phase": phase})


def require_findings(technique: str, phase: str) -> None:
    """Refuse a finding before table work, and in an item that has none. Later ones are kept."""
    _require_begun(technique, phase, "finding", _TALK_FIRST)


def require_signoff(technique: str, phase: str) -> None:
    """Refuse a sign-off before table work. Later ones are kept."""
    _require_begun(technique, phase, "signoff", _READ_LATER)


def _require_begun(technique: str, phase: str, ability: str, early: str) -> None:
    if not any(phases.allows(technique, name, ability) for name in phases.phases(technique)):
        raise _closed(_NOT_HERE, phase)
    if phases.is_early(technique, phase, ability):
        raise _closed(early, phase)


def require_report_out(technique: str, phase: str) -> None:
    """Reporting is an act in the room: only while the tables report."""
    if phases.allows(technique, phase, "report"):
        return
    raise _closed(_REPORT_OVER if phases.is_past(technique, phase, "report") else _REPORT_LATER, phase)


def require_kind(kind: str) -> None:
    """Refuse a kind that findings do not have."""
    if kind not in KINDS:
        raise Refusal.of_field(
            "kind", "no_such_kind", N_("A finding is one of: %(kinds)s."), kinds=", ".join(KINDS), status=422
        )


def require_stance(stance: str, text: str) -> None:
    """Refuse a stance that comments do not have, and words that are missing where a stance alone says nothing."""
    if stance not in STANCES:
        raise Refusal.of_field("stance", "no_such_stance", N_("A comment %(stances)s."), stances=", ".join(STANCES))
    if not text and stance not in WORDLESS:
        raise Refusal.of_field("text", "empty", N_("There is nothing to send yet. Write something first."))


def no_such_finding() -> Refusal:
    """The finding is not of this forum, or was withdrawn."""
    return Refusal("no_such_finding", N_("This finding is not here any more."), status=404)


def no_such_comment() -> Refusal:
    """The comment is not of this forum."""
    return Refusal("no_such_comment", N_("This comment is not here any more."), status=404)


def no_such_dissent() -> Refusal:
    """The dissent is not of this finding."""
    return Refusal("no_such_dissent", N_("This dissent is not here any more."), status=404)


def other_table() -> Refusal:
    """A finding is made from the table's own answers."""
    return Refusal.of_field(
        "sources", "other_table", N_("A finding is made from its own table's answers. Choose among those.")
    )


def not_reported() -> Refusal:
    """Comments are made on what was reported to the others."""
    return Refusal(
        "not_reported", N_("This finding has not been reported to the others. Your comment is kept here."), status=409
    )


def own_table() -> Refusal:
    """Comments come from the other tables."""
    return Refusal(
        "own_table",
        N_("This is your own table's finding. Change it together, or attach a dissent; comments are for other tables."),
        status=409,
    )


def not_seated() -> Refusal:
    """Who comments speaks from a table of the item."""
    return Refusal(
        "not_seated", N_("Comments come from the item's tables. Sit down at yours first, then send it."), status=403
    )


def sign_off_says_nothing() -> Refusal:
    """A sign-off is one of two things."""
    return Refusal(
        "bad_signoff", N_("Say that nobody objected, or write what somebody could not agree to."), status=422
    )


def findings_are_late(technique: str, phase: str) -> bool:
    """Whether a finding that is written now comes after the phases for it: kept, and marked."""
    return phases.is_past(technique, phase, "finding")


def comments_are_late(technique: str, phase: str) -> bool:
    """Whether a comment that is written now comes after the commenting: kept, and marked."""
    return phases.is_past(technique, phase, "comment")
