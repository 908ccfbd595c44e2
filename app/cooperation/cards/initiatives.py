"""Initiatives: at their table and on the desk at once, in the item and the forum once they are presented."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.cooperation import keys, queries, rules
from app.cooperation.models import Initiative, InitiativeVersion, Partner
from app.live.rooms import Room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme import phases
from app.programme import queries as programme
from app.programme.citations import Citation, citations
from app.programme.keys import presented_list
from app.sources import queries as sources
from app.sources.rules import Thing
from app.tables import queries as tables
from app.web.registry import Card, Registry, Texts

UNDATED = "9999"
"""Where an initiative without a date stands in the order of dates."""


@dataclass(frozen=True, slots=True)
class PartnerView:
    """Where a delegation stands. ``own``: it said so itself, else it was heard at the table."""

    key: str
    name: dict[str, str]
    standing: str
    own: bool


@dataclass(frozen=True, slots=True)
class KeptView:
    """What was written at the same time and clashed, by field; the lead by its name."""

    id: str
    version: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """An initiative. ``words`` by field, in ``language``; ``item`` is its number; ``drawn`` how much it was drawn from.
    Where the lead stands is told with it, and it is not among the other ``partners``.

    ``place`` is the kind of room where it is read. ``at_work``: for who runs or observes the item; there also what was
    ``kept`` beside it, and what can be done with it.
    """

    id: str
    item: str
    table: int
    table_name: dict[str, str]
    language: str
    words: dict[str, str]
    by_when: date | None
    references: tuple[Citation, ...]
    lead: dict[str, str]
    lead_standing: PartnerView | None
    partners: tuple[PartnerView, ...]
    version: int
    presented: bool
    drawn: int
    place: str = ""
    at_work: bool = False
    kept: tuple[KeptView, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.words["title"]


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """How many initiatives were presented, and the first day by which one wants something done."""

    count: int
    first: date | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that initiatives are shown with, read at once."""

    roster: Mapping[str, Delegation]
    places: Mapping[str, tuple[int, dict[str, str]]]
    numbers: Mapping[str, str]
    cited: Mapping[str, Citation]
    standings: Mapping[str, Mapping[str, Partner]]
    drawn: Mapping[Thing, Sequence[object]]
    kept: Mapping[str, Sequence[InitiativeVersion]]


def shelf_of(session: Session, forum: str, found: Sequence[Initiative]) -> Shelf:
    """What *found* are shown with, in one query per kind."""
    ids = [initiative.id for initiative in found]
    hall = tables.tables_by_id(session, forum, {initiative.table for initiative in found})
    cited = citations(session, forum, {key for initiative in found for key in initiative.references})
    return Shelf(
        {delegation.id: delegation for delegation in delegations(session, forum)},
        {table.id: (table.number, table.name) for table in hall.values()},
        {item.id: item.number for item in programme.items(session, forum, {i.item for i in found})},
        {citation.key: citation for citation in cited},
        queries.partners(session, forum, ids),
        sources.origins_of(session, forum, [Thing("initiative", id_) for id_ in ids]),
        queries.HISTORY.clashes(session, forum, ids),
    )


def initiative_view(shelf: Shelf, found: Initiative, *, place: str = "", at_work: bool = False) -> InitiativeView:
    """One initiative as its readers see it."""
    number, name = shelf.places[found.table]
    lead = shelf.roster.get(found.lead or "")
    partners = _partners(shelf, shelf.standings.get(found.id, {}))
    return InitiativeView(
        found.id,
        shelf.numbers[found.item],
        number,
        name,
        found.language,
        {name: found.words.get(name, "") for name in rules.WORDS},
        found.by_when,
        tuple(shelf.cited[key] for key in found.references if key in shelf.cited),
        lead.name if lead else {},
        next((partner for partner in partners if lead is not None and partner.key == lead.key), None),
        tuple(partner for partner in partners if lead is None or partner.key != lead.key),
        found.version,
        found.presented_at is not None,
        len(shelf.drawn.get(Thing("initiative", found.id), ())),
        place,
        at_work,
        tuple(
            KeptView(row.id, row.version, _named(shelf, row.texts)) for row in shelf.kept.get(found.id, ()) if at_work
        ),
    )


def _partners(shelf: Shelf, standings: Mapping[str, Partner]) -> tuple[PartnerView, ...]:
    """The firmest first, then as in the roster."""
    order = {delegation: place for place, delegation in enumerate(shelf.roster)}
    rows = sorted(standings.values(), key=lambda row: (-rules.STANDINGS.index(row.standing), order[row.delegation]))
    known = [(row, shelf.roster[row.delegation]) for row in rows]
    return tuple(PartnerView(d.key, d.name, row.standing, row.own) for row, d in known)


