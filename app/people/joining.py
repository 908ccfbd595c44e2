"""Joining by code and by role link, for pages and for programs."""

from pydantic import BaseModel, Field

from app.kernel.ids import hashed, is_code, normalise_code, parse_id
from app.people import commands, queries, rules
from app.programme.queries import no_such_forum, open_forum_by_code
from app.store.work import Done
from app.web.identity import Token
from app.web.site import Site
from app.web.visit import Visit


class JoinBody(BaseModel):
    """Joining by code; everything else may come later. ``arrives``: false for a wall, which is nobody who has come."""

    code: str = Field(max_length=200)
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str | None = None
    table: str | int | None = None
    arrives: bool = True
    id: str | None = None


class LinkBody(BaseModel):
    """A role link's token."""

    token: str = Field(max_length=300)
    id: str | None = None


def _token_for(site: Site, purpose: str, forum: str, sent_id: str | None) -> Token:
    """A fresh pass; with a sender's id always the same one for that id, so that a repeated join gets its pass again."""
    if sent_id is None:
        return Token.fresh()
    return Token.derived(site.secret, purpose, f"{forum}:{sent_id}")


async def join_forum(visit: Visit, body: JoinBody) -> tuple[Token, Done]:
    """Join by code; unknown, closed and malformed codes get the same refusal after the same work."""
    code = normalise_code(body.code)
    forum = await visit.site.readers.run(open_forum_by_code, code if is_code(code) else "-")
    if forum is None:
        raise no_such_forum()
    sent_id = parse_id(body.id) if body.id else None
    language = body.language or visit.language

    async def come_in(sent_id: str | None) -> tuple[Token, Done]:
        token = _token_for(visit.site, "join", forum.id, sent_id)
        command = commands.Join(
            hashed(token.secret), body.name, body.affiliation, body.delegation, language, sent_id, body.arrives
        )
        return token, await visit.site.lanes.run(forum.id, command)

    token, done = await come_in(sent_id)
    if done.repeated and await visit.site.readers.run(queries.find_pass, hashed(token.secret)) is None:
        # They left, went back in their browser to the form that knows the old id, and mean to come in again.
        return await come_in(None)
    return token, done


async def exchange_link(visit: Visit, body: LinkBody) -> tuple[Token | None, Done]:
    """Exchange a role link's token; the pass is new unless the asker has one in that forum."""
    token_hash = hashed(body.token.strip())
    link = await visit.site.readers.run(queries.link_by_hash, token_hash)
    if link is None:
        raise rules.no_such_link()
    actor = visit.actor if visit.actor is not None and visit.actor.forum == link.forum else None
    sent_id = parse_id(body.id) if body.id else None
    token = None if actor else _token_for(visit.site, "link", link.forum, sent_id)
    holder = actor.participant if actor else ""
    command = commands.ExchangeLink(
        token_hash, hashed(token.secret) if token else None, visit.language, sent_id, holder
    )
    if actor:
        await visit.site.rates.take(actor.pass_id)
    done = await visit.site.lanes.run(link.forum, command, actor)
    visit.site.identity.forget(done.value["participant"])
    return token, done
