"""What the desk asks of an item's tables and people."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.people.models import Participant
from app.programme import queries as programme
from app.tables import queries
from app.tables.models import RoundTable, Seat


def not_ready(session: Session, forum: str, item: str) -> list[int]:
    """The numbers of the tables where people sit and that have not said that they are ready."""
    seated = queries.seat_counts(session, forum, item)
    tables = queries.tables_of_item(session, forum, item)
    return [t.number for t in tables if t.closed_at is None and t.ready_since is None and seated.get(t.id, 0)]


def people_of_hall(session: Session, forum: str, item: str) -> Sequence[tuple[Participant, int | None]]:
    """Everybody of the forum who has a name, by name, with the number of the item's table where they sit now.

    In an anonymous forum nobody: a list of who is there is what such a forum does without.
    """
    if programme.forum_of(session, forum).privacy == "anonymous":
        return []
    now = (
        select(Seat.participant, RoundTable.number)
        .join(RoundTable, col(RoundTable.id) == col(Seat.table))
        .where(Seat.forum == forum, Seat.item == item, col(Seat.until).is_(None))
    )
    sits = dict(session.exec(now).all())
    named = select(Participant).where(
        Participant.forum == forum, Participant.name != "", col(Participant.left_at).is_(None)
    )
    return [(p, sits.get(p.id)) for p in session.exec(named.order_by(col(Participant.name), col(Participant.id)))]


def named_people(session: Session, forum: str, table: str) -> list[tuple[str, str]]:
    """Who sits at a table: (id, name), the name empty where the forum keeps none."""
    anonymous = programme.forum_of(session, forum).privacy == "anonymous"
    return [(p.id, "" if anonymous else p.name) for _, p in queries.seats_of_table(session, forum, table)]
