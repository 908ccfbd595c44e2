"""A small server on a thread: it speaks the live protocol to a real browser, and does on cue what networks do."""

import asyncio
import html
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.web.modules import joined

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
HTMX = next(line for line in (ROOT / "templates/base.html").read_text().splitlines() if 'name="htmx-config"' in line)
OWN = ("script", "style", "img", "font", "connect")
POLICY = "default-src 'none'; form-action 'self'; " + "; ".join(f"{kind}-src 'self'" for kind in OWN)
WORDS = {
    "offline": "Offline for %(count)s s.",
    "offline_minutes": "Offline for %(count)s min.",
    "safe": ["Your answer is safe on this phone.", "Your %(count)s answers are safe on this phone."],
    "held": ["Keep this page open: 1 answer.", "Keep this page open: %(count)s answers."],
    "ended": "Your pass has ended. Join again.",
    "crowded": "Too many pages.",
    "failed": "This did not reach the server.",
    "editing": "%(by)s is writing",
    "here": ["%(count)s person", "%(count)s people"],
}
FORM = """<form id="box" method="post" action="/tables/Y/answers" data-outbox="answer">
<input type="hidden" name="id" value="{id}"><input type="hidden" name="table" value="Y">
<textarea id="text" name="text" required maxlength="4000" data-limit="40" data-editing="answer:here"></textarea>
<output for="text" data-count></output><div data-fault role="alert"></div><button>Send</button></form>"""
PENDING = """<ol id="pending" data-pending-list="answer" data-table="Y"><template><li class="answer"><p data-text></p>
<p data-sentence></p><button type="button" data-act="back">Back</button><button type="button" data-act="again">Again</button>
</li></template></ol>"""


@cache
def joined_module(name: str) -> str:
    sources = {str(path.relative_to(STATIC)): path.read_text() for path in (STATIC / "js").rglob("*.js")}
    return joined(sources, f"js/{name}")


def card(key: str, text: str = "", seq: int = 1, order: str = "", tag: str = "li", **attrs: str) -> str:
    """A card's element as the server's templates write it: *attrs* become data attributes."""
    more = "".join(f' data-{name.replace("_", "-")}="{html.escape(value)}"' for name, value in attrs.items())
    return f'<{tag} id="{key}" data-key="{key}" data-seq="{seq}" data-order="{order}"{more}>{text}</{tag}>'


def frame(room: str, since: int, seq: int, *cards: dict[str, Any]) -> dict[str, Any]:
    return {
        "t": "cards",
        "room": room,
        "since": since,
        "seq": seq,
        "now": int(time.time() * 1000),
        "cards": list(cards),
    }


def sent(
    key: str, text: str = "", seq: int = 1, order: str = "", list: str = "answers", **attrs: str
) -> dict[str, Any]:
    """The same card as it stands in a frame."""
    return {"key": key, "list": list, "order": order, "seq": seq, "html": card(key, text, seq, order, **attrs)}


def gone(key: str, seq: int) -> dict[str, Any]:
    return {"key": key, "list": "", "order": "", "seq": seq, "html": None}


Cue = Callable[[Request, dict[str, Any]], Awaitable[Response]]


