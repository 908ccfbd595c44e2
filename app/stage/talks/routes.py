"""Pages of talks: an expert's own phone, and the forms that run them."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.kernel.roles import Actor, may, require
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import item_room
from app.programme.models import Forum, Item
from app.stage.talks import queries, rules
from app.stage.talks.acts import TalkBody, talk_command
from app.stage.talks.keys import my_list
from app.stage.talks.views import PanelView, TalkView, panel_view
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


class AtPanel(NamedTuple):
    """An item's talks, and which of them the visitor has."""

    forum: Forum
    item: Item
    panel: PanelView | None
    mine: str


def _at_panel(session: Session, actor: Actor, name: str) -> AtPanel:
    item = programme.item_of(session, actor.forum, name)
    rules.require_talks(item.technique)
    held = [talk.id for talk in queries.held_by(session, actor.forum, actor.participant) if talk.item == item.id]
    mine = next(iter(held), "")
    return AtPanel(programme.forum_of(session, actor.forum), item, panel_view(session, item), mine)


@router.get("/items/{name}/talk")
async def talk_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """An expert's phone: which talk is theirs; then their questions, whom they follow, and their clock."""
    await visit.settle()
    actor = visit.member()
    at = await visit.site.readers.run(_at_panel, actor, name)
    require(actor, "open:talk", at.item.id, ["holder"] if at.mine else [])
    return await visit.live_page(
        "stage/my_talk.html",
        "phone",
        [item_room(at.item.id), me_room(actor.participant)],
        **at._asdict(),
        own=my_list(at.item.id),
    )


def _one(session: Session, actor: Actor, name: str, talk: str) -> tuple[Item, TalkView, bool]:
    at = _at_panel(session, actor, name)
    view = next((view for view in (at.panel.talks if at.panel else ()) if view.id == talk), None)
    if view is None:
        raise rules.no_such_talk()
    require(actor, "talk:introduce", at.item.id, ["holder"] if at.mine == talk else [])
    return at.item, view, may(actor, "talk:run", at.item.id)


@router.get("/items/{name}/talks/{talk}")
async def edit_page(name: str, talk: str, visit: Visit = Depends(visit)) -> Response:
    """How an expert is called, and how long they have."""
    item, view, runs = await visit.site.readers.run(_one, visit.member(), name, talk)
    return visit.page("stage/talk.html", item=item, talk=view, runs=runs)


@router.post("/items/{name}/talks/{talk}")
async def post_edit(name: str, talk: str, visit: Visit = Depends(visit)) -> Response:
    """Say how an expert is called; whoever runs the item also how long they have."""
    form = await visit.form()
    said = {field: field_text(form, field) for field in ("name", "function", "topic") if field in form}
    done = await visit.run(talk_command(name, TalkBody(action="introduce", talk=talk, id=field_id(form), **said)))
    seconds = _seconds(form)
    if seconds is not None:
        done = await visit.run(talk_command(name, TalkBody(action="length", talk=talk, seconds=seconds)))
    return visit.back_to(f"/items/{name}/{'desk' if field_text(form, 'back') == 'desk' else 'talk'}", done)


@router.post("/items/{name}/talk")
async def post_talk(name: str, visit: Visit = Depends(visit)) -> Response:
    """The desk's buttons, and an expert's "this talk is mine"."""
    form = await visit.form()
    to = field_text(form, "to")
    # A button that names a talk carries both in its value: "skip:ID".
    action, _, talk = field_text(form, "action").partition(":")
    body = TalkBody(
        action=action,
        talk=talk or field_text(form, "talk") or None,
        seconds=_seconds(form),
        to=int(to) if to.isdecimal() and len(to) < 4 else None,
        name=field_text(form, "name") or None,
        function=field_text(form, "function") or None,
        topic=field_text(form, "topic") or None,
        on=field_text(form, "on") != "no",
        id=field_id(form),
    )
    done = await visit.run(talk_command(name, body))
    return visit.back_to(f"/items/{name}/{'talk' if action in ('hold', 'free') else 'desk'}", done)


def _seconds(form: FormData) -> int | None:
    """Seconds, or minutes as people type them: 3, or 2.5."""
    seconds = field_text(form, "seconds")
    if seconds.removeprefix("-").isdecimal() and len(seconds) < 6:
        return int(seconds)
    minutes = field_text(form, "minutes").strip().replace(",", ".")
    if not minutes:
        return None
    try:
        return round(float(minutes) * 60)
    except (ValueError, OverflowError):
        raise rules.bad_length() from None
