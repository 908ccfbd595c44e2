"""The participants' list as everybody may read it: names, delegations and affiliations, or only how many."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.people.models import Participant
from app.people.queries import delegations
from app.people.roster import FEWEST, affiliation_of, said
from app.programme import queries as programme
from app.web.registry import Texts

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who takes part in a forum that names people."""

    name: str
    affiliation: Text
    delegation: Text


@dataclass(frozen=True, slots=True)
class Group:
    """A delegation or an affiliation that is there. ``count`` is None under three people."""

    name: Text
    count: int | None


@dataclass(frozen=True, slots=True)
class ParticipantsList:
    """``people`` in a named forum, ``delegations`` and ``affiliations`` unless it is anonymous; ``count`` is everybody,
    ``nameless`` those of them who have not said who they are.
    """

    privacy: str
    count: int
    nameless: int
    people: tuple[Listed, ...]
    delegations: tuple[Group, ...]
    affiliations: tuple[Group, ...]


def participants_list(session: Session, forum_id: str) -> ParticipantsList:
    """Who takes part, as the forum's privacy lets everybody read it."""
    forum = programme.forum_of(session, forum_id)
    query = select(Participant).where(Participant.forum == forum_id, col(Participant.left_at).is_(None))
    rows = session.exec(query.order_by(col(Participant.name), col(Participant.id))).all()
    if forum.privacy == "anonymous":
        return ParticipantsList(forum.privacy, len(rows), 0, (), (), ())
    roster = delegations(session, forum_id)
    named = {delegation.id: delegation.name for delegation in roster}
    of_delegation = Counter(row.delegation for row in rows)
    of_affiliation: Counter[tuple[tuple[str, str], ...]] = Counter()
    for row in rows:
        if row.affiliation:
            of_affiliation[tuple(sorted(affiliation_of(forum, row.affiliation).items()))] += 1
    people = [
        Listed(row.name, affiliation_of(forum, row.affiliation), named.get(row.delegation or "", {}))
        for row in rows
        if row.name and forum.privacy == "named"
    ]
    return ParticipantsList(
        forum.privacy,
        len(rows),
        sum(not row.name for row in rows),
        tuple(sorted(people, key=lambda one: one.name.casefold())),
        tuple(Group(one.name, _count(of_delegation[one.id])) for one in roster if of_delegation[one.id]),
        tuple(Group(dict(texts), _count(number)) for texts, number in of_affiliation.most_common()),
    )


def _count(number: int) -> int | None:
    return number if number >= FEWEST else None


def participants_told(view: ParticipantsList) -> dict[str, Any]:
    """The list as programs receive it."""
    return {
        "privacy": view.privacy,
        "count": view.count,
        "people": [
            {"name": one.name, "affiliation": said(one.affiliation), "delegation": Texts(one.delegation)}
            for one in view.people
        ],
        "delegations": [{"name": Texts(one.name), "count": one.count} for one in view.delegations],
        "affiliations": [{"name": said(one.name), "count": one.count} for one in view.affiliations],
    }
