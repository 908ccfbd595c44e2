"""The forms of the list of speakers."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.stage.speakers.acts import SpeakersBody, speakers_command
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@router.post("/items/{name}/speakers")
async def post_speakers(name: str, visit: Visit = Depends(visit)) -> Response:
    """A phone's "I ask for the floor", and the desk's buttons."""
    form = await visit.form()
    to = field_text(form, "to")
    # A button that names somebody carries both in its value: "call:ID".
    action, _, speaker = field_text(form, "action").partition(":")
    body = SpeakersBody(
        action=action,
        speaker=speaker or None,
        name=field_text(form, "name") or None,
        delegation=field_text(form, "delegation") or None,
        to=int(to) if to.isdecimal() and len(to) < 4 else None,
        id=field_id(form),
    )
    done = await visit.run(speakers_command(name, body))
    return visit.back_to(f"/items/{name}" if action in ("ask", "withdraw") else f"/items/{name}/desk", done)
