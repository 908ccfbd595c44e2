"""One request: who asks, in which language, and how the answer goes back."""

import re
from dataclasses import asdict, is_dataclass
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.kernel.clock import milliseconds
from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.kernel.text import bad_character, is_keepable, replaced, whole_number
from app.live.rooms import Room
from app.store.work import Command, Done
from app.web.addresses import reached_at
from app.web.dressing import dressed
from app.web.errors import not_found
from app.web.identity import cookie_name, token_of
from app.web.registry import spoken
from app.web.security import BODY_LIMIT, require_origin, too_large
from app.web.site import Site

AFTER_SECONDS = 2.0


class Visit:
    """A request that has been understood. ``actor`` is None without a living pass."""

    def __init__(self, request: Request, site: Site, actor: Actor | None, language: str) -> None:
        self.request = request
        self.site = site
        self.actor = actor
        self.language = language

    @property
    def now_ms(self) -> int:
        """The server's time as the page is made, in milliseconds: where its clocks start."""
        return milliseconds(self.site.now())

    @property
    def forum_id(self) -> str:
        """The visitor's forum, or nothing."""
        return self.actor.forum if self.actor else ""

    @property
    def reached_at(self) -> str:
        """The address that phones use, without a slash at its end."""
        return reached_at(self.request, self.site.public_url)

    def member(self) -> Actor:
        """The actor. Raises the refusal ``no_pass`` (401)."""
        if self.actor is None:
            raise Refusal(
                "no_pass", N_("Join the forum first: scan the card on your table or type its code."), status=401
            )
        return self.actor

    def token(self) -> str | None:
        """The pass of this request, as its holder sent it."""
        token = token_of(self.request.headers)
        return str(token) if token else None

    def say(self, refusal: Refusal) -> str:
        """A refusal's sentence in the reader's language."""
        return self.site.catalogues.say(refusal.sentence, self.language)

    async def run(self, command: Command) -> Done:
        """Run a command in the actor's forum. Raises ``too_many_writes`` (429), and whatever the command refuses."""
        actor = self.member()
        await self.site.rates.take(actor.pass_id)
        return await self.site.lanes.run(actor.forum, command, actor)

    async def form(self, fields: int = 100) -> FormData:
        """The posted form, of at most so many fields; kept, so that a refusal can show it again."""
        size = len(await self.request.body())
        return self._kept(await self.request.form(max_files=0, max_fields=fields), size)

    async def form_with_file(self, name: str) -> tuple[FormData, UploadFile | None]:
        """A posted form with one file, at an address where more than a text may come in; None when none was chosen."""
        sent = await self.request.form(max_files=1, max_fields=20)
        file = sent.get(name)
        return self._kept(sent), file if isinstance(file, UploadFile) and file.filename else None

    def _kept(self, sent: FormData, size: int = 0) -> FormData:
        typed = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
        form = FormData([(replaced(name), replaced(value)) for name, value in typed])
        self.request.state.form = form
        require_origin(self.request.headers)
        if size > BODY_LIMIT:
            raise too_large()
        for name, value in typed:
            if not (is_keepable(name) and is_keepable(value)):
                raise bad_character(replaced(name))
        return form

    def json(self, value: Any, status: int = 200) -> Response:
        """A JSON answer in the reader's language."""
        if is_dataclass(value) and not isinstance(value, type):
            value = asdict(value)
        if isinstance(value, dict):
            value = spoken(value, self.language)
        return Response(orjson.dumps(value), status, media_type="application/json")

    def done(self, done: Done) -> Response:
        """A command's JSON answer: 201 the first time something is made, else 200."""
        return self.json({**done.value, "seq": done.seq}, 201 if done.created else 200)

    async def live_page(self, template: str, surface: str, rooms: list[Room], **context: Any) -> Response:
        """A page whose lists are the cards of *rooms*, each of which the visitor may hear."""
        regions = await self.site.regions.of(self.member(), rooms)
        lists = self.site.pages.lists(regions, surface, self.language)
        return HTMLResponse(dressed(self._drawn(template, lists=lists, **context), self.now_ms))

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page."""
        return HTMLResponse(self._drawn(template, **context), status)

    def _drawn(self, template: str, **context: Any) -> str:
        return self.site.pages.page(template, self.language, visit=self, **context)

    def with_pass(self, response: Response, token: str) -> Response:
        """Give the visitor's browser its pass: a cookie that no script reads and no other site sends."""
        secure = self.request.url.scheme == "https"
        name = cookie_name(self.request.headers)
        response.set_cookie(name, token, max_age=90 * 86_400, httponly=True, samesite="lax", secure=secure)
        return response

    def back_to(self, address: str, done: Done | None = None, **query: str) -> Response:
        """After a form: nothing for htmx (the card comes live; the number says when it has), a redirect that waits for
        its own write otherwise.
        """
        if self.request.headers.get("hx-request"):
            return Response(status_code=204, headers={"sobremesa-seq": str(done.seq)} if done is not None else None)
        if done is not None:
            query["after"] = str(done.seq)
        return RedirectResponse(f"{address}?{urlencode(query)}" if query else address, 303)

    async def settle(self) -> None:
        """A page asked with ``after=SEQ`` waits until this process has read that far."""
        after = whole_number(self.request.query_params.get("after", ""), 11)
        if self.actor and after is not None:
            await self.site.feed.caught_up(self.actor.forum, after, AFTER_SECONDS)


def field_id(form: FormData, name: str = "id") -> str | None:
    """The form's own fresh id, when it has one."""
    value = form.get(name)
    return parse_id(value) if isinstance(value, str) and value else None


def field_text(form: FormData, name: str) -> str:
    """A text field as typed; empty when absent."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


_OWN: Final = re.compile(r"(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)+(?:\?[A-Za-z0-9_=&-]*)?")


def own_path(text: str) -> str:
    """*text*, when it is plainly a path on this server, to lead somebody on to; else nothing."""
    return text if len(text) <= 200 and _OWN.fullmatch(text) else ""


async def visit(request: Request) -> Visit:
    """The dependency of every route. Writes by cookie must come from our own pages."""
    site: Site = request.app.state.site
    if "\x00" in request.url.path or "%00" in request.url.query:
        raise not_found()
    actor = await site.identity.of(request.headers)
    language = site.language_for(request, actor)
    request.state.language = language
    by_cookie = cookie_name(request.headers) in request.cookies
    if by_cookie and request.method not in ("GET", "HEAD", "OPTIONS") and request.url.path.startswith("/api/"):
        require_origin(request.headers)
    return Visit(request, site, actor, language)
