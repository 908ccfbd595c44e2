"""What my delegation has said, in room ``me``: its answer to the open question, and by which words it broke the silence.

Nobody else hears it: the words come back to whoever speaks for the delegation, so that it sees what the chair has.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import keys, queries, standing
from app.communique.models import Call, SilenceBreak
from app.communique.reading import speaking
from app.cooperation.queries import speakers
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.keys import me_room
from app.people.models import Delegation
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class SaidView:
    """What the delegation ``name`` answered to the open question, or with an empty ``position`` why it broke the silence."""

    name: dict[str, str]
    position: str
    text: str


def _cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    adopting = next((d for d in speaking(session, actor) if d.standing == "adopts"), None)
    if adopting is None:
        return
    for item in items(session, actor.forum):
        if phases.opens(item.technique, "position"):
            yield from _of_item(session, item, adopting)


def _of_item(session: Session, item: Item, delegation: Delegation) -> Iterable[Card]:
    row = queries.communique_of(session, item.forum, item.id)
    if row is not None and row.adopted_at is not None:
        return
    call = standing.open_call(session, item.forum, item.id)
    if call is not None:
        yield from _answer(session, call, delegation)
    broken = _break(session, item, delegation)
    if broken is not None:
        yield _card(keys.broke_key(item.id), keys.broke_list(item.id), delegation, "", broken.text)


def _answer(session: Session, call: Call, delegation: Delegation) -> Iterable[Card]:
    row = queries.position_of(session, call.forum, call.target, delegation.id)
    if row is not None and row.read == call.read:
        yield _card(keys.said_key(call.item), keys.said_list(call.item), delegation, row.position, row.text)


def _break(session: Session, item: Item, delegation: Delegation) -> SilenceBreak | None:
    silence = standing.silence_of(session, item.forum, item.id)
    said = standing.breaks(session, item.forum, [silence.id]) if silence is not None else ()
    return next((one for one in said if one.delegation == delegation.id), None)


def _card(key: str, in_list: str, delegation: Delegation, position: str, text: str) -> Card:
    name = dict(delegation.name)
    data = {"delegation": {"key": delegation.key, "name": Texts(name)}, "position": position or None, "text": text}
    return Card(key, in_list, "", data, SaidView(name, position, text))


def _said_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    return [card for card in _cards(session, actor, wanted) if card.kind == "said"]


def _broke_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    return [card for card in _cards(session, actor, wanted) if card.kind == "broke"]


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for person in change.people or speakers(session, forum):
        for item in change.items or [item.id for item in items(session, forum)]:
            yield me_room(person), keys.said_key(item)
            yield me_room(person), keys.broke_key(item)


def register(registry: Registry) -> None:
    """The kinds ``said`` and ``broke``."""
    registry.own("said", load=_said_cards, template="communique/_said.html")
    registry.own("broke", load=_broke_cards, template="communique/_said.html")
    for thing in ("communique", "grant"):
        registry.touches(thing, _touches)
