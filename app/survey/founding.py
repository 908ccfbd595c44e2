"""The surveys' section of the programme file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.kernel.ids import new_id
from app.programme.file import Programme
from app.programme.file import parts as file
from app.programme.founding import Founded
from app.store.work import Work
from app.survey.models import Survey, SurveyMoment


def found_surveys(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every survey, and one for each moment at which it is asked."""
    ids = {number: founded.item.id for number, founded in items.items()}
    for position, survey in enumerate(programme.surveys):
        new_survey(work, survey, position, ids)


def new_survey(work: Work, survey: file.Survey, position: int, items: Mapping[str, str]) -> None:
    """The rows of a survey that comes into the programme; *items* are ids by number."""
    row = Survey(id=new_id(), forum=work.forum, **survey_values(survey, position))
    work.session.add(row)
    work.session.flush()
    for values in moment_values(survey, items):
        work.session.add(SurveyMoment(survey=row.id, forum=work.forum, **values))


def survey_values(survey: file.Survey, position: int) -> dict[str, Any]:
    """What a survey's row holds of the programme."""
    return {
        "key": survey.key,
        "position": position,
        "title": dict(survey.title),
        "introduction": dict(survey.introduction),
        "objectives": [{"key": key, "title": dict(title)} for key, title in survey.objectives.items()],
        "statements": [
            {"id": f"s{number}", "text": dict(statement.text), "objective": statement.objective}
            for number, statement in enumerate(survey.statements, 1)
        ],
        "questions": [{"id": f"q{number}", "text": dict(text)} for number, text in enumerate(survey.questions, 1)],
    }


def moment_values(survey: file.Survey, items: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the rows of a survey's moments hold of the programme."""
    return [
        {"name": name, "item": items[number] if number else None, "opens_on": day}
        for name, number, day in _moments(survey)
    ]


def _moments(survey: file.Survey) -> list[tuple[str, str | None, date | None]]:
    """When it is asked: (moment, number of the item, day); once, when a moderator opens it, if the file says nothing."""
    said = [("before", survey.before, survey.before_from), ("after", survey.after, survey.after_from)]
    return [one for one in said if one[1] or one[2]] or [("after", None, None)]
