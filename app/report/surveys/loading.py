"""A forum's surveys as a report holds them: the same figures, under the same rule, as the page of results."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from app.programme.models import Forum
from app.report.reach import Reach
from app.report.surveys.model import Asked, Evaluation, Indicator, SurveyReport
from app.survey import queries, reading
from app.survey.models import Survey
from app.survey.reading import Group


def survey_reports(session: Session, forum: Forum, reach: Reach, made_at: datetime) -> tuple[SurveyReport, ...]:
    """Every survey that anybody answered. What people wrote is for those who may read it on its page."""
    opened = queries.open_moments(session, forum, made_at)
    views = reading.moment_views(session, forum.id, opened)

    def report(survey: Survey) -> SurveyReport:
        found = reading.results(session, survey, opened)
        reads = reach.actor is not None and reading.may_do(session, reach.actor, "survey:read", survey)
        said = reading.words(session, survey, opened) if reads else ()
        return SurveyReport(
            survey.key,
            survey.title,
            tuple(
                Asked(view.name, view.responses, view.people, found.counted.get(view.name, 0), view.open)
                for view in views
                if view.survey == survey.id
            ),
            tuple(indicator for group in found.groups for indicator in _indicators(group)),
            tuple(Evaluation(words.text, words.said) for words in said if words.said),
        )

    reports = map(report, queries.surveys(session, forum.id))
    return tuple(one for one in reports if any(asked.responses for asked in one.moments))


def _indicators(group: Group) -> Iterable[Indicator]:
    key = group.key or ""
    if group.objective is not None:
        yield Indicator(key, "", group.objective.text, group.objective.before, group.objective.after)
    for line in group.statements:
        yield Indicator(key, line.id, line.text, line.before, line.after)
