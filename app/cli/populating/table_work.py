"""Table work: pens and reporters, answers, agreements, findings and what is said of them at the table."""

from collections.abc import Iterator

from app.cli.populating.cues import Cafe, Cue, chance
from app.cli.populating.words import Finding, Table
from app.findings.commands.findings import Drawn, PutFinding
from app.findings.commands.signoffs import SignFinding
from app.tables.commands.answers import Agree, PutAnswer, ReviseAnswer, WithdrawAnswer
from app.tables.commands.seats import CallHelp, MarkReady, NameReporter, TakePen

WORK = "table_work"

TALK = 0.08
"""The part of table work in which people greet each other before the first answer."""

WRITING = 0.7
"""The part after which the last answer stands."""

AGREEING = (0, 1, 1, 1, 2, 2, 3, 4)
"""How many agree with an answer: one of these."""


def table_work(cafe: Cafe) -> Iterator[Cue]:
    """What all tables of a café do while they work."""
    for table in cafe.words.tables:
        yield from _holders(cafe, table)
        yield from _answers(cafe, table)
        yield from _findings(cafe, table)
    yield from _waiting(cafe)


def _holders(cafe: Cafe, table: Table) -> Iterator[Cue]:
    number = table.number
    pen, reporter = (person.name for person in cafe.people[number][:2])
    yield Cue(cafe.at(WORK) + 1.0 + number / 10, pen, TakePen(cafe.tables[number], cafe.id("pen", number)))
    reports = cafe.at(WORK, chance(cafe.item, "reporter", number).uniform(0.1, 0.6))
    yield Cue(reports, reporter, NameReporter(cafe.tables[number], id=cafe.id("reporter", number)))


def _answers(cafe: Cafe, table: Table) -> Iterator[Cue]:
    number = table.number
    minutes = cafe.over(WORK, TALK, WRITING, len(table.answers), "answers", number)
    for place, (said, minute) in enumerate(zip(table.answers, minutes, strict=True), 1):
        id_ = cafe.id("answer", number, place)
        writer = cafe.speaker(number, said, "answer", number, place)
        yield Cue(minute, writer, PutAnswer(id_, cafe.tables[number], said.text, said.language))
        if place in table.revisions:
            revised = ReviseAnswer(id_, table.revisions[place], 1, cafe.id("revision", number, place))
            yield Cue(minute + 2.5, writer, revised)
        if place in table.withdrawn:
            yield Cue(minute + 1.5, writer, WithdrawAnswer(id_, cafe.id("withdrawal", number, place)))
        else:
            yield from _agreements(cafe, number, place, minute, writer)


def _agreements(cafe: Cafe, number: int, place: int, minute: float, writer: str) -> Iterator[Cue]:
    die = chance(cafe.item, "agreement", number, place)
    others = [person.name for person in cafe.people[number] if person.name != writer]
    for name in die.sample(others, die.choice(AGREEING)):
        agree = Agree(cafe.id("answer", number, place), id=cafe.id("agreement", number, place, name))
        yield Cue(minute + die.uniform(0.3, 5.0), name, agree)


def _findings(cafe: Cafe, table: Table) -> Iterator[Cue]:
    number = table.number
    writers = [person.name for person in cafe.people[number][:2]]
    minutes = cafe.over(WORK, 0.72, 0.84, len(table.findings), "findings", number)
    for place, (finding, minute) in enumerate(zip(table.findings, minutes, strict=True), 1):
        id_ = cafe.id("finding", number, place)
        sources = tuple(Drawn(cafe.id("answer", number, answer)) for answer in finding.sources)
        writer = writers[place % 2]
        made = PutFinding(id_, cafe.tables[number], finding.text, finding.kind, sources, finding.language)
        yield Cue(minute, writer, made)
        yield from _read_aloud(cafe, number, place, finding, minute)
    if number % 3:
        yield Cue(
            cafe.at(WORK, 0.9) + number / 9, writers[1], MarkReady(cafe.tables[number], id=cafe.id("ready", number))
        )


def _read_aloud(cafe: Cafe, number: int, place: int, finding: Finding, minute: float) -> Iterator[Cue]:
    id_ = cafe.id("finding", number, place)
    pen, reporter = cafe.people[number][:2]
    if finding.dissent is not None:
        dissent = cafe.id("dissent", number, place)
        said = SignFinding(id_, False, finding.dissent.text, 1, finding.dissent.language, dissent)
        who = cafe.speaker(number, finding.dissent, "dissent", number, place, but=pen.name)
        yield Cue(minute + 1.0, who, said)
    signed = SignFinding(id_, True, version=1, language=finding.language, id=cafe.id("signoff", number, place))
    yield Cue(minute + 1.5, reporter.name, signed)


def _waiting(cafe: Cafe) -> Iterator[Cue]:
    """One table calls for help, and somebody comes."""
    start, table = cafe.at(WORK), cafe.words.tables[1].number
    caller = cafe.people[table][-1].name
    yield Cue(start + 14.0, caller, CallHelp(cafe.tables[table], True, cafe.id("help", table)))
    yield Cue(start + 16.0, cafe.desk, CallHelp(cafe.tables[table], False, cafe.id("helped", table)))
