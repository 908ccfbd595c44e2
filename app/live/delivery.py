"""Handing out what a tick has read: to those who are live, to those who come, and to those who come back.

All of it is synchronous: between the fold of the journal and the last write of a tick nobody else runs.
"""

import logging
from collections.abc import Collection, Iterable, Mapping

from app.live.channel import Channel
from app.live.frames import Frame, Present, Refused, Welcome, Whole, encode, encode_cards
from app.live.index import WHOLE, Index
from app.live.ports import Variant
from app.live.presence import UNCOUNTED
from app.live.protocol import CLOSE_ERROR, CLOSE_PASS_ENDED
from app.live.reading import Admission, Reading
from app.live.rooms import Room
from app.live.sockets import BUFFER_LIMIT, LIVE, Cursor, Listener
from app.live.surroundings import Surroundings
from app.live.wishes import Wish

_log = logging.getLogger(__name__)


class Delivery:
    """The listeners of one forum in this process, and what each of them has."""

    def __init__(self, forum: str, around: Surroundings) -> None:
        self.forum = forum
        self.channels: dict[Room, Channel] = {}
        self.people: dict[str, set[Listener]] = {}
        self.stale: set[Listener] = set()
        self.returning: set[Listener] = set()
        self._around = around
        self._open: list[Listener] = []
        self._made: dict[tuple[Room, Variant, int], Frame] = {}
        self._reading = Reading(0, 0)
        self._index = Index()

    # ---- who is here

    def add(self, listener: Listener) -> None:
        """A socket of this forum; it hears nothing until its hello."""
        self.people.setdefault(listener.actor.participant, set()).add(listener)

    def remove(self, listener: Listener) -> None:
        """It is gone."""
        self._leave(listener, list(listener.rooms))
        self.stale.discard(listener)
        self.returning.discard(listener)
        of_person = self.people.get(listener.actor.participant)
        if of_person is not None:
            of_person.discard(listener)
            if not of_person:
                del self.people[listener.actor.participant]

    def heard(self, room: Room) -> Collection[Variant]:
        """In which variants *room* is heard at once. May be called from a reader's thread."""
        channel = self.channels.get(room)
        return tuple(channel.audience) if channel and channel.digest is None else ()

    def head(self, room: Room, index: Index) -> int:
        """How far *room* is published here, which is what its listeners know as its head."""
        channel = self.channels.get(room)
        return channel.published if channel else index.head(room)

    def tell(self, room: Room, frame: Frame, but: str = "") -> None:
        """An ephemeral frame to everyone who is live in *room*, except the participant *but*."""
        if channel := self.channels.get(room):
            for listener in list(channel.everyone()):
                if listener.actor.participant != but:
                    listener.tell(frame)

    def counts(self) -> dict[Room, int]:
        """How many people are in each room through this process."""
        return {room: ch.people for room, ch in self.channels.items() if room.kind not in UNCOUNTED}

    def drained(self, listener: Listener) -> None:
        """A stale socket has room again: the next tick brings it up to date."""
        if listener in self.stale:
            self.stale.discard(listener)
            self.returning.add(listener)

    # ---- one tick, in this order

    def begin(self, reading: Reading, index: Index) -> None:
        """What the tick has read, and the index with it folded in."""
        self._reading, self._index = reading, index
        self._made.clear()

    def enforce(self, listener: Listener, admission: Admission) -> None:
        """The gate was asked again: close the socket of a pass that ended, drop the rooms that were lost."""
        if admission.actor is None:
            self._around.end(listener, CLOSE_PASS_ENDED)
            return
        listener.actor = admission.actor
        lost = {room: code for room, code in admission.refused.items() if room in listener.rooms}
        if lost:
            self._leave(listener, lost)
            notes = {room.wire: code for room, code in lost.items()}
            if listener.stale_since is None and self._opened(listener):
                listener.batch.append(self._welcome(listener, notes))
            else:
                # It is told when it has drained, so it must be known to be full.
                listener.notes = {**(listener.notes or {}), **notes}
                self._go_stale(listener)

    def publish(self, room: Room, keys: Collection[str], seq: int) -> int:
        """Send the newest state of *keys* to the live listeners of *room*, whose head becomes *seq*. The frame's size."""
        channel = self.channels[room]
        slow: list[Listener] = []
        size = 0
        for variant, listeners in channel.audience.items():
            frame = self._cards(channel, variant, channel.published, seq, keys)
            size = max(size, len(frame.wire))
            for listener in listeners:
                batch = listener.batch
                if not batch:
                    if listener.link.buffered() >= BUFFER_LIMIT:
                        slow.append(listener)
                        continue
                    self._open.append(listener)
                batch.append(frame)
        for listener in slow:
            self._go_stale(listener)
        channel.published = max(channel.published, seq)
        return size

    def whole(self) -> None:
        """Nobody knows what changed: every listener of every room fetches afresh."""
        for channel in self.channels.values():
            channel.published = self._index.head(channel.room)
            frame = encode(Whole(channel.wire))
            for listener in list(channel.everyone()):
                if self._opened(listener):
                    listener.batch.append(frame)
                else:
                    self._go_stale(listener)

    def join(self, listener: Listener, wish: Wish, admission: Admission) -> None:
        """A hello: leave the rooms of the last one, enter these, and get what is new in them."""
        if admission.actor is None:
            self._around.end(listener, CLOSE_PASS_ENDED)
            return
        self._leave(listener, list(listener.rooms))
        listener.actor, listener.variant = admission.actor, wish.variant
        listener.rooms = {room: cursor for room, cursor in wish.rooms.items() if room not in admission.refused}
        for room in listener.rooms:
            self._channel(room).enter(listener)
        listener.notes = {room.wire: code for room, code in admission.refused.items() if room in wish.rooms}
        listener.notes |= dict.fromkeys(wish.unknown, "no_such_room")
        self.bring_up(listener, dict(listener.rooms))

    def bring_up(self, listener: Listener, rooms: Mapping[Room, Cursor]) -> None:
        """Send what is new in *rooms* since their cursors, and let the listener go live in them."""
        self.returning.discard(listener)
        if not self._opened(listener):
            self._go_stale(listener)
            return
        self.stale.discard(listener)
        listener.stale_since = None
        rooms = {room: cursor for room, cursor in rooms.items() if room in listener.rooms}
        failed = [room for room, cursor in rooms.items() if cursor is None and room not in self._reading.shelves]
        if failed:
            self._leave(listener, failed)
            listener.notes = {**(listener.notes or {}), **{room.wire: "unavailable" for room in failed}}
        if listener.notes is not None:
            listener.batch.append(self._welcome(listener, listener.notes))
            listener.notes = None
        for room, cursor in rooms.items():
            if room in listener.rooms:
                self._bring_up_in(self.channels[room], listener, cursor)

    def flush(self) -> None:
        """Write each listener's frames of this tick as one."""
        open_, self._open = self._open, []
        count = size = 0
        for listener in open_:
            batch, listener.batch = listener.batch, []
            if batch and not listener.gone:
                count += len(batch)
                size += sum([len(frame.wire) for frame in batch])
                try:
                    listener.link.write(batch)
                except Exception:
                    _log.exception("a socket could not be written to")
                    self._around.end(listener, CLOSE_ERROR)
        self._around.meter.add("deliveries", count)
        self._around.meter.add("bytes", size)

    # ---- parts of it

    def _channel(self, room: Room) -> Channel:
        if room not in self.channels:
            self.channels[room] = Channel(room, self._index.head(room))
        return self.channels[room]

    def _leave(self, listener: Listener, rooms: Iterable[Room]) -> None:
        for room in rooms:
            if channel := self.channels.get(room):
                channel.leave(listener)
                if not channel.members:
                    del self.channels[room]
            listener.rooms.pop(room, None)

    def _opened(self, listener: Listener) -> bool:
        """Whether this tick's frames may go to *listener*: asked before its first one, so a tick reaches it whole or not."""
        if listener.gone:
            return False
        if not listener.batch:
            if listener.link.buffered() >= BUFFER_LIMIT:
                return False
            self._open.append(listener)
        return True

    def _go_stale(self, listener: Listener) -> None:
        if listener.gone:
            return
        for room, cursor in list(listener.rooms.items()):
            if cursor == LIVE:
                self.channels[room].detach(listener)
        if listener.stale_since is None:
            listener.stale_since = self._around.clock()
            self._around.meter.add("stale")
        self.stale.add(listener)

    def _bring_up_in(self, channel: Channel, listener: Listener, cursor: Cursor) -> None:
        frame = self._catch_up(channel, listener.variant, cursor)
        if frame is not None:
            listener.batch.append(frame)
            self._around.meter.add("catch_ups")
        channel.attach(listener)
        if channel.room.kind not in UNCOUNTED:
            count = self._around.crowd(self.forum, channel.room, channel.people)
            listener.batch.append(encode(Present(channel.wire, count)))

    def _catch_up(self, channel: Channel, variant: Variant, cursor: Cursor) -> Frame | None:
        room, seq = channel.room, channel.published
        if cursor is None:
            return self._cards(channel, variant, 0, seq, None)
        # A head that the database does not know after it was read is of another history, whatever its epoch says.
        if cursor is WHOLE or cursor > self._index.seq:
            return encode(Whole(channel.wire))
        changed = self._index.since(room, cursor)
        if changed is WHOLE:
            return encode(Whole(channel.wire))
        if not changed and cursor == seq:
            return None
        # Phones that come back together have the same heads: the second one costs nothing.
        made = self._made.get((room, variant, cursor))
        if made is None:
            made = self._made[room, variant, cursor] = self._cards(channel, variant, cursor, seq, changed)
        return made

    def _cards(self, channel: Channel, variant: Variant, since: int, seq: int, keys: Collection[str] | None) -> Frame:
        """A cards frame, or ``whole`` when a card's loader or template failed. ``keys=None``: all that could be drawn."""
        shelf = self._reading.shelves.get(channel.room)
        self._around.meter.add("frames")
        if keys is not None and not keys:
            return encode_cards(channel.wire, since, seq, self._around.wall(), ())
        if shelf is None or (keys is not None and not shelf.covers(keys)):
            return encode(Whole(channel.wire))
        drawn = [shelf.json(key, variant) for key in (shelf.keys if keys is None else keys)]
        if keys is not None and None in drawn:
            return encode(Whole(channel.wire))
        return encode_cards(channel.wire, since, seq, self._around.wall(), [card for card in drawn if card is not None])

    def _welcome(self, listener: Listener, notes: Mapping[str, str]) -> Frame:
        refused = tuple(Refused(name, code) for name, code in notes.items())
        rooms = tuple(room.wire for room in listener.rooms)
        return encode(Welcome(self._around.epoch, self._around.wall(), rooms, refused))
