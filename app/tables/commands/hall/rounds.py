"""The world café: its rounds planned, and people moved on and back."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from typing import Any

from app.kernel.clock import rfc3339
from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_rules, queries, round_queries, round_rules
from app.tables.commands.hall.moving import move_people
from app.tables.commands.hall.steps import hall_of, keep_step
from app.tables.models import Rotation
from app.tables.rotation import with_late_comers
from app.tables.round_queries import Drawn


class FromPlan:
    """A command that is given a plan; what was drawn is no part of what its sender said, so of no receipt either."""

    _drawn: Drawn

    def __post_init__(self, drawn: Drawn) -> None:
        object.__setattr__(self, "_drawn", drawn)


@dataclass(frozen=True)
class PlanRounds(FromPlan):
    """Plan the rounds to come, from where people sit now; a plan that is there is replaced, and comes back by *Undo*.

    The plan is drawn before, outside of the lane (:func:`app.tables.round_queries.draw`): who came or went meanwhile is
    placed when the round begins.
    """

    item: str
    drawn: InitVar[Drawn]
    rounds: int | None = None
    hosts: int | None = None
    seed: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, drawn = hall_of(work, self.item), self._drawn
        round_rules.require_rotation_in(item.technique)
        rotation = round_queries.rotation_of(work.session, work.forum, item.id)
        before: dict[str, object] = {"plan": as_kept(rotation)}
        if rotation is None:
            rotation = Rotation(
                item=item.id, forum=work.forum, rounds=0, hosts=[], plan={}, seed=0, since=work.now, round=1
            )
            work.session.add(rotation)
            work.record("rotates", item.id, items=[item.id])
        round_rules.require_round(rotation.round, drawn.rounds)
        rotation.rounds, rotation.hosts = drawn.rounds, drawn.hosts
        rotation.plan, rotation.seed = drawn.plan, drawn.seed
        work.session.flush()
        record_rotation(work, rotation, before)
        work.created = True
        return {**keep_step(work, item, "plan", before), **state_of(rotation)}


@dataclass(frozen=True, slots=True)
class MoveRound:
    """Go to another round, on or back; ``came_from`` is the one that the desk showed.

    On: everybody who sits in the hall goes where the plan says, and whoever is not in it where there is most room. Back:
    everybody goes to where they sat in that round. Words stay at the table where they were written.
    """

    item: str
    to: int
    came_from: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        rotation = round_queries.rotation_of(work.session, work.forum, item.id)
        if rotation is None:
            raise round_rules.not_planned()
        round_rules.require_round(self.to, rotation.rounds)
        if rotation.round == self.to:
            return state_of(rotation)
        if self.came_from is not None and self.came_from != rotation.round:
            raise round_rules.round_moved(rotation.round)
        round_rules.require_rotation_in(item.technique, item.phase)
        tables = queries.tables_of_item(work.session, work.forum, item.id)
        before: dict[str, object] = {
            "round": rotation.round,
            "since": rfc3339(rotation.since),
            "ready": [table.id for table in tables if table.ready_since],
            "to": self.to,
        }
        places = self._places(work, item, rotation)
        rotation.round, rotation.since = self.to, work.now
        for table in tables:
            table.ready_since = None
        before |= move_people(work, item, places, anew=True)
        record_rotation(work, rotation, before)
        return {**keep_step(work, item, "round", before), **state_of(rotation)}

    def _places(self, work: Work, item: Item, rotation: Rotation) -> dict[str, str]:
        """Where everybody goes, hosts first: a table's pen is then theirs if its holder has moved on."""
        session, forum = work.session, work.forum
        sits = {seat.participant: seat.table for seat in round_queries.open_seats(session, forum, item.id)}
        tables = queries.tables_of_item(session, forum, item.id)
        merges = queries.merges(session, forum)
        open_ones = {table.id for table in tables if table.closed_at is None}
        movable = {table.id for table in hall_rules.in_hall(tables)}
        away = {person: table for person, table in sits.items() if table not in movable}
        if self.to > rotation.round:
            planned = rotation.plan.get(str(self.to), {})
            led = {person: queries.final(table, merges) for person, table in planned.items()}
            here = [person for person in sits if person not in away]
            people = round_queries.persons(session, forum, here)
            used = movable.intersection(led.values()) or movable
            places = with_late_comers(people, here, used, led, rotation.seed)
        else:
            was = round_queries.seating_in(session, forum, item.id, self.to)
            places = {person: queries.final(was.get(person, table), merges) for person, table in sits.items()}
            places = {person: table if table in open_ones else sits[person] for person, table in places.items()}
        places |= away
        return dict(sorted(places.items(), key=lambda place: place[0] not in rotation.hosts))


def as_kept(rotation: Rotation | None) -> Mapping[str, Any] | None:
    """A plan as its step keeps it; None when there was none."""
    if rotation is None:
        return None
    return {name: getattr(rotation, name) for name in ("rounds", "hosts", "plan", "seed")}


def record_rotation(work: Work, rotation: Rotation, before: Mapping[str, Any]) -> None:
    """Record a plan or a round, for everybody whom it tells where to go, before or now."""
    kept = before.get("plan") or {}
    plans = [rotation.plan, kept.get("plan", {}) if isinstance(kept, Mapping) else {}]
    people = [person for plan in plans for seating in plan.values() for person in seating]
    people += [seat.participant for seat in round_queries.open_seats(work.session, work.forum, rotation.item)]
    work.record("rotation", rotation.item, items=[rotation.item], people=people)


def state_of(rotation: Rotation) -> dict[str, Any]:
    """A rotation as the desk is told of it."""
    return {
        "item": rotation.item,
        "round": rotation.round,
        "rounds": rotation.rounds,
        "since": rfc3339(rotation.since),
        "hosts": rotation.hosts,
        "seed": rotation.seed,
    }
