"""The surveys' section of the programme file."""

from collections.abc import Mapping
from datetime import date

from app.kernel.ids import new_id
from app.programme.file import Programme
from app.programme.file import parts as file
from app.programme.founding import Founded
from app.store.work import Work
from app.survey.models import Survey, SurveyMoment


def found_surveys(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every survey, and one for each moment at which it is asked."""
    for position, survey in enumerate(programme.surveys):
        row = Survey(
            id=new_id(),
            forum=work.forum,
            key=survey.key,
            position=position,
            title=dict(survey.title),
            introduction=dict(survey.introduction),
            objectives=[{"key": key, "title": dict(title)} for key, title in survey.objectives.items()],
            statements=[
                {"id": f"s{number}", "text": dict(statement.text), "objective": statement.objective}
                for number, statement in enumerate(survey.statements, 1)
            ],
            questions=[{"id": f"q{number}", "text": dict(text)} for number, text in enumerate(survey.questions, 1)],
        )
        work.session.add(row)
        work.session.flush()
        for name, number, day in _moments(survey):
            item = items[number].item.id if number else None
            moment = SurveyMoment(survey=row.id, name=name, forum=work.forum, item=item, opens_on=day)
            work.session.add(moment)


def _moments(survey: file.Survey) -> list[tuple[str, str | None, date | None]]:
    """When it is asked: (moment, number of the item, day); once, when a moderator opens it, if the file says nothing."""
    said = [("before", survey.before, survey.before_from), ("after", survey.after, survey.after_from)]
    return [one for one in said if one[1] or one[2]] or [("after", None, None)]
