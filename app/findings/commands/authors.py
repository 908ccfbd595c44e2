"""What a row keeps of who wrote it, as the forum's privacy allows."""

from typing import NamedTuple

from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.people.queries import participant_of
from app.store.work import Work


class Author(NamedTuple):
    """``author`` is a participant, or in an anonymous forum a mark that only the writer can make again."""

    author: str
    affiliation: str


def author_of(work: Work, actor: Actor, thing: str) -> Author:
    """Who writes *thing*. In an anonymous forum no affiliation either: three words may be one person's."""
    person = None if actor.anonymous else participant_of(work.session, work.forum, actor.participant)
    return Author(actor.author_of(thing), person.affiliation if person else "")


def whose_marks(work: Work) -> list[str]:
    """Whose own view changes. In an anonymous forum nobody's: the journal must not say who wrote what."""
    return [work.actor.participant] if work.actor is not None and not work.actor.anonymous else []


def written_in(wished: str | None, actor: Actor) -> str:
    """The language of what was written: the one said, else the writer's own."""
    return wished if wished in INTERFACE_LANGUAGES else actor.language
