"""A changed programme's surveys: responses stay with what they were given to."""

from collections.abc import Mapping
from typing import Any

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.organizer.guards import kept_places
from app.organizer.writing import alter
from app.programme.file import Programme
from app.store.work import Work
from app.survey import queries
from app.survey.founding import moment_values, new_survey, survey_values
from app.survey.models import Survey, SurveyMoment


def apply_surveys(work: Work, programme: Programme, items: Mapping[str, str]) -> None:
    """Make the surveys' rows say what *programme* says. *items* are ids by number."""
    rows = {row.key: row for row in queries.surveys(work.session, work.forum)}
    counts = queries.counts(work.session, work.forum)
    wanted = {survey.key for survey in programme.surveys}
    for key in rows.keys() - wanted:
        if any(survey == rows[key].id for survey, _ in counts):
            raise _answered(key)
        held = queries.moments(work.session, work.forum, rows[key].id)
        _record(work, rows[key], [moment.item for moment in held])
        for moment in held:
            work.session.delete(moment)
        work.session.flush()
        work.session.delete(rows[key])
    for position, survey in enumerate(programme.surveys):
        row = rows.get(survey.key)
        if row is None:
            new_survey(work, survey, position, items)
            made = queries.survey_of(work.session, work.forum, survey.key)
            _record(work, made, [moment.item for moment in queries.moments(work.session, work.forum, made.id)])
            continue
        values = survey_values(survey, position)
        if any(answered == row.id for answered, _ in counts):
            _require_kept(row, values)
        changed = alter(row, values)
        moments = moment_values(survey, items)
        touched = _moments(work, row, {one["name"]: one for one in moments})
        if changed or touched:
            _record(work, row, [*touched, *(one["item"] for one in moments)])


def _require_kept(row: Survey, values: Mapping[str, Any]) -> None:
    """A rating belongs to a place among the statements, words to one among the questions."""
    for name in ("statements", "questions"):
        before, after = ([one["text"] for one in held] for held in (getattr(row, name), values[name]))
        if not kept_places(before, after):
            raise _answered(row.key)


def _answered(key: str) -> Refusal:
    return Refusal(
        "survey_answered",
        N_(
            "People have responded to the survey %(key)s, and no response may be lost. Its words can be changed, and "
            "statements can be added at the end."
        ),
        status=409,
        key=key,
    )


def _moments(work: Work, row: Survey, wanted: Mapping[str, Mapping[str, Any]]) -> list[str | None]:
    """Make the moments what they shall be. Returns the items of those that are other than before."""
    held = {moment.name: moment for moment in queries.moments(work.session, work.forum, row.id)}
    responded = {name for survey, name in queries.counts(work.session, work.forum) if survey == row.id}
    touched: list[str | None] = []
    for name in held.keys() - wanted.keys():
        if name in responded:
            raise _answered(row.key)
        touched.append(held[name].item)
        work.session.delete(held[name])
    for name, values in wanted.items():
        if name not in held:
            work.session.add(SurveyMoment(survey=row.id, forum=work.forum, **values))
            touched.append(values["item"])
            continue
        before = held[name].item
        if alter(held[name], values):
            touched += [before, values["item"]]
    return touched


def _record(work: Work, survey: Survey, items: list[str | None]) -> None:
    work.record("survey-changed", survey.id, items=[item for item in items if item])
