"""Reading for one tick: the journal since a seq, and in the same snapshot the cards that somebody waits for.

What is read is handed to the event loop ready to be sent: cards are written down here, in the reader's thread, once per
(card, room, variant). One bad card, loader or expansion costs its own room a fresh start, and nobody else anything.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, TypeAlias

from app.kernel.roles import Actor
from app.live.frames import CardState, encode_card
from app.live.index import WHOLE, Index
from app.live.ports import Card, CardSource, Entry, Gate, Journal, Readers, Snapshot, Variant
from app.live.rooms import Room
from app.live.wishes import Wish

CHUNK: Final = 2_000
"""Journal entries read at once."""

_log = logging.getLogger(__name__)


class JournalGap(Exception):
    """The journal does not go on where this process stopped reading: its history is not the one we knew."""


class Admission(NamedTuple):
    """The gate's answer: the actor as of now (None when the pass ended), and why rooms are refused."""

    actor: Actor | None
    refused: Mapping[Room, str]


def _nobody(room: Room) -> Collection[Variant]:
    return ()


def _no_one(room: Room) -> Actor | None:
    return None


class Plan(NamedTuple):
    """What a tick wants read, after ``seq``.

    ``heard`` says in which variants a room is heard at once; ``owed`` are the cards that crowded rooms may have now;
    ``owner`` says whose ``me`` a room is. ``heard`` and ``owner`` are called from a reader's thread: that is safe while only
    the feed's own task lets listeners in, and one that leaves meanwhile costs a card drawn for nobody.
    """

    forum: str
    seq: int = 0
    heard: Callable[[Room], Collection[Variant]] = _nobody
    owed: Mapping[Room, tuple[Collection[str], Collection[Variant]]] = {}
    wishes: Sequence[Wish] = ()
    owner: Callable[[Room], Actor | None] = _no_one


class Shelf:
    """The cards of one room, as of one snapshot, and their JSON by variant."""

    def __init__(self, source: CardSource, cards: Mapping[str, Card], seqs: Mapping[str, int]) -> None:
        self._source = source
        self._cards = cards
        self._seqs = seqs
        self._written: dict[tuple[str, Variant], bytes | None] = {}

    def covers(self, keys: Collection[str]) -> bool:
        """Whether all *keys* were asked for: only then is a card that is not here one that went away."""
        return all(key in self._seqs for key in keys)

    @property
    def keys(self) -> Collection[str]:
        """The keys of the cards that exist."""
        return self._cards.keys()

    def json(self, key: str, variant: Variant) -> bytes | None:
        """The card's JSON, with null when it went away; None when its template failed."""
        written = self._written
        if (key, variant) not in written:
            written[key, variant] = self._write(key, variant)
        return written[key, variant]

    def _write(self, key: str, variant: Variant) -> bytes | None:
        card, seq = self._cards.get(key), self._seqs[key]
        if card is None:
            return encode_card(CardState(key, "", "", seq), variant.form)
        try:
            if variant.form == "json":
                data = self._source.data(card, variant)
                return encode_card(CardState(key, card.list, card.order, seq, data=data), "json")
            html = self._source.html(card, variant, seq)
            return encode_card(CardState(key, card.list, card.order, seq, html=html), "html")
        except Exception:
            _log.exception("card %s could not be drawn for %s", key, variant)
            return None


