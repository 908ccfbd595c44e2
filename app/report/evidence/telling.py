"""What of the journal a bundle tells. It goes to people who were not in the room, so it says what happened and never who.

A line is told as far as what it names stands in the reader's own report, or belongs to the hall and the programme.
Everything else is a number: who sat where, agreements and responses (counts only, for everyone, always), withdrawn words,
drafts, and the drafting of the text, with every amendment and position in it. A number without a time, because a time
would tell too: of the one person who left the hall, or of the delegation that broke the silence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.report.evidence.model import Changed, Entry, Evidence
from app.report.rows import Data

WORDS: Final = frozenset({"answer", "finding", "comment", "note", "key-finding", "initiative"})
"""Kinds that are told of a thing that the reader's data hold."""

HALL: Final = frozenset(
    {
        "forum",
        "programme",
        "times",
        "phase",
        "clock",
        "turn",
        "announcement",
        "stage",
        "hall",
        "rotates",
        "talk",
        "slides",
    }
)
"""Kinds of the programme and the hall: what everybody in the room saw happen."""

MOMENTS: Final[Mapping[str, frozenset[str]]] = {
    "survey": frozenset({"HoldSurvey"}),
    "communique": frozenset({"AdoptCommunique"}),
}
"""Kinds of which only some commands are told: that a survey was opened or closed, that the text was adopted."""


def told(evidence: Evidence, data: Data) -> Evidence:
    """*evidence* for whoever may read *data*. Applied again, it changes nothing."""
    known = {
        kind: {row.id for row in rows}
        for kind, rows in (
            ("answer", data.answers),
            ("finding", data.findings),
            ("comment", data.comments),
            ("note", data.notes),
            ("key-finding", data.key_findings),
            ("initiative", data.initiatives),
        )
    }
    drawn_on = {(kind, id_) for kind, ids in known.items() for id_ in ids}
    links = tuple(link for link in evidence.links if (link.origin_kind, link.origin_id) in drawn_on)
    journal = tuple(_told(entry, known) for entry in evidence.journal)
    return replace(evidence, journal=journal, links=links)


def _told(entry: Entry, known: Mapping[str, set[str]]) -> Entry:
    changes = tuple(_distinct(change for change in entry.changes if _tellable(entry.command, change, known)))
    return replace(entry, changes=changes) if changes else Entry(entry.seq)


def _tellable(command: str, change: Changed, known: Mapping[str, set[str]]) -> bool:
    if change.kind in WORDS:
        return change.id in known[change.kind]
    return change.kind in HALL or command in MOMENTS.get(change.kind, ())


def _distinct(changes: Iterable[Changed]) -> Iterable[Changed]:
    return dict.fromkeys(changes)
