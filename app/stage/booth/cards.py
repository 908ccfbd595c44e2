"""The booth's cards: the glossary in room ``me`` of who keeps it, and the signal, at the desk and in the booth."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.language import N_
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people import ways
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import desk_room
from app.programme.models import Item
from app.stage.booth import keys, queries, rules
from app.stage.booth.views import keeps_glossary, term_data
from app.store.journal import Change
from app.web.registry import Card, Registry

Touched = Iterable[tuple[Room, str]]


@dataclass(frozen=True, slots=True)
class TermView:
    """A term: ``pairs`` are (language, text) of all the forum's languages, in their order; no text where there is none."""

    id: str
    pairs: tuple[tuple[str, str], ...]
    note: str

    @property
    def said(self) -> str:
        """The term in the first language that has it."""
        return next((text for _, text in self.pairs if text), "")


@dataclass(frozen=True, slots=True)
class SlowerView:
    """A signal. ``at`` is when it was asked, or passed on, in the forum's own zone."""

    item: str
    number: str
    standing: str
    at: datetime


def _term_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    if not keeps_glossary(actor):
        return
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    languages = programme.forum_of(session, actor.forum).languages
    for term in queries.terms(session, actor.forum, ids):
        pairs = tuple((language, term.texts.get(language, "")) for language in languages)
        view = TermView(term.id, pairs, term.note)
        yield Card(keys.term_key(term.id), "glossary", view.said.casefold()[:60], term_data(term), view)


def _views(session: Session, forum: str, items: Collection[str] | None) -> Iterable[SlowerView]:
    signals = queries.signals(session, forum, items)
    if not signals:
        return
    zone = ZoneInfo(programme.forum_of(session, forum).timezone)
    of = {item.id: item for item in programme.items(session, forum, {signal.item for signal in signals})}
    for signal in signals:
        item = of[signal.item]
        standing = rules.standing(signal.asked_at, signal.passed_on_at, item.phase_since)
        at = signal.passed_on_at or signal.asked_at
        if standing and at is not None:
            yield SlowerView(item.id, item.number, standing, at.astimezone(zone))


def _slower_data(view: SlowerView) -> dict[str, Any]:
    return {"item": view.item, "standing": view.standing, "at": rfc3339(view.at)}


def _slower_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for view in _views(session, forum, [room.id]):
        if view.standing == "asked":
            yield Card(keys.slower_key(view.item), "slower", "", _slower_data(view), view)


def _own_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    for view in _views(session, actor.forum, None):
        key = keys.own_slower_key(view.item)
        if may(actor, "slower:ask", view.item) and (wanted is None or key in wanted):
            yield Card(key, keys.slower_list(view.item), "", _slower_data(view), view)


def _term_touches(session: Session, forum: str, change: Change) -> Touched:
    people = queries.who_may(session, forum, "glossary:keep")
    return [(me_room(person), keys.term_key(change.id)) for person in people]


def _slower_touches(session: Session, forum: str, change: Change) -> Touched:
    """A signal is over with its phase: a phase that moves touches it, too."""
    if not queries.signals(session, forum, [change.id]):
        return
    yield desk_room(change.id), keys.slower_key(change.id)
    for person in queries.who_may(session, forum, "slower:ask", change.id):
        yield me_room(person), keys.own_slower_key(change.id)


def _grant_touches(session: Session, forum: str, change: Change) -> Touched:
    found = [keys.term_key(term.id) for term in queries.terms(session, forum)]
    found += [keys.own_slower_key(signal.item) for signal in queries.signals(session, forum)]
    return [(me_room(person), key) for person in change.people for key in found]


def _page(item: Item | None) -> str:
    return "" if item else "/glossary"


def register(registry: Registry) -> None:
    """The kinds ``term``, ``slower`` and ``own-slower``, what touches them, and the way to the glossary."""
    registry.own("term", load=_term_cards, template="stage/_term.html")
    registry.kind("slower", rooms=["desk"], load=_slower_cards, template="stage/_slower.html")
    registry.own("own-slower", load=_own_cards, template="stage/_own_slower.html")
    registry.touches("term", _term_touches)
    registry.touches("slower", _slower_touches)
    registry.touches("phase", _slower_touches)
    registry.touches("grant", _grant_touches)
    ways.offer(registry, ways.Page("glossary", N_("Glossary"), "glossary:keep", 5, _page))
