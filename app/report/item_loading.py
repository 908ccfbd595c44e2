"""One agenda item's part of a report, of what was read of the forum."""

from zoneinfo import ZoneInfo

from app.findings.models import Finding as FindingRow
from app.kernel.language import text_in
from app.kernel.refusals import Sentence
from app.kernel.roles import ROLE_NAMES
from app.programme import queries as programme
from app.programme.citations import citations
from app.programme.models import Item
from app.report import queries
from app.report.brief import brief_words
from app.report.floor.loading import item_floor
from app.report.initiative_loading import item_initiatives
from app.report.model import (
    Comment,
    Coverage,
    Dissent,
    Drawn,
    Finding,
    ItemReport,
    KeyFinding,
    Question,
    Reference,
    SetAside,
    Source,
    SpeakingNote,
    Table,
    Translation,
    Words,
)
from app.report.record import Record
from app.sources.rules import Thing
from app.synthesis.cards.coverage import item_coverage
from app.synthesis.models import KeyFinding as KeyFindingRow
from app.synthesis.origins import Origin
from app.synthesis.papers import brief_for, note_for
from app.synthesis.queries import people_by_affiliation
from app.tables.queries import affiliations_at


def item_report(record: Record, item: Item) -> ItemReport:
    """What an item brought, as far as the record's reader may have it."""
    zone = ZoneInfo(record.forum.timezone)
    papers = record.reach.papers(item.id)
    return ItemReport(
        id=item.id,
        number=item.number,
        title=item.title,
        technique=item.technique,
        day=item.day,
        starts=item.starts.astimezone(zone).time(),
        minutes=item.minutes,
        place=text_in(item.details.get("place"), record.language),
        roles=_roles(record, item),
        references=_references(record, item),
        background=item.background,
        questions=tuple(
            Question(q.position + 1, q.text) for q in programme.questions(record.session, record.forum.id, item.id)
        ),
        tables=_tables(record, item),
        key_findings=tuple(_key_finding(record, k) for k in record.key_findings if k.item == item.id),
        initiatives=item_initiatives(record, item),
        floor=item_floor(record, item),
        findings=tuple(_finding(record, f) for f in record.findings if f.item == item.id and f.reported_at is not None),
        set_aside=_set_aside(record, item),
        coverage=_coverage(record, item) if papers else None,
        brief=_brief(record, item) if papers else None,
        speaking_note=_speaking_note(record, item) if papers else None,
    )


def _roles(record: Record, item: Item) -> tuple[tuple[str, str], ...]:
    held = ((role["role"], text_in(role.get("name"), record.language)) for role in item.details.get("roles", ()))
    return tuple((record.say(Sentence(ROLE_NAMES[role])), name) for role, name in held if name and role in ROLE_NAMES)


def _references(record: Record, item: Item) -> tuple[Reference, ...]:
    found = citations(record.session, record.forum.id, item.references)
    return tuple(Reference(text_in(cited.label, record.language), cited.title) for cited in found)


def _tables(record: Record, item: Item) -> tuple[Table, ...]:
    people = queries.people_at(record.session, record.forum.id)
    with_words = {f.table for f in record.findings} | {a.table for a in record.answers}
    return tuple(
        Table(
            number=table.number,
            people=people.get(table.id, 0),
            name=table.name,
            question=record.question_numbers.get(table.question or ""),
            affiliations=record.affiliations.shares(affiliations_at(record.session, record.forum.id, table.id)),
        )
        for table in record.tables.values()
        if table.item == item.id
        and (table.id in with_words or table.id in people or (table.closed_at is None and table.merged_into is None))
    )


