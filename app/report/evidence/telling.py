"""What of the journal a bundle tells. It goes to people who were not in the room, so it says what happened and never who.

A line is told as far as what it names stands in the reader's own report, or belongs to the hall and the programme.
Everything else is a number: who sat where, agreements and responses (counts only, for everyone, always), withdrawn words,
drafts, and the drafting of the text, with every amendment and position in it. A number without a time, because a time
would tell too: of the one person who left the hall, or of the delegation that broke the silence. Where the chair has
released the drafting journal of a text, its lines are told to whoever reads the text, and the drafting journal beside them;
where the release was taken back, they are not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from app.report.evidence.model import Changed, Drafting, Entry, Evidence
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


DRAFTING: Final = frozenset({"paragraph", "communique", "opening", "discussion"})
"""Kinds of the drafting room: told of a text whose drafting journal the chair has released."""


def told(evidence: Evidence, data: Data, audience: str, silent_on: tuple[str, ...] = ()) -> Evidence:
    """*evidence* for *audience*, who may read *data*. Applied again, it changes nothing."""
    drafting = tuple(_released(one, audience) for one in evidence.drafting)
    released = {one.item for one in drafting if one.released}
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
    journal = tuple(_told(entry, known, released) for entry in evidence.journal)
    told = replace(evidence, journal=journal, links=links, drafting=drafting)
    return replace(told, audience=audience, silent_on=silent_on)


def _released(drafting: Drafting, audience: str) -> Drafting:
    """The world reads a text once it is adopted, and its drafting journal no earlier."""
    read = drafting.released and (drafting.adopted or audience != "public")
    return drafting if read else replace(drafting, released=False, entries=())


def _told(entry: Entry, known: Mapping[str, set[str]], released: Collection[str]) -> Entry:
    changes = tuple(_distinct(change for change in entry.changes if _tellable(entry.command, change, known, released)))
    return replace(entry, changes=changes) if changes else Entry(entry.seq)


def _tellable(command: str, change: Changed, known: Mapping[str, set[str]], released: Collection[str]) -> bool:
    if change.kind in WORDS:
        return change.id in known[change.kind]
    if change.kind in DRAFTING and change.items and set(change.items) <= set(released):
        return True
    return change.kind in HALL or command in MOMENTS.get(change.kind, ())


def _distinct(changes: Iterable[Changed]) -> Iterable[Changed]:
    return dict.fromkeys(changes)
