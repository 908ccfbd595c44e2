"""Round tables, as the programme file says them."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.programme import queries as programme_queries
from app.programme.file import parts
from app.programme.models import Item
from app.tables import queries
from app.tables.models import RoundTable


def with_tables(session: Session, forum: str, programme: parts.Programme, items: Mapping[str, Item]) -> parts.Programme:
    """The programme with each item's tables; a table that was closed or merged is not in it."""
    places = {tuple(sorted(place.name.items())): place for place in programme.places}

    def written(table: RoundTable, questions: list[str]) -> parts.Table:
        place = places.get(tuple(sorted(table.place.items()))) if table.place else None
        return parts.Table(
            number=table.number,
            name=table.name,
            question=questions.index(table.question) + 1 if table.question in questions else None,
            about=table.about,
            place=place.key if place else None,
            link=None if place is not None and table.link == place.link else table.link,
        )

    def of_item(item: parts.Item) -> parts.Item:
        row = items[item.number]
        questions = [q.id for q in programme_queries.questions(session, forum, row.id)]
        open_ones = [t for t in queries.tables_of_item(session, forum, row.id) if t.closed_at is None]
        return replace(item, tables=tuple(written(table, questions) for table in open_ones))

    days = tuple(replace(day, items=tuple(of_item(item) for item in day.items)) for day in programme.days)
    return replace(programme, days=days)
