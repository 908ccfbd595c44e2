"""A paragraph is put under discussion from the drafting room, with one key."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.communique.commands.discussing import DiscussParagraph
from app.kernel.ids import parse_id
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@router.post("/items/{name}/discussion")
async def post_discussion(name: str, visit: Visit = Depends(visit)) -> Response:
    """The paragraph that the wall and phones are at; without one the discussion ends."""
    form = await visit.form()
    paragraph = parse_id(field_text(form, "paragraph")) if field_text(form, "paragraph") else None
    done = await visit.run(DiscussParagraph(name, paragraph, field_id(form)))
    return visit.back_to(f"/items/{name}/drafting", done)