def _finding(record: Record, finding: FindingRow) -> Finding:
    return Finding(
        id=finding.id,
        table=record.tables[finding.table].number,
        kind=finding.kind,
        words=record.words("finding", finding),
        question=record.question_numbers.get(finding.question or ""),
        signed_off=finding.signed_version == finding.version,
        answers=record.answers_behind.get(finding.id, 0),
        dissents=tuple(
            Dissent(Words(d.dissent or "", d.language), record.name(d.person), record.affiliations.key(d.affiliation))
            for d in record.dissents.get(finding.id, ())
        ),
        comments=tuple(
            Comment(
                id=c.id,
                stance=c.stance,
                words=record.words("comment", c),
                table=record.number(c.table),
                by=record.name(c.author),
                affiliation=record.affiliations.key(c.affiliation),
                late=c.late,
            )
            for c in record.comments_on.get(finding.id, ())
        ),
        late=finding.late,
    )


def _key_words(found: KeyFindingRow) -> Words:
    others = (Translation(language, text) for language, text in found.texts.items() if language != found.language)
    return Words(found.texts.get(found.language, ""), found.language, tuple(others))


def _key_finding(record: Record, found: KeyFindingRow) -> KeyFinding:
    drawn = (origin for _, origin in record.bench.drawn_on(found) if not origin.withdrawn)
    return KeyFinding(
        id=found.id,
        state=record.bench.state(found),
        words=_key_words(found),
        tables=record.bench.tables(found),
        sources=tuple(_source(record, origin) for origin in drawn),
        shown=found.shown_at is not None,
    )


def _source(record: Record, origin: Origin) -> Source:
    mark = "" if origin.mark == "plain" else origin.mark
    thing = origin.thing
    return Source(thing.kind, thing.id, record.number(origin.table), mark, _words_of(record, thing))


def _words_of(record: Record, thing: Thing) -> Words | None:
    """The words of what a reader may have; of a note never."""
    if thing.kind == "key-finding":
        return next((_key_words(k) for k in record.key_findings if k.id == thing.id), None)
    found = record.by_id.get((thing.kind, thing.id))
    return Words(found.text, found.language) if found else None


def _set_aside(record: Record, item: Item) -> tuple[SetAside, ...]:
    """What no key finding draws on. Of a note it is told only that it was said in the room, and only to the desk."""
    told = []
    for aside in record.asides:
        thing = Thing(aside.kind, aside.id)
        if aside.item != item.id or thing in record.bench.used:
            continue
        found = record.by_id.get((aside.kind, aside.id))
        standing_note = aside.kind == "note" and record.reach.desk(item.id) and aside.id in record.standing_notes
        if found or standing_note:
            table = record.number(found.table) if found else None
            told.append(SetAside(aside.kind, aside.id, aside.reason, table, _words_of(record, thing)))
    return tuple(told)


def _coverage(record: Record, item: Item) -> Coverage:
    found = item_coverage(record.session, record.forum.id, item.id)
    people = {
        share.affiliation: share.people
        for share in record.affiliations.shares(people_by_affiliation(record.session, record.forum.id, item.id))
    }
    # A group is told under one of its spellings; two spellings of one affiliation are one row here.
    groups: dict[str, list[int]] = {}
    for group in found.groups:
        used, total = groups.setdefault(record.affiliations.key(group.affiliation), [0, 0])
        groups[record.affiliations.key(group.affiliation)] = [used + group.used, total + group.total]
    return Coverage(
        used=found.used,
        total=found.total,
        set_aside=found.aside,
        by_table=tuple(Drawn(t.used, t.total, table=t.number) for t in found.tables),
        by_affiliation=tuple(
            Drawn(used, total, affiliation=key, people=people.get(key, 0)) for key, (used, total) in groups.items()
        ),
    )


def _speaking_note(record: Record, item: Item) -> SpeakingNote | None:
    if record.reach.actor is None:
        return None
    note = note_for(record.session, record.reach.actor, item, record.language, record.say)
    if not any(paragraph.key_finding for paragraph in note.paragraphs):
        return None
    text = "\n\n".join(paragraph.text for paragraph in note.paragraphs)
    return SpeakingNote(Words(text, note.language), note.seconds)


def _brief(record: Record, item: Item) -> Words | None:
    if record.reach.actor is None:
        return None
    brief = brief_for(record.session, record.reach.actor, item, record.language)
    return brief_words(brief, record.language, record.say) if brief.points else None
