"""The programme file of a running forum: to keep, to change, and to found another forum from."""

from typing import Final

from sqlmodel import Session

from app.people.exporting import with_delegations
from app.programme import file
from app.programme.exporting import exported
from app.stage.booth.founding import with_glossary
from app.survey.exporting import with_surveys
from app.tables.exporting import with_tables

EXPORTERS: Final = (with_delegations, with_tables, with_surveys, with_glossary)
"""What each slice says of itself in the file."""


def programme_file(session: Session, forum: str) -> str:
    """The forum's programme as YAML; ``sobremesa new`` makes the same forum of it again."""
    return file.write(exported(session, forum, EXPORTERS))
