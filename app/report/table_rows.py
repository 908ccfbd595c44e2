"""A record as the rows of its data tables."""

from app.findings.models import Finding
from app.report.initiative_loading import initiative_rows, partner_rows
from app.report.record import Record
from app.report.rows import (
    AnswerRow,
    CommentRow,
    Data,
    DissentRow,
    FindingRow,
    KeyFindingRow,
    NoteRow,
    SourceRow,
)
from app.synthesis.models import KeyFinding


def data(record: Record) -> Data:
    """Every table. What a row links to and the reader may not have is no row of ``sources``."""
    return Data(
        answers=_answers(record),
        findings=tuple(_finding(record, finding) for finding in record.findings),
        dissents=_dissents(record),
        comments=_comments(record),
        key_findings=_key_findings(record),
        initiatives=initiative_rows(record),
        partners=partner_rows(record),
        notes=tuple(
            NoteRow(n.id, record.item_numbers[n.item], n.phase, n.text, n.speaker, n.written_at) for n in record.notes
        ),
        sources=_sources(record),
    )


def _answers(record: Record) -> tuple[AnswerRow, ...]:
    return tuple(
        AnswerRow(
            id=a.id,
            item=record.item_numbers[a.item],
            table=record.tables[a.table].number,
            question=record.question_numbers.get(a.question or ""),
            text=a.text,
            language=a.language,
            version=a.version,
            late=a.late,
            written_at=a.written_at,
            agreements=record.agreements.get(a.id, 0),
            by=record.name(a.author),
            affiliation=record.affiliations.key(a.affiliation),
            delegation=record.delegations.get(a.delegation or "", ""),
        )
        for a in record.answers
    )


def _finding(record: Record, finding: Finding) -> FindingRow:
    return FindingRow(
        id=finding.id,
        item=record.item_numbers[finding.item],
        table=record.tables[finding.table].number,
        question=record.question_numbers.get(finding.question or ""),
        kind=finding.kind,
        text=finding.text,
        language=finding.language,
        version=finding.version,
        signed_off=finding.signed_version == finding.version,
        reported=finding.reported_at is not None,
        written_at=finding.written_at,
        dissents=len(record.dissents.get(finding.id, ())),
        late=finding.late,
        translations={t.language: t.text for t in record.words("finding", finding).translations},
    )


def _dissents(record: Record) -> tuple[DissentRow, ...]:
    return tuple(
        DissentRow(
            id=d.id,
            finding_id=finding.id,
            item=record.item_numbers[finding.item],
            table=record.tables[finding.table].number,
            text=d.dissent or "",
            language=d.language,
            written_at=d.signed_at,
            by=record.name(d.person),
            affiliation=record.affiliations.key(d.affiliation),
        )
        for finding in record.findings
        for d in record.dissents.get(finding.id, ())
    )


def _comments(record: Record) -> tuple[CommentRow, ...]:
    return tuple(
        CommentRow(
            id=c.id,
            finding_id=c.finding,
            item=record.item_numbers[c.item],
            table=record.number(c.table),
            stance=c.stance,
            text=c.text,
            language=c.language,
            late=c.late,
            written_at=c.written_at,
            by=record.name(c.author),
            affiliation=record.affiliations.key(c.affiliation),
            translations={t.language: t.text for t in record.words("comment", c).translations},
        )
        for c in record.comments
    )


def _key_findings(record: Record) -> tuple[KeyFindingRow, ...]:
    of_item: dict[str, list[KeyFinding]] = {}
    for found in record.key_findings:
        of_item.setdefault(found.item, []).append(found)
    return tuple(
        KeyFindingRow(
            id=k.id,
            item=item.number,
            position=position,
            state=record.bench.state(k),
            text=k.texts.get(k.language, ""),
            language=k.language,
            version=k.version,
            shown=k.shown_at is not None,
            written_at=k.written_at,
            translations={language: text for language, text in k.texts.items() if language != k.language},
        )
        for item in record.items
        for position, k in enumerate(of_item.get(item.id, ()), 1)
    )


def _sources(record: Record) -> tuple[SourceRow, ...]:
    made = {("finding", f.id) for f in record.findings} | {("key-finding", k.id) for k in record.key_findings}
    made |= {("initiative", i.id) for i in record.initiatives}
    known = made | record.by_id.keys()
    return tuple(
        SourceRow(link.made_kind, link.made, link.origin_kind, link.origin, link.origin_version)
        for link in record.links
        if (link.made_kind, link.made) in made
        and (link.origin_kind == "note" or (link.origin_kind, link.origin) in known)
    )
