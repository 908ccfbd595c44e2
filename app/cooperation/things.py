"""How initiatives are described where somebody asks what a text comes from, and who is told that somebody writes at one."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.cooperation import queries
from app.cooperation.reading import readable
from app.kernel.roles import Actor
from app.programme.keys import desk_room
from app.sources.walk import Described
from app.tables.queries import table_of
from app.web.registry import Registry


def _described(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    found = queries.initiatives_by_id(session, reader.forum, [id]).get(id)
    if found is None:
        return {}
    return {
        "thing": Described(
            readable=readable(session, reader, found),
            item=found.item,
            version=found.version,
            withdrawn=found.withdrawn_at is not None,
            origin="observer",
            text=found.words["title"],
            language=found.language,
            table=table_of(session, reader.forum, found.table).number,
        )
    }


def _written_at(session: Session, writer: Actor, id: str) -> Mapping[str, Any]:
    found = queries.initiatives_by_id(session, writer.forum, [id]).get(id)
    return {"room": desk_room(found.item)} if found is not None else {}


def _serves(session: Session, reader: Actor, item: str) -> Mapping[str, Any]:
    found = queries.initiatives(session, reader.forum, items=[item])
    return {f"initiative:{one.id}": one.references for one in found}


def register(registry: Registry) -> None:
    """What ``GET /sources``, the drafts and the coverage of references ask this slice."""
    registry.adds("draft:initiative", _written_at)
    registry.adds("source:initiative", _described)
    registry.adds("serves", _serves)
