"""Pictures on their way in, and their files when nothing names them any more."""

from contextlib import AbstractAsyncContextManager

from app.programme.pictures import queries
from app.programme.pictures.shelf import Pictures
from app.web.visit import Visit


async def _led_to(visit: Visit) -> frozenset[str]:
    return await visit.site.readers.run(queries.digests)


def bringing(visit: Visit, content: bytes) -> AbstractAsyncContextManager[list[str]]:
    """Keep a picture that was examined, while the row that leads to it is written."""
    return Pictures(visit.site.data).keeping([content], lambda: _led_to(visit))


async def tidied(visit: Visit) -> None:
    """Files of pictures that are in no programme any more go."""
    await Pictures(visit.site.data).tidy(lambda: _led_to(visit))