def _named(shelf: Shelf, fields: Mapping[str, str]) -> dict[str, str]:
    lead = shelf.roster.get(fields.get("lead", ""))
    return {**fields, **({"lead": lead.key} if lead else {})}


def initiative_data(shelf: Shelf, found: Initiative, view: InitiativeView) -> dict[str, Any]:
    """An initiative as programs receive it: its words in ``language``, ``text`` its title."""
    lead = shelf.roster.get(found.lead or "")
    data: dict[str, Any] = {
        "id": found.id,
        "item": found.item,
        "item_number": view.item,
        "table": found.table,
        "table_number": view.table,
        "table_name": Texts(view.table_name),
        "text": view.title,
        "language": found.language,
        **view.words,
        "by_when": found.by_when.isoformat() if found.by_when else None,
        "references": [{"key": c.key, "label": Texts(c.label), "title": Texts(c.title)} for c in view.references],
        "lead": {"key": lead.key, "name": Texts(lead.name)} if lead else None,
        "partners": [
            {
                "delegation": p.key,
                "name": Texts(p.name),
                "standing": p.standing,
                "said_by": "delegation" if p.own else "table",
            }
            for p in _partners(shelf, shelf.standings.get(found.id, {}))
        ],
        "version": found.version,
        "presented": view.presented,
        "drawn_from": view.drawn,
    }
    if view.at_work:
        data["clashes"] = [{"id": k.id, "version": k.version, "fields": k.fields} for k in view.kept]
    return data


def initiative_cards(
    session: Session,
    forum: str,
    room: Room,
    found: Sequence[Initiative],
    *,
    name: str = "initiatives",
    at_work: bool = False,
) -> Iterable[Card]:
    """The cards of *found* in a room's list: by date in the forum's, elsewhere table by table as they were noted."""
    if not found:
        return
    shelf = shelf_of(session, forum, found)
    for initiative in found:
        view = initiative_view(shelf, initiative, place=room.kind, at_work=at_work)
        order = f"{view.table:05d}:{initiative.first_seq:010d}"
        if room.kind == "forum":
            order = f"{initiative.by_when.isoformat() if initiative.by_when else UNDATED}:{view.item}:{order}"
        data = initiative_data(shelf, initiative, view)
        yield Card(keys.initiative_key(initiative.id), name, order, data, view)


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    if room.kind == "table":
        found = queries.initiatives(session, forum, table=room.id, ids=ids)
    elif room.kind == "forum":
        found = queries.initiatives(session, forum, ids=ids, presented=True)
    else:
        found = queries.initiatives(session, forum, items=[room.id], ids=ids, presented=room.kind == "item")
    yield from initiative_cards(session, forum, room, found, at_work=room.kind == "desk")
    if room.kind == "desk":
        for plenary in programme.items(session, forum, [room.id]):
            for home in programme.presented(session, plenary):
                found = queries.initiatives(session, forum, items=[home.id], ids=ids)
                yield from initiative_cards(session, forum, room, found, name=presented_list(home.id))


@dataclass(frozen=True, slots=True)
class DialogueView:
    """What everybody finds of a dialogue on its page: how many delegations said what interests them, what was presented."""

    item: str
    interested: int
    presented: int


def _dialogue_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        if phases.opens(item.technique, "initiative"):
            marked = queries.interest(session, forum, item.id).values()
            presented = queries.initiatives(session, forum, items=[item.id], presented=True)
            view = DialogueView(item.number, len(frozenset[str]().union(*marked)), len(presented))
            data = {"item": item.id, "interested": view.interested, "presented": view.presented}
            yield Card(keys.dialogue_key(item.id), "dialogue", "", data, view)


def _follow_up_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    found = queries.initiatives(session, forum, presented=True)
    if found:
        first = min((i.by_when for i in found if i.by_when is not None), default=None)
        data = {"initiatives": len(found), "first": first.isoformat() if first else None}
        yield Card(keys.follow_up_key(forum), "follow-up", "", data, FollowUpView(len(found), first))


def register(registry: Registry) -> None:
    """The kinds ``initiative``, ``dialogue`` and ``follow-up``."""
    registry.kind("dialogue", rooms=["item"], load=_dialogue_cards, template="cooperation/_dialogue.html")
    registry.kind("follow-up", rooms=["forum"], load=_follow_up_cards, template="cooperation/_follow_up.html")
    registry.kind(
        "initiative",
        rooms=["table", "desk", "item", "forum"],
        load=_cards,
        template={
            "": "cooperation/_initiative.html",
            "workbench": "cooperation/_on_pad.html",
            "desk": "cooperation/_to_present.html",
        },
    )
