"""Surveys, as the programme file says them."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.programme.file import parts
from app.programme.models import Item
from app.survey import queries
from app.survey.models import Survey


def with_surveys(
    session: Session, forum: str, programme: parts.Programme, items: Mapping[str, Item]
) -> parts.Programme:
    """The programme with its surveys; nothing of their responses."""
    held = queries.moments(session, forum)
    numbers = {item.id: number for number, item in items.items()}

    def written(survey: Survey) -> parts.Survey:
        asked = {moment.name: moment for moment in held if moment.survey == survey.id}
        before, after = asked.get("before"), asked.get("after")
        return parts.Survey(
            key=survey.key,
            title=survey.title,
            introduction=survey.introduction,
            objectives={objective["key"]: objective["title"] for objective in survey.objectives},
            statements=tuple(parts.Statement(one["text"], one["objective"]) for one in survey.statements),
            questions=tuple(question["text"] for question in survey.questions),
            before=numbers.get(before.item or "") if before else None,
            after=numbers.get(after.item or "") if after else None,
            before_from=before.opens_on if before else None,
            after_from=after.opens_on if after else None,
        )

    return replace(programme, surveys=tuple(map(written, queries.surveys(session, forum))))
