"""Findings: written, revised, reported, taken back, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.findings import queries, rules
from app.findings.commands.authors import written_in
from app.findings.models import Finding, FindingVersion
from app.findings.moving import kinds_of
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.kernel.text import clean
from app.programme.models import Item
from app.sources.commands import link
from app.sources.rules import Thing, Wish, no_such_source
from app.store.receipts import digest_of
from app.store.work import Work
from app.tables import queries as tables
from app.tables import rules as table_rules
from app.tables.hall_queries import where_words_go
from app.tables.models import RoundTable


class Drawn(NamedTuple):
    """An answer that a finding is made from; ``version`` is the one that was read, None for today's."""

    answer: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PutFinding:
    """Write a finding, from answers or simply as a sentence. ``id`` was made on the device."""

    id: str
    table: str
    text: str
    kind: str = "plain"
    sources: tuple[Drawn, ...] = ()
    language: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table = tables.table_by_name(work.session, work.forum, self.table)
        if work.actor is not None:
            seats = tables.seats_in(work.session, work.forum, table.item, work.actor.participant)
            table = where_words_go(work.session, work.forum, table, seats)
        item, actor = acting(work, table, "finding:write")
        rules.require_findings(item.technique, item.phase)
        rules.require_kind(self.kind)
        finding = Finding(
            id=self.id,
            forum=work.forum,
            item=item.id,
            table=table.id,
            question=table.question,
            kind=self.kind,
            author=actor.author_of(self.id),
            text=clean(self.text),
            language=written_in(self.language, actor),
            late=rules.findings_are_late(item.technique, item.phase),
            written_at=work.now,
            first_seq=work.seq,
            seq=work.seq,
        )
        work.session.add(finding)
        work.session.flush()
        _draw(work, finding, table, self.sources)
        record_finding(work, finding, content=True)
        work.created = True
        return finding_document(finding, [drawn.answer for drawn in self.sources])


@dataclass(frozen=True, slots=True)
class ReviseFinding:
    """Another text, kind or choice of answers, made from ``version``. ``sources`` are all of them; None leaves them.

    Another text or kind is a new version, and must be read aloud again; the earlier text is kept.
    """

    finding: str
    version: int
    text: str
    kind: str | None = None
    sources: tuple[Drawn, ...] | None = None
    language: str | None = None
    id: str | None = None

    def receipt_key(self) -> str:
        """Two people may revise the same version: each body is an attempt of its own, and a repeat of it the same one."""
        return f"{self.finding}@{self.version}:{digest_of(self)}"

    def run(self, work: Work) -> dict[str, Any]:
        finding, table, _, actor = finding_at(work, self.finding, "finding:write")
        text, kind = clean(self.text), self.kind or finding.kind
        rules.require_kind(kind)
        reworded = (text, kind) != (finding.text, finding.kind)
        if finding.version != self.version:
            if reworded:
                raise table_rules.version_moved(finding.text, finding.version)
            return _current(work, finding)
        if reworded:
            work.session.add(
                FindingVersion(
                    finding=finding.id,
                    version=finding.version,
                    forum=work.forum,
                    kind=finding.kind,
                    text=finding.text,
                    replaced_at=work.now,
                )
            )
            finding.text, finding.kind, finding.version = text, kind, finding.version + 1
            if self.language is not None:
                finding.language = written_in(self.language, actor)
        redrawn = self.sources is not None and _draw(work, finding, table, self.sources)
        if reworded or redrawn:
            record_finding(work, finding, content=True)
        return _current(work, finding)


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Report a finding to the others, or with ``reports=False`` take it back. Taking back is possible at any time."""

    finding: str
    reports: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        finding, _, item, _ = finding_at(work, self.finding, "finding:report")
        if self.reports and finding.reported_at is None:
            rules.require_report_out(item.technique, item.phase)
            finding.reported_at = work.now
            record_finding(work, finding, came_or_went=True)
        elif not self.reports and finding.reported_at is not None:
            finding.reported_at = None
            record_finding(work, finding, came_or_went=True)
        return _current(work, finding)


@dataclass(frozen=True, slots=True)
class WithdrawFinding:
    """The table takes a finding back for good. What was already made from it stays, and says so."""

    finding: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = work.session.get(Finding, self.finding)
        if found is None or found.forum != work.forum:
            raise rules.no_such_finding()
        acting(work, tables.table_of(work.session, work.forum, found.table), "finding:write")
        if found.withdrawn_at is None:
            found.withdrawn_at = work.now
            record_finding(work, found, content=True, came_or_went=found.reported_at is not None)
        return {"id": found.id, "withdrawn_at": rfc3339(found.withdrawn_at)}


def acting(work: Work, table: RoundTable, act: str) -> tuple[Item, Actor]:
    """The item of a table, and who does *act* there. Raises ``not_yours`` (403)."""
    forum, item = tables.forum_and_item(work.session, work.forum, table)
    relations = tables.relations(work.session, work.actor, table, forum.writing) if work.actor else frozenset()
    return item, roles.require(work.actor, act, item.id, relations)


def finding_at(work: Work, finding_id: str, act: str) -> tuple[Finding, RoundTable, Item, Actor]:
    """A finding that stands, with its table and item, and who does *act* there."""
    finding = queries.finding_of(work.session, work.forum, finding_id)
    table = tables.table_of(work.session, work.forum, finding.table)
    item, actor = acting(work, table, act)
    return finding, table, item, actor


def record_finding(
    work: Work, finding: Finding, *, content: bool = False, came_or_went: bool = False, people: Sequence[str] = ()
) -> None:
    """Record that a finding changed: its ``content`` (text, sources, being there), or only its standing.

    ``came_or_went``: the item begins or ceases to read it. *people* are those whose marks change.
    """
    finding.seq = work.seq
    for kind in kinds_of(finding, content=content, came_or_went=came_or_went):
        work.record(kind, finding.id, tables=[finding.table], items=[finding.item], people=people)


def finding_document(finding: Finding, sources: Sequence[str]) -> dict[str, Any]:
    """A finding as who changed it is told of it; ``signed``: this version was read aloud and nobody objected."""
    return {
        "id": finding.id,
        "item": finding.item,
        "table": finding.table,
        "kind": finding.kind,
        "text": finding.text,
        "language": finding.language,
        "version": finding.version,
        "signed": finding.signed_version == finding.version,
        "reported": finding.reported_at is not None,
        "late": finding.late,
        "sources": list(sources),
        "written_at": rfc3339(finding.written_at),
        "seq": finding.seq,
    }


def _current(work: Work, finding: Finding) -> dict[str, Any]:
    cited = queries.cited(work.session, work.forum, [finding.id])
    return finding_document(finding, list(cited))


def _draw(work: Work, finding: Finding, table: RoundTable, drawn: Sequence[Drawn]) -> bool:
    answers = queries.answers_by_id(work.session, work.forum, [one.answer for one in drawn])
    wishes = []
    for one in drawn:
        answer = answers.get(one.answer)
        if answer is None:
            raise no_such_source()
        if answer.table != table.id:
            raise rules.other_table()
        read = answer.version if one.version is None else min(max(one.version, 1), answer.version)
        wishes.append(Wish(Thing("answer", answer.id), read, redrawn=one.version is not None))
    done = link(work, Thing("finding", finding.id), wishes, whole=True)
    if finding.reported_at is not None:
        for origin in (*done.added, *done.removed):
            # The item's room reads an answer while a reported finding cites it.
            work.record("citation", origin.id, tables=[finding.table], items=[finding.item])
    return done.changed
