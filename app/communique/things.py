"""How paragraphs are described where somebody asks what a text comes from, and who is told that somebody writes at one."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.communique import queries
from app.communique.brackets import SEVERAL, without_owners
from app.communique.keys import drafting_room
from app.communique.reading import readable
from app.kernel.roles import Actor
from app.people.queries import delegations
from app.sources.walk import Described
from app.web.registry import Registry


def _described(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    found = queries.paragraphs_by_id(session, reader.forum, [id]).get(id)
    if found is None:
        return {}
    names = {SEVERAL, *(delegation.key for delegation in delegations(session, reader.forum))}
    return {
        "thing": Described(
            readable=readable(session, reader, found.item),
            item=found.item,
            version=found.version,
            withdrawn=found.withdrawn_at is not None,
            origin="drafter",
            language=found.language,
            texts={tag: without_owners(text, names) for tag, text in found.texts.items()},
        )
    }


def _written_at(session: Session, writer: Actor, id: str) -> Mapping[str, Any]:
    found = queries.paragraphs_by_id(session, writer.forum, [id]).get(id)
    return {"room": drafting_room(found.item)} if found is not None else {}


def register(registry: Registry) -> None:
    """What ``GET /sources`` and the drafts ask this slice."""
    registry.adds("draft:paragraph", _written_at)
    registry.adds("source:paragraph", _described)
