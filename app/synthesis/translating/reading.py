"""The queue as one translator has it."""

from dataclasses import dataclass

from sqlmodel import Session

from app.kernel.roles import Actor, require
from app.programme import queries as programme
from app.programme.models import Forum
from app.sources.rules import Thing
from app.synthesis.translating import queries, rules
from app.synthesis.translating.cards import EntryView, entries


@dataclass(frozen=True, slots=True)
class Queue:
    """What is translated into ``to``, in order; ``languages`` are the forum's."""

    forum: Forum
    to: str
    entries: tuple[EntryView, ...]

    @property
    def languages(self) -> list[str]:
        """What one may translate into."""
        return self.forum.languages

    def after(self, done: Thing) -> EntryView | None:
        """What waits next, once *done* is done."""
        return next((one for one in self.entries if not one.done and one.original.thing != done), None)


def queue_of(session: Session, actor: Actor, to: str = "") -> Queue:
    """The queue into a language; into none that is named, the actor's own or the forum's first. Raises ``not_yours``."""
    if not queries.items_of(session, actor):
        require(actor, "translation:write")
    forum = programme.forum_of(session, actor.forum)
    if to:
        rules.require_language(to, "", forum.languages)
    chosen = to or (actor.language if actor.language in forum.languages else forum.languages[0])
    return Queue(forum, chosen, tuple(entries(session, actor, [chosen])))
