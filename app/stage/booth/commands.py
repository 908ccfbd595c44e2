"""Keeping the glossary, and asking for slower speech."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.text import optional
from app.programme import queries as programme
from app.stage.booth import queries, rules
from app.stage.booth.models import SlowerSignal, Term
from app.stage.booth.views import require_keeper, term_data
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class PutTerm:
    """A new term of the glossary."""

    id: str
    texts: Mapping[str, str]
    note: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        require_keeper(work.actor)
        rules.require_space(len(queries.terms(work.session, work.forum)))
        term = Term(
            id=self.id,
            forum=work.forum,
            position=queries.last_position(work.session, work.forum) + 1,
            texts=rules.texts(self.texts, programme.forum_of(work.session, work.forum).languages),
            note=optional(self.note, limit=rules.NOTE_LIMIT, field="note"),
        )
        work.session.add(term)
        work.record("term", term.id)
        work.created = True
        return term_data(term)


@dataclass(frozen=True, slots=True)
class ChangeTerm:
    """Other texts or another note. ``version`` is what was seen; None takes whatever stands."""

    term: str
    texts: Mapping[str, str]
    note: str = ""
    version: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        require_keeper(work.actor)
        term = queries.term_of(work.session, work.forum, self.term)
        wished = rules.texts(self.texts, programme.forum_of(work.session, work.forum).languages)
        note = optional(self.note, limit=rules.NOTE_LIMIT, field="note")
        if (term.texts, term.note) != (wished, note):
            if self.version not in (None, term.version):
                raise rules.term_moved(term_data(term))
            term.texts, term.note, term.version = wished, note, term.version + 1
            work.record("term", term.id)
        return term_data(term)


@dataclass(frozen=True, slots=True)
class RemoveTerm:
    """Take a term out of the glossary; one that is not there any more is fine."""

    term: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        require_keeper(work.actor)
        term = work.session.get(Term, self.term)
        if term is None or term.forum != work.forum:
            raise rules.no_such_term()
        if term.removed_at is None:
            term.removed_at = work.now
            work.record("term", term.id)
        return {"id": term.id, "removed": True}


@dataclass(frozen=True, slots=True)
class AskSlower:
    """ "Slower, please": the booth asks, or takes it back; whoever runs the item has passed it on. One of ``ACTIONS``."""

    item: str
    action: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        if self.action not in rules.ACTIONS:
            raise rules.unknown_action()
        item = programme.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "slower:pass_on" if self.action == "pass_on" else "slower:ask", item.id)
        signal = next(iter(queries.signals(work.session, work.forum, [item.id])), None)
        signal = signal or SlowerSignal(item=item.id, forum=work.forum)
        now = rules.standing(signal.asked_at, signal.passed_on_at, item.phase_since)
        if self.action == "ask" and now != "asked":
            rules.require_on(item.technique, item.phase)
            signal.asked_at, signal.passed_on_at = work.now, None
        elif self.action == "take_back" and now:
            signal.asked_at = signal.passed_on_at = None
        elif self.action == "pass_on" and now == "asked":
            signal.passed_on_at = work.now
        else:
            return _told(signal, now)
        work.session.add(signal)
        work.record("slower", item.id, items=[item.id])
        return _told(signal, rules.standing(signal.asked_at, signal.passed_on_at, item.phase_since))


def _told(signal: SlowerSignal, standing: str) -> dict[str, Any]:
    at = rfc3339(signal.asked_at) if standing and signal.asked_at is not None else None
    return {"item": signal.item, "standing": standing or None, "asked_at": at}
