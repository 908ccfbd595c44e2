"""Asking from the floor, supporting, and what the moderator does with questions."""

from dataclasses import InitVar, dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.kernel.text import clean
from app.people.queries import stands_for
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import item_room
from app.programme.models import Item
from app.stage.given import Given
from app.stage.questions import queries, rules
from app.stage.questions.models import FloorQuestion, Support
from app.store.work import Work
from app.web.registry import Card, Registry

RESULTS = ("key-finding", "initiative")
"""What a question may be about, and what may be supported besides questions."""


@dataclass(frozen=True)
class AskQuestion(Given):
    """Ask from the floor. ``id`` was made on the phone; ``about`` is a shown result, ``kind:id``. Late ones are kept."""

    registry: InitVar[Registry]
    id: str
    item: str
    text: str
    language: str | None = None
    about: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, "question:ask", item.id)
        rules.require_questions(item.technique, item.phase)
        # What is asked is kept also when what it is about is not shown any more.
        card = _shown(work, self._registry, item, *self.about.partition(":")[::2])
        question = FloorQuestion(
            id=self.id,
            forum=work.forum,
            item=item.id,
            author=actor.author_of(self.id),
            affiliation=_affiliation(work, actor),
            text=clean(self.text, limit=rules.LIMIT),
            language=self.language if self.language in INTERFACE_LANGUAGES else actor.language,
            about=_quoted(card) if card else {},
            late=rules.is_late(item.technique, item.phase),
            held=queries.keeping(work.session, item).holds,
            written_at=work.now,
            first_seq=work.seq,
        )
        work.session.add(question)
        work.session.flush()
        _record(work, question, whose_marks(work))
        work.created = True
        return question_document(question)


@dataclass(frozen=True, slots=True)
class WithdrawQuestion:
    """The writer takes a question back. What was grouped with it stands by itself again."""

    question: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        question = work.session.get(FloorQuestion, self.question)
        if question is None or question.forum != work.forum:
            raise rules.no_such_question()
        own = work.actor is not None and work.actor.wrote(question.id, question.author)
        roles.require(work.actor, "question:change", question.item, ["author"] if own else [])
        if question.withdrawn_at is None:
            for one in queries.grouped_with(work.session, work.forum, [question.id]).get(question.id, []):
                one.into = None
                _record(work, one, [])
            question.withdrawn_at = work.now
            _record(work, question, whose_marks(work))
        return {"id": question.id, "withdrawn_at": rfc3339(question.withdrawn_at)}


@dataclass(frozen=True, slots=True)
class SupportQuestion:
    """Support a question, or with ``supports=False`` no more. One per person; a state, so repeating is harmless."""

    question: str
    supports: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        question = queries.question_of(work.session, work.forum, self.question)
        item = programme.item_of(work.session, work.forum, question.item)
        actor = roles.require(work.actor, "support:give", item.id)
        if not queries.is_public(question) and not roles.may(actor, "question:moderate", item.id):
            raise rules.no_such_question()
        if self.supports:
            rules.require_support(item.technique, item.phase)
        if _support(work, actor, queries.QUESTION, question.id, self.supports):
            _record(work, question, whose_marks(work))
        return {"question": question.id, "supports": self.supports}


@dataclass(frozen=True)
class SupportResult(Given):
    """Support a key finding or initiative that is shown, while a plenary that presents it has the floor open."""

    registry: InitVar[Registry]
    kind: str
    thing: str
    supports: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        actor = roles.require(work.actor, "hear:forum")
        known = programme.items(work.session, work.forum)
        gathered = {number for item in known for number in item.presents}
        homes = (item for item in known if item.number in gathered)
        home = next((item for item in homes if self._stands_in(work, item)), None)
        presenting = [item for item in known if home is not None and home.number in item.presents]
        if not presenting:
            raise rules.not_shown()
        taking = [item for item in presenting if phases.allows(item.technique, item.phase, "support")]
        for item in taking or presenting:
            roles.require(actor, "support:give", item.id)
        if self.supports and not taking:
            raise rules.support_closed()
        if _support(work, actor, self.kind, self.thing, self.supports):
            items = [item.id for item in presenting]
            work.record("support", f"{self.kind}:{self.thing}", items=items, people=whose_marks(work))
        return {"kind": self.kind, "id": self.thing, "supports": self.supports}

    def _stands_in(self, work: Work, home: Item) -> bool:
        return _card_in(work, self._registry, home, self.kind, self.thing) is not None


