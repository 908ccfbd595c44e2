"""Findings: all of them at their table; in the item those that were reported."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.findings import keys, queries, rules
from app.findings.models import Finding, SignOff
from app.findings.reading import Bylines, table_numbers
from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.sources import queries as sources
from app.sources.rules import Thing
from app.sources.translations import queries as translations
from app.sources.translations.views import TranslationView, translation_data
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class DissentView:
    """What somebody at the table could not agree to. ``earlier``: it was said of an earlier text of the finding."""

    id: str
    key: str
    text: str
    language: str
    by: str
    version: int
    earlier: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding. ``table`` is a number; ``signed``: this version was read aloud and nobody objected; ``sources`` are
    answers' ids; ``comments`` are (stance, how many) for the stances that there are.
    """

    id: str
    item: str
    table: int
    table_id: str
    kind: str
    text: str
    language: str
    version: int
    signed: bool
    reported: bool
    late: bool
    sources: tuple[str, ...]
    dissents: tuple[DissentView, ...]
    comments: tuple[tuple[str, int], ...]
    written_at: datetime
    seq: int
    first_seq: int
    translations: tuple[TranslationView, ...] = ()
    here: bool = False

    @property
    def order(self) -> str:
        """By table, then as they came."""
        return f"{self.table:05d}:{self.first_seq:010d}"


def finding_views(session: Session, forum: str, findings: Sequence[Finding]) -> list[FindingView]:
    """Findings with all that is shown of them, in a handful of queries however many they are."""
    ids = [f.id for f in findings]
    dissents = queries.dissents(session, forum, ids)
    counts = queries.stance_counts(session, forum, ids)
    drawn = sources.origins_of(session, forum, [Thing("finding", id_) for id_ in ids])
    numbers = table_numbers(session, forum, {f.table for f in findings})
    translated = translations.views(session, forum, "finding", {f.id: f.version for f in findings})
    bylines = Bylines(session, forum, {d.person for of_one in dissents.values() for d in of_one})
    return [
        FindingView(
            id=f.id,
            item=f.item,
            table=numbers[f.table],
            table_id=f.table,
            kind=f.kind,
            text=f.text,
            language=f.language,
            version=f.version,
            signed=f.signed_version == f.version,
            reported=f.reported_at is not None,
            late=f.late,
            sources=tuple(link.thing.id for link in drawn.get(Thing("finding", f.id), ())),
            dissents=tuple(_dissent(d, f, bylines) for d in dissents.get(f.id, ())),
            comments=tuple((s, counts[f.id][s]) for s in rules.STANCES if f.id in counts and counts[f.id][s]),
            written_at=f.written_at,
            seq=f.seq,
            first_seq=f.first_seq,
            translations=translated.get(f.id, ()),
        )
        for f in findings
    ]


def _dissent(dissent: SignOff, finding: Finding, bylines: Bylines) -> DissentView:
    return DissentView(
        dissent.id,
        keys.dissent_key(dissent.id),
        dissent.dissent or "",
        dissent.language,
        bylines.of(dissent.person, dissent.affiliation, finding.table),
        dissent.version,
        dissent.version < finding.version,
    )


def finding_data(view: FindingView) -> dict[str, Any]:
    """A finding as programs receive it."""
    return {
        "id": view.id,
        "item": view.item,
        "table": view.table_id,
        "table_number": view.table,
        "kind": view.kind,
        "text": view.text,
        "language": view.language,
        "version": view.version,
        "signed": view.signed,
        "reported": view.reported,
        "late": view.late,
        "sources": list(view.sources),
        "dissents": [
            {"id": d.id, "text": d.text, "language": d.language, "by": d.by, "version": d.version}
            for d in view.dissents
        ],
        "comments": dict(view.comments),
        "written_at": rfc3339(view.written_at),
        "seq": view.seq,
        "translations": translation_data(view.translations),
    }


def _finding_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    if room.kind == "table":
        found = queries.findings(session, forum, tables=[room.id], ids=ids)
    else:
        found = queries.findings(session, forum, item=room.id, ids=ids, reported=True)
    if found:
        for view in finding_views(session, forum, found):
            shown = replace(view, here=room.kind == "table")
            yield Card(keys.finding_key(view.id), "findings", view.order, finding_data(view), shown)


def register(registry: Registry) -> None:
    """The kind ``finding``."""
    registry.kind("finding", rooms=["table", "item"], load=_finding_cards, template="findings/_finding.html")
