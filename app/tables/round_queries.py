"""SQL that reads who could be seated, who sits where, and where everybody was in each round."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.people.models import Participant, RoleGrant, RoleLink
from app.programme import queries as programme
from app.programme.models import Item
from app.tables import hall_rules, queries, round_rules
from app.tables.models import Rotation, RoundTable, Seat
from app.tables.rotation import plan
from app.tables.seating import Person, alike


def rotation_of(session: Session, forum: str, item: str) -> Rotation | None:
    """An item's rotation, once its rounds have been planned."""
    found = session.get(Rotation, item)
    return found if found is not None and found.forum == forum else None


def round_now(session: Session, forum: str, item: str) -> int:
    """The round that is on in an item: the first, unless its rotation has gone further."""
    rotation = rotation_of(session, forum, item)
    return rotation.round if rotation else 1


def rotations_of(session: Session, forum: str, participant: str) -> Sequence[Rotation]:
    """The rotations of the items where a person sits."""
    sits = select(Seat.item).where(Seat.forum == forum, Seat.participant == participant, col(Seat.until).is_(None))
    return session.exec(select(Rotation).where(Rotation.forum == forum, col(Rotation.item).in_(sits))).all()


def open_seats(session: Session, forum: str, item: str) -> Sequence[Seat]:
    """Everybody who sits in an item now, in the order they sat down."""
    query = select(Seat).where(Seat.forum == forum, Seat.item == item, col(Seat.until).is_(None))
    return session.exec(query.order_by(col(Seat.since), col(Seat.id))).all()


def persons(session: Session, forum: str, ids: Collection[str]) -> list[Person]:
    """What seating asks of people, in a fixed order."""
    query = select(Participant.id, Participant.affiliation, Participant.delegation).where(
        Participant.forum == forum, col(Participant.id).in_(list(ids))
    )
    found = session.exec(query.order_by(col(Participant.joined_at), col(Participant.id)))
    return [Person(id_, affiliation.strip().casefold(), delegation or "") for id_, affiliation, delegation in found]


def present(session: Session, item: Item) -> list[Person]:
    """Who can be seated in *item*: everybody of the forum who has not left, without those who

    * sit in an item that runs in parallel,
    * sit at a remote table of this one: they are somewhere else,
    * hold a role here or in the whole forum and have not sat down by themselves: they run it, or follow it standing.
    """
    block = [other.id for other in programme.items_of_block(session, item)]
    movable = [table.id for table in hall_rules.in_hall(queries.tables_of_item(session, item.forum, item.id))]
    seats = select(Seat.participant).where(Seat.forum == item.forum, col(Seat.until).is_(None))
    elsewhere = seats.where(col(Seat.item).in_(block), col(Seat.table).not_in(movable))
    runs = (
        select(RoleGrant.participant)
        .join(RoleLink, col(RoleLink.id) == col(RoleGrant.link))
        .where(RoleGrant.forum == item.forum, col(RoleLink.revoked_at).is_(None), RoleGrant.role != "participant")
        .where(sa.or_(col(RoleGrant.item).is_(None), col(RoleGrant.item).in_(block)))
    )
    here = select(Participant.id).where(
        Participant.forum == item.forum,
        col(Participant.left_at).is_(None),
        col(Participant.id).not_in(elsewhere),
        sa.or_(col(Participant.id).not_in(runs), col(Participant.id).in_(seats.where(Seat.item == item.id))),
    )
    return persons(session, item.forum, session.exec(here).all())


