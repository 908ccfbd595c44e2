"""A visitor's report: what they may read of their forum, as it stands at this moment."""

from typing import NamedTuple

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
    """Files belong to whoever ordered them: two rapporteurs may read different notes."""
    actor = visit.member()
    reach = reach_of(actor, wanted)
    return reach, (actor.forum, actor.participant, reach.audience, visit.language)


def begin(visit: Visit, wanted: str | None) -> Run:
    """Begin to make the visitor's files. Raises what :func:`ask` raises, and ``report_busy`` (503)."""
    reach, key = _key(visit, wanted)
    return press_of(visit).begin(key, reach, visit.forum_id, visit.site.now(), tuple(FORMATS))


def under_way(visit: Visit, wanted: str | None) -> Run | None:
    """What the visitor ordered, if it is being made or waits."""
    return press_of(visit).run_of(_key(visit, wanted)[1])


def started(visit: Visit, wanted: str | None) -> Run:
    """The same. Raises ``no_files`` (404)."""
    found = under_way(visit, wanted)
    if found is None:
        raise Refusal(
            "no_files", N_("No files are being made, or they were kept too long. Make them again."), status=404
        )
    return found


def finished_file(visit: Visit, wanted: str | None, format: str) -> Response:
    """A file that is there. Raises ``no_files`` (404)."""
    going = started(visit, wanted)
    step = next((step for step in going.made if step.format == format), None)
    if step is None or going.folder is None:
        raise Refusal(
            "no_files", N_("No files are being made, or they were kept too long. Make them again."), status=404
        )
    media = FORMATS[format].media_type
    headers = {"cache-control": "no-store"}
    return FileResponse(going.folder / format, filename=step.name, media_type=media, headers=headers)
