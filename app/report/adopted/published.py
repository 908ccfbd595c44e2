"""A visitor's adopted text, whoever they are; and its files, each of which is made once."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.adopted.loading import adopted_text
from app.report.adopted.pdf import pdf
from app.report.adopted.sheet import Sheet, sheet_of
from app.report.adopted.word import word
from app.report.formats import FORMATS
from app.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Format:
    """A file's media type, and what makes it."""

    media_type: str
    make: Callable[[Sheet], bytes]


FILES: Final = {"docx": Format(FORMATS["docx"].media_type, word), "pdf": Format(FORMATS["pdf"].media_type, pdf)}

_one_at_a_time = threading.Lock()


@lru_cache(maxsize=16)
def _kept(sheet: Sheet, format: str) -> bytes:
    return FILES[format].make(sheet)


async def file_of(sheet: Sheet, format: str) -> bytes:
    """*sheet* as a file. Everybody may ask for it without a pass, so it is made once, and one at a time."""

    def made() -> bytes:
        with _one_at_a_time:
            return _kept(sheet, format)

    return await asyncio.to_thread(made)


async def published(visit: Visit, forum: str) -> Sheet:
    """The adopted text at a public address; ``?item=`` names one of several, ``?text=`` one language of it.

    Raises ``not_adopted`` (404).
    """
    asked = visit.request.query_params
    text = await visit.site.readers.run(adopted_text, forum, asked.get("item"), data=visit.site.data)
    return sheet_of(text, visit.site.catalogues.of)


def format_of(name: str) -> Format:
    """A file's format by its name. Raises ``no_such_format`` (404)."""
    if name not in FILES:
        raise Refusal("no_such_format", N_("The report does not come in this format."), status=404)
    return FILES[name]
