"""A batch: commands of one forum in one transaction, a savepoint each, and what they leave in the journal.

Everything here runs once for every written word, on the one thread that writes.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.kernel.clock import Now
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.store import receipts
from app.store.journal import Entry, append
from app.store.sessions import KeepingSession
from app.store.work import Command, Done, Work

_log = logging.getLogger(__name__)

Outcome = Done | BaseException


class Batch:
    """Runs commands of *forum* inside the transaction of *connection*.

    The commands share one session, so that they load forum, item and table once: the forum's lock keeps them as they are.
    Journal entries and receipts are written together at the end, in as many statements for thirty commands as for one.
    """

    def __init__(self, connection: Connection, forum: str, now: Now, number: Callable[[Session, str], int]) -> None:
        self._connection = connection
        self._forum = forum
        self._now = now
        self._number = number
        self._entries: list[Entry] = []
        self._receipts: list[receipts.Kept] = []
        self._known: dict[str, receipts.Kept] = {}

    def run(self, wishes: Iterable[tuple[Command, Actor | None]]) -> list[Outcome]:
        """What became of each. Raises when the transaction itself fails: then nothing of it happened."""
        wishes = list(wishes)
        keys = {key for command, _ in wishes if (key := receipts.key_of(command))}
        with KeepingSession(self._connection, join_transaction_mode="rollback_only") as session:
            self._known = receipts.find(session, self._forum, keys)
            outcomes = [self._one(session, command, actor) for command, actor in wishes]
            append(session, self._entries)
            receipts.keep(session, self._forum, self._receipts)
        return outcomes

    def _one(self, session: KeepingSession, command: Command, actor: Actor | None) -> Outcome:
        # An ORM savepoint would copy the state of everything the session knows, for every command.
        self._connection.exec_driver_sql("SAVEPOINT command")
        try:
            outcome: Outcome = self._perform(session, command, actor)
        except SQLAlchemyError:
            raise
        except Refusal as refusal:
            outcome = refusal
        except Exception as fault:
            _log.exception("a command failed: %s", type(command).__name__)
            outcome = fault
        if not isinstance(outcome, Done) or outcome.repeated:
            self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT command")
            session.forget()  # what the refused command changed in memory must not be written by the next flush
        self._connection.exec_driver_sql("RELEASE SAVEPOINT command")
        return outcome

    def _perform(self, session: Session, command: Command, actor: Actor | None) -> Done:
        seq = 1 if getattr(command, "founds", False) else self._number(session, self._forum)
        key = receipts.key_of(command)
        digest = receipts.digest_of(command) if key else ""
        if key in self._known:
            return receipts.repeat(self._known[key], digest)
        work = Work(session, self._forum, seq, self._now(), actor)
        value: dict[str, Any] = command.run(work)
        session.flush()
        signed = actor is not None and not actor.anonymous and not getattr(command, "unsigned", False)
        who = actor.participant if actor is not None and signed else None
        self._entries.append(Entry(self._forum, seq, work.now, type(command).__name__, who, tuple(work.changes)))
        if key:
            self._known[key] = receipts.Kept(key, digest, seq, value)
            self._receipts.append(self._known[key])
        return Done(value, seq, work.created, repeated=False)
