"""All SQL that reads links. A forum's id is part of every query."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from sqlmodel import Session, col, select

from app.sources.models import Source
from app.sources.rules import Link, Thing


def _by_kind(things: Iterable[Thing]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        kinds[thing.kind].append(thing.id)
    return kinds


def origins_of(session: Session, forum: str, made: Collection[Thing]) -> dict[Thing, list[Link]]:
    """What each of *made* was drawn from, in the order in which it was linked; things without sources are absent."""
    found: dict[Thing, list[Link]] = defaultdict(list)
    for kind, ids in _by_kind(made).items():
        query = select(Source).where(Source.forum == forum, Source.made_kind == kind, col(Source.made).in_(ids))
        for row in session.exec(query.order_by(col(Source.linked_at), col(Source.origin_kind), col(Source.origin))):
            found[Thing(kind, row.made)].append(Link(Thing(row.origin_kind, row.origin), row.origin_version))
    return found


def made_of(session: Session, forum: str, origins: Collection[Thing]) -> dict[Thing, list[Link]]:
    """What was made of each of *origins*, in the order in which it was linked; what nothing draws on is absent."""
    found: dict[Thing, list[Link]] = defaultdict(list)
    for kind, ids in _by_kind(origins).items():
        query = select(Source).where(Source.forum == forum, Source.origin_kind == kind, col(Source.origin).in_(ids))
        for row in session.exec(query.order_by(col(Source.linked_at), col(Source.made_kind), col(Source.made))):
            found[Thing(kind, row.origin)].append(Link(Thing(row.made_kind, row.made), row.origin_version))
    return found


_Links = Callable[[Session, str, Collection[Thing]], dict[Thing, list[Link]]]


def _followed(query: _Links, session: Session, forum: str, things: Iterable[Thing]) -> dict[Thing, list[Link]]:
    found: dict[Thing, list[Link]] = {}
    waiting = set(things)
    while waiting:
        links = query(session, forum, waiting)
        found |= links
        waiting = {link.thing for drawn in links.values() for link in drawn} - found.keys()
    return found


def rising(session: Session, forum: str, things: Iterable[Thing]) -> dict[Thing, list[Link]]:
    """The links that draw on *things*, and on what was made of them, up to what nothing draws on."""
    return _followed(made_of, session, forum, things)


def above(session: Session, forum: str, things: Iterable[Thing]) -> set[Thing]:
    """Everything that draws on *things*, directly or by way of another."""
    return {link.thing for made in rising(session, forum, things).values() for link in made}


def below(session: Session, forum: str, things: Iterable[Thing]) -> dict[Thing, list[Link]]:
    """The links of *things* and of everything that they were drawn from, down to what has no sources."""
    return _followed(origins_of, session, forum, things)


def link_rows(session: Session, forum: str, made: Thing) -> dict[Thing, Source]:
    """The rows of a made thing's links, by origin."""
    query = select(Source).where(Source.forum == forum, Source.made_kind == made.kind, Source.made == made.id)
    return {Thing(row.origin_kind, row.origin): row for row in session.exec(query)}
