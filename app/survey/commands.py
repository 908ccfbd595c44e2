"""Responding to a survey, and opening or closing it by hand."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.kernel import roles
from app.programme import queries as programme
from app.store.work import Work
from app.survey import queries, reading, rules
from app.survey.models import Response, Survey, SurveyMoment


@dataclass(frozen=True, slots=True)
class PutResponse:
    """What somebody says to a survey's statements and questions; sent again with its id, it takes the place of the first.

    The journal names nobody. No receipt is kept either: it would tell at which number, so at what time, each response came.
    The row itself is the receipt.
    """

    survey: str
    response: str
    ratings: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    moment: str | None = None
    id: None = None
    unsigned: ClassVar[bool] = True

    def run(self, work: Work) -> dict[str, Any]:
        actor = roles.require(work.actor, "survey:respond")
        survey = queries.survey_of(work.session, work.forum, self.survey)
        opened = queries.open_moments(work.session, programme.forum_of(work.session, work.forum), work.now)
        kept = queries.response_of(work.session, work.forum, self.response)
        own = kept.moment if kept is not None and kept.survey == survey.id else None
        moment = reading.moment_of(work.session, survey, self.moment or own, opened)
        said = rules.content(
            self.ratings,
            self.words,
            [statement["id"] for statement in survey.statements],
            [question["id"] for question in reading.asked_in_words(work.session, survey, moment.name)],
        )
        mark = actor.mark_of(reading.marked(survey.id, moment.name))
        if kept is not None:
            same = (kept.survey, kept.moment) == (survey.id, moment.name)
            if same and said == (kept.ratings, kept.words):
                return reading.response_document(kept)
            if not same or kept.mark != mark:
                raise rules.id_reused()
        if (survey.id, moment.name) not in opened:
            raise rules.closed(moment.name)
        if kept is None:
            kept = self._add(work, survey, moment, said, mark)
            work.created = True
        kept.ratings, kept.words = said
        _record(work, survey, moment)
        return reading.response_document(kept)

    def _add(self, work: Work, survey: Survey, moment: SurveyMoment, said: rules.Content, mark: str) -> Response:
        other = queries.response_by_mark(work.session, survey.id, moment.name, mark)
        if other is not None:
            raise rules.already_responded(other.id)
        if work.session.get(Response, self.response) is not None:
            raise rules.id_reused()  # in another forum
        added = Response(
            id=self.response,
            forum=work.forum,
            survey=survey.id,
            moment=moment.name,
            mark=mark,
            ratings=said.ratings,
            words=said.words,
        )
        work.session.add(added)
        work.session.flush()
        if rules.moves_figures(len(queries.responses(work.session, work.forum, survey.id, moment.name))):
            moment.figures = reading.figures_now(work.session, survey, moment.name)
        return added


@dataclass(frozen=True, slots=True)
class HoldSurvey:
    """Open or close a survey by hand, whatever its item does; with ``open=None`` it follows its item again."""

    survey: str
    moment: str
    open: bool | None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        survey = queries.survey_of(work.session, work.forum, self.survey)
        reading.require(work.session, work.actor, "survey:run", survey)
        moment = reading.moment_of(work.session, survey, self.moment, frozenset())
        if moment.held != self.open:
            moment.held = self.open
            _record(work, survey, moment)
        work.session.flush()
        opened = queries.open_moments(work.session, programme.forum_of(work.session, work.forum), work.now)
        return {"survey": survey.id, "moment": moment.name, "open": (survey.id, moment.name) in opened}


def _record(work: Work, survey: Survey, moment: SurveyMoment) -> None:
    # Which moment is no secret; which response is: nothing of it stands in the journal.
    work.record("survey", survey.id, items=[moment.item] if moment.item else [])