@dataclass(frozen=True, slots=True)
class MarkQuestion:
    """The moderator says that a question was answered, or takes it away; with False not any more. None leaves it.

    ``hidden=False`` also releases one that was held.
    """

    question: str
    answered: bool | None = None
    hidden: bool | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        question = queries.question_of(work.session, work.forum, self.question)
        roles.require(work.actor, "question:moderate", question.item)
        before = question.answered_at, question.hidden, question.held
        if self.answered is not None and self.answered != (question.answered_at is not None):
            question.answered_at = work.now if self.answered else None
        if self.hidden is not None:
            question.hidden = self.hidden
            question.held = False
        if before != (question.answered_at, question.hidden, question.held):
            _record(work, question, [])
        return question_document(question)


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """The moderator groups a question with another one that asks the same; without ``into`` it stands by itself again."""

    question: str
    into: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        question = queries.question_of(work.session, work.forum, self.question)
        roles.require(work.actor, "question:moderate", question.item)
        if self.into is not None:
            other = next(iter(queries.questions(work.session, work.forum, ids=[self.into])), None)
            if other is None or other.id == question.id or other.item != question.item or other.into is not None:
                raise rules.bad_group()
        if question.into != self.into:
            # Whoever was grouped with it comes along.
            moved = [question, *queries.grouped_with(work.session, work.forum, [question.id]).get(question.id, [])]
            touched = {one.id for one in moved} | {question.into, self.into}
            for one in moved:
                one.into = self.into
            work.session.flush()
            for id_ in sorted(id_ for id_ in touched if id_):
                work.record("floor-question", id_, items=[question.item])
        return question_document(question)


@dataclass(frozen=True, slots=True)
class KeepQuestions:
    """Whether questions of an item are shown only once they are released. Those that are shown already stay."""

    item: str
    holds: bool
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "question:moderate", item.id)
        if not phases.opens(item.technique, "question"):
            rules.require_questions(item.technique, item.phase)
        keeping = queries.keeping(work.session, item)
        if keeping.holds != self.holds:
            keeping.holds = self.holds
            work.session.add(keeping)
            work.record("floor-state", item.id, items=[item.id])
        return {"item": item.id, "holds": self.holds}


def question_document(question: FloorQuestion) -> dict[str, Any]:
    """A question as whoever changed it is told."""
    return {
        "id": question.id,
        "item": question.item,
        "text": question.text,
        "language": question.language,
        "about": {"kind": question.about["kind"], "id": question.about["id"]} if question.about else None,
        "late": question.late,
        "held": question.held,
        "hidden": question.hidden,
        "answered": question.answered_at is not None,
        "into": question.into,
        "written_at": rfc3339(question.written_at),
    }


def whose_marks(work: Work) -> list[str]:
    """Whose own view changes. In an anonymous forum nobody's: the journal must not say who asked what."""
    return [work.actor.participant] if work.actor is not None and not work.actor.anonymous else []


def _record(work: Work, question: FloorQuestion, people: list[str]) -> None:
    """A question changed, and with it the one that it is grouped with."""
    work.session.flush()
    work.record("floor-question", question.id, items=[question.item], people=people)
    if question.into is not None:
        work.record("floor-question", question.into, items=[question.item])


def _affiliation(work: Work, actor: Actor) -> str:
    """Decided when it is asked: who joins or leaves afterwards cannot make one person's question traceable."""
    if actor.anonymous:
        return ""
    affiliation, _ = stands_for(work.session, work.forum, actor.participant)
    privacy = programme.forum_of(work.session, work.forum).privacy
    shared = queries.sharing(work.session, work.forum, affiliation) if affiliation else 0
    return rules.shown_affiliation(affiliation, privacy, shared)


def _support(work: Work, actor: Actor, kind: str, thing: str, supports: bool) -> bool:
    person = actor.author_of(f"support:{thing}")
    held = work.session.get(Support, (kind, thing, person))
    if (held is not None) == supports:
        return False
    if held is not None:
        work.session.delete(held)
    else:
        work.session.add(Support(kind=kind, thing=thing, person=person, forum=work.forum, given_at=work.now))
    work.session.flush()
    return True


def _shown(work: Work, registry: Registry, item: Item, kind: str, thing: str) -> Card | None:
    """A result that *item* has shown, of its own or of what it presents."""
    homes = programme.presented(work.session, item) or [item]
    return next(filter(None, (_card_in(work, registry, home, kind, thing) for home in homes)), None)


def _card_in(work: Work, registry: Registry, home: Item, kind: str, thing: str) -> Card | None:
    """A result as everybody in its own item reads it."""
    if kind not in RESULTS:
        return None
    return next(iter(registry.load(work.session, work.forum, item_room(home.id), [f"{kind}:{thing}"])), None)


def _quoted(card: Card) -> dict[str, Any]:
    data = card.data
    texts = data.get("texts") or {data.get("language", ""): data.get("text", "")}
    kind, _, thing = card.key.partition(":")
    return {"kind": kind, "id": thing, "texts": dict(texts)}
