"""One agenda item's part of a report: what was asked, what the tables found, and what was made of it."""

from itertools import groupby

from app.report.floor.blocks import floor_blocks
from app.report.follow_up import initiative_blocks
from app.report.model import Comment as CommentMade
from app.report.model import (
    Coverage,
    Dissent,
    Drawn,
    Finding,
    ItemReport,
    KeyFinding,
    Reference,
    SetAside,
    Source,
    SpeakingNote,
    Table,
    Words,
)
from app.report.outline import (
    Block,
    Cell,
    Entries,
    Entry,
    Fact,
    Facts,
    Grid,
    Heading,
    Listing,
    Measure,
    Measures,
    Prose,
    Said,
    Subheading,
)
from app.report.speech import Speech
from app.report.vocabulary import KINDS, STANCES, STATES, THINGS


def item_blocks(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    """The item's part, in the order in which it came about, its results first."""
    return [
        Heading(
            _.titled(item.title, item.technique),
            1,
            anchor,
            item.number,
            opens=bool(item.key_findings or item.initiatives or item.findings or item.floor),
        ),
        _facts(item, _),
        *_background(item, anchor, _),
        *floor_blocks(item.floor, anchor, _),
        *_key_findings(item, anchor, _),
        *initiative_blocks(item, anchor, _),
        *_tables(item, anchor, _),
        *_findings(item, anchor, _),
        *_aside(item, anchor, _),
        *(_coverage(item.coverage, anchor, _) if item.coverage and item.coverage.total else ()),
        *(_section(_("Session brief"), f"{anchor}-brief", item.brief, _) if item.brief else ()),
        *(_note(item.speaking_note, anchor, _) if item.speaking_note else ()),
    ]


def _facts(item: ItemReport, _: Speech) -> Facts:
    facts = [
        Fact(_("Technique"), (_.own(_.technique(item.technique)),)),
        Fact(_("When"), (_.own(f"{_.day(item.day)}, {_.hours(item.starts, item.minutes)}"),)),
    ]
    if item.place:
        facts.append(Fact(_("Place"), (_.own(item.place),)))
    facts += [Fact(role, (_.own(people),)) for role, people in item.roles]
    if item.references:
        facts.append(Fact(_("References"), tuple(_reference(r, _) for r in item.references)))
    return Facts(tuple(facts))


def _reference(reference: Reference, _: Speech) -> Said:
    title = _.texts(reference.title)
    return Said(f"{reference.label}  {title.text}".strip(), title.language, title.note)


def _background(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    blocks: list[Block] = []
    background = _.texts(item.background)
    if background.text:
        blocks += [Heading(_.own(_("Background")), 2, f"{anchor}-background"), Prose(background)]
    if item.questions:
        asked = tuple(_.texts(q.text) for q in sorted(item.questions, key=lambda q: q.number))
        heading = Heading(_.own(_("Guiding questions")), 2, f"{anchor}-questions")
        blocks += [heading, Listing(asked)]
    return blocks


def _key_findings(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    if not item.key_findings:
        return []
    made = tuple(key_entry(k, position, _) for position, k in enumerate(item.key_findings, 1))
    return [Heading(_.own(_("Key findings")), 2, f"{anchor}-key"), Entries(made)]


def key_entry(made: KeyFinding, position: int, _: Speech, *, sources: bool = True) -> Entry:
    """A key finding with its translations and, if wanted, what it was drawn from."""
    children = [_translation(said) for said in _.translations(made.words)]
    if sources and made.sources:
        drawn = tuple(_source(source, _) for source in made.sources)
        children.append(Entry("drawn", (_("Drawn from"),), children=drawn))
    return Entry(
        "key",
        (_(STATES[made.state]) if made.state in STATES else made.state, *_at(made.tables, _)),
        _.words(made.words),
        number=str(position),
        tables=made.tables,
        mark=made.state,
        children=tuple(children),
    )


def _at(tables: tuple[int, ...], _: Speech) -> list[str]:
    if len(tables) > 1:
        return [_("Tables %(numbers)s", numbers=", ".join(map(str, tables)))]
    return [_("Table %(number)s", number=number) for number in tables]


def _translation(said: Said) -> Entry:
    return Entry("translation", (), said)


def _source(source: Source, _: Speech) -> Entry:
    at = _at(_only(source.table), _)
    labels = (*at, _thing(source.kind, _), *_marks(source.mark, _))
    said = _.words(source.words) if source.words else None
    return Entry("source", labels, said, tables=_only(source.table), mark=source.mark)


def _thing(kind: str, _: Speech) -> str:
    return _(THINGS[kind]) if kind in THINGS else kind


def _marks(mark: str, _: Speech) -> list[str]:
    words = KINDS | STANCES
    return [_(words[mark])] if mark in words else []


def _only(table: int | None) -> tuple[int, ...]:
    return () if table is None else (table,)


def _tables(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    if not item.tables:
        return []
    broken_down, named = any(table.affiliations for table in item.tables), any(table.name for table in item.tables)
    head = [_("Table"), _("Question"), _("People")] + ([_("Affiliations")] if broken_down else [])
    widths = (56 if named else 22, 14, 12, 52) if broken_down else (56, 22, 22)
    rows = []
    for table in item.tables:
        row = [
            Cell(_.own(_table_name(table, _)), table.number),
            Cell(_.own(str(table.question or "–"))),
            Cell(_.own(_.number(table.people))),
        ]
        if broken_down:
            shares = (f"{_.affiliation(s.affiliation)} {_.number(s.people)}" for s in table.affiliations)
            row.append(Cell(_.own(", ".join(shares) or "–")))
        rows.append(tuple(row))
    heading = Heading(_.own(_("Round tables")), 2, f"{anchor}-tables")
    return [heading, Grid(_("Round tables"), tuple(head), tuple(rows), widths)]


def _table_name(table: Table, _: Speech) -> str:
    number = _("Table %(number)s", number=table.number)
    name = _.texts(table.name).text
    return f"{number}: {name}" if name else number


def _findings(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    if not item.findings:
        return []
    questions = {q.number: _.texts(q.text) for q in item.questions}
    names = {table.number: _table_name(table, _) for table in item.tables}
    blocks: list[Block] = [Heading(_.own(_("What the tables found")), 2, f"{anchor}-findings")]
    order = sorted(item.findings, key=lambda f: (f.table, f.question or 0))
    for (number, question), found in groupby(order, key=lambda f: (f.table, f.question)):
        name = names.get(number) or _("Table %(number)s", number=number)
        blocks.append(Subheading(_.own(name), 3, table=number, beside=questions.get(question or 0)))
        blocks.append(Entries(tuple(_finding(finding, _) for finding in found)))
    return blocks


def _finding(finding: Finding, _: Speech) -> Entry:
    labels = _marks(finding.kind, _)
    if finding.signed_off:
        labels.append(_("read aloud, with dissent") if finding.dissents else _("read aloud, nobody objected"))
    if finding.answers:
        labels.append(_("drawn from answers: %(count)s", count=_.number(finding.answers)))
    labels += [reference.label for reference in finding.references]
    labels += _late(late=finding.late, _=_)
    return Entry(
        "finding",
        tuple(labels),
        _.words(finding.words),
        mark=finding.kind,
        children=(
            *(_translation(said) for said in _.translations(finding.words)),
            *(entry for dissent in finding.dissents for entry in _dissent(dissent, _)),
            *(entry for comment in finding.comments for entry in _comment(comment, _)),
        ),
    )


def _dissent(dissent: Dissent, _: Speech) -> list[Entry]:
    labels = (_("Dissent"), *_signed(dissent.by, dissent.affiliation, _))
    return [Entry("dissent", labels, _.words(dissent.words)), *map(_translation, _.translations(dissent.words))]


def _comment(comment: CommentMade, _: Speech) -> list[Entry]:
    stance = _marks(comment.stance, _) or [comment.stance]
    at = _at(_only(comment.table), _) or [_("Comment")]
    labels = (*at, *stance, *_signed(comment.by, comment.affiliation, _), *_late(late=comment.late, _=_))
    entry = Entry("comment", labels, _.words(comment.words), tables=_only(comment.table), mark=comment.stance)
    return [entry, *map(_translation, _.translations(comment.words))]


def _signed(by: str, affiliation: str, _: Speech) -> list[str]:
    return [*([by] if by else []), *([_.affiliation(affiliation)] if affiliation else [])]


def _late(*, late: bool, _: Speech) -> list[str]:
    return [_("came late")] if late else []


def _aside(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    if not item.set_aside:
        return []
    heading = Heading(_.own(_("Set aside")), 2, f"{anchor}-aside")
    lead = Prose(_.own(_("No key finding draws on these. They are kept, with the reason where one was given.")), True)
    return [heading, lead, Entries(tuple(_set_aside(aside, _) for aside in item.set_aside))]


def _set_aside(aside: SetAside, _: Speech) -> Entry:
    at = _at(_only(aside.table), _)
    reason = _.own(_("Reason: %(reason)s", reason=aside.reason) if aside.reason else _("No reason was given."))
    return Entry(
        "aside",
        (*at, _thing(aside.kind, _)),
        _.words(aside.words) if aside.words else None,
        tables=_only(aside.table),
        children=(Entry("reason", (), reason),),
    )


def _coverage(coverage: Coverage, anchor: str, _: Speech) -> list[Block]:
    sentence = _(
        "Key findings draw on %(used)s of %(total)s findings; %(aside)s were set aside.",
        used=_.number(coverage.used),
        total=_.number(coverage.total),
        aside=_.number(coverage.set_aside),
    )
    blocks: list[Block] = [Heading(_.own(_("Coverage")), 2, f"{anchor}-coverage"), Prose(_.own(sentence))]
    if coverage.by_table:
        rows = tuple(_by_table(row, _) for row in coverage.by_table)
        blocks.append(Measures(_("Coverage by table"), (_("Table"), _("Findings drawn on")), rows))
    if coverage.by_affiliation:
        shares = tuple(
            Measure(_.own(_.affiliation(row.affiliation)), row.used, row.total) for row in coverage.by_affiliation
        )
        head = (_("Affiliation"), _("Answers drawn on"))
        blocks.append(Measures(_("Coverage by affiliation"), head, shares))
    return blocks


def _by_table(row: Drawn, _: Speech) -> Measure:
    return Measure(_.own(_("Table %(number)s", number=row.table)), row.used, row.total, row.table)


def _section(title: str, anchor: str, words: Words, _: Speech) -> list[Block]:
    return [
        Heading(_.own(title), 2, anchor),
        Prose(_.words(words)),
        *(Prose(said) for said in _.translations(words)),
    ]


def _note(note: SpeakingNote, anchor: str, _: Speech) -> list[Block]:
    heading, *prose = _section(_("Speaking note"), f"{anchor}-note", note.words, _)
    minutes, seconds = divmod(note.seconds, 60)
    reading = _("Reading time %(time)s at 100 words a minute.", time=f"{minutes}:{seconds:02d}")
    return [heading, Prose(_.own(reading), quiet=True), *prose]
