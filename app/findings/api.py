"""Findings over JSON: written, signed off, reported, commented on."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.findings import queries
from app.findings.cards.comments import comment_data, comment_views, open_comments
from app.findings.cards.findings import finding_data, finding_views
from app.findings.commands import comments, findings, signoffs
from app.findings.reading import Reading
from app.findings.rules import no_such_finding
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme.queries import item_of
from app.store.work import Command
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["findings"])


class DrawnBody(BaseModel):
    """An answer with the version of it that was read."""

    id: str
    version: int | None = None


class FindingBody(BaseModel):
    """A finding. ``sources`` are answers of the table; ``version`` makes it a revision of that version."""

    text: str
    table: str | None = None
    kind: str | None = None
    sources: list[str | DrawnBody] | None = Field(default=None, max_length=500)
    version: int | None = None
    language: str | None = None


class SignOffBody(Sent):
    """Nobody objected, or a dissent."""

    nobody_objected: bool = False
    dissent: str | None = None
    version: int | None = None
    language: str | None = None


class CommentBody(BaseModel):
    """A comment on a reported finding of another table."""

    finding: str
    stance: str
    text: str = ""
    language: str | None = None


def _drawn(sources: list[str | DrawnBody] | None) -> tuple[findings.Drawn, ...] | None:
    if sources is None:
        return None
    return tuple(
        findings.Drawn(parse_id(one)) if isinstance(one, str) else findings.Drawn(parse_id(one.id), one.version)
        for one in sources
    )


@router.put("/findings/{finding}")
async def put_finding(finding: str, body: FindingBody, visit: Visit = Depends(visit)) -> Response:
    """Write a finding: 201 the first time; with ``version`` another text, and 409 ``version_moved`` has the current one."""
    id_, drawn = parse_id(finding), _drawn(body.sources)
    command: Command
    if body.version is not None:
        command = findings.ReviseFinding(id_, body.version, body.text, body.kind, drawn, body.language)
    else:
        command = findings.PutFinding(
            id_, body.table or "", body.text, body.kind or "plain", drawn or (), body.language
        )
    done = await visit.run(command)
    return visit.json(done.value, 201 if done.created else 200)


def _finding_document(session: Session, actor: Actor, id: str) -> dict[str, Any]:
    finding = queries.finding_of(session, actor.forum, id)
    reading = Reading(session, actor)
    if not reading.finding(finding):
        raise no_such_finding()
    found = finding_data(finding_views(session, actor.forum, [finding])[0])
    found["comments"] = [
        comment_data(view)
        for view in comment_views(session, actor.forum, queries.comments(session, actor.forum, findings=[id]))
        if finding.reported_at is not None or reading.desk(finding.item)
    ]
    answers = queries.answers_by_id(session, actor.forum, queries.cited(session, actor.forum, [id]))
    found["sources"] = sorted(answers, key=lambda id_: (answers[id_].first_seq, id_))
    found["earlier"] = [
        {"version": v.version, "kind": v.kind, "text": v.text, "until": rfc3339(v.replaced_at)}
        for v in queries.versions(session, actor.forum, id)
        if reading.wrote(finding)
    ]
    return found


@router.get("/findings/{finding}")
async def get_finding(finding: str, visit: Visit = Depends(visit)) -> Response:
    """One finding with its dissents, comments and sources; its table and the desk also read its earlier texts."""
    return visit.json(await visit.site.readers.run(_finding_document, visit.member(), parse_id(finding)))


@router.delete("/findings/{finding}")
async def delete_finding(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Withdraw a finding."""
    return visit.done(await visit.run(findings.WithdrawFinding(parse_id(finding))))


@router.post("/findings/{finding}/signoff")
async def post_signoff(finding: str, body: SignOffBody, visit: Visit = Depends(visit)) -> Response:
    """Read aloud and nobody objected, or a dissent."""
    command = signoffs.SignFinding(
        parse_id(finding), body.nobody_objected, body.dissent, body.version, body.language, body.sent_id
    )
    return visit.done(await visit.run(command))


@router.delete("/findings/{finding}/dissents/{dissent}")
async def delete_dissent(finding: str, dissent: str, visit: Visit = Depends(visit)) -> Response:
    """Who dissented takes it back."""
    return visit.done(await visit.run(signoffs.WithdrawDissent(parse_id(finding), parse_id(dissent))))


@router.post("/findings/{finding}/report")
async def post_report(finding: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Report a finding to the others."""
    return visit.done(await visit.run(findings.ReportFinding(parse_id(finding), id=body.sent_id if body else None)))


@router.delete("/findings/{finding}/report")
async def delete_report(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Take a reported finding back."""
    return visit.done(await visit.run(findings.ReportFinding(parse_id(finding), reports=False)))


@router.put("/comments/{comment}")
async def put_comment(comment: str, body: CommentBody, visit: Visit = Depends(visit)) -> Response:
    """Comment on another table's finding."""
    command = comments.PutComment(parse_id(comment), parse_id(body.finding), body.stance, body.text, body.language)
    done = await visit.run(command)
    return visit.json(done.value, 201 if done.created else 200)


@router.delete("/comments/{comment}")
async def delete_comment(comment: str, visit: Visit = Depends(visit)) -> Response:
    """Withdraw a comment."""
    return visit.done(await visit.run(comments.WithdrawComment(parse_id(comment))))


def _findings_list(session: Session, actor: Actor, item_name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, item_name)
    roles.require(actor, "hear:item", item.id)
    reading = Reading(session, actor)
    found = [f for f in queries.findings(session, actor.forum, item=item.id) if reading.finding(f)]
    views = sorted(finding_views(session, actor.forum, found), key=lambda view: view.order)
    return {"item": item.id, "findings": [finding_data(view) for view in views]}


def _comments_list(session: Session, actor: Actor, item_name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, item_name)
    roles.require(actor, "hear:item", item.id)
    if Reading(session, actor).desk(item.id):
        found = queries.comments(session, actor.forum, item=item.id)
    else:
        found = open_comments(session, actor.forum, item.id)
    views = sorted(comment_views(session, actor.forum, found), key=lambda view: view.order)
    return {"item": item.id, "comments": [comment_data(view) for view in views]}


@router.get("/items/{item}/findings")
async def get_findings(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's findings as the pass may read: the desk all, a table its own, everybody what was reported."""
    return visit.json(await visit.site.readers.run(_findings_list, visit.member(), item))


@router.get("/items/{item}/comments")
async def get_comments(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's comments: on what is reported; for the desk all."""
    return visit.json(await visit.site.readers.run(_comments_list, visit.member(), item))
