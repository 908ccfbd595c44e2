"""A picture's file on its way out."""

from starlette.responses import FileResponse, Response

from app.programme.pictures import rules
from app.programme.pictures.models import Picture
from app.programme.pictures.shelf import Pictures
from app.web.visit import Visit


def served(visit: Visit, picture: Picture, ending: str, *, public: bool) -> Response:
    """The file, to be kept for good by whoever may see it: its address says what it holds."""
    path = Pictures(visit.site.data).path(picture.digest)
    if ending not in rules.ENDINGS[picture.media_type] or not path.is_file():
        raise rules.no_such_picture()
    kept = f"{'public' if public else 'private'}, max-age=31536000, immutable"
    return FileResponse(path, media_type=picture.media_type, headers={"cache-control": kept})
