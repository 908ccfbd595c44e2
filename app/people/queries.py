"""All SQL that reads people."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.kernel.roles import Actor, Grant
from app.people.models import Delegation, Participant, Pass, RoleGrant, RoleLink
from app.programme.models import Forum
from app.store.journal import heads, since

# Asked with every answer, so built once.
_STANDS_FOR = select(Participant.affiliation, Participant.delegation).where(
    Participant.forum == sa.bindparam("of"), Participant.id == sa.bindparam("person")
)


def find_pass(session: Session, secret_hash: str) -> Actor | None:
    """The actor of a living pass, for the identity; its author key is in the holder's token only."""
    row = session.exec(
        select(Pass, Participant, Forum)
        .join(Participant, col(Participant.id) == col(Pass.participant))
        .join(Forum, col(Forum.id) == col(Pass.forum))
        .where(Pass.secret_hash == secret_hash, col(Pass.ended_at).is_(None), col(Forum.closed_at).is_(None))
    ).one_or_none()
    if row is None:
        return None
    own, person, forum = row
    return Actor(
        forum=forum.id,
        participant=person.id,
        grants=grants_of(session, forum.id, person.id),
        language=person.language,
        anonymous=forum.privacy == "anonymous",
        pass_id=own.id,
    )


def living(session: Session, actor: Actor) -> Actor | None:
    """*actor* with today's grants, or None when its pass has ended."""
    own = session.get(Pass, actor.pass_id)
    if own is None or own.ended_at is not None or own.forum != actor.forum:
        return None
    return replace(actor, grants=grants_of(session, actor.forum, actor.participant))


def grants_of(session: Session, forum: str, participant: str) -> tuple[Grant, ...]:
    """The roles that a participant holds now."""
    rows = session.exec(
        select(RoleGrant)
        .join(RoleLink, col(RoleLink.id) == col(RoleGrant.link))
        .where(RoleGrant.forum == forum, RoleGrant.participant == participant, col(RoleLink.revoked_at).is_(None))
    )
    return tuple(dict.fromkeys(Grant(g.role, g.item, g.delegation) for g in rows))


def participant_of(session: Session, forum: str, participant: str) -> Participant | None:
    """A person of the forum."""
    found = session.get(Participant, participant)
    return found if found is not None and found.forum == forum else None


def stands_for(session: Session, forum: str, participant: str) -> tuple[str, str | None]:
    """The affiliation and the delegation of a person of the forum; nothing for somebody who is not there."""
    row = session.connection().execute(_STANDS_FOR, {"of": forum, "person": participant}).one_or_none()
    return (row.affiliation, row.delegation) if row else ("", None)


def participants(session: Session, forum: str, ids: Collection[str]) -> dict[str, Participant]:
    """People of the forum by id."""
    query = select(Participant).where(Participant.forum == forum, col(Participant.id).in_(list(ids)))
    return {p.id: p for p in session.exec(query)}


def has_pass(session: Session, forum: str, participant: str) -> bool:
    """Whether somebody has a living pass: a phone of their own."""
    query = select(Pass.id).where(Pass.forum == forum, Pass.participant == participant, col(Pass.ended_at).is_(None))
    return session.exec(query.limit(1)).first() is not None


def is_on_roster(session: Session, forum: str, name: str, delegation: str | None) -> bool:
    """Whether the forum has somebody of that name in that delegation, or in none."""
    query = select(Participant.name).where(
        Participant.forum == forum,
        col(Participant.left_at).is_(None),
        col(Participant.delegation).is_(None) if delegation is None else col(Participant.delegation) == delegation,
    )
    return name.casefold() in {other.casefold() for other in session.exec(query)}


def delegation_of(session: Session, forum: str, name: str | None) -> Delegation | None:
    """A delegation of the roster by id or key; None for an unknown one: the roster is the organizer's."""
    if not name:
        return None
    query = select(Delegation).where(Delegation.forum == forum, (Delegation.id == name) | (Delegation.key == name))
    return session.exec(query).first()


def delegations(session: Session, forum: str) -> Sequence[Delegation]:
    """The roster, in its order."""
    return session.exec(select(Delegation).where(Delegation.forum == forum).order_by(col(Delegation.position))).all()


def link_by_hash(session: Session, token_hash: str) -> RoleLink | None:
    """A living role link of an open forum by its token's hash."""
    return session.exec(
        select(RoleLink)
        .join(Forum, col(Forum.id) == col(RoleLink.forum))
        .where(RoleLink.token_hash == token_hash, col(RoleLink.revoked_at).is_(None), col(Forum.closed_at).is_(None))
    ).one_or_none()


def link_of(session: Session, link: str) -> RoleLink | None:
    """A role link by its id."""
    return session.get(RoleLink, link)


def links(session: Session, forum: str) -> Sequence[RoleLink]:
    """The forum's role links, oldest first."""
    return session.exec(select(RoleLink).where(RoleLink.forum == forum).order_by(col(RoleLink.made_at))).all()


def holders_of_link(session: Session, forum: str, link: str) -> Sequence[RoleGrant]:
    """Who holds a role through a link."""
    return session.exec(select(RoleGrant).where(RoleGrant.forum == forum, RoleGrant.link == link)).all()


PERSONAL = frozenset({"participant", "grant", "pass", "forum"})
"""Changed things that alter who somebody is: their language, their roles, whether their pass lives."""


def changed_people(session: Session, seqs: dict[str, int]) -> tuple[dict[str, int], set[str]]:
    """How far each forum's journal is now, and everyone whom it names in a personal change since *seqs*."""
    now, people = heads(session, seqs), set[str]()
    for forum, seq in seqs.items():
        while seq < now.get(forum, 0):
            entries = since(session, forum, seq)
            people.update(p for e in entries for c in e.changes if c.kind in PERSONAL for p in c.people)
            if not entries:
                break
            seq = entries[-1].seq
    return now, people