def most_room(session: Session, item: Item, participant: str) -> RoundTable | None:
    """The table that is proposed to somebody who comes late: the emptiest, of several where the fewest are like them.

    None while nobody sits in the hall: then every table has as much room as the others.
    """
    tables = hall_rules.in_hall(queries.tables_of_item(session, item.forum, item.id))
    seats = open_seats(session, item.forum, item.id)
    if not seats or len(tables) < 2:
        return None
    known = {p.key: p for p in persons(session, item.forum, {participant, *(seat.participant for seat in seats)})}
    groups: dict[str, list[Person]] = {table.id: [] for table in tables}
    for seat in seats:
        if seat.table in groups and seat.participant != participant:
            groups[seat.table].append(known[seat.participant])
    me = known.get(participant, Person(participant))
    return min(tables, key=lambda t: (len(groups[t.id]), sum(alike(me, other) for other in groups[t.id]), t.number))


def seating_in(session: Session, forum: str, item: str, round: int) -> dict[str, str]:
    """Person → table as they sat in a round: where they sat last in it."""
    query = select(Seat.participant, Seat.table).where(Seat.forum == forum, Seat.item == item, Seat.round == round)
    return dict(session.exec(query.order_by(col(Seat.since), col(Seat.until).nulls_last())).all())


def rounds_of(session: Session, rotation: Rotation) -> dict[int, dict[str, list[str]]]:
    """Round → table → people: as they sat, as they sit, and as the plan says; hosts first."""
    found: dict[int, dict[str, list[str]]] = {}
    merges = queries.merges(session, rotation.forum)
    for number in range(1, rotation.rounds + 1):
        if number < rotation.round:
            seating: Mapping[str, str] = seating_in(session, rotation.forum, rotation.item, number)
        elif number == rotation.round:
            seating = {s.participant: s.table for s in open_seats(session, rotation.forum, rotation.item)}
        else:
            seating = rotation.plan.get(str(number), {})
        found[number] = {}
        for person, table in sorted(seating.items(), key=lambda place: place[0] not in rotation.hosts):
            found[number].setdefault(queries.final(table, merges), []).append(person)
    return found


class Drawn(NamedTuple):
    """A plan as it was drawn, outside of the write lane: ``plan`` is round → person → table."""

    rounds: int
    hosts: list[str]
    plan: dict[str, dict[str, str]]
    seed: int


def draw(session: Session, forum: str, name: str, rounds: int | None, hosts: int | None, seed: int) -> Drawn:
    """Plan the rounds that are to come in an item, from where people sit now and whom they have met."""
    item = programme.item_of(session, forum, name)
    round_rules.require_rotation_in(item.technique)
    rounds, count = round_rules.require_rounds(rounds, hosts, item.details.get("rotation"))
    tables = {t.id: t for t in hall_rules.in_hall(queries.tables_of_item(session, forum, item.id))}
    seated: dict[str, list[str]] = {}
    for seat in open_seats(session, forum, item.id):
        if seat.table in tables:
            seated.setdefault(seat.table, []).append(seat.participant)
    round_rules.require_two_tables(seated)
    now = round_now(session, forum, item.id)
    round_rules.require_round(now, rounds)
    before = rotation_of(session, forum, item.id)
    stay = round_rules.hosts_of(seated, count, {t: _first(tables[t], before) for t in seated})
    history: list[Mapping[str, str]] = [seating_in(session, forum, item.id, n) for n in range(1, now)]
    history.append({person: table for table, people in seated.items() for person in people})
    people = persons(session, forum, history[-1])
    coming = plan(people, history, stay, rounds - now, seed)
    return Drawn(rounds, stay, {str(now + n): seating for n, seating in enumerate(coming, 1)}, seed)


def _first(table: RoundTable, before: Rotation | None) -> list[str | None]:
    """Who had stayed until now stays on; else who reports, else who writes."""
    return [*(before.hosts if before else ()), table.reporter, table.pen]


def outside(session: Session, rotation: Rotation) -> int:
    """How many of those who sit in the hall are not in the plan of the next round."""
    planned: Mapping[str, Any] | None = rotation.plan.get(str(rotation.round + 1))
    if planned is None:
        return 0
    return sum(seat.participant not in planned for seat in open_seats(session, rotation.forum, rotation.item))
