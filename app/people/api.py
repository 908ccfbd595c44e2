"""People over JSON: joining, role links, and who I am."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import hashed, is_code, normalise_code, parse_id
from app.kernel.roles import Actor
from app.people import commands, queries, rules
from app.programme.queries import no_such_forum, open_forum_by_code
from app.store.work import Done
from app.web.identity import Token
from app.web.site import Site
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["people"])


class JoinBody(BaseModel):
    """Joining by code; everything else may come later."""

    code: str = Field(max_length=200)
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str | None = None
    table: str | int | None = None
    id: str | None = None


class LinkBody(BaseModel):
    """A role link's token."""

    token: str = Field(max_length=300)
    id: str | None = None


class MeBody(BaseModel):
    """Fields that are absent stay as they are."""

    name: str | None = None
    affiliation: str | None = None
    delegation: str | None = None
    language: str | None = None
    id: str | None = None


def _token_for(site: Site, purpose: str, sent_id: str | None) -> Token:
    """A fresh pass; with a sender's id always the same one for that id, so that a repeated join gets its pass again."""
    if sent_id is None:
        return Token.fresh()
    parts = [
        urlsafe_b64encode(
            hmac.new(site.secret.encode(), f"{purpose}:{part}:{sent_id}".encode(), hashlib.sha256).digest()
        )
        for part in ("secret", "author")
    ]
    return Token(*(part.decode().rstrip("=") for part in parts))


async def join_forum(visit: Visit, body: JoinBody) -> tuple[Token, Done]:
    """Join by code; unknown, closed and malformed codes get the same refusal after the same work."""
    code = normalise_code(body.code)
    forum = await visit.site.readers.run(open_forum_by_code, code if is_code(code) else "-")
    if forum is None:
        raise no_such_forum()
    sent_id = parse_id(body.id) if body.id else None
    token = _token_for(visit.site, "join", sent_id)
    language = body.language or visit.language
    command = commands.Join(hashed(token.secret), body.name, body.affiliation, body.delegation, language, sent_id)
    return token, await visit.site.lanes.run(forum.id, command)


async def exchange_link(visit: Visit, body: LinkBody) -> tuple[Token | None, Done]:
    """Exchange a role link's token; the pass is new unless the asker has one in that forum."""
    token_hash = hashed(body.token.strip())
    link = await visit.site.readers.run(queries.link_by_hash, token_hash)
    if link is None:
        raise rules.no_such_link()
    actor = visit.actor if visit.actor is not None and visit.actor.forum == link.forum else None
    sent_id = parse_id(body.id) if body.id else None
    token = None if actor else _token_for(visit.site, "link", sent_id)
    command = commands.ExchangeLink(token_hash, hashed(token.secret) if token else None, visit.language, sent_id)
    done = await visit.site.lanes.run(link.forum, command, actor)
    visit.site.identity.forget()
    return token, done


def me_of(session: Session, actor: Actor) -> dict[str, Any]:
    """Who a pass is."""
    person = queries.participant_of(session, actor.forum, actor.participant)
    if person is None:
        raise no_such_forum()
    return {
        "participant": person.id,
        "forum": actor.forum,
        "name": person.name,
        "affiliation": person.affiliation,
        "delegation": person.delegation,
        "language": person.language,
        "roles": [asdict(grant) for grant in actor.grants],
    }


@router.post("/links", status_code=201)
async def post_link(body: LinkBody, visit: Visit = Depends(visit)) -> Response:
    """Exchange a role link. With a pass, adds the role to it and returns the same pass."""
    token, done = await exchange_link(visit, body)
    return visit.json({**done.value, "pass": str(token) if token else visit.token(), "seq": done.seq}, 201)


@router.get("/me")
async def get_me(visit: Visit = Depends(visit)) -> Response:
    """Who this pass is, and its roles."""
    return visit.json(await visit.site.readers.run(me_of, visit.member()))


@router.patch("/me")
async def patch_me(body: MeBody, visit: Visit = Depends(visit)) -> Response:
    """Change name, affiliation, delegation or language."""
    fields = body.model_dump(exclude={"id"})
    await visit.run(commands.ChangeMe(**fields, id=parse_id(body.id) if body.id else None))
    visit.site.identity.forget()
    return visit.json(await visit.site.readers.run(me_of, visit.member()))


@router.delete("/me")
async def delete_me(visit: Visit = Depends(visit)) -> Response:
    """Leave the forum: the pass ends, the words stay."""
    done = await visit.run(commands.Leave())
    visit.site.identity.forget()
    return visit.done(done)
