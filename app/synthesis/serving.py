"""Which entries of the frameworks a session's words answer, and which of these key findings draw on.

What a finding serves by a sheet of its own, or an initiative by its own word, is told by the slices above
(``registry.adds("serves", …)``, by the thing's key); everything else answers what its session touches.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from app.kernel.roles import Actor
from app.programme import queries as programme
from app.programme.citations import Citation, CitedFramework, by_framework
from app.programme.models import Item
from app.sources import queries as sources
from app.sources.rules import Thing
from app.synthesis import queries
from app.synthesis.answered import Count, answered
from app.web.registry import Registry


class Told(NamedTuple):
    """A reference with what was said to it. ``sessions`` are the numbers of those that touch it."""

    citation: Citation
    tally: Count
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Served:
    """A framework's entries by what became of them; ``beyond`` are those that no session of the programme touches."""

    framework: CitedFramework
    unanswered: tuple[Told, ...]
    not_drawn_on: tuple[Told, ...]
    drawn_on: tuple[Told, ...]
    beyond: tuple[Citation, ...] = ()


def serving(
    registry: Registry, session: Session, actor: Actor, item: Item, written: Collection[str], used: Collection[Thing]
) -> dict[str, Count]:
    """What was said to each reference in a session. *written* are its findings; *used* what key findings draw on there."""
    told: Mapping[str, Collection[str]] = registry.added("serves", session, actor, item.id)
    things = [Thing("finding", finding) for finding in written]
    words: dict[Thing, Collection[str]] = {thing: told.get(thing.key, item.references) for thing in things}
    cited: dict[Thing, set[str]] = {}
    for finding, links in sources.origins_of(session, actor.forum, things).items():
        for link in links:
            cited.setdefault(link.thing, set()).update(words[finding])
    for answer, _, _ in queries.said_at(session, actor.forum, item.id):
        words[Thing("answer", answer)] = cited.get(Thing("answer", answer), item.references)
    for note in queries.notes(session, actor.forum, items=[item.id]):
        words[Thing("note", note.id)] = item.references
    others = [thing for thing in map(_thing, told) if thing.kind != "finding"]
    words |= {thing: told[thing.key] for thing in others}
    made = sources.made_of(session, actor.forum, others)
    return answered(item.references, words, {*used, *made})


def by_fate(
    session: Session, forum: str, counts: Mapping[str, Count], sessions: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Served, ...]:
    """The references of *counts* under their frameworks. With *sessions* (numbers by key, of the whole programme) also
    those entries that none touches.
    """
    keys = list(counts)
    if sessions is not None:
        keys = [one.key for held in programme.references_by_framework(session, forum).values() for one in held]
    found = []
    for framework in by_framework(session, forum, keys):
        told = [
            Told(one, counts[one.key], (sessions or {}).get(one.key, ()))
            for one in framework.citations
            if one.key in counts
        ]
        beyond = [one for one in framework.citations if one.key not in counts and one.key not in (sessions or {})]
        if told or beyond:
            by_state = {
                state: tuple(one for one in told if one.tally.state == state)
                for state in ("unanswered", "not_drawn_on", "drawn_on")
            }
            found.append(Served(framework, **by_state, beyond=tuple(beyond)))
    return tuple(found)


def touching(session: Session, forum: str) -> dict[str, tuple[str, ...]]:
    """The numbers of the sessions that touch each reference, of the whole programme."""
    found: dict[str, tuple[str, ...]] = {}
    for item in programme.items(session, forum):
        for key in item.references:
            found[key] = (*found.get(key, ()), item.number)
    return found


def _thing(key: str) -> Thing:
    kind, _, id_ = key.partition(":")
    return Thing(kind, id_)
