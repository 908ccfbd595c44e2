"""The text on a phone: delegations follow it as it is drafted, everybody once the chair has opened it."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import keys, queries, rules
from app.communique.adoption import digest_of, frozen
from app.communique.commands.adopting import TakePosition
from app.communique.commands.silence import BreakSilence
from app.communique.models import Position
from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import Actor, may
from app.people.keys import me_room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme.keys import item_room
from app.programme.models import Item
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Followed:
    """A text on a phone. ``mine`` are the delegations that the visitor speaks for; ``room``: the drafting room is theirs.
    ``adopts``: one of them takes positions; ``stands`` is its own on the text, whose hash is ``digest``.
    ``translates``: they write its other languages.
    """

    item: Item
    mine: tuple[Delegation, ...]
    room: bool
    adopts: bool
    translates: bool
    digest: str
    stands: Position | None


def _followed(session: Session, actor: Actor, name: str) -> Followed:
    item = queries.drafting_item(session, actor.forum, name)
    mine = tuple(d for d in delegations(session, actor.forum) if d.id in actor.speaks_for)
    adopting = [d for d in mine if d.standing == "adopts" and may(actor, "position:take", item.id, ["delegation"])]
    digest = digest_of(frozen(queries.paragraphs(session, actor.forum, item.id)))
    stands = queries.position_of(session, actor.forum, item.id, adopting[0].id) if adopting else None
    translates = may(actor, "paragraph:translate", item.id)
    return Followed(item, mine, may(actor, "open:drafting", item.id), bool(adopting), translates, digest, stands)


@router.post("/positions/{target}")
async def post_position(target: str, visit: Visit = Depends(visit)) -> Response:
    """Where my delegation stands on a paragraph, or on the whole text; ``asked`` in which item, to go back to its text."""
    form, id_ = await visit.form(), parse_id(target)
    command = TakePosition(
        id_,
        field_text(form, "position"),
        field_text(form, "read"),
        field_text(form, "text"),
        field_text(form, "delegation") or None,
        field_id(form),
    )
    done = await visit.run(command)
    if field_text(form, "asked"):
        return visit.back_to(f"/items/{parse_id(field_text(form, 'asked'))}/communique", done)
    known = await visit.site.readers.run(queries.paragraphs_by_id, visit.forum_id, [id_])
    return visit.back_to(f"/paragraphs/{id_}" if known else f"/items/{id_}/communique", done)


@router.post("/items/{name}/silence")
async def post_break(name: str, visit: Visit = Depends(visit)) -> Response:
    """My delegation breaks the silence in writing. A refusal shows its words again."""
    form = await visit.form()
    silence = parse_id(field_text(form, "silence")) if field_text(form, "silence") else None
    done = await visit.run(BreakSilence(name, field_text(form, "text"), silence, id=field_id(form)))
    return visit.back_to(f"/items/{name}/communique", done)


@router.get("/items/{name}/communique")
async def communique_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The text as it stands now."""
    await visit.settle()
    actor = visit.member()
    followed = await visit.site.readers.run(_followed, actor, name)
    item = followed.item
    rooms = [item_room(item.id), keys.communique_room(item.id), me_room(actor.participant)]
    return await visit.live_page(
        "communique/follow.html",
        "phone",
        rooms,
        followed=followed,
        item=item,
        sections=rules.SECTION_NAMES,
        names=LANGUAGE_NAMES,
    )
