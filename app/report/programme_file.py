"""The programme file of a running forum: to keep, to change, and to found another forum from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlmodel import Session

from app.people.exporting import with_delegations
from app.programme import file, phases
from app.programme.exporting import exported
from app.programme.file import parts
from app.programme.replan.shares import shared
from app.stage.booth.founding import with_glossary
from app.survey.exporting import with_surveys
from app.tables.exporting import with_tables

EXPORTERS: Final = (with_delegations, with_tables, with_surveys, with_glossary)
"""What each slice says of itself in the file."""


def programme_file(session: Session, forum: str) -> str:
    """The forum's programme as YAML; ``sobremesa new`` makes the same forum of it again."""
    return file.write(_adding_up(exported(session, forum, EXPORTERS)))


def _adding_up(programme: parts.Programme) -> parts.Programme:
    """The desk may plan more minutes for the phases than their item has; a file's phases make up its item's minutes."""
    days = tuple(
        replace(day, items=tuple(replace(item, phases=_phases(item)) for item in day.items)) for day in programme.days
    )
    return replace(programme, days=days)


def _phases(item: parts.Item) -> Mapping[str, int]:
    planned = phases.planned_of(item.technique, dict(item.phases))
    left_out = any(own and name not in item.phases for name, own in planned.items())
    given = sum(item.phases.values())
    if given == item.minutes or (given < item.minutes and left_out):
        return item.phases
    together = shared(planned, item.minutes) or {}
    return {name: own for name, own in together.items() if own}
