"""Rooms: live channels. A room decides its audience; it is written ``kind:id``."""

import re
from typing import Final, NamedTuple

KINDS: Final = frozenset(
    {"me", "forum", "item", "table", "desk", "work", "screen", "communique", "drafting", "roster", "survey"}
)

_ID: Final = re.compile(r"[\w.~-]{1,64}")


class Room(NamedTuple):
    """One live channel of a forum: ``table:ID``. ``me`` carries its participant's id inside, and nothing on the wire.

    A screen's name is its forum's own: wherever rooms of several forums meet, the key is (forum, room).
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def wire(self) -> str:
        """Its name on the wire."""
        return "me" if self.kind == "me" else str(self)


def parse_room(name: str, participant: str) -> Room | None:
    """The room of a wire name, for *participant*; None when there is no such kind of room."""
    if name == "me":
        return Room("me", participant)
    kind, colon, id_ = name.partition(":")
    if not colon or kind not in KINDS or kind == "me" or not _ID.fullmatch(id_):
        return None
    return Room(kind, id_)
