"""What a database's failure means for the one whose command met it."""

from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, TimeoutError

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.store.receipts import id_reused

_TAKEN: Final = ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE", "23505")
_READ_ONLY: Final = "25006"
"""PostgreSQL's word for a server that became the follower of another."""


def cannot_write() -> Refusal:
    """The disk is full, the database is away: nothing was lost, and the sender's device tries again."""
    return Refusal(
        "cannot_write",
        N_(
            "The server cannot keep anything at this moment. Your text is safe on this device; send it again in a moment."
        ),
        status=503,
        retry_after=5,
    )


def is_outage(fault: BaseException) -> bool:
    """Whether the database takes no writes, from whomever."""
    return isinstance(fault, OperationalError | InterfaceError | TimeoutError) or _state(fault) == _READ_ONLY


def told(fault: BaseException) -> BaseException:
    """What the sender of a command that ran alone is told of *fault*."""
    if is_outage(fault):
        return cannot_write()
    if isinstance(fault, IntegrityError) and _state(fault) in _TAKEN:
        return id_reused()  # by another forum: a row's id is one for the whole database
    return fault


def _state(fault: BaseException) -> str:
    origin = fault.orig if isinstance(fault, DBAPIError) else None
    return getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None) or ""