class Rehearsal:
    """What the browser meets. A test changes its attributes while it runs."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.epoch = "E1"
        self.heads: dict[str, int | None] = {"item:X": 1, "table:Y": 1, "me": 1}
        self.lists: dict[tuple[str, str], str] = {}
        self.surface, self.boot, self.extra, self.tail, self.language = "phone", "boot/phone.js", "", "", "en"
        self.body = ""
        self.answers: dict[str, dict[str, Any]] = {}
        self.puts: list[str] = []
        self.strayed: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.frames: list[dict[str, Any]] = []
        self.loads = 0
        self.welcomes = True
        self.refused: list[dict[str, str]] = []
        self.cues: list[Cue | None] = []
        self.cue: Cue | None = None
        self.form_answer: Callable[[], Response] = lambda: Response(status_code=204)
        self.sockets: list[WebSocket] = []
        self.app = Starlette(
            routes=[
                Route("/page", self._page),
                Route("/elsewhere", self._elsewhere, methods=["GET", "PUT"]),
                Route("/region", self._region),
                Route("/act", self._act, methods=["POST"]),
                Route("/api/v1/answers/{id}", self._answer, methods=["PUT"]),
                Route("/api/v1/drafts/{kind}/{id}", lambda _: Response(status_code=204), methods=["PUT"]),
                Route("/joined/{name:path}", self._joined),
                WebSocketRoute("/live", self._live),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )
        self.start()

    def start(self) -> None:
        config = uvicorn.Config(self.app, port=self.port, log_level="critical", ws="websockets-sansio", loop="asyncio")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.005)
        self.loop = self.server.servers[0].get_loop()

    def kill(self, wait: bool = True) -> None:
        """As a power cut: nobody is told."""
        self.server.should_exit = self.server.force_exit = True
        for connection in list(self.server.server_state.connections):
            self.loop.call_soon_threadsafe(connection.transport.abort)
        if wait:
            self.thread.join()

    def push(self, *frames: dict[str, Any]) -> None:
        """Say these frames on every open socket."""
        for said in frames:
            for live in list(self.sockets):
                self._do(live.send_text(json.dumps(said)))

    def close(self, code: int) -> None:
        for live in list(self.sockets):
            self._do(live.close(code))

    def _do(self, what: Awaitable[None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self.loop).result(5)  # type: ignore[arg-type]

    def hellos(self) -> list[dict[str, Any]]:
        return [said for said in self.frames if said["t"] == "hello"]

    def until(self, true: Callable[[], object], seconds: float = 5) -> None:
        """Wait for something on this side of the wire."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, (self.frames, self.puts)
            time.sleep(0.01)

    async def _page(self, request: Request) -> Response:
        self.loads += 1
        boot = request.query_params.get("boot", f"/joined/{self.boot}")
        body = f"""<!doctype html><html lang="{self.language}"><meta charset="utf-8"><title>Table</title>
{HTMX}
<link rel="icon" href="/static/img/favicon.svg"><link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/base.css"><script src="/static/vendor/htmx.min.js"></script>
<body data-surface="{self.surface}" data-language="{self.language}" data-epoch="{self.epoch}" data-forum="F" {self.body}
data-now="{int(time.time() * 1000)}" data-rooms='{json.dumps(self.heads)}'>
<script type="application/json" id="words">{json.dumps(WORDS)}</script><p data-connection role="status" hidden></p>
{self._list("item:X", "phase")}{self._list("me", "mine")}{self.extra}{self._list("table:Y", "answers")}
{PENDING}{FORM.format(id=f"00000000-0000-4000-8000-{self.loads:012}")}{self.tail}
<script type="module" src="{boot}"></script></body></html>"""
        return HTMLResponse(body, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    def _list(self, room: str, name: str) -> str:
        return f'<ol data-room="{room}" data-list="{name}">{self.lists.get((room, name), "")}</ol>'

    async def _elsewhere(self, request: Request) -> Response:
        self.strayed.append(request.method)
        return HTMLResponse("<!doctype html><title>Welcome to Hotel Wi-Fi</title>")

    async def _region(self, _: Request) -> Response:
        return HTMLResponse(f"<section data-rooms='{{\"table:Z\": 7}}'>{self._list('table:Z', 'answers')}</section>")

    async def _joined(self, request: Request) -> Response:
        return Response(joined_module(request.path_params["name"]), media_type="text/javascript")

    async def _act(self, request: Request) -> Response:
        async with request.form() as form:
            self.forms.append({name: str(value) for name, value in form.items()})
        return self.form_answer()

    async def _answer(self, request: Request) -> Response:
        body = {"id": request.path_params["id"], **await request.json()}
        self.puts.append(body["text"])
        cue = self.cues.pop(0) if self.cues else self.cue
        return await (cue or self.store)(request, body)

    async def store(self, _: Request, body: dict[str, Any]) -> Response:
        known = self.answers.setdefault(body["id"], body)
        if known != body:
            return problem(409, "id_reused", "Something else was sent under this id.")
        return JSONResponse(body, status_code=201 if self.puts.count(body["text"]) == 1 else 200)

    async def _live(self, live: WebSocket) -> None:
        await live.accept()
        self.sockets.append(live)
        try:
            while True:
                said = await live.receive_json()
                self.frames.append(said)
                if said["t"] == "hello" and self.welcomes:
                    heard = [room for room in said["rooms"] if room not in {one["room"] for one in self.refused}]
                    now = int(time.time() * 1000)
                    welcome = {"t": "welcome", "epoch": self.epoch, "now": now, "rooms": heard, "refused": self.refused}
                    await live.send_json(welcome)
        except WebSocketDisconnect:
            self.sockets.remove(live)


def problem(status: int, code: str, detail: str, **headers: str) -> Response:
    said = json.dumps({"code": code, "detail": detail, "status": status})
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(said, status_code=status, headers=given, media_type="application/problem+json")


def refusing(status: int, code: str, detail: str = "", **headers: str) -> Cue:
    async def cue(_: Request, __: dict[str, Any]) -> Response:
        return problem(status, code, detail, **headers)

    return cue


async def portal(_: Request, __: dict[str, Any]) -> Response:
    return HTMLResponse("<!doctype html><title>Welcome to Hotel Wi-Fi</title>Room number?")


async def portal_in_json(_: Request, __: dict[str, Any]) -> Response:
    return JSONResponse({"ok": True})


async def portal_elsewhere(_: Request, __: dict[str, Any]) -> Response:
    return RedirectResponse("/elsewhere", status_code=307)
