"""Everything of a forum that a report is made of, read in one snapshot and in a number of queries that does not grow
with what was written; and which of it a reader may have.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from app.cooperation.cards.initiatives import Shelf, shelf_of
from app.cooperation.models import Initiative
from app.cooperation.queries import initiatives
from app.findings import queries as findings
from app.findings.models import Comment, Finding, SignOff
from app.kernel.refusals import Sentence
from app.people.models import Participant
from app.people.queries import delegations, participants
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.report import queries
from app.report.affiliations import Affiliations
from app.report.reach import Reach
from app.report.wording import Translation, Words
from app.sources.models import Source
from app.sources.translations import queries as translations
from app.stage.questions import queries as floor
from app.synthesis import queries as synthesis
from app.synthesis.bench import Bench, load_bench
from app.synthesis.models import KeyFinding, Note, SetAside
from app.tables.models import Answer, RoundTable
from app.tables.queries import agreement_counts

Say = Callable[[Sentence], str]


@dataclass(frozen=True)
class Record:
    """What *reach* may have of a forum: rows that stand, withdrawn ones left out. ``question_numbers`` by question's id.

    ``people`` are the writers by id, in a ``named`` forum only: elsewhere nobody is looked up. ``delegations`` are
    the roster's keys by id.
    """

    session: Session
    reach: Reach
    language: str
    say: Say
    forum: Forum
    items: Sequence[Item]
    tables: Mapping[str, RoundTable]
    question_numbers: Mapping[str, int]
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    comments: tuple[Comment, ...]
    dissents: Mapping[str, list[SignOff]]
    key_findings: tuple[KeyFinding, ...]
    bench: Bench
    initiatives: tuple[Initiative, ...]
    notes: tuple[Note, ...]
    asides: tuple[SetAside, ...]
    links: tuple[Source, ...]
    agreements: Mapping[str, int]
    people: Mapping[str, Participant]
    delegations: Mapping[str, str]
    affiliations: Affiliations

    @cached_property
    def item_numbers(self) -> dict[str, str]:
        """Items' numbers, as in the programme, by id."""
        return {item.id: item.number for item in self.items}

    @cached_property
    def comments_on(self) -> Mapping[str, list[Comment]]:
        """The comments by their finding."""
        found: dict[str, list[Comment]] = defaultdict(list)
        for comment in self.comments:
            found[comment.finding].append(comment)
        return found

    @cached_property
    def shelf(self) -> Shelf:
        """What the initiatives are shown with."""
        return shelf_of(self.session, self.forum.id, self.initiatives)

    @cached_property
    def by_id(self) -> dict[tuple[str, str], Answer | Finding | Comment]:
        """Everything with words that key findings can be drawn from and that the reader may have, by (kind, id)."""
        found: dict[tuple[str, str], Answer | Finding | Comment] = {("answer", a.id): a for a in self.answers}
        found |= {("finding", f.id): f for f in self.findings}
        return found | {("comment", c.id): c for c in self.comments}

    @cached_property
    def _translated(self) -> dict[tuple[str, str], tuple[Translation, ...]]:
        found: dict[tuple[str, str], tuple[Translation, ...]] = {}
        for kind, rows in (("finding", self.findings), ("comment", self.comments)):
            views = translations.views(self.session, self.forum.id, kind, {row.id: row.version for row in rows})
            for id_, of_one in views.items():
                found[kind, id_] = tuple(Translation(view.language, view.text, view.by) for view in of_one)
        return found

    def words(self, kind: str, row: Finding | Comment) -> Words:
        """What was written, with its translations beside it."""
        return Words(row.text, row.language, self._translated.get((kind, row.id), ()))

    @cached_property
    def answers_behind(self) -> Mapping[str, int]:
        """From how many answers that stand each finding was made."""
        counts: dict[str, int] = defaultdict(int)
        standing = {answer.id for answer in queries.standing_answers(self.session, self.forum.id)}
        for link in self.links:
            if link.made_kind == "finding" and link.origin_kind == "answer" and link.origin in standing:
                counts[link.made] += 1
        return counts

    @cached_property
    def standing_notes(self) -> frozenset[str]:
        """The ids of all notes that were not withdrawn, whoever may read them."""
        return frozenset(note.id for note in synthesis.notes(self.session, self.forum.id))

    def number(self, table: str | None) -> int | None:
        """A table's number by its id."""
        found = self.tables.get(table or "")
        return found.number if found else None

    def name(self, author: str) -> str:
        """Who wrote, where the forum's privacy names people."""
        person = self.people.get(author)
        return person.name if person else ""


def load(session: Session, forum_id: str, reach: Reach, language: str, say: Say) -> Record:
    """The record of a forum for a reader. Raises ``no_such_forum``."""
    forum = programme.forum_of(session, forum_id)
    items = programme.items(session, forum_id)
    standing = findings.findings(session, forum_id)
    reported = {f.id for f in standing if f.reported_at is not None}
    cited = set(findings.cited(session, forum_id, reported))
    told = tuple(f for f in standing if f.id in reported or reach.desk(f.item))
    told_ids = {f.id for f in told}
    answers = tuple(
        a
        for a in queries.standing_answers(session, forum_id)
        if reach.desk(a.item) or (reach.actor is not None and a.id in cited)
    )
    comments = tuple(c for c in findings.comments(session, forum_id) if c.finding in told_ids)
    key_findings = tuple(
        k for k in synthesis.key_findings(session, forum_id) if k.shown_at is not None or reach.work(k.item)
    )
    dissents = findings.dissents(session, forum_id, told_ids)
    writers = {a.author for a in answers} | {c.author for c in comments}
    writers |= {d.person for found in dissents.values() for d in found}
    writers |= {asked.author for asked in floor.questions(session, forum_id)} if forum.privacy == "named" else set()
    return Record(
        session=session,
        reach=reach,
        language=language,
        say=say,
        forum=forum,
        items=items,
        tables=queries.all_tables(session, forum_id),
        question_numbers={q.id: q.position + 1 for q in programme.questions_by_id(session, forum_id).values()},
        answers=answers,
        findings=told,
        comments=comments,
        dissents=dissents,
        key_findings=key_findings,
        bench=load_bench(session, forum_id, key_findings),
        initiatives=tuple(
            i for i in initiatives(session, forum_id) if i.presented_at is not None or reach.desk(i.item)
        ),
        notes=tuple(n for n in synthesis.notes(session, forum_id) if reach.work(n.item)),
        asides=tuple(queries.all_set_aside(session, forum_id)),
        links=tuple(queries.all_links(session, forum_id)),
        agreements=agreement_counts(session, forum_id, [a.id for a in answers]),
        people=participants(session, forum_id, writers) if forum.privacy == "named" else {},
        delegations={d.id: d.key for d in delegations(session, forum_id)},
        affiliations=Affiliations(forum.details.get("affiliations", ()), forum.languages),
    )
