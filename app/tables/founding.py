"""The tables' section of the programme file."""

from collections.abc import Mapping

from app.kernel.ids import TABLE_CODE_LENGTH, new_code, new_id
from app.programme.file import Programme
from app.programme.founding import Founded
from app.store.work import Work
from app.tables.models import RoundTable


def found_tables(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every table of every item; a question is counted from 1 in the file."""
    places = {place.key: place for place in programme.places}
    for _, item in programme.items():
        founded = items[item.number]
        for table in item.tables:
            question = founded.questions[table.question - 1] if table.question else None
            place = places.get(table.place or "")
            work.session.add(
                RoundTable(
                    id=new_id(),
                    forum=work.forum,
                    item=founded.item.id,
                    number=table.number,
                    code=new_code(TABLE_CODE_LENGTH),
                    name=dict(table.name),
                    question=question,
                    about=table.about,
                    place=dict(place.name) if place else {},
                    link=table.link or (place.link if place else None),
                    seq=work.seq,
                )
            )
