"""What the desk does with talks, and experts with their own."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.text import LINE_LIMIT, NAME_LIMIT, optional
from app.programme import queries as programme
from app.programme.models import Item
from app.stage.talks import queries, rules
from app.stage.talks.models import Talk
from app.stage.talks.views import panel_data, panel_view, talk_data
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class RunTalk:
    """Give the floor, stop and go on, change the order: one of :data:`rules.ACTIONS`."""

    item: str
    action: str
    talk: str | None = None
    seconds: int | None = None
    to: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, line = _line(work, self.item)
        roles.require(work.actor, "talk:run", item.id)
        before = [queries.slot_of(talk) for talk in line]
        wish = rules.Wish(self.action, self.talk, self.seconds, self.to)
        after = rules.after(before, wish, work.now, work.seq)
        if self.action in rules.GIVE_FLOOR and after != tuple(before):
            rules.require_phase(item.technique, item.phase)
        put_line(work, line, after)
        return told_of(work, item)


@dataclass(frozen=True, slots=True)
class Introduce:
    """How an expert is called, and as what: said at the desk, or by the expert. None leaves what stands."""

    item: str
    talk: str
    name: str | None = None
    function: str | None = None
    topic: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, line = _line(work, self.item)
        talk = _named(line, self.talk)
        own = work.actor is not None and talk.participant == work.actor.participant
        actor = roles.require(work.actor, "talk:introduce", item.id, ["holder"] if own else [])
        before = talk.name, talk.function, talk.topic
        if self.name is not None:
            talk.name = _text(self.name, actor.language, "name", NAME_LIMIT)
        if self.function is not None:
            talk.function = _text(self.function, actor.language, "function")
        if self.topic is not None:
            talk.topic = _text(self.topic, actor.language, "topic")
        if before != (talk.name, talk.function, talk.topic):
            work.record("talk", talk.id, items=[item.id])
        return told_of(work, item)


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody speaks who is not in the programme: at the end of the line."""

    item: str
    name: str
    function: str = ""
    topic: str = ""
    seconds: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, line = _line(work, self.item)
        actor = roles.require(work.actor, "talk:run", item.id)
        seconds = rules.SECONDS if self.seconds is None else self.seconds
        if not rules.SHORTEST <= seconds <= rules.LONGEST:
            raise rules.bad_length()
        if len(line) >= rules.MOST:
            raise rules.too_many_talks()
        name = _text(self.name, actor.language, "name", NAME_LIMIT)
        if not name:
            raise rules.no_name()
        talk = Talk(
            id=self.id or new_id(),
            forum=work.forum,
            item=item.id,
            position=len(line) + 1,
            name=name,
            function=_text(self.function, actor.language, "function"),
            topic=_text(self.topic, actor.language, "topic"),
            clock_seconds=seconds,
            clock_left=float(seconds),
            clock_at=work.now,
        )
        work.session.add(talk)
        work.session.flush()
        work.record("talk", talk.id, items=[item.id])
        work.created = True
        return told_of(work, item)


@dataclass(frozen=True, slots=True)
class HoldTalk:
    """An expert says which talk is theirs: its clock is then on their phone. With ``holds=False`` it is nobody's again."""

    item: str
    talk: str
    holds: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, line = _line(work, self.item)
        talk = _named(line, self.talk)
        me = work.actor.participant if work.actor is not None else None
        if self.holds:
            actor = roles.require(work.actor, "talk:hold", item.id)
            if talk.participant not in (None, actor.participant):
                raise rules.talk_taken()
            for other in line:
                if other.id != talk.id and other.participant == actor.participant:
                    _hold(work, other, None)
            _hold(work, talk, actor.participant)
        else:
            own = talk.participant is not None and talk.participant == me
            roles.require(work.actor, "talk:introduce", item.id, ["holder"] if own else [])
            _hold(work, talk, None)
        return told_of(work, item)


@dataclass(frozen=True, slots=True)
class KeepTalks:
    """Whether the wall shows the talks' clock, and whether clocks count on over zero. None leaves it."""

    item: str
    on_wall: bool | None = None
    counts_on: bool | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item, line = _line(work, self.item)
        roles.require(work.actor, "talk:run", item.id)
        keeping = queries.keeping(work.session, item)
        before = keeping.on_wall, keeping.counts_on
        keeping.on_wall = before[0] if self.on_wall is None else self.on_wall
        keeping.counts_on = before[1] if self.counts_on is None else self.counts_on
        if before != (keeping.on_wall, keeping.counts_on):
            work.session.add(keeping)
            work.session.flush()
            # Whether a clock counts on stands on each of them.
            for talk in line:
                work.record("talk", talk.id, items=[item.id])
        return told_of(work, item)


def told_of(work: Work, item: Item) -> dict[str, Any]:
    """The talks, as whoever changed them is told."""
    work.session.flush()
    view = panel_view(work.session, item)
    if view is None:
        return {"item": item.id, "talks": []}
    return {**panel_data(view), "talks": [talk_data(talk) for talk in view.talks]}


def _line(work: Work, name: str) -> tuple[Item, list[Talk]]:
    """An item and its talks, from now on all of them kept. Raises ``no_such_item`` and ``no_talks``."""
    item = programme.item_of(work.session, work.forum, name)
    roles.require(work.actor, "hear:item", item.id)
    rules.require_talks(item.technique)
    line = queries.talks(work.session, item)
    work.session.add_all(line)
    work.session.flush()
    return item, line


def _named(line: list[Talk], name: str) -> Talk:
    found = next((talk for talk in line if talk.id == name), None)
    if found is None:
        raise rules.no_such_talk()
    return found


def put_line(work: Work, line: list[Talk], after: rules.Line) -> None:
    """Write a line of talks as it is *after*; what did not change is not recorded."""
    rows = {talk.id: talk for talk in line}
    for position, slot in enumerate(after, 1):
        talk = rows[slot.id]
        if (talk.position, queries.slot_of(talk)) != (position, slot):
            talk.position, talk.state, talk.called = position, slot.state, slot.called
            talk.clock_seconds, talk.clock_left = slot.clock.seconds, slot.clock.left
            talk.clock_at, talk.clock_running = slot.clock.at, slot.clock.running
            work.record("talk", talk.id, items=[talk.item])
    work.session.flush()


def _hold(work: Work, talk: Talk, participant: str | None) -> None:
    if talk.participant != participant:
        before, talk.participant = talk.participant, participant
        work.record("talk", talk.id, items=[talk.item], people=[p for p in (before, participant) if p])


def _text(typed: str, language: str, field: str, limit: int = LINE_LIMIT) -> dict[str, str]:
    text = optional(typed, limit=limit, field=field)
    return {language: text} if text else {}
