"""The whole played forum as cues in the order of time, and where it may stop."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from app.cli.populating.arriving import Door, arrivals
from app.cli.populating.cues import Cafe, Cue, Hours, place_id
from app.cli.populating.people import cast
from app.cli.populating.rapporteur import key_findings, notes
from app.cli.populating.reporting import commenting, report_out
from app.cli.populating.table_work import table_work
from app.cli.populating.words import ITEMS, words_of
from app.programme.commands import Announce, MovePhase, SetClock
from app.stage.commands import Step
from app.web.registry import Registry

PLENARY: Final = "P2"

Phase = Literal["briefing", "table_work", "report_out", "commenting", "consolidating", "presenting"]
"""Where the play may stop: the phases of the cafés, and the plenary's, in which it ends."""

PHASES: Final[tuple[str, ...]] = get_args(Phase)

HOURS: Final = {
    "2a": Hours(0.0, 10.0, 49.0, 67.0, 81.0, 89.0),
    "2b": Hours(0.5, 9.5, 50.5, 68.0, 81.5, 89.5),
}
"""As the programme has it. Item 2b is given five minutes more for its tables, and needs one or two of them."""

BEGIN: Final = -30.0
"""The minute at which the first of the desk comes in."""

LONGER: Final = "2b"
"""The café whose tables are given more time."""

PRESENTING: Final = 91.0
"""The minute at which the plenary begins."""


def script(
    door: Door, registry: Registry, tables: Mapping[str, Mapping[int, str]], until: str | None = None
) -> list[Cue]:
    """Every cue up to the end of phase *until*. *tables* are ids by number, by the item's number."""
    cafes = [_cafe(door.forum, item, tables[item]) for item in ITEMS]
    cues = [*_desks(door), *_plenary(door.forum, registry)]
    for cafe in cafes:
        cues += [*arrivals(door, cafe), *_facilitated(cafe), *notes(cafe)]
        cues += [*table_work(cafe), *report_out(cafe), *commenting(cafe), *key_findings(cafe)]
    return _stopped(sorted(cues, key=lambda cue: cue.minute), until or PHASES[-1])


def _cafe(forum: str, item: str, tables: Mapping[int, str]) -> Cafe:
    words, people = words_of(item), cast()
    return Cafe(
        forum,
        item,
        words,
        {table.number: people.tables[table.number] for table in words.tables},
        tables,
        HOURS[item],
        people.holder("facilitator", item).name,
        people.holder("rapporteur", item).name,
    )


def _desks(door: Door) -> Iterator[Cue]:
    for place, holder in enumerate(cast().desk):
        yield from door.by_link(holder, BEGIN + 2.0 * place)


def _facilitated(cafe: Cafe) -> Iterator[Cue]:
    """The desk goes from phase to phase, sends a message, and in one café gives the tables five minutes more."""
    hours, desk = cafe.hours, cafe.facilitator
    came_from = "waiting"
    for phase in (*PHASES[:-1], "done"):
        move = MovePhase(cafe.item, phase, came_from, None, desk, cafe.id("phase", phase))
        yield Cue(getattr(hours, phase), desk, move)
        came_from = phase
    says = hours.table_work + 32.0
    yield Cue(says, desk, Announce(cafe.words.announcement, cafe.item, cafe.id("announcement")))
    if cafe.item == LONGER:
        yield Cue(says + 0.2, desk, SetClock(cafe.item, "add", 300, cafe.id("clock")))


def _plenary(forum: str, registry: Registry) -> Iterator[Cue]:
    """It begins with the first item's rapporteur, whose first key finding is on the wall."""
    moderator = cast().holder("moderator").name
    move = MovePhase(PLENARY, "presenting", "waiting", None, moderator, place_id(forum, PLENARY, "presenting"))
    yield Cue(PRESENTING, moderator, move)
    first = Step(registry, item=PLENARY, id=place_id(forum, PLENARY, "first"))
    yield Cue(PRESENTING + 0.5, moderator, first)


def _stopped(cues: Sequence[Cue], until: str) -> list[Cue]:
    """*cues* before any item goes on from the phase *until*."""
    order = [*PHASES[:-1], "done", PHASES[-1]]
    after = order[order.index(until) + 1 :]
    moves = (place for place, c in enumerate(cues) if isinstance(c.command, MovePhase) and c.command.to in after)
    return list(cues[: next(moves, len(cues))])
