"""A visitor's report: what they may read of their forum, as it stands at this moment."""

from typing import Final, NamedTuple

from starlette.responses import FileResponse, Response

from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.report.formats import FORMATS
from app.report.loading import forum_report
from app.report.model import ForumReport
from app.report.press import Press
from app.report.pressing.run import Run
from app.report.privacy import Audience
from app.report.reach import Reach, reach_of
from app.web.visit import Visit


class Asked(NamedTuple):
    """A loaded report, for whom it is, and in which language."""

    report: ForumReport
    audience: Audience
    language: str


def press_of(visit: Visit) -> Press:
    """The process's press."""
    press: Press = visit.request.app.state.press
    return press


async def ask(visit: Visit, wanted: str | None) -> Asked:
    """Load the visitor's report. Raises ``no_pass`` (401), ``not_yours`` (403) and ``no_such_audience`` (422)."""
    actor = visit.member()
    reach = reach_of(actor, wanted)
    language = visit.language

    def say(sentence: Sentence) -> str:
        return visit.site.catalogues.say(sentence, language)

    report = await visit.site.readers.run(
        forum_report,
        actor.forum,
        reach,
        language=language,
        say=say,
        made_at=visit.site.now(),
        folder=visit.site.data,
    )
    return Asked(report, reach.audience, language)


def _key(visit: Visit, wanted: str | None) -> tuple[Reach, tuple[str, ...]]:
    """Files belong to whoever ordered them, with the roles they had: two rapporteurs may read different notes."""
    actor = visit.member()
    reach = reach_of(actor, wanted)
    grants = sorted(f"{grant.role}:{grant.item or ''}" for grant in actor.grants)
    return reach, (actor.participant, reach.audience, *grants, visit.language)


async def begin(visit: Visit, wanted: str | None) -> Run:
    """Begin to make the visitor's files. Raises what :func:`ask` raises, and ``report_busy`` (503)."""
    reach, key = _key(visit, wanted)
    return await press_of(visit).begin(key, reach, visit.forum_id, visit.site.now(), tuple(FORMATS))


async def under_way(visit: Visit, wanted: str | None) -> Run | None:
    """What the visitor ordered, if it is being made or waits, or how it ended."""
    _, key = _key(visit, wanted)
    return await press_of(visit).run_of(visit.forum_id, key)


async def started(visit: Visit, wanted: str | None) -> Run:
    """The same. Raises ``no_files`` (404)."""
    found = await under_way(visit, wanted)
    if found is None:
        raise _no_files()
    return found


async def finished_file(visit: Visit, wanted: str | None, format: str) -> Response:
    """A file that is there. Raises ``no_files`` (404), and ``files_outdated`` (410)."""
    going = await started(visit, wanted)
    if going.state == "outdated":
        raise Refusal("files_outdated", OUTDATED, status=410)
    step = next((step for step in going.made if step.format == format), None)
    if step is None:
        raise _no_files()
    media = FORMATS[format].media_type
    headers = {"cache-control": "no-store"}
    return FileResponse(going.folder / format, filename=step.name, media_type=media, headers=headers)


OUTDATED: Final = N_("Something was withdrawn or is kept back since these files were made. Make them again.")
BROKEN_OFF: Final = N_("The server that made these files stopped before they were all there. Make them again.")
FAILED: Final = N_("The report could not be made. Try again.")


def _no_files() -> Refusal:
    return Refusal("no_files", N_("No files are being made, or they were kept too long. Make them again."), status=404)
