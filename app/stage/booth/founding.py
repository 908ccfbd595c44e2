"""The glossary's section of the programme file, read and written."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.kernel.ids import new_id
from app.programme.file import Programme, parts
from app.programme.founding import Founded
from app.programme.models import Item
from app.stage.booth import queries
from app.stage.booth.models import Term
from app.store.work import Work


def found_glossary(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every term."""
    for position, term in enumerate(programme.glossary):
        work.session.add(
            Term(id=new_id(), forum=work.forum, position=position, texts=dict(term.text), note=term.note or "")
        )


def with_glossary(session: Session, forum: str, programme: Programme, items: Mapping[str, Item]) -> Programme:
    """The programme with its glossary, with what the booth added."""
    terms = queries.terms(session, forum)
    return replace(programme, glossary=tuple(parts.Term(term.texts, term.note or None) for term in terms))
