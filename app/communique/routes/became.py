"""What became of what we said, on a phone: my answers and my tables' findings, once the text is released."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.communique.became import loop_of
from app.communique.fates import FATES
from app.kernel.language import LANGUAGE_NAMES
from app.programme.keys import item_room
from app.web.visit import Visit, visit

router = APIRouter()


@router.get("/became")
async def became_page(visit: Visit = Depends(visit)) -> Response:
    """What became of my answers, and of the findings of my tables."""
    await visit.settle()
    loop = await visit.site.readers.run(loop_of, visit.member())
    rooms = [item_room(item.id) for item in loop.drafting]
    return await visit.live_page("communique/became.html", "phone", rooms, loop=loop, fates=FATES, names=LANGUAGE_NAMES)
