"""Checking people in: those who come with a phone, and those who come without one."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.people import commands, queries, roster, rules
from app.people.arriving import mark_arrived, record_arrival, told
from app.people.models import Participant
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody of the forum has come. One does it for oneself while the registration is open, the desk at any time."""

    item: str
    participant: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, own = _registration(work, self.item), _is_self(work, self.participant)
        roles.require(work.actor, "arrival:mark", item.id, {"self"} if own else ())
        person = _person(work, self.participant)
        at_desk = work.actor is not None and roles.may(work.actor, "arrival:mark", item.id)
        if not at_desk and not phases.allows(item.technique, item.phase, "arrive"):
            raise Refusal(
                "not_now", N_("Registration is not open now. The desk can still check people in."), status=409
            )
        return told(item, mark_arrived(work, item.id, person.id, by_hand=at_desk and not own))


@dataclass(frozen=True, slots=True)
class CheckOut:
    """A check-in was a mistake. With ``participant=None`` the last one by hand: where a forum keeps no names."""

    item: str
    participant: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _registration(work, self.item)
        roles.require(work.actor, "roster:keep", item.id)
        if self.participant is None:
            found = roster.last_by_hand(work.session, item)
            if found is None:
                raise Refusal("nothing_to_undo", N_("Nobody was checked in by hand here."), status=409)
        else:
            found = roster.arrival_of(work.session, item, _person(work, self.participant).id)
        if found is not None:
            work.session.delete(found)
            record_arrival(work, item.id, found.participant)
            # Without names nobody could find them again to take them off the roster.
            nameless = programme.forum_of(work.session, work.forum).privacy == "anonymous"
            if nameless and not queries.has_pass(work.session, work.forum, found.participant):
                _strike(work, _person(work, found.participant))
        return {"item": item.id, "participant": found.participant if found else self.participant, "arrived_at": None}


@dataclass(frozen=True, slots=True)
class Register:
    """The desk puts somebody without a phone on the roster, and checks them in unless ``arrived`` says otherwise."""

    item: str
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str = "en"
    arrived: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _registration(work, self.item)
        roles.require(work.actor, "roster:keep", item.id)
        found = queries.delegation_of(work.session, work.forum, self.delegation)
        if self.delegation and found is None:
            raise Refusal.of_field("delegation", "no_such_delegation", N_("The roster has no such delegation."))
        anonymous = programme.forum_of(work.session, work.forum).privacy == "anonymous"
        name = rules.registered_name(self.name, anonymous=anonymous, known=bool(found or self.affiliation.strip()))
        if name and queries.is_on_roster(work.session, work.forum, name, found.id if found else None):
            raise rules.already_on_roster(name)
        person = commands.new_participant(work, name, self.affiliation, self.delegation, self.language)
        work.created = True
        if not self.arrived:
            return {"item": item.id, "participant": person.id, "arrived_at": None}
        return told(item, mark_arrived(work, item.id, person.id, by_hand=True))


@dataclass(frozen=True, slots=True)
class StrikeOff:
    """The desk takes somebody off the roster whom it put there: who has a phone leaves by it."""

    item: str
    participant: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _registration(work, self.item)
        roles.require(work.actor, "roster:keep", item.id)
        person = _person(work, self.participant)
        if queries.has_pass(work.session, work.forum, person.id):
            raise Refusal(
                "has_a_phone",
                N_("They joined with a phone of their own, and leave by it. The roster keeps them."),
                status=409,
            )
        arrival = roster.arrival_of(work.session, item, person.id)
        if arrival is not None:
            work.session.delete(arrival)
        _strike(work, person)
        return {"item": item.id, "participant": person.id}


def _strike(work: Work, person: Participant) -> None:
    person.left_at = work.now
    work.record("participant", person.id, people=[person.id])


def _registration(work: Work, name: str) -> Item:
    item = programme.item_of(work.session, work.forum, name)
    if not phases.opens(item.technique, "arrive"):
        raise Refusal("no_registration", N_("Nobody is checked in at this item. Open the registration."), status=404)
    return item


def _is_self(work: Work, participant: str) -> bool:
    return work.actor is not None and participant in ("me", work.actor.participant)


def _person(work: Work, participant: str) -> Participant:
    own = work.actor.participant if participant == "me" and work.actor is not None else participant
    person = queries.participant_of(work.session, work.forum, own)
    if person is None or person.left_at is not None:
        raise Refusal("no_such_person", N_("The roster has no such person."), status=404)
    return person
