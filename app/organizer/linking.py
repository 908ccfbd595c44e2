"""Role links as the organizer sees them: which there are, who came by them, and a new one, whose secret is shown once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.ids import hashed, new_id, parse_id
from app.kernel.roles import Actor, require
from app.organizer import queries
from app.people.commands import MakeLink
from app.people.models import Delegation
from app.people.queries import delegations, links
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.store.work import Done
from app.web.identity import Token
from app.web.visit import Visit


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A living role link. ``names`` are those who hold the role by it and said who they are, ``holders`` how many do."""

    id: str
    role: str
    item: Item | None
    delegation: Delegation | None
    made_at: datetime
    holders: int
    names: tuple[str, ...]
    own: bool

    @property
    def number(self) -> int:
        """The place of its item in the programme; the whole forum comes first."""
        return self.item.position if self.item else -1


@dataclass(frozen=True, slots=True)
class Links:
    """All of them, those of the whole forum first, and what a new one may be for."""

    forum: Forum
    rows: tuple[LinkRow, ...]
    items: Sequence[Item]
    delegations: Sequence[Delegation]


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made: its secret stands nowhere else."""

    id: str
    role: str
    item: str | None
    token: str
    url: str


def role_links(session: Session, actor: Actor) -> Links:
    """The role links, for who may make them."""
    require(actor, "link:make")
    forum = programme.forum_of(session, actor.forum)
    rows, roster = programme.items(session, actor.forum), delegations(session, actor.forum)
    by_id, of_roster = {row.id: row for row in rows}, {one.id: one for one in roster}
    held = queries.role_holders(session, actor.forum)
    zone = ZoneInfo(forum.timezone)
    found = [
        LinkRow(
            link.id,
            link.role,
            by_id.get(link.item or ""),
            of_roster.get(link.delegation or ""),
            link.made_at.astimezone(zone),
            len(held.get(link.id, ())),
            tuple(person.name for person in held.get(link.id, ()) if person.name),
            link.role == "organizer" and actor.participant in {person.id for person in held.get(link.id, ())},
        )
        for link in links(session, actor.forum)
        if link.revoked_at is None
    ]
    found.sort(key=lambda row: (row.number, row.role, row.made_at))
    return Links(forum, tuple(found), rows, roster)


async def make_link(
    visit: Visit, role: str, item: str | None, delegation: str | None, id: str | None
) -> tuple[NewLink, Done]:
    """A new role link. The same id gives the same link again, so that a repeat does not lose its secret."""
    sent = parse_id(id) if id else new_id()
    token = Token.derived(visit.site.secret, "role-link", f"{visit.forum_id}:{sent}").secret
    done = await visit.run(MakeLink(hashed(token), role, item or None, delegation or None, sent))
    made = NewLink(done.value["link"], role, done.value["item"], token, f"{visit.reached_at}/role#{token}")
    return made, done


def told(row: LinkRow) -> Mapping[str, Any]:
    """A link as programs receive it: never its secret."""
    return {
        "id": row.id,
        "role": row.role,
        "item": row.item.number if row.item else None,
        "delegation": row.delegation.key if row.delegation else None,
        "made_at": rfc3339(row.made_at),
        "holders": row.holders,
    }
