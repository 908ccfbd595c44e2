"""Answers: written, revised, withdrawn, agreed with."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.kernel.text import clean
from app.people.queries import stands_for
from app.programme import phases
from app.programme.models import Item
from app.store.work import Work
from app.tables import queries, round_queries, round_rules, rules
from app.tables.hall_queries import where_words_go
from app.tables.models import Agreement, Answer, AnswerVersion, NewAnswer, RoundTable


@dataclass(frozen=True, slots=True)
class PutAnswer:
    """Write an answer. ``id`` was made on the phone. Kept from anyone who has or had a seat at the table, late or not.

    Words addressed to a table that was merged or swapped meanwhile land where its people are (:func:`where_words_go`).
    """

    id: str
    table: str
    text: str
    language: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        addressed = queries.table_of(work.session, work.forum, self.table)
        table, relations, round_ = self._landing(work, addressed)
        _, item = queries.forum_and_item(work.session, work.forum, table)
        actor = roles.require(work.actor, "answer:write", item.id, relations)
        answer = _written(work, self, actor, item, table)._replace(
            question=addressed.question,  # what its writer was asked, wherever the words land
            author=actor.author_of(self.id),
            round=round_,
        )
        if not actor.anonymous:
            affiliation, delegation = stands_for(work.session, work.forum, actor.participant)
            answer = answer._replace(affiliation=affiliation, delegation=delegation)
        return _keep(work, answer, _mine(work))

    def _landing(self, work: Work, table: RoundTable) -> tuple[RoundTable, frozenset[str], int]:
        """Where the words go, how their writer stands to that table, and in which round they sit or sat there."""
        if work.actor is None:
            return table, frozenset(), 1
        seats = queries.seats_in(work.session, work.forum, table.item, work.actor.participant)
        landed = where_words_go(work.session, work.forum, table, seats)
        own = [seat for seat in seats if seat.table in (table.id, landed.id)]
        seat = max(own, key=lambda s: (s.until is None, s.since), default=None)
        relations = queries.relations(work.session, work.actor, landed, "one_pen", seats)
        return landed, relations, seat.round if seat else 1


@dataclass(frozen=True, slots=True)
class TypeAnswer:
    """A clerk types in what a table wrote on paper. It is the table's: no person and no affiliation stands beside it.

    ``round`` says in which round of a rotation it was written, if not in the one that is on.
    """

    id: str
    table: str
    text: str
    language: str | None = None
    round: int | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table = queries.table_by_name(work.session, work.forum, self.table)
        _, item = queries.forum_and_item(work.session, work.forum, table)
        actor = roles.require(work.actor, "answer:type", item.id)
        now = round_queries.round_now(work.session, work.forum, item.id)
        round_ = now if self.round is None else self.round
        round_rules.require_round(round_, now)
        return _keep(work, _written(work, self, actor, item, table)._replace(round=round_), [])


@dataclass(frozen=True, slots=True)
class ReviseAnswer:
    """Another text for an answer, made from ``version``. The earlier text is kept."""

    answer: str
    text: str
    version: int
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        answer = _own_answer(work, self.answer)
        text = clean(self.text)
        if answer.version != self.version:
            raise rules.version_moved(answer.text, answer.version)
        if answer.text != text:
            work.session.add(
                AnswerVersion(
                    answer=answer.id, version=answer.version, forum=work.forum, text=answer.text, replaced_at=work.now
                )
            )
            answer.text, answer.version, answer.seq = text, answer.version + 1, work.seq
            work.record("answer", answer.id, tables=[answer.table], items=[answer.item])
        return answer_document(answer)


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    """The writer takes an answer back. What was already made from it stays."""

    answer: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        answer = _own_answer(work, self.answer)
        if answer.withdrawn_at is None:
            answer.withdrawn_at, answer.seq = work.now, work.seq
            work.record("answer", answer.id, tables=[answer.table], items=[answer.item], people=_mine(work))
        return {"id": answer.id, "withdrawn_at": rfc3339(answer.withdrawn_at)}


@dataclass(frozen=True, slots=True)
class Agree:
    """Agree with an answer, or with ``agrees=False`` no more. One per person; a state, so repeating is harmless."""

    answer: str
    agrees: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        answer = queries.answer_of(work.session, work.forum, self.answer)
        table = queries.table_of(work.session, work.forum, answer.table)
        forum, item = queries.forum_and_item(work.session, work.forum, table)
        relations = queries.relations(work.session, work.actor, table, forum.writing) if work.actor else frozenset()
        actor = roles.require(work.actor, "answer:agree", item.id, relations)
        if answer.withdrawn_at is not None:
            raise rules.no_such_answer()
        person = actor.author_of(answer.id)
        agreement = queries.agreed_by(work.session, work.forum, person, answer.id)
        if (agreement is not None) != self.agrees:
            if agreement is not None:
                work.session.delete(agreement)
            else:
                work.session.add(Agreement(answer=answer.id, person=person, forum=work.forum, agreed_at=work.now))
            answer.seq = work.seq
            work.record("agreement", answer.id, tables=[table.id], items=[item.id], people=_mine(work))
        return {"answer": answer.id, "agrees": self.agrees}


def _written(work: Work, wish: PutAnswer | TypeAnswer, actor: Actor, item: Item, table: RoundTable) -> NewAnswer:
    return NewAnswer(
        id=wish.id,
        forum=work.forum,
        item=item.id,
        table=table.id,
        question=table.question,
        author=actor.mark_of(wish.id),
        text=clean(wish.text),
        language=wish.language if wish.language in INTERFACE_LANGUAGES else actor.language,
        late=phases.is_past(item.technique, item.phase, "answer"),
        written_at=work.now,
        first_seq=work.seq,
        seq=work.seq,
    )


def _keep(work: Work, answer: NewAnswer, people: list[str]) -> dict[str, Any]:
    queries.add_answer(work.session, answer)
    work.record("answer", answer.id, tables=[answer.table], items=[answer.item], people=people)
    work.created = True
    return answer_document(answer)


def answer_document(answer: Answer | NewAnswer) -> dict[str, Any]:
    """An answer as its writer is told of it; the lane adds nothing: ``seq`` is the row's own."""
    return {
        "id": answer.id,
        "table": answer.table,
        "text": answer.text,
        "language": answer.language,
        "version": answer.version,
        "seq": answer.seq,
        "late": answer.late,
        "round": answer.round,
        "written_at": rfc3339(answer.written_at),
    }


def _own_answer(work: Work, answer_id: str) -> Answer:
    answer = queries.answer_of(work.session, work.forum, answer_id)
    own = work.actor is not None and work.actor.wrote(answer.id, answer.author)
    roles.require(work.actor, "answer:change", answer.item, ["author"] if own else [])
    return answer


def _mine(work: Work) -> list[str]:
    """Whose marks change. In an anonymous forum nobody's: the journal must not say who wrote what."""
    return [work.actor.participant] if work.actor is not None and not work.actor.anonymous else []
