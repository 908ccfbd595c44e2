"""The session of a batch and of a snapshot: what it has loaded once, it knows until it ends."""

from typing import Any

from sqlalchemy import Connection, event
from sqlmodel import Session


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
