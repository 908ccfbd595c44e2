"""The session of a batch and of a snapshot: what it has loaded once, it knows until it ends."""

from collections.abc import Callable, Collection, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, event
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")


class KeepingSession(Session):
    """Keeps every row that it has loaded: SQLAlchemy's identity map is weak, and would load forum, item and table again
    for each command of a batch and for each card of a page.
    """

    def __init__(self, connection: Connection, **options: Any) -> None:
        super().__init__(connection, expire_on_commit=False, **options)
        self.kept: list[object] = []

    def forget(self) -> None:
        """Know nothing any more."""
        self.expunge_all()
        self.kept.clear()


@event.listens_for(KeepingSession, "loaded_as_persistent")
def _keep(session: KeepingSession, row: object) -> None:
    session.kept.append(row)


class Snapshot(KeepingSession):
    """The session of a reader: nothing changes while it lasts, so what :func:`once` has asked is asked once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, autoflush=False)
        self.answered: dict[Hashable, Any] = {}

    def forget(self) -> None:
        """Know nothing any more."""
        super().forget()
        self.answered.clear()


def once(query: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """A query that the cards of a page ask again and again: in one snapshot it goes to the database once for the same
    arguments. A command's session asks each time, for there rows change.

    What it gives is shared by all who ask: nobody may change it.
    """

    @wraps(query)
    def asked(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not isinstance(session, Snapshot):
            return query(session, *args, **kwargs)
        key = (query, *map(_hashable, args), *sorted((name, _hashable(value)) for name, value in kwargs.items()))
        if key not in session.answered:
            session.answered[key] = query(session, *args, **kwargs)
        found: T = session.answered[key]
        return found

    return asked


def _hashable(value: object) -> Hashable:
    if isinstance(value, Collection) and not isinstance(value, str):
        return frozenset(value)
    if isinstance(value, Hashable):
        return value
    raise TypeError(f"{value!r} cannot be told from others")
