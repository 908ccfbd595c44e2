"""Joining, leaving, and roles by link."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select, update

from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES, N_, text_in
from app.kernel.refusals import Refusal
from app.kernel.text import NAME_LIMIT, optional
from app.people import queries, rules
from app.people.arriving import mark_arrived
from app.people.models import Delegation, Participant, Pass, RoleGrant, RoleLink
from app.people.roster import open_registrations
from app.programme.queries import forum_of, item_of, no_such_forum
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class Join:
    """A person comes into the forum with a fresh pass, of which only the secret's hash is given here.

    While a registration is open they have come to it too, unless it is no person that ``arrives``: a wall's laptop.
    """

    secret_hash: str
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str = "en"
    id: str | None = None
    arrives: bool = True

    def run(self, work: Work) -> dict[str, Any]:
        forum = forum_of(work.session, work.forum)
        if forum.closed_at is not None:
            raise no_such_forum()
        person = new_participant(work, self.name, self.affiliation, self.delegation, self.language)
        work.session.add(_pass(work, person, self.secret_hash))
        for item in open_registrations(work.session, work.forum) if self.arrives else ():
            mark_arrived(work, item, person.id)
        work.created = True
        return {"participant": person.id, "forum": forum.id}


@dataclass(frozen=True, slots=True)
class ExchangeLink:
    """A role link becomes a role: for who asks, or with ``secret_hash`` for a new person with a pass of their own.

    ``holder`` is who asks, so that the same id sent by somebody else is not taken for a repeat of it.
    """

    token_hash: str
    secret_hash: str | None = None
    language: str = "en"
    id: str | None = None
    holder: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        link = queries.link_by_hash(work.session, self.token_hash)
        if link is None or link.forum != work.forum:
            raise rules.no_such_link()
        made_pass = work.actor is None
        if work.actor is not None:
            person = work.actor.participant
        else:
            new = new_participant(work, "", "", link.delegation, self.language)
            work.session.add(_pass(work, new, self.secret_hash or ""))
            person = new.id
        held = work.session.exec(
            select(RoleGrant).where(RoleGrant.participant == person, RoleGrant.link == link.id)
        ).one_or_none()
        if held is None:
            grant = RoleGrant(
                id=new_id(),
                forum=work.forum,
                participant=person,
                link=link.id,
                role=link.role,
                item=link.item,
                delegation=link.delegation,
                made_pass=made_pass,
                granted_at=work.now,
            )
            work.session.add(grant)
            work.record("grant", grant.id, people=[person], items=[link.item] if link.item else [])
            work.created = True
        return {"participant": person, "role": link.role, "item": link.item, "forum": link.forum}


@dataclass(frozen=True, slots=True)
class ChangeMe:
    """Name, affiliation, delegation and language of who asks; None leaves a field as it is."""

    name: str | None = None
    affiliation: str | None = None
    delegation: str | None = None
    language: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        actor = roles.require(work.actor, "hear:me")
        person = queries.participant_of(work.session, work.forum, actor.participant)
        if person is None:
            raise Refusal("no_pass", N_("This pass has ended. Join the forum again."), status=401)
        if self.name is not None:
            person.name = optional(self.name, limit=NAME_LIMIT, field="name")
        if self.affiliation is not None:
            person.affiliation = optional(self.affiliation, limit=NAME_LIMIT, field="affiliation")
        if self.delegation is not None:
            found = queries.delegation_of(work.session, work.forum, self.delegation)
            changed = found is not None and found.id != person.delegation
            person.delegation = found.id if found else None
            if changed and not person.affiliation:
                person.affiliation = _proposed(found, person.language)
        if self.language in INTERFACE_LANGUAGES:
            person.language = self.language
        work.record("participant", person.id, people=[person.id])
        return {"participant": person.id}


@dataclass(frozen=True, slots=True)
class Leave:
    """Who asks leaves the forum: every pass of theirs ends. What they wrote stays."""

    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        actor = roles.require(work.actor, "hear:me")
        person = queries.participant_of(work.session, work.forum, actor.participant)
        if person is not None:
            person.left_at = work.now
        end_passes(work, actor.participant)
        return {"participant": actor.participant}


@dataclass(frozen=True, slots=True)
class MakeLink:
    """A new role link; only its token's hash is given here. From the command line there is no actor."""

    token_hash: str
    role: str
    item: str | None = None
    delegation: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        if work.actor is not None:
            roles.require(work.actor, "link:make")
        if self.role not in roles.ROLES:
            raise Refusal.of_field(
                "role", "no_such_role", N_("There is no such role. Roles are: %(roles)s."), roles=", ".join(roles.ROLES)
            )
        item = item_of(work.session, work.forum, self.item) if self.item else None
        delegation = queries.delegation_of(work.session, work.forum, self.delegation)
        if self.delegation and delegation is None:
            raise Refusal.of_field("delegation", "no_such_delegation", N_("The roster has no such delegation."))
        link = RoleLink(
            id=new_id(),
            forum=work.forum,
            role=self.role,
            item=item.id if item else None,
            delegation=delegation.id if delegation else None,
            token_hash=self.token_hash,
            made_at=work.now,
        )
        work.session.add(link)
        work.record("link", link.id)
        work.created = True
        return {"link": link.id, "role": link.role, "item": item.number if item else None, "forum": work.forum}


@dataclass(frozen=True, slots=True)
class RevokeLink:
    """A role link ends, and with it every role, and every pass, that came by it."""

    link: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        if work.actor is not None:
            roles.require(work.actor, "link:make")
        link = queries.link_of(work.session, self.link)
        if link is None or link.forum != work.forum:
            raise rules.no_such_link()
        if link.revoked_at is None:
            holders = queries.holders_of_link(work.session, work.forum, link.id)
            rules.require_others_link(work.actor, link.role, [grant.participant for grant in holders])
            link.revoked_at = work.now
            for grant in holders:
                if grant.made_pass:
                    end_passes(work, grant.participant)
                work.session.delete(grant)
            work.record("grant", link.id, people=[g.participant for g in holders])
        return {"link": link.id, "role": link.role}


def new_participant(work: Work, name: str, affiliation: str, delegation: str | None, language: str) -> Participant:
    """A new person in the forum, cleaned and recorded. Who says no affiliation has their delegation's."""
    found = queries.delegation_of(work.session, work.forum, delegation)
    language = language if language in INTERFACE_LANGUAGES else "en"
    said = optional(affiliation, limit=NAME_LIMIT, field="affiliation")
    person = Participant(
        id=new_id(),
        forum=work.forum,
        name=optional(name, limit=NAME_LIMIT, field="name"),
        affiliation=said or _proposed(found, language),
        delegation=found.id if found else None,
        language=language,
        joined_at=work.now,
    )
    work.session.add(person)
    work.session.flush()
    work.record("participant", person.id, people=[person.id])
    return person


def _proposed(delegation: Delegation | None, language: str) -> str:
    return text_in(delegation.affiliation, language)[:NAME_LIMIT] if delegation is not None else ""


def end_passes(work: Work, participant: str) -> None:
    """End every pass of a person; the hub then closes their sockets."""
    work.session.exec(
        update(Pass).where(col(Pass.participant) == participant, col(Pass.ended_at).is_(None)).values(ended_at=work.now)
    )
    work.record("pass", participant, people=[participant])


def _pass(work: Work, person: Participant, secret_hash: str) -> Pass:
    return Pass(id=new_id(), forum=work.forum, participant=person.id, secret_hash=secret_hash, created_at=work.now)
