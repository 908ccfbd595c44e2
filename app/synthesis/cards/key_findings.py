"""Key findings: all of them on the workbench, on the desks (their item's, and of the plenary that presents it) those that
were shared, in the item those that are shown.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.live.rooms import Room
from app.programme import queries as programme
from app.programme.keys import presented_list
from app.synthesis import keys, queries, rules
from app.synthesis.bench import Bench, load_bench
from app.synthesis.models import KeyFinding, KeyFindingVersion
from app.synthesis.speaking import reading_seconds, words_in
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A source on the workbench. ``table`` is a number; ``mark`` a finding's kind or a comment's stance; ``changed``: it
    has another text than the one that was drawn on.
    """

    kind: str
    id: str
    table: int | None
    mark: str
    version: int
    changed: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ClashView:
    """A text that met a change made meanwhile, written from ``version``: kept until somebody has dealt with it."""

    id: str
    version: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class KeyFindingView:
    """A key finding. ``tables`` are numbers; ``counts`` are (kind, how many) of what it draws on, none when the rapporteur
    wrote it from nothing written. ``own_state``: the state is the rapporteur's word. ``seconds`` is its reading time.

    ``languages`` are those it should stand in: its own first, then the forum's, then others that it has.

    On the workbench also its ``sources``, its ``clashes``, and whether the booth was ``sent`` it and has an older text.
    """

    id: str
    item: str
    texts: dict[str, str]
    language: str
    state: str
    own_state: bool
    tables: tuple[int, ...]
    counts: tuple[tuple[str, int], ...]
    version: int
    seconds: int
    shown: bool
    languages: tuple[str, ...] = ()
    at_work: bool = False
    sent: bool = False
    sent_older: bool = False
    sources: tuple[DrawnView, ...] = ()
    clashes: tuple[ClashView, ...] = ()


def key_finding_views(
    session: Session, forum: str, found: Sequence[KeyFinding], *, at_work: bool = False
) -> list[KeyFindingView]:
    """Key findings as they are shown; with ``at_work`` as their rapporteurs see them."""
    bench = load_bench(session, forum, found)
    spoken = programme.forum_of(session, forum).languages
    clashes = queries.HISTORY.clashes(session, forum, [k.id for k in found]) if at_work else {}
    return [_view(bench, k, spoken, clashes.get(k.id, ()) if at_work else None) for k in found]


def _view(
    bench: Bench, found: KeyFinding, spoken: Sequence[str], clashes: Sequence[KeyFindingVersion] | None
) -> KeyFindingView:
    drawn = bench.drawn_on(found)
    counted = Counter(origin.thing.kind for _, origin in drawn)
    at_work = clashes is not None
    # What was shared and not shown is the text that was sent: the rapporteur writes on in private.
    texts = found.texts if at_work or found.shown_at is not None else found.sent_texts
    return KeyFindingView(
        id=found.id,
        item=found.item,
        texts=texts,
        language=found.language,
        state=bench.state(found),
        own_state=bool(found.state),
        tables=bench.tables(found),
        counts=tuple((kind, counted[kind]) for kind in rules.DRAWN_ON if counted[kind]),
        version=found.version,
        seconds=reading_seconds(words_in(texts.get(found.language, ""))),
        shown=found.shown_at is not None,
        languages=tuple(dict.fromkeys((found.language, *spoken, *texts))),
        at_work=at_work,
        sent=at_work and found.sent_at is not None,
        sent_older=at_work and found.sent_at is not None and found.sent_texts != found.texts,
        sources=tuple(
            DrawnView(
                origin.thing.kind,
                origin.thing.id,
                bench.numbers.get(origin.table),
                origin.mark,
                link.version,
                link.version < origin.version,
                origin.withdrawn,
            )
            for link, origin in drawn
            if at_work
        ),
        clashes=tuple(ClashView(c.id, c.version, c.texts) for c in clashes or ()),
    )


def key_finding_data(view: KeyFindingView, order: str, *, at_work: bool = False) -> dict[str, Any]:
    """A key finding as programs receive it: ``text`` in their language, ``texts`` in all of them."""
    data: dict[str, Any] = {
        "id": view.id,
        "item": view.item,
        "text": Texts(view.texts),
        "texts": view.texts,
        "language": view.language,
        "state": view.state,
        "tables": list(view.tables),
        "drawn_from": dict(view.counts),
        "written_by_the_rapporteur": not view.counts,
        "version": view.version,
        "order": order,
        "seconds": view.seconds,
        "shown": view.shown,
    }
    if at_work:
        data["own_state"] = view.own_state
        data["sent"], data["sent_older"] = view.sent, view.sent_older
        data["sources"] = [
            {
                "kind": s.kind,
                "id": s.id,
                "table_number": s.table,
                "mark": s.mark,
                "version": s.version,
                "changed": s.changed,
                "withdrawn": s.withdrawn,
            }
            for s in view.sources
        ]
        data["clashes"] = [{"id": c.id, "version": c.version, "texts": c.texts} for c in view.clashes]
    return data


def _lists(session: Session, forum: str, room: Room) -> dict[str, str]:
    """The items whose key findings a room has, each with its list: a plenary's desk has those that it presents besides."""
    found = {room.id: "key-findings"}
    if room.kind == "desk":
        for item in programme.items(session, forum, [room.id]):
            found |= {other.id: presented_list(other.id) for other in programme.presented(session, item)}
    return found


def _key_finding_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    at_work = room.kind == "work"
    for item, name in _lists(session, forum, room).items():
        found = queries.key_findings(session, forum, item=item, ids=ids)
        if not at_work:
            found = [k for k in found if k.shown_at is not None or (room.kind == "desk" and k.sent_at is not None)]
        ranks = {k.id: k.rank for k in found}
        for view in key_finding_views(session, forum, found, at_work=at_work) if found else ():
            data = key_finding_data(view, ranks[view.id], at_work=at_work)
            yield Card(keys.key_finding_key(view.id), name, ranks[view.id], data, view)


def register(registry: Registry) -> None:
    """The kind ``key-finding``."""
    registry.kind(
        "key-finding",
        rooms=["work", "desk", "item"],
        load=_key_finding_cards,
        template={
            "": "synthesis/_shown.html",
            "workbench": "synthesis/_key_finding.html",
            "desk": "synthesis/_to_show.html",
        },
    )
