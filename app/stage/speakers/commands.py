"""Asking for the floor, being entered from a nameplate, and what the moderator does with the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.language import text_in
from app.kernel.roles import Actor
from app.kernel.text import NAME_LIMIT, optional
from app.people.models import Delegation
from app.people.queries import delegation_of, participant_of
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.stage.speakers import queries, rules
from app.stage.speakers.models import Speaker
from app.stage.speakers.views import list_data, list_view, speaker_data
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class AskFloor:
    """ "I ask for the floor", by phone. With another ``name`` an aide asks, for somebody of their own delegation."""

    item: str
    name: str | None = None
    delegation: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, "speaker:ask", item.id)
        rules.require_floor(item.technique, item.phase)
        if queries.keeping(work.session, item).closed:
            raise rules.list_closed()
        person = participant_of(work.session, work.forum, actor.participant)
        delegation = _own_delegation(work, actor, self.delegation, person.delegation if person else None)
        own = person.name if person else ""
        typed = optional(self.name, limit=NAME_LIMIT, field="name")
        origin = (
            "aide" if typed and delegation is not None and rules.same(typed, None) != rules.same(own, None) else "phone"
        )
        name = typed or own or (text_in(delegation.name, actor.language) if delegation is not None else "")
        if not name:
            raise rules.no_name()
        rows = queries.listed(work.session, item)
        mine = [queries.place_of(row) for row in rows if (row.participant, row.origin) == (actor.participant, origin)]
        if origin == "phone":
            rules.require_once([queries.place_of(row) for row in rows], mine)
        speaker = _enter(work, item, name, delegation, origin, actor.participant)
        return {"id": speaker.id, **_told(work, item, speaker)}


@dataclass(frozen=True, slots=True)
class AddSpeaker:
    """Entered at the desk, from a nameplate: a name, a delegation, or both. A closed list does not bind the moderator."""

    item: str
    name: str = ""
    delegation: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _list_of(work, self.item)
        actor = roles.require(work.actor, "speaker:run", item.id)
        delegation = delegation_of(work.session, work.forum, self.delegation)
        if self.delegation and delegation is None:
            raise rules.no_such_delegation()
        name = optional(self.name, limit=NAME_LIMIT, field="name")
        if not name and delegation is None:
            raise rules.no_name()
        called = name or text_in(delegation.name if delegation is not None else {}, actor.language)
        speaker = _enter(work, item, called, delegation, "desk", None)
        return {"id": speaker.id, **_told(work, item, speaker)}


@dataclass(frozen=True, slots=True)
class WithdrawSpeaker:
    """Whoever asked takes it back; what is not there any more is fine."""

    item: str
    speaker: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, "speaker:ask", item.id)
        mine = [one for one in queries.asked_by(work.session, work.forum, actor.participant) if one.item == item.id]
        for one in mine:
            if self.speaker in (None, one.id):
                one.state = "left"
                _record(work, one)
        return _told(work, item, None)


@dataclass(frozen=True, slots=True)
class RunSpeakers:
    """Call the next one, take the last call back, change the order: one of :data:`rules.ACTIONS`."""

    item: str
    action: str
    speaker: str | None = None
    to: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _list_of(work, self.item)
        roles.require(work.actor, "speaker:run", item.id)
        rows = queries.listed(work.session, item)
        after = rules.after(
            [queries.place_of(row) for row in rows], rules.Wish(self.action, self.speaker, self.to), work.seq
        )
        _put(work, rows, after)
        keeping = queries.keeping(work.session, item)
        if keeping.paused and self.action in ("next", "call"):
            keeping.paused = False
            work.record("speakers", item.id, items=[item.id])
        return _told(work, item, None)


@dataclass(frozen=True, slots=True)
class KeepSpeakers:
    """Close the list to phones or open it, pause it or go on. None leaves it."""

    item: str
    closed: bool | None = None
    paused: bool | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = _list_of(work, self.item)
        roles.require(work.actor, "speaker:run", item.id)
        keeping = queries.keeping(work.session, item)
        before = keeping.closed, keeping.paused
        keeping.closed = before[0] if self.closed is None else self.closed
        keeping.paused = before[1] if self.paused is None else self.paused
        if before != (keeping.closed, keeping.paused):
            work.session.add(keeping)
            work.record("speakers", item.id, items=[item.id])
        return _told(work, item, None)


def _list_of(work: Work, name: str) -> Item:
    item = programme.item_of(work.session, work.forum, name)
    roles.require(work.actor, "hear:item", item.id)
    if not phases.opens(item.technique, "speak"):
        rules.require_floor(item.technique, item.phase)
    return item


def _own_delegation(work: Work, actor: Actor, wished: str | None, own: str | None) -> Delegation | None:
    """Whom somebody speaks for: their own delegation, by what they said of themselves or by the delegation's link."""
    held = {own, *(grant.delegation for grant in actor.grants)} - {None}
    if not wished:
        return delegation_of(work.session, work.forum, own or next(iter(sorted(filter(None, held))), None))
    found = delegation_of(work.session, work.forum, wished)
    if found is None:
        raise rules.no_such_delegation()
    if found.id not in held:
        raise rules.other_delegation()
    return found


def _enter(
    work: Work, item: Item, name: str, delegation: Delegation | None, origin: str, participant: str | None
) -> Speaker:
    rows = queries.listed(work.session, item)
    of = delegation.id if delegation is not None else None
    rules.require_room([queries.place_of(row) for row in rows], rules.same(name, of))
    speaker = Speaker(
        id=new_id(),
        forum=work.forum,
        item=item.id,
        position=max((row.position for row in rows), default=0) + 1,
        name=name,
        delegation=of,
        participant=participant,
        origin=origin,
        asked_at=work.now,
    )
    work.session.add(speaker)
    _record(work, speaker)
    work.created = True
    return speaker


def _put(work: Work, rows: Sequence[Speaker], after: rules.List) -> None:
    known = {row.id: row for row in rows}
    for position, one in enumerate(after, 1):
        row = known[one.id]
        if (row.position, row.state, row.called) != (position, one.state, one.called):
            row.position, row.state, row.called = position, one.state, one.called
            _record(work, row)


def _record(work: Work, speaker: Speaker) -> None:
    work.session.flush()
    work.record(
        "speaker", speaker.id, items=[speaker.item], people=[speaker.participant] if speaker.participant else []
    )


def _told(work: Work, item: Item, own: Speaker | None) -> dict[str, Any]:
    """The list, as whoever changed it is told: who asked, at which place they are."""
    work.session.flush()
    view = list_view(work.session, item)
    waiting = [one.id for one in view.waiting]
    place = {"place": waiting.index(own.id) + 1} if own is not None and own.id in waiting else {}
    speakers = [speaker_data(one) for one in (view.speaking, *view.waiting) if one is not None]
    return {**list_data(view), "speakers": speakers, **place}
