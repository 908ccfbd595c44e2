"""The chair's question as it is asked: on every phone that follows the text; for the chair with who has said what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.communique import keys, queries, standing
from app.communique.brackets import Nodes
from app.communique.cards.paragraphs import (
    PositionView,
    paragraph_view,
    position_data,
    position_views,
    rooms_of,
    shelf_of,
)
from app.communique.models import Call
from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.people.queries import delegations
from app.programme.models import Item
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class CallView:
    """A question. ``number`` is the paragraph's place in its ``section``, None for the whole text; ``twins`` and ``nodes``
    are its words. ``current``: the words are those that were asked about.

    ``at_work``, for the chair and who drafts: the ``positions`` of those who have spoken, and the names of the ``silent``.
    """

    item: str
    target: str
    read: str
    number: int | None
    section: str
    twins: tuple[tuple[str, str], ...]
    nodes: dict[str, Nodes]
    brackets: int
    current: bool
    at_work: bool = False
    positions: tuple[PositionView, ...] = ()
    silent: tuple[tuple[str, dict[str, str]], ...] = ()

    @property
    def objections(self) -> int:
        """How many stand in the way."""
        return sum(one.position == "objection" for one in self.positions)


def call_view(session: Session, item: Item, *, at_work: bool = False) -> tuple[Call, CallView] | None:
    """The open question of *item*; None when none is, or when what was asked about is not there any more."""
    call = standing.open_call(session, item.forum, item.id)
    if call is None:
        return None
    now = standing.read_now(session, item.forum, item.id)
    if call.target not in now:
        return None
    number, section, nodes, brackets = None, "", {}, 0
    twins: tuple[tuple[str, str], ...] = ()
    if call.target != item.id:
        [found] = queries.paragraphs(session, item.forum, item.id, ids=[call.target])
        view = paragraph_view(shelf_of(session, item.forum, item, [found], at_work=at_work), found)
        section, twins, nodes, brackets = view.section, view.twins, view.nodes, view.brackets
        number = [p.id for p in queries.paragraphs(session, item.forum, item.id, section=section)].index(found.id) + 1
    spoken, silent = _spoken(session, item, call) if at_work else ((), ())
    return call, CallView(
        item.number,
        call.target,
        call.read,
        number,
        section,
        twins,
        nodes,
        brackets,
        now[call.target] == call.read,
        at_work,
        spoken,
        silent,
    )


def _spoken(
    session: Session, item: Item, call: Call
) -> tuple[tuple[PositionView, ...], tuple[tuple[str, dict[str, str]], ...]]:
    """Who has said what of the words that were asked about, and who has not spoken."""
    held = [
        row for row in queries.positions(session, item.forum, item.id).get(call.target, ()) if row.read == call.read
    ]
    roster = {delegation.id: delegation for delegation in delegations(session, item.forum)}
    spoken = {row.delegation for row in held}
    silent = [d for d in standing.adopting(session, item.forum) if d.id not in spoken]
    return position_views(held, roster, call.read), tuple((d.key, dict(d.name)) for d in silent)


def call_data(call: Call, view: CallView) -> dict[str, Any]:
    """A question as programs receive it."""
    data: dict[str, Any] = {
        "item": call.item,
        "paragraph": None if call.target == call.item else call.target,
        "read": call.read,
        "current": view.current,
        "asked_at": rfc3339(call.asked_at),
    }
    if view.at_work:
        data["positions"] = [position_data(one) for one in view.positions]
        data["silent"] = [{"delegation": key, "name": Texts(name)} for key, name in view.silent]
    return data


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        found = call_view(session, item, at_work=room.kind == "drafting")
        if found is not None:
            yield Card(keys.call_key(item.id), "objection", "", call_data(*found), found[1])


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(room, keys.call_key(item)) for item in change.items for room in rooms_of(item)]


def register(registry: Registry) -> None:
    """The kind ``objection``: whatever changes the text or a position on it may change the question."""
    registry.kind(
        "objection",
        rooms=["communique", "drafting"],
        load=_cards,
        template={"": "communique/_call.html", "workbench": "communique/_call_at_work.html"},
    )
    for thing in ("communique", "opening"):
        registry.touches(thing, _touches)