@dataclass(slots=True)
class Reading:
    """What was read after ``since``, up to ``seq``; ``more`` waits in the journal.

    ``lost``: an expansion failed, so nobody knows which rooms changed. A room without its shelf: its loader failed.
    """

    since: int
    seq: int
    more: bool = False
    touched: dict[Room, dict[str, int]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    lost: bool = False
    shelves: dict[Room, Shelf] = field(default_factory=dict)

    def touch(self, touched: Mapping[Room, Mapping[str, int]]) -> None:
        """Take in what later changes touched."""
        for room, keys in touched.items():
            self.touched.setdefault(room, {}).update(keys)


Asked: TypeAlias = list[tuple[Collection[str] | None, Collection[Variant]]]
"""What is wanted of one room: cards that may have gone away, or with None all there are; and how they are to be drawn."""


class Reader:
    """Reads for a feed, through the process's readers."""

    def __init__(self, journal: Journal, readers: Readers, source: CardSource, gate: Gate) -> None:
        self._journal = journal
        self._readers = readers
        self._source = source
        self._gate = gate

    async def build(self, forum: str) -> Index:
        """The index of a forum's whole journal. Where an entry cannot be expanded, what came before it is forgotten."""
        reading = await self.read(Plan(forum), Index(), any_start=True)
        index = Index(seq=reading.since)
        while True:
            if reading.lost:
                index = Index(seq=reading.seq)
            else:
                index.fold(reading.touched, reading.seq)
            if not reading.more:
                return index
            reading = await self.read(Plan(forum, index.seq), index)

    async def admit(self, asks: Sequence[tuple[Actor, Collection[Room]]]) -> list[Admission]:
        """The gate's answer for each (actor, rooms), in one snapshot; ``unavailable`` where the gate itself failed."""
        try:
            return await self._readers.run(self._admissions, asks)
        except Exception:
            if len(asks) > 1:
                return [admission for ask in asks for admission in await self.admit([ask])]
            _log.exception("the gate failed")
            return [Admission(asks[0][0], dict.fromkeys(asks[0][1], "unavailable"))]

    def _admissions(self, session: Snapshot, asks: Sequence[tuple[Actor, Collection[Room]]]) -> list[Admission]:
        answers = []
        for actor, rooms in asks:
            living = self._gate.living(session, actor)
            if living is None:
                answers.append(Admission(None, {}))
                continue
            living = replace(living, author_key=actor.author_key)  # which no database knows
            codes = {room: self._gate.refused(session, living, room) for room in rooms}
            answers.append(Admission(living, {room: code for room, code in codes.items() if code}))
        return answers

    async def read(self, plan: Plan, index: Index, *, any_start: bool = False) -> Reading:
        """What *plan* asks for. Raises :class:`JournalGap`, and whatever the database raises when it is away."""
        try:
            return await self._readers.run(self._at_once, plan, index, any_start)
        except JournalGap:
            raise
        except Exception as fault:
            _log.warning("forum %s could not be read at once and is read piece by piece: %s", plan.forum, type(fault))
            return await self._piecewise(plan, index, any_start)

    def _at_once(self, session: Snapshot, plan: Plan, index: Index, any_start: bool) -> Reading:
        entries = self._entries(session, plan, any_start)
        reading = self._begin(plan, entries)
        reading.touch(self._source.expand(session, plan.forum, _distinct(entries)))
        for room, asked in self._asked(plan, index, reading).items():
            reading.shelves[room] = self._shelf(session, plan, index, reading, room, asked)
        return reading

    async def _piecewise(self, plan: Plan, index: Index, any_start: bool) -> Reading:
        run = self._readers.run
        entries = await run(self._entries, plan, any_start)
        reading = self._begin(plan, entries)
        for entry in entries:
            try:
                reading.touch(await run(self._source.expand, plan.forum, _distinct([entry])))
            except Exception:
                _log.exception("entry %d of forum %s could not be expanded", entry.seq, plan.forum)
                reading.lost = True
        for room, asked in self._asked(plan, index, reading).items():
            try:
                reading.shelves[room] = await run(self._shelf, plan, index, reading, room, asked)
            except Exception:
                _log.exception("the cards of %s could not be loaded", room)
        return reading

    def _entries(self, session: Snapshot, plan: Plan, any_start: bool) -> Sequence[Entry]:
        entries = self._journal.since(session, plan.forum, plan.seq, CHUNK)
        first = entries[0].seq if any_start and entries else plan.seq + 1
        if any(entry.seq != first + place for place, entry in enumerate(entries)):
            raise JournalGap(f"forum {plan.forum}: expected {first} after {plan.seq}")
        return entries

    def _begin(self, plan: Plan, entries: Sequence[Entry]) -> Reading:
        concerns = self._gate.concerns_rights
        people = {p for entry in entries for change in entry.changes if concerns(change) for p in change.people}
        since = entries[0].seq - 1 if entries else plan.seq
        return Reading(since, since + len(entries), len(entries) == CHUNK, people=people)

    def _asked(self, plan: Plan, index: Index, reading: Reading) -> dict[Room, Asked]:
        asked: defaultdict[Room, Asked] = defaultdict(list)
        for room, touched in reading.touched.items():
            if variants := plan.heard(room):
                asked[room].append((touched.keys(), variants))
        for room, owed in plan.owed.items():
            asked[room].append(owed)
        for wish in plan.wishes:
            for room, cursor in wish.rooms.items():
                if cursor is None:
                    asked[room].append((None, (wish.variant,)))
                elif cursor is not WHOLE and (before := index.since(room, cursor)) is not WHOLE:
                    after = [key for key, seq in reading.touched.get(room, {}).items() if seq > cursor]
                    if before or after:
                        asked[room].append(({*before, *after}, (wish.variant,)))
        return asked

    def _shelf(self, session: Snapshot, plan: Plan, index: Index, reading: Reading, room: Room, asked: Asked) -> Shelf:
        keys = {key for some, _ in asked for key in some or ()}
        everything = any(some is None for some, _ in asked)
        owner = self._owner(session, plan.owner(room), reading.people)
        cards = self._source.load(session, plan.forum, room, None if everything else keys, owner)
        by_key = {card.key: card for card in cards}
        now = reading.touched.get(room, {})
        # A card that went away has a seq too: without it the client would take its going for old news.
        seqs = {key: now.get(key) or index.seq_of(room, key) for key in (*keys, *by_key)}
        shelf = Shelf(self._source, by_key, seqs)
        for some, variants in asked:
            for variant in variants:
                for key in by_key if some is None else some:
                    shelf.json(key, variant)
        return shelf

    def _owner(self, session: Snapshot, owner: Actor | None, changed: Collection[str]) -> Actor | None:
        """Whose rights changed in what was just read is asked for anew: what is theirs hangs on it."""
        if owner is None or owner.participant not in changed:
            return owner
        living = self._gate.living(session, owner)
        return owner if living is None else replace(living, author_key=owner.author_key)


def _distinct(entries: Sequence[Entry]) -> list[tuple[int, Any]]:
    """The changes with their seqs, oldest first; of equal ones only the last: it touches the same cards, later."""
    last: dict[Any, int] = {}
    for entry in entries:
        for change in entry.changes:
            last.pop(change, None)
            last[change] = entry.seq
    return [(seq, change) for change, seq in last.items()]
