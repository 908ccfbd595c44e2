"""What a command is, what it is given, and what its sender gets."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlmodel import Session

from app.kernel.roles import Actor
from app.kernel.text import bad_character, is_keepable
from app.store.journal import Change


class Command(Protocol):
    """A frozen dataclass: what somebody wishes. ``id`` is the sender's, by which a repeat has its effect once.

    A command that creates its forum has the class attribute ``founds = True``: it inserts the forum's row with seq 1.
    One that is nobody's has ``unsigned = True``: the journal does not name who sent it, in no forum.
    """

    @property
    def id(self) -> str | None:
        """The sender's id, or None when the command needs no receipt (asking for a state that may already hold)."""

    def run(self, work: "Work") -> dict[str, Any]:
        """Load, check rules, change rows, record what changed. Returns what the sender is told. Raises Refusal."""


def require_keepable(command: Command) -> None:
    """Refuse a command that holds what no database takes. Texts are asked again where they are cleaned; ids, keys and names
    that only look something up are not. Of several texts by name, the one that is at fault is named.
    """
    for field in fields(command):  # type: ignore[arg-type]
        value = getattr(command, field.name)
        if not _keepable(value):
            named = value.items() if isinstance(value, dict) else ()
            raise bad_character(next((k for k, v in named if _keepable(k) and not _keepable(v)), field.name))


def _keepable(value: object) -> bool:
    if isinstance(value, str):
        return is_keepable(value)
    if isinstance(value, list | tuple):
        return all(map(_keepable, value))
    if isinstance(value, dict):
        return all(map(_keepable, (*value, *value.values())))
    return True


class Work:
    """What a command is given: a session inside its own savepoint, its number in the forum's order, and who acts."""

    __slots__ = ("actor", "changes", "created", "forum", "now", "seq", "session")

    def __init__(self, session: Session, forum: str, seq: int, now: datetime, actor: Actor | None) -> None:
        self.session = session
        self.forum = forum
        self.seq = seq
        self.now = now
        self.actor = actor
        self.created = False
        self.changes: list[Change] = []

    def record(
        self,
        kind: str,
        id: str,
        *,
        tables: Iterable[str] = (),
        items: Iterable[str] = (),
        people: Iterable[str] = (),
    ) -> None:
        """Say that a thing changed, with every table, item and person it belonged to before and belongs to now."""
        self.changes.append(Change(kind, id, _distinct(tables), _distinct(items), _distinct(people)))


def _distinct(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for i in ids if i))


class Done(NamedTuple):
    """A command's outcome. ``repeated``: this id had been sent before and had its effect then."""

    value: dict[str, Any]
    seq: int
    created: bool
    repeated: bool
