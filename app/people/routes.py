"""Pages of people: joining by code or card, role links, and who I am."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.kernel.ids import is_code, normalise_code
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, Grant
from app.people import commands, queries
from app.people.joining import JoinBody, LinkBody, exchange_link, join_forum
from app.people.ways import first_way
from app.programme.queries import no_such_forum, open_forum_by_code
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, own_path, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the join page says of a forum before anybody is in it. Texts are by language.

    ``delegations`` are (key, name, the affiliation that it proposes).
    """

    code: str
    title: dict[str, str]
    name: dict[str, str]
    languages: list[str]
    starts_on: str
    ends_on: str
    privacy: str
    delegations: tuple[tuple[str, dict[str, str], dict[str, str]], ...]
    affiliations: tuple[dict[str, str], ...]


def arrival(session: Session, code: str) -> Arrival | None:
    """The forum of a code, for the join page."""
    forum = open_forum_by_code(session, code)
    if forum is None:
        return None
    roster = tuple((d.key, d.name, d.affiliation) for d in queries.delegations(session, forum.id))
    return Arrival(
        forum.code,
        forum.title,
        forum.name,
        forum.languages,
        forum.starts_on.isoformat(),
        forum.ends_on.isoformat(),
        forum.privacy,
        roster,
        tuple(forum.details.get("affiliations", ())),
    )


@router.get("/")
async def home(visit: Visit = Depends(visit)) -> Response:
    """Where one types the code; who has a pass already goes on to the programme."""
    if visit.actor is not None:
        return RedirectResponse("/programme", 303)
    return visit.page("people/join.html", code="", to="", fault="", names=LANGUAGE_NAMES)


@router.get("/join/{code}")
async def join_page(code: str, visit: Visit = Depends(visit), table: str = "") -> Response:
    """The join page of a scanned or typed code."""
    return await _join_page(visit, code, table, "", None)


async def _join_page(visit: Visit, typed: str, table: str, to: str, refusal: Refusal | None) -> Response:
    code = normalise_code(typed)
    found = await visit.site.readers.run(arrival, code if is_code(code) else "-")
    if found is None:
        sentence = visit.say(refusal or no_such_forum())
        return visit.page("people/join.html", 404, code=typed[:40], to=to, fault=sentence, names=LANGUAGE_NAMES)
    fault = visit.say(refusal) if refusal else ""
    status = refusal.status if refusal else 200
    shown = {"forum": found, "table": table, "to": to, "fault": fault, "code": code, "names": LANGUAGE_NAMES}
    return visit.page("people/arrive.html", status, **shown)


@router.post("/join")
async def post_join(visit: Visit = Depends(visit)) -> Response:
    """Join; with a table's code the next page asks "You are at Table 3?". ``to`` is where one was going."""
    form = await visit.form()
    code, table, to = field_text(form, "code"), field_text(form, "table")[:40], own_path(field_text(form, "to"))
    if not field_text(form, "step"):
        return await _join_page(visit, code, table, to, None)
    body = JoinBody(
        code=code[:200],
        name=field_text(form, "name"),
        affiliation=field_text(form, "affiliation"),
        delegation=field_text(form, "delegation") or None,
        id=field_id(form),
        arrives=not to.startswith("/wall"),
    )
    try:
        token, done = await join_forum(visit, body)
    except Refusal as refusal:
        return await _join_page(visit, code, table, to, refusal)
    address = f"/tables/{table}/here" if table else to or "/programme"
    return visit.with_pass(visit.back_to(address, done), str(token))


@router.get("/role")
async def role_page(visit: Visit = Depends(visit), to: str = "") -> Response:
    """Where a role link leads: its secret stands behind the #, which no server sees until it is posted.

    ``to`` is the page that it shall open, when not the role's own.
    """
    return visit.page("people/role.html", to=own_path(to), fault="", names=LANGUAGE_NAMES)


@router.post("/role")
async def post_role(visit: Visit = Depends(visit)) -> Response:
    """Exchange the link for the role, and open the role's page."""
    form = await visit.form()
    token_text = field_text(form, "token").strip().rpartition("#")[2]
    to = own_path(field_text(form, "to"))
    try:
        token, done = await exchange_link(visit, LinkBody(token=token_text[:300], id=field_id(form)))
    except Refusal as refusal:
        return visit.page("people/role.html", refusal.status, to=to, fault=visit.say(refusal), names=LANGUAGE_NAMES)
    response = visit.back_to(to or await visit.site.readers.run(_opened, visit.site.registry, done.value), done)
    return visit.with_pass(response, str(token)) if token else response


def _opened(session: Session, registry: Registry, came: dict[str, Any]) -> str:
    """The page that a role link opens: the role's own of its item, else the item's; for a whole forum the programme."""
    if came["item"] is None:
        return "/programme"
    holder = Actor(came["forum"], came["participant"], (Grant(came["role"], came["item"]),))
    return first_way(registry, session, holder, came["item"]) or f"/items/{came['item']}"


@router.get("/me")
async def me_page(visit: Visit = Depends(visit)) -> Response:
    """Name, affiliation, delegation, language."""
    actor = visit.member()
    person = await visit.site.readers.run(queries.participant_of, actor.forum, actor.participant)
    roster = await visit.site.readers.run(queries.delegations, actor.forum)
    return visit.page("people/me.html", person=person, roster=roster, names=LANGUAGE_NAMES)


@router.post("/me")
async def post_me(visit: Visit = Depends(visit)) -> Response:
    """Change who I am to others."""
    form = await visit.form()
    command = commands.ChangeMe(
        field_text(form, "name"),
        field_text(form, "affiliation"),
        field_text(form, "delegation"),
        field_text(form, "language") or None,
        field_id(form),
    )
    done = await visit.run(command)
    visit.site.identity.forget(done.value["participant"])
    return visit.back_to("/programme", done)


@router.post("/leave")
async def post_leave(visit: Visit = Depends(visit)) -> Response:
    """Leave the forum on this device."""
    await visit.form()
    done = await visit.run(commands.Leave())
    visit.site.identity.forget(done.value["participant"])
    return visit.back_to("/", done)
