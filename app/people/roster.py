"""Who is expected and who has come: the roster of a forum, as one registration of its programme has it."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.people.models import Arrival, Delegation, Participant, Pass
from app.people.queries import delegations
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.web.registry import Texts

FEWEST: Final = 3
"""Where a forum does not name people, nothing is broken down under so many."""

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the roster. ``arrived_at`` is in the forum's own zone; ``phone``: they have a pass of their own."""

    item: str
    number: str
    id: str
    name: str
    affiliation: Text
    delegation: Text
    arrived_at: datetime | None
    phone: bool

    @property
    def order(self) -> str:
        """Its place in the list: by name, accents aside; who has none comes last."""
        plain = unicodedata.normalize("NFKD", self.name or "\U0010fffd").casefold()
        return "".join(c for c in plain if not unicodedata.combining(c))[:60]


@dataclass(frozen=True, slots=True)
class Share:
    """Of the people of a delegation or an affiliation that the roster holds, those who have come."""

    name: Text
    here: int
    known: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many have come to a registration. ``undoable``: somebody was checked in by hand without a name."""

    item: str
    number: str
    here: int
    known: int
    nameless: int
    delegations: tuple[Share, ...]
    affiliations: tuple[Share, ...]
    undoable: bool


def registrations(session: Session, forum: str) -> list[Item]:
    """The items of the programme at which people are checked in."""
    return [item for item in programme.items(session, forum) if phases.opens(item.technique, "arrive")]


def open_registrations(session: Session, forum: str) -> Sequence[str]:
    """The ids of those that are open now. Asked whenever somebody joins."""
    techniques = [name for name in phases.TECHNIQUES if phases.opens(name, "arrive")]
    rows = session.exec(
        select(Item.id, Item.technique, Item.phase).where(Item.forum == forum, col(Item.technique).in_(techniques))
    )
    return [id_ for id_, technique, phase in rows if phases.allows(technique, phase, "arrive")]


def people(session: Session, forum_id: str, item: Item, ids: Collection[str] | None = None) -> list[Person]:
    """The roster's rows. In an anonymous forum there are none: a list of who is there is what it does without."""
    forum = programme.forum_of(session, forum_id)
    if forum.privacy == "anonymous":
        return []
    query = select(Participant).where(Participant.forum == forum_id, col(Participant.left_at).is_(None))
    if ids is not None:
        query = query.where(col(Participant.id).in_(list(ids)))
    rows = session.exec(query).all()
    came = {arrival.participant: arrival for arrival in _arrivals(session, forum_id, item.id, ids)}
    passes = select(Pass.participant).where(Pass.forum == forum_id, col(Pass.ended_at).is_(None))
    phones = set(session.exec(passes if ids is None else passes.where(col(Pass.participant).in_(list(ids)))))
    named = {delegation.id: delegation for delegation in delegations(session, forum_id)}
    zone = ZoneInfo(forum.timezone)
    return [
        Person(
            item.id,
            item.number,
            row.id,
            row.name,
            affiliation_of(forum, row.affiliation),
            _name(named, row.delegation),
            came[row.id].arrived_at.astimezone(zone) if row.id in came else None,
            row.id in phones,
        )
        for row in rows
        if row.name or row.delegation or row.affiliation or row.id in came
    ]


def _arrivals(session: Session, forum: str, item: str, people: Collection[str] | None = None) -> Sequence[Arrival]:
    query = select(Arrival).where(Arrival.forum == forum, Arrival.item == item)
    return session.exec(query if people is None else query.where(col(Arrival.participant).in_(list(people)))).all()


def arrival_of(session: Session, item: Item, participant: str) -> Arrival | None:
    """That somebody has come."""
    found = _arrivals(session, item.forum, item.id, [participant])
    return found[0] if found else None


def last_by_hand(session: Session, item: Item) -> Arrival | None:
    """Who was checked in by hand last."""
    query = select(Arrival).where(Arrival.forum == item.forum, Arrival.item == item.id, col(Arrival.by_hand))
    return session.exec(query.order_by(col(Arrival.arrived_at).desc(), col(Arrival.id)).limit(1)).first()


def arrivals(session: Session, forum_id: str, item: Item) -> Arrivals:
    """How many have come, by delegation and affiliation: the whole roster's delegations, also those of which nobody has."""
    forum = programme.forum_of(session, forum_id)
    query = select(Participant).where(Participant.forum == forum_id, col(Participant.left_at).is_(None))
    rows = session.exec(query).all()
    came = {arrival.participant for arrival in _arrivals(session, forum_id, item.id)}
    here = [row for row in rows if row.id in came]
    roster = delegations(session, forum_id)
    return Arrivals(
        item.id,
        item.number,
        len(here),
        len(rows),
        sum(not row.name for row in rows),
        _of_delegations(roster, here, rows),
        _of_affiliations(forum, here, rows),
        forum.privacy == "anonymous" and last_by_hand(session, item) is not None,
    )


def _of_delegations(
    roster: Iterable[Delegation], here: Iterable[Participant], all_: Iterable[Participant]
) -> tuple[Share, ...]:
    came, known = Counter(p.delegation for p in here), Counter(p.delegation for p in all_)
    return tuple(Share(one.name, came[one.id], known[one.id]) for one in roster)


def _of_affiliations(forum: Forum, here: Iterable[Participant], all_: Iterable[Participant]) -> tuple[Share, ...]:
    def count(rows: Iterable[Participant]) -> Counter[tuple[tuple[str, str], ...]]:
        return Counter(tuple(sorted(affiliation_of(forum, p.affiliation).items())) for p in rows if p.affiliation)

    came, known = count(here), count(all_)
    shares = (Share(dict(texts), came[texts], number) for texts, number in known.items())
    return tuple(sorted(shares, key=lambda one: (-one.known, sorted(one.name.items()))))


def affiliation_of(forum: Forum, written: str) -> Text:
    """An affiliation as somebody wrote it, with the organizer's names for it: *Gobierno* and *Government* are one."""
    folded = " ".join(written.split()).casefold()
    for texts in forum.details.get("affiliations", ()):
        if folded in {" ".join(text.split()).casefold() for text in texts.values()}:
            return dict(texts)
    return {"": written} if written else {}


def said(texts: Text) -> Texts | str:
    """A text for programs: what somebody wrote themselves is in no language that we know of."""
    return texts[""] if "" in texts else Texts(texts)


def _name(named: Mapping[str, Delegation], delegation: str | None) -> Text:
    found = named.get(delegation or "")
    return found.name if found else {}
