"""How answers, findings and comments are described where somebody asks what a text comes from."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.findings import queries
from app.findings.reading import Bylines, Reading, table_numbers
from app.kernel.roles import Actor
from app.sources.walk import Described
from app.tables.keys import table_room
from app.web.registry import Registry


def _answer(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    answer = queries.answers_by_id(session, reader.forum, [id]).get(id)
    if answer is None:
        return {}
    return {
        "thing": Described(
            readable=Reading(session, reader).answer(answer),
            item=answer.item,
            version=answer.version,
            withdrawn=answer.withdrawn_at is not None,
            text=answer.text,
            language=answer.language,
            table=table_numbers(session, reader.forum, [answer.table]).get(answer.table),
            by=Bylines(session, reader.forum, [answer.author]).of(answer.author, answer.affiliation, answer.table),
        )
    }


def _finding(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    finding = queries.findings_by_id(session, reader.forum, [id]).get(id)
    if finding is None:
        return {}
    return {
        "thing": Described(
            readable=Reading(session, reader).finding(finding),
            item=finding.item,
            version=finding.version,
            withdrawn=finding.withdrawn_at is not None,
            origin="table",
            text=finding.text,
            language=finding.language,
            table=table_numbers(session, reader.forum, [finding.table]).get(finding.table),
            mark=finding.kind,
        )
    }


def _comment(session: Session, reader: Actor, id: str) -> Mapping[str, Any]:
    comment = queries.comments_by_id(session, reader.forum, [id]).get(id)
    if comment is None:
        return {}
    finding = queries.findings_by_id(session, reader.forum, [comment.finding])[comment.finding]
    return {
        "thing": Described(
            readable=Reading(session, reader).comment(comment, finding),
            item=comment.item,
            version=comment.version,
            withdrawn=comment.withdrawn_at is not None,
            origin="room",
            text=comment.text,
            language=comment.language,
            table=table_numbers(session, reader.forum, [comment.table]).get(comment.table),
            mark=comment.stance,
            by=Bylines(session, reader.forum, [comment.author]).of(comment.author, comment.affiliation, comment.table),
        )
    }


def _answer_written_at(session: Session, writer: Actor, id: str) -> Mapping[str, Any]:
    answer = queries.answers_by_id(session, writer.forum, [id]).get(id)
    return {"room": table_room(answer.table)} if answer else {}


def _finding_written_at(session: Session, writer: Actor, id: str) -> Mapping[str, Any]:
    return {"room": table_room(queries.finding_of(session, writer.forum, id).table)}


def register(registry: Registry) -> None:
    """What ``GET /sources`` asks this slice, and who is told that somebody writes at an answer or a finding."""
    registry.adds("draft:answer", _answer_written_at)
    registry.adds("draft:finding", _finding_written_at)
    registry.adds("source:answer", _answer)
    registry.adds("source:finding", _finding)
    registry.adds("source:comment", _comment)
