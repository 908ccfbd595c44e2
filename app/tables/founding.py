"""The tables' section of the programme file."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.ids import TABLE_CODE_LENGTH, new_code, new_id
from app.programme.file import Programme
from app.programme.file import parts as file
from app.programme.founding import Founded
from app.store.work import Work
from app.tables.models import RoundTable


def found_tables(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every table of every item."""
    for _, item in programme.items():
        founded = items[item.number]
        for table in item.tables:
            new_table(work, founded.item.id, table_values(programme, table, founded.questions))


def table_values(programme: Programme, table: file.Table, questions: Sequence[str]) -> dict[str, Any]:
    """What a table's row holds of the programme; a question is counted from 1 in the file."""
    place = next((p for p in programme.places if p.key == table.place), None)
    return {
        "number": table.number,
        "name": dict(table.name),
        "question": questions[table.question - 1] if table.question else None,
        "about": table.about,
        "place": dict(place.name) if place else {},
        "link": table.link or (place.link if place else None),
    }


def new_table(work: Work, item: str, values: dict[str, Any]) -> RoundTable:
    """The row of a table that is put into an item, with a code of its own."""
    table = RoundTable(
        id=new_id(), forum=work.forum, item=item, code=new_code(TABLE_CODE_LENGTH), seq=work.seq, **values
    )
    work.session.add(table)
    return table
