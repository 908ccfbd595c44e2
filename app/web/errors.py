"""Faults as problem+json (RFC 9457) for programs, as a fragment for a form, or as a page for a reader."""

import json
import logging
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.kernel import clock
from app.kernel.ids import new_id, parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.web.addresses import came_from

_log = logging.getLogger(__name__)
PROBLEM: Final = "application/problem+json"


def not_found() -> Refusal:
    """Nothing is at an address, or nothing that may be known."""
    return Refusal("not_found", N_("There is nothing at this address. Go back, or open your link again."), status=404)


_BY_STATUS: Final = {
    404: not_found(),
    405: Refusal("method_not_allowed", N_("This address does not take that kind of request."), status=405),
}


def problem_bytes(status: int, code: str, detail: str, **extra: Any) -> bytes:
    """A problem document."""
    title = HTTPStatus(status).phrase
    return json.dumps(
        {"type": f"urn:sobremesa:{code}", "title": title, "status": status, "code": code, "detail": detail, **extra}
    ).encode()


class Faulty(NamedTuple):
    """What the page of a fault knows of its visit: nothing, for the fault may be the visit's own."""

    site: Any
    now_ms: int
    forum_id: str = ""


def refusal_of(fault: Exception) -> Refusal:
    """What a fault is for its reader. Anything that is not ours becomes ``fault`` (500) and is logged."""
    if isinstance(fault, Refusal):
        return fault
    if isinstance(fault, RequestValidationError):
        fields = {
            ".".join(str(p) for p in e["loc"][1:]) or "body": Sentence(
                N_("This is missing or has another form than expected.")
            )
            for e in fault.errors()
        }
        refusal = Refusal("bad_request", N_("Something in the request is missing or has the wrong form."), status=422)
        refusal.fields = fields
        return refusal
    if isinstance(fault, HTTPException):
        if isinstance(fault.__cause__, Refusal):  # met while the body was read
            return fault.__cause__
        known = _BY_STATUS.get(fault.status_code)
        return known or Refusal("bad_request", N_("The server could not read this request."), status=fault.status_code)
    _log.error("a request failed", exc_info=fault)
    return Refusal(
        "fault", N_("Something failed on the server. What you wrote is safe here; try again in a moment."), status=500
    )


def wants_json(request: Request) -> bool:
    """Whether the caller is a program: the JSON interface, or it says so."""
    return request.url.path.startswith("/api/") or "json" in request.headers.get("accept", "")


async def answer_fault(request: Request, fault: Exception) -> Response:
    """The exception handler of the application."""
    refusal = refusal_of(fault)
    site = request.app.state.site
    language = getattr(request.state, "language", None) or site.language_for(request)
    detail = site.catalogues.say(refusal.sentence, language)
    headers = {"retry-after": str(refusal.retry_after)} if refusal.retry_after else {}
    if wants_json(request):
        errors = {name: site.catalogues.say(sentence, language) for name, sentence in refusal.fields.items()}
        extra = {**refusal.extra, **({"errors": errors} if errors else {})}
        body = problem_bytes(refusal.status, refusal.code, detail, **extra)
        return Response(body, refusal.status, headers, PROBLEM)
    if request.headers.get("hx-request"):
        field = next(iter(refusal.fields), None)
        html = site.pages.page("ui/fault.html", language, sentence=detail, code=refusal.code, field=field)
        return HTMLResponse(html, refusal.status, headers)
    form = getattr(request.state, "form", None)
    html = site.pages.page(
        "fault.html",
        language,
        visit=Faulty(site, clock.milliseconds(site.now())),
        sentence=detail,
        refusal=refusal,
        sent=_sent(form) if form is not None else None,
        id=_id(form, refusal),
        address=request.url.path,
        back=came_from(request.headers) or "/",
    )
    return HTMLResponse(html, refusal.status, headers)


def _id(form: FormData | None, refusal: Refusal) -> str:
    """The id with which a form is sent again: its own, for nobody knows here whether it had its effect before the fault."""
    sent = form.get("id") if form is not None else None
    with suppress(Refusal):
        if isinstance(sent, str) and refusal.code != "id_reused":
            return parse_id(sent)
    return new_id()


def _sent(form: FormData) -> list[tuple[str, str]]:
    """What a form held, so that the page can show it again: a refusal loses nothing that was typed."""
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
