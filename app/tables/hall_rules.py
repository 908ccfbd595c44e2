"""Pure rules of a hall that changes: numbers, questions, who moves, and what cannot be done or undone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeVar

from app.kernel.language import N_
from app.kernel.refusals import Refusal

HIGHEST: Final = 999


class Table(Protocol):
    """What the rules ask of a round table."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed; None while it is open."""

    @property
    def place(self) -> Mapping[str, str]:
        """Where it stands, when that is not where the item is."""

    @property
    def link(self) -> str | None:
        """Its video link."""


Placed = TypeVar("Placed", bound=Table)

SENTENCES: Final = {
    "add": N_("Table %(table)s was added."),
    "close": N_("Table %(table)s was closed."),
    "reopen": N_("Table %(table)s was opened again."),
    "split": N_("Table %(table)s was split: part of it is Table %(other)s."),
    "merge": N_("Table %(table)s joined Table %(other)s."),
    "swap": N_("Tables %(table)s and %(other)s were swapped."),
    "seat": N_("People were seated at Table %(table)s."),
    "balance": N_("Everybody was seated at mixed tables."),
    "plan": N_("The rounds were planned."),
    "round": N_("People moved to round %(round)s."),
}
"""What each action did, as the desk reads it beside *Undo*."""


def free_number(taken: Collection[int]) -> int:
    """The smallest number that no table of the block has, closed ones included: a closed table may open again."""
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def require_number(number: int, taken: Collection[int]) -> int:
    """*number*, when a new table may have it. Raises ``bad_number`` and ``number_taken``."""
    if not 1 <= number <= HIGHEST:
        raise Refusal.of_field("number", "bad_number", N_("A table has a number from 1 to 999."))
    if number in taken:
        raise Refusal.of_field(
            "number",
            "number_taken",
            N_("There is a Table %(number)s already, here or in a parallel item. Choose another number."),
            status=409,
            number=number,
        )
    return number


def least_asked(questions: Sequence[str], tables: Mapping[str, int]) -> str | None:
    """Of an item's guiding questions, in order, the first of those that the fewest open tables answer."""
    return min(questions, key=lambda question: tables.get(question, 0), default=None)


def every_second(seated: Sequence[str]) -> list[str]:
    """Who moves when nobody is named: of those seated, in the order they sat down, every second one."""
    return list(seated[1::2])


def require_movable(named: Sequence[str], seated: Sequence[str]) -> list[str]:
    """Those who leave a table that splits. Raises ``not_seated`` and ``too_few``."""
    if any(person not in seated for person in named):
        raise Refusal(
            "not_seated", N_("Somebody you chose does not sit at this table any more. Look again."), status=409
        )
    moving = list(dict.fromkeys(named)) or every_second(seated)
    if not moving:
        raise Refusal(
            "too_few", N_("One person cannot be split into two tables. Add a table and seat people there."), status=409
        )
    return moving


def in_hall(tables: Sequence[Placed]) -> list[Placed]:
    """The open tables among which people can be moved: not the remote ones, unless there are no others.

    A table with a video link and no place of its own is remote: who sits there is somewhere else.
    """
    open_ones = [table for table in tables if table.closed_at is None]
    return [table for table in open_ones if table.place or not table.link] or open_ones


def no_open_table() -> Refusal:
    """There is nowhere to sit."""
    return Refusal("no_open_table", N_("No table is open here. Add one first."), status=409)


def nobody_here() -> Refusal:
    """There is nobody to seat."""
    return Refusal(
        "nobody_here", N_("Nobody has joined who could be seated here. Show the join code on the wall."), status=409
    )


def same_table() -> Refusal:
    """Two tables are needed, and one was named twice."""
    return Refusal("same_table", N_("Choose two different tables."))


def table_is_merged(number: int, into: int) -> Refusal:
    """The table's people and words are elsewhere."""
    return Refusal(
        "table_merged",
        N_("Table %(number)s has joined Table %(into)s. Undo that first, or open it again."),
        status=409,
        number=number,
        into=into,
    )


def no_such_question() -> Refusal:
    """The question is not one of the item's."""
    return Refusal.of_field("question", "no_such_question", N_("This item has no such guiding question."))


def not_presented() -> Refusal:
    """The item presents others, or none."""
    return Refusal.of_field("item", "not_presented", N_("This is not among the items that are presented here."))


def nothing_to_undo() -> Refusal:
    """Every step has been undone, or none was made."""
    return Refusal("nothing_to_undo", N_("There is nothing to undo in this hall."), status=409)


def not_the_last(step: str) -> Refusal:
    """Another step came after the one that the desk showed."""
    return Refusal(
        "step_moved",
        N_("The hall has changed again since. Look at the last step, then choose again."),
        status=409,
        extra={"step": step},
    )


def people_sit_there(number: int) -> Refusal:
    """Undoing would make people stand up who came by themselves."""
    return Refusal(
        "cannot_undo",
        N_("People sit at Table %(number)s now, or have written there. Close it, or merge it into another table."),
        status=409,
        number=number,
    )


def unknown_action(actions: Collection[str]) -> Refusal:
    """The hall knows no such action."""
    return Refusal.of_field(
        "action", "bad_action", N_("The hall can: %(actions)s. Nothing was changed."), actions=", ".join(actions)
    )
