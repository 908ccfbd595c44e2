"""Pages of the glossary, and the forms of the booth's signal."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.kernel.ids import new_id, parse_id
from app.kernel.roles import Actor
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.models import Forum
from app.stage.booth import queries
from app.stage.booth.commands import AskSlower, ChangeTerm, PutTerm, RemoveTerm
from app.stage.booth.models import Term
from app.stage.booth.views import require_keeper
from app.web.addresses import came_from
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The forum whose glossary it is, and the term that is being changed, if any."""

    forum: Forum
    term: Term | None = None


def _glossary(session: Session, actor: Actor, term: str | None = None) -> Glossary:
    require_keeper(actor)
    found = queries.term_of(session, actor.forum, parse_id(term)) if term else None
    return Glossary(programme.forum_of(session, actor.forum), found)


@router.get("/glossary")
async def glossary_page(visit: Visit = Depends(visit)) -> Response:
    """The glossary, live, and a line to add a term."""
    await visit.settle()
    actor = visit.member()
    at = await visit.site.readers.run(_glossary, actor)
    return await visit.live_page("stage/glossary.html", "booth", [me_room(actor.participant)], at=at)


@router.get("/glossary/{term}")
async def term_page(term: str, visit: Visit = Depends(visit)) -> Response:
    """A term to change, or to take out."""
    return visit.page("stage/term.html", at=await visit.site.readers.run(_glossary, visit.member(), term))


def _texts(form: FormData) -> dict[str, str]:
    """What stands in the fields ``texts.LANGUAGE``."""
    found = {name.partition(".")[2]: value for name, value in form.items() if name.startswith("texts.")}
    return {language: value for language, value in found.items() if isinstance(value, str) and value.strip()}


@router.post("/glossary")
async def post_glossary(visit: Visit = Depends(visit)) -> Response:
    """Add a term."""
    form = await visit.form()
    done = await visit.run(PutTerm(field_id(form) or new_id(), _texts(form), field_text(form, "note")))
    return visit.back_to(_back(visit), done)


@router.post("/glossary/{term}")
async def post_term(term: str, visit: Visit = Depends(visit)) -> Response:
    """Change a term, or take it out."""
    form, id_ = await visit.form(), parse_id(term)
    if field_text(form, "action") == "remove":
        return visit.back_to("/glossary", await visit.run(RemoveTerm(id_, field_id(form))))
    seen = field_text(form, "version")
    version = int(seen) if seen.isdecimal() and len(seen) < 7 else None
    change = ChangeTerm(id_, _texts(form), field_text(form, "note"), version, field_id(form))
    return visit.back_to("/glossary", await visit.run(change))


@router.post("/items/{name}/slower")
async def post_slower(name: str, visit: Visit = Depends(visit)) -> Response:
    """The booth's button, and the desk's."""
    form = await visit.form()
    done = await visit.run(AskSlower(name, field_text(form, "action"), field_id(form)))
    return visit.back_to(_back(visit), done)


def _back(visit: Visit) -> str:
    return came_from(visit.request.headers).partition("?")[0] or "/programme"
