"""How notes and key findings are described where somebody asks what a text comes from."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.kernel.roles import Actor
from app.programme.keys import work_room
from app.sources.walk import Described
from app.synthesis import queries
from app.synthesis.bench import load_bench
from app.synthesis.disclosure import readable, texts_for
from app.synthesis.notes import may_read_note
from app.web.registry import Registry


def _note(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    note = queries.notes_by_id(session, reader.forum, [id]).get(id)
    if note is None:
        return {}
    return {
        "thing": Described(
            readable=may_read_note(reader, note),
            item=note.item,
            version=note.version,
            withdrawn=note.withdrawn_at is not None,
            origin="room",
            text=note.text,
            by=note.speaker,
        )
    }


def _key_finding(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    found = queries.key_findings_by_id(session, reader.forum, [id]).get(id)
    if found is None:
        return {}
    return {
        "thing": Described(
            readable=readable(reader, found),
            item=found.item,
            version=found.version,
            withdrawn=found.withdrawn_at is not None,
            origin="rapporteur",
            language=found.language,
            texts=texts_for(reader, found),
            mark=load_bench(session, reader.forum, [found]).state(found),
        )
    }


def _written_at(session: Session, writer: Actor, id: str) -> Mapping[str, Any]:
    return {"room": work_room(queries.key_finding_of(session, writer.forum, id, withdrawn=True).item)}


def register(registry: Registry) -> None:
    """What ``GET /sources`` asks this slice, and who is told that somebody writes at a key finding."""
    registry.adds("draft:key-finding", _written_at)
    registry.adds("source:note", _note)
    registry.adds("source:key-finding", _key_finding)
