"""Closing the loop: once the text is released, what became of each of my answers, and of what my tables found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import queries
from app.communique.brackets import SEVERAL, without_owners
from app.communique.fates import Fate, fates
from app.communique.models import Communique, Paragraph
from app.cooperation import queries as cooperation
from app.cooperation.models import Initiative
from app.findings import queries as findings
from app.findings.models import Finding
from app.findings.reading import table_numbers
from app.kernel.roles import Actor
from app.people.queries import delegations
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import items
from app.sources.rules import Thing
from app.synthesis import queries as synthesis
from app.synthesis.models import KeyFinding
from app.tables import queries as tables
from app.tables.models import Answer


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the text took something up: the paragraph's ``number``, or 0 in the preamble, whose paragraphs have none."""

    id: str
    number: int
    texts: Mapping[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class Became:
    """What was said, and its fate as its writer may read it: only what is shown, presented or released."""

    kind: str
    id: str
    text: str
    language: str
    item: str
    table: int | None
    fate: Fate
    passages: tuple[Passage, ...]
    key_findings: tuple[KeyFinding, ...]
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """What became of what a participant and their tables said. Before the text is ``released`` nothing is told."""

    released: tuple[Item, ...]
    adopted: bool
    drafting: tuple[Item, ...]
    answers: tuple[Became, ...] = ()
    findings: tuple[Became, ...] = ()


def released(row: Communique | None) -> bool:
    """Whether a text was released: opened to everybody by the chair, or adopted."""
    return row is not None and (row.opened_at is not None or row.adopted_at is not None)


def loop_of(session: Session, actor: Actor) -> Loop:
    """What became of the actor's own answers, and of the findings of the tables where they sit or sat."""
    all_ = items(session, actor.forum)
    drafting = tuple(item for item in all_ if phases.opens(item.technique, "draft"))
    rows = {item.id: queries.communique_of(session, actor.forum, item.id) for item in drafting}
    out = tuple(item for item in drafting if released(rows[item.id]))
    adopted = any(row is not None and row.adopted_at is not None for row in rows.values())
    if not out:
        return Loop((), False, drafting)
    answers = [
        answer
        for answer in tables.answers_where_sat(session, actor.forum, actor.participant)
        if actor.wrote(answer.id, answer.author)
    ]
    where_sat = tables.tables_where_sat(session, actor.forum, actor.participant)
    found = findings.findings(session, actor.forum, tables=where_sat)
    telling = _Telling(session, actor, all_, [item.id for item in out])
    return Loop(out, adopted, drafting, telling.of("answer", sorted(answers, key=_when)), telling.of("finding", found))


def _when(said: Answer | Finding) -> int:
    return said.first_seq


class _Telling:
    """What may be told of fates: each thing in the version that everybody reads."""

    def __init__(self, session: Session, actor: Actor, all_: Iterable[Item], out: Collection[str]) -> None:
        self._session = session
        self._forum = actor.forum
        self._owners = {SEVERAL, *(delegation.key for delegation in delegations(session, actor.forum))}
        self._numbers = {item.id: item.number for item in all_}
        self._passages = {passage.id: passage for item in out for passage in self._numbered(item)}

    def _numbered(self, item: str) -> Iterable[Passage]:
        number = 0
        for paragraph in queries.paragraphs(self._session, self._forum, item):
            counts = paragraph.section == "operative"
            number += counts
            yield self._passage(paragraph, number if counts else 0)

    def _passage(self, paragraph: Paragraph, number: int) -> Passage:
        texts = {tag: without_owners(text, self._owners) for tag, text in paragraph.texts.items()}
        return Passage(paragraph.id, number, texts, paragraph.language)

    def of(self, kind: str, said: Iterable[Answer | Finding]) -> tuple[Became, ...]:
        rows = list(said)
        fate_of = fates(self._session, self._forum, [Thing(kind, row.id) for row in rows])
        became = {thing for fate in fate_of.values() for thing in fate.became}
        ids = {name: [thing.id for thing in became if thing.kind == name] for name in ("key-finding", "initiative")}
        shown = synthesis.key_findings_by_id(self._session, self._forum, ids["key-finding"])
        presented = cooperation.initiatives_by_id(self._session, self._forum, ids["initiative"])
        numbers = table_numbers(self._session, self._forum, {row.table for row in rows})
        keys = {id_: key for id_, key in shown.items() if key.shown_at is not None}
        ideas = {id_: idea for id_, idea in presented.items() if idea.presented_at is not None}
        told = []
        for row in rows:
            fate = fate_of[Thing(kind, row.id)].told(
                lambda thing: (
                    thing.kind == "finding" or thing.id in self._passages or thing.id in keys or thing.id in ideas
                )
            )
            passages = [self._passages[id_] for id_ in fate.of_kind("paragraph")]
            told.append(
                Became(
                    kind,
                    row.id,
                    row.text,
                    row.language,
                    self._numbers[row.item],
                    numbers.get(row.table),
                    fate,
                    tuple(sorted(passages, key=lambda passage: passage.number)),
                    tuple(keys[id_] for id_ in fate.of_kind("key-finding")),
                    tuple(ideas[id_] for id_ in fate.of_kind("initiative")),
                )
            )
        return tuple(told)
