"""What may never be in the graph of sources, whatever people did: read from the rows themselves."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, select

from app.communique.models import Paragraph
from app.cooperation.models import Initiative
from app.findings.models import Comment, Finding
from app.sources.models import Source
from app.sources.rules import Thing
from app.sources.walk import Node, walk
from app.synthesis.models import KeyFinding, Note
from app.tables.models import Answer
from app.web.registry import Registry

MODELS: dict[str, Any] = {
    "answer": Answer,
    "finding": Finding,
    "comment": Comment,
    "note": Note,
    "key-finding": KeyFinding,
    "initiative": Initiative,
    "paragraph": Paragraph,
}


def things(session: Session, forum: str, *kinds: str) -> dict[Thing, Any]:
    """Everything of a forum that can stand at an end of a link, withdrawn or not."""
    return {
        Thing(kind, row.id): row
        for kind in kinds or MODELS
        for row in session.exec(select(MODELS[kind]).where(MODELS[kind].forum == forum))
    }


def links(session: Session, forum: str) -> list[Source]:
    """Every link of a forum."""
    return list(session.exec(select(Source).where(Source.forum == forum)))


def ends(row: Source) -> tuple[Thing, Thing]:
    """What was made, and what it was made from."""
    return Thing(row.made_kind, row.made), Thing(row.origin_kind, row.origin)


def faults(session: Session, forum: str) -> list[str]:
    """A sentence for every link that dangles, that tells of a version there never was, or that is part of a circle."""
    known, found = things(session, forum), []
    down: dict[Thing, list[Thing]] = defaultdict(list)
    for row in links(session, forum):
        made, origin = ends(row)
        found += [f"{end.key} is not there any more, and a link is" for end in (made, origin) if end not in known]
        if origin in known and not 1 <= row.origin_version <= known[origin].version:
            found.append(f"{made.key} was drawn from a version of {origin.key} that there never was")
        down[made].append(origin)
    return [*found, *(f"{thing.key} is its own source" for thing in circular(down))]


def circular(down: dict[Thing, list[Thing]]) -> Iterator[Thing]:
    """Each thing that can be reached from itself: what is left when, again and again, all that draws on nothing is taken."""
    left = {made: set(origins) for made, origins in down.items()}
    while ready := {made for made, origins in left.items() if not origins & left.keys()}:
        left = {made: origins for made, origins in left.items() if made not in ready}
    yield from sorted(left)


def written_to(session: Session, forum: str) -> dict[Thing, Any]:
    """The words of everything that was made."""
    fields = {"finding": "text", "key-finding": "texts", "initiative": "words", "paragraph": "texts"}
    made = things(session, forum, *fields)
    return {thing: getattr(row, fields[thing.kind]) for thing, row in made.items()}


def below(node: Node) -> Iterator[Node]:
    """A node and everything that it was made from."""
    yield node
    for origin in node.made_from:
        yield from below(origin)


def tree(registry: Registry, session: Session, reader: Any, thing: Thing) -> Node:
    """The tree of a thing, from the same session as the rows it is held against."""
    return walk(registry, session, reader, thing)
