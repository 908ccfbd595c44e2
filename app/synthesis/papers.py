"""The papers that come out of the workbench: the speaking note and the session brief, as one reader may have them."""

from sqlmodel import Session

from app.findings import queries as findings
from app.kernel.roles import Actor
from app.programme.models import Item
from app.programme.queries import questions
from app.sources.rules import Thing
from app.synthesis import queries
from app.synthesis.bench import Bench, load_bench
from app.synthesis.disclosure import read_aloud, readable
from app.synthesis.models import KeyFinding
from app.synthesis.speaking import (
    Brief,
    Figures,
    Point,
    Quoted,
    Say,
    SpeakingNote,
    session_brief,
    speaking_note,
)
from app.tables import queries as tables


def readable_key_findings(session: Session, reader: Actor, item: str) -> list[KeyFinding]:
    """An item's key findings that *reader* may read, in order."""
    return [k for k in queries.key_findings(session, reader.forum, item=item) if readable(reader, k)]


def _points(bench: Bench, reader: Actor) -> list[Point]:
    return [
        Point(
            k.id,
            read_aloud(reader, k),
            k.language,
            bench.state(k),
            bench.tables(k),
        )
        for k in bench.key_findings
    ]


def note_for(session: Session, reader: Actor, item: Item, language: str, say: Say) -> SpeakingNote:
    """What is read aloud of an item in the plenary, in *language* where there is a text in it."""
    bench = load_bench(session, reader.forum, readable_key_findings(session, reader, item.id))
    written = findings.findings(session, reader.forum, item=item.id)
    return speaking_note(
        item.number,
        item.title,
        _points(bench, reader),
        tables=len({f.table for f in written}),
        findings=len(written),
        language=language,
        say=say,
    )


def brief_for(session: Session, reader: Actor, item: Item, language: str) -> Brief:
    """An item on one page."""
    forum = reader.forum
    bench = load_bench(session, forum, readable_key_findings(session, reader, item.id))
    written = findings.findings(session, forum, item=item.id)
    numbers = {t.id: t.number for t in tables.tables_of_item(session, forum, item.id)}
    aside = queries.set_asides(session, forum, item.id)
    dissents = findings.dissents(session, forum, [f.id for f in written])
    figures = Figures(
        tables=len({f.table for f in written}),
        people=queries.people_in(session, forum, item.id),
        answers=len(queries.said_in(session, forum, item.id)),
        findings=len(written),
        used=sum(Thing("finding", f.id) in bench.used for f in written),
        aside=len(aside),
    )
    return session_brief(
        item.number,
        item.title,
        figures,
        [question.text for question in questions(session, forum, item.id)],
        _points(bench, reader),
        [Quoted(d.dissent or "", d.language, numbers[f.table]) for f in written for d in dissents.get(f.id, ())],
        [Quoted(f.text, f.language, numbers[f.table], f.kind) for f in written if f.reported_at is not None],
        [Quoted(row.reason, "") for row in aside.values() if row.reason],
        language=language,
    )
