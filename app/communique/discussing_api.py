"""What is under discussion, over JSON."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.communique.chair_api import drafting_item
from app.communique.commands.discussing import DiscussParagraph
from app.kernel.ids import parse_id
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


class DiscussionBody(Sent):
    """The paragraph that is under discussion; null ends it."""

    paragraph: str | None = None
    item: str | None = None


@router.put("/communique/discussion")
async def put_discussion(body: DiscussionBody, visit: Visit = Depends(visit)) -> Response:
    """Say which paragraph is under discussion: the item's wall shows it while everybody reads the text; phones follow it."""
    item = await drafting_item(visit, body.item)
    paragraph = parse_id(body.paragraph) if body.paragraph else None
    return visit.done(await visit.run(DiscussParagraph(item, paragraph, body.sent_id)))
