"""The hall over JSON: its changes and their undo, and who reports now."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.store.work import Command
from app.tables import hall_rules
from app.tables.commands.hall import balance, people, rooms, undo, words
from app.tables.commands.turns import GiveTurn
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["hall"])


class HallBody(BaseModel):
    """One change of the hall. Tables are named by id, code or number.

    ``add`` takes question, name, number · ``close`` table, to · ``reopen`` table · ``split`` table, people, number ·
    ``merge`` table, into · ``swap`` table, with · ``seat`` table, people (or participant) ·
    ``balance`` seed · ``undo`` step.
    """

    action: str
    table: str | int | None = None
    into: str | int | None = None
    other: str | int | None = Field(default=None, alias="with")
    to: str | int | None = None
    people: list[str] = Field(default=[], max_length=500)
    participant: str | None = None
    question: str | None = None
    name: str | None = None
    number: int | None = None
    step: str | None = None
    seed: int = Field(default=0, ge=0, lt=2**31)
    id: str | None = None

    def named(self, field: str) -> str:
        """A table that the action needs; nothing is a table of no hall, and refused as such."""
        value = getattr(self, field)
        return "" if value is None else str(value)

    @property
    def sent_id(self) -> str | None:
        """The id in canonical form."""
        return parse_id(self.id) if self.id else None

    @property
    def everyone(self) -> tuple[str, ...]:
        """Those who move."""
        return (*self.people, *([self.participant] if self.participant else []))


Maker = Callable[[str, HallBody, Registry], Command]

ACTIONS: Final[Mapping[str, Maker]] = {
    "add": lambda item, b, _: rooms.AddTable(item, b.question, b.name, b.number, b.sent_id),
    "close": lambda item, b, _: rooms.CloseTable(item, b.named("table"), b.named("to") or None, b.sent_id),
    "reopen": lambda item, b, _: rooms.ReopenTable(item, b.named("table"), b.sent_id),
    "split": lambda item, b, _: people.SplitTable(item, b.named("table"), b.everyone, b.number, b.sent_id),
    "merge": lambda item, b, r: words.MergeTables(item, b.named("table"), b.named("into"), r.movers, b.sent_id),
    "swap": lambda item, b, r: words.SwapTables(item, b.named("table"), b.named("other"), r.movers, b.sent_id),
    "seat": lambda item, b, _: people.SeatPeople(item, b.named("table"), b.everyone, b.sent_id),
    "balance": lambda item, b, _: balance.BalanceSeats(item, b.seed, b.sent_id),
    "undo": lambda item, b, r: undo.UndoStep(item, r.movers, b.step, b.sent_id),
}
"""What the hall can do."""


def hall_command(item: str, body: HallBody, registry: Registry) -> Command:
    """The command of one change of the hall. Raises ``bad_action``."""
    if body.action not in ACTIONS:
        raise hall_rules.unknown_action(ACTIONS)
    return ACTIONS[body.action](item, body, registry)


class TurnBody(BaseModel):
    """Whose turn it is: a table's, a question's, in a plenary a presented item's (its number or id), or nobody's."""

    table: str | int | None = None
    question: str | None = None
    item: str | None = None
    id: str | None = None


@router.post("/items/{item}/tables")
async def post_tables(item: str, body: HallBody, visit: Visit = Depends(visit)) -> Response:
    """Change the hall: ``add``, ``close``, ``reopen``, ``split``, ``merge``, ``swap``, ``seat``, ``balance``; ``undo``."""
    return visit.done(await visit.run(hall_command(item, body, visit.site.registry)))


@router.post("/items/{item}/turn")
async def post_turn(item: str, body: TurnBody, visit: Visit = Depends(visit)) -> Response:
    """Give the floor to a table, to the tables with a question, or to whoever presents an item; with none, nobody has it."""
    table = None if body.table is None else str(body.table)
    command = GiveTurn(item, table, body.question, parse_id(body.id) if body.id else None, body.item)
    return visit.done(await visit.run(command))
