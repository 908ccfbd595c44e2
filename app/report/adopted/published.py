"""A visitor's adopted text, whoever they are; and its files, each of which is made once."""

from starlette.responses import FileResponse, Response

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.adopted.copies import Copies
from app.report.adopted.files import FILES
from app.report.adopted.loading import adopted_text
from app.report.adopted.sheet import Sheet, sheet_of
from app.web.visit import Visit


async def published(visit: Visit, forum: str) -> Sheet:
    """The adopted text at a public address; ``?item=`` names one of several, ``?text=`` one language of it.

    Raises ``not_adopted`` (404).
    """
    asked = visit.request.query_params
    text = await visit.site.readers.run(adopted_text, forum, asked.get("item"), data=visit.site.data)
    return sheet_of(text, visit.site.catalogues.of)


async def published_file(visit: Visit, forum: str, format: str) -> Response:
    """The adopted text at a public address as a file.

    Raises ``no_such_format`` and ``not_adopted`` (404), and ``being_made`` (503, with ``Retry-After``).
    """
    if format not in FILES:
        raise Refusal("no_such_format", N_("The report does not come in this format."), status=404)
    sheet, text = await published(visit, forum), visit.request.query_params.get("text")
    copies: Copies = visit.request.app.state.copies
    path = await copies.file(sheet.only(text) if text else sheet, format)
    return FileResponse(path, filename=f"{sheet.file_name}.{format}", media_type=FILES[format].media_type)
