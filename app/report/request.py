"""A visitor's report: what they may read of their forum, as it stands at this moment."""

from typing import NamedTuple

from app.kernel.refusals import Sentence
from app.report.loading import forum_report
from app.report.model import ForumReport
from app.report.press import Press
from app.report.privacy import Audience
from app.report.reach import reach_of
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


async def ask(visit: Visit, wanted: str | None, *, with_evidence: bool = False) -> Asked:
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
        with_evidence=with_evidence,
    )
    return Asked(report, reach.audience, language)
