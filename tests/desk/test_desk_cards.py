"""What only the desk shows: it follows tables, findings, phase and clock, and reads the same whenever it is drawn."""

from datetime import timedelta

from sqlmodel import Session

from app.findings.commands.findings import PutFinding, ReportFinding
from app.kernel.ids import new_id
from app.live.rooms import Room
from app.people.commands import ChangeMe
from app.programme.commands import MovePhase, SetClock
from app.programme.models import Item
from app.stage.desk_cards import DeskStatusView, TileView, TurnsView, status_of
from app.store import journal
from app.tables.commands import seats
from app.tables.commands.answers import PutAnswer
from app.tables.commands.hall.rooms import AddTable, CloseTable
from app.tables.commands.turns import GiveTurn
from app.web.registry import Card
from app.wiring import registered
from tests.forums import START, SmallForum

REGISTRY = registered()[0]
OURS = ("desk-tables", "desk-status", "desk-turns")


def shown(session: Session, forum: str, item: str) -> dict[str, Card]:
    cards = REGISTRY.load(session, forum, Room("desk", item))
    return {card.key: card for card in cards if card.list in OURS}


def touched(session: Session, forum: str, item: str, seq: int) -> set[str]:
    entries = journal.since(session, forum, seq - 1)
    changes = [(entry.seq, change) for entry in entries for change in entry.changes]
    return set(REGISTRY.expand(session, forum, changes).get(Room("desk", item), {}))


async def desk(forum: SmallForum) -> dict[str, Card]:
    return await forum.readers.run(shown, forum.id, forum.items["2a"])


async def status(forum: SmallForum) -> DeskStatusView:
    view = (await desk(forum))[f"desk-status:{forum.items['2a']}"].view
    assert isinstance(view, DeskStatusView)
    return view


async def turns(forum: SmallForum) -> TurnsView:
    view = (await desk(forum))[f"desk-turns:{forum.items['2a']}"].view
    assert isinstance(view, TurnsView)
    return view


async def test_a_tile_shows_its_tables_state_and_findings_in_numbers(forum: SmallForum) -> None:
    ana = await forum.person(1, name="Ana")
    facilitator = await forum.holder("facilitator", "2a")
    await forum.run(MovePhase("2a", "table_work"), facilitator)
    finding = PutFinding(new_id(), forum.tables[1], "What the table stands by.")
    await forum.run(finding, ana)
    tile = (await desk(forum))[f"desk-table:{forum.tables[1]}"].view
    assert isinstance(tile, TileView)
    assert (tile.state.seated, tile.findings.findings, tile.findings.reported) == (1, 1, 0)


async def test_the_status_counts_open_tables_and_says_when_the_item_would_end(forum: SmallForum) -> None:
    facilitator, ana = await forum.holder("facilitator", "2a"), await forum.person(1)
    await forum.run(seats.NameReporter(forum.tables[1]), ana)
    await forum.run(seats.MarkReady(forum.tables[1]), ana)
    await forum.run(CloseTable("2a", "3"), facilitator)
    now = await status(forum)
    assert (now.people, now.tables, now.reporters, now.ready) == (1, 2, 1, 1)
    assert (now.ends, now.behind) == (None, None)  # the clock stands


def test_behind_is_counted_from_the_end_that_the_programme_plans() -> None:
    item = Item(
        id="i",
        forum="f",
        number="2a",
        technique="knowledge_cafe",
        starts=START - timedelta(minutes=10),
        minutes=90,
        day=START.date(),
        position=0,
        phase="table_work",
        phase_since=START,
        minutes_by_phase={"table_work": 35},
        clock_seconds=35 * 60,
        clock_left=35 * 60.0,
        clock_at=START,
        clock_running=True,
    )
    # 35 minutes of table work, then 20 + 15 + 10 by the technique's own plan: 80 from START, 10 after the item began.
    found = status_of(item, "America/Panama", [])
    assert (found.behind, found.ends.strftime("%H:%M") if found.ends else "") == (0, "15:20")
    item.minutes = 80
    assert status_of(item, "America/Panama", []).behind == 10
    item.starts -= timedelta(days=2)
    assert status_of(item, "America/Panama", []).behind is None


async def test_the_next_turn_is_the_next_table_that_has_not_reported(forum: SmallForum) -> None:
    facilitator, ana = await forum.holder("facilitator", "2a"), await forum.person(2)
    await forum.run(MovePhase("2a", "table_work"), facilitator)
    finding = new_id()
    await forum.run(PutFinding(finding, forum.tables[2], "What the table stands by."), ana)
    await forum.run(MovePhase("2a", "report_out"), facilitator)
    await forum.run(ReportFinding(finding), ana)
    await forum.run(GiveTurn("2a", "1"), facilitator)
    now = await turns(forum)
    assert [(row.number, row.on, row.done) for row in now.rows] == [
        (1, True, False),
        (2, False, True),
        (3, False, False),
    ]
    assert now.following is not None
    assert now.following.number == 3
    assert now.questions == ()
    await forum.run(AddTable("2a", question=forum.questions[1]), facilitator)
    await forum.run(GiveTurn("2a", question=forum.questions[1]), facilitator)
    asked = (await turns(forum)).questions
    assert [(numbers, on) for _, _, numbers, on in asked] == [((1, 7), True)]


async def test_whatever_changes_a_card_of_the_desk_touches_it(forum: SmallForum) -> None:
    facilitator, ana = await forum.holder("facilitator", "2a"), await forum.person(1, name="Ana")
    finding = new_id()
    steps = (
        (MovePhase("2a", "table_work"), facilitator),
        (SetClock("2a", "pause"), facilitator),
        (SetClock("2a", "add", 120), facilitator),
        (PutAnswer(new_id(), forum.tables[1], "A word"), ana),
        (seats.NameReporter(forum.tables[1]), ana),
        (seats.CallHelp(forum.tables[1]), ana),
        (PutFinding(finding, forum.tables[1], "What the table stands by."), ana),
        (MovePhase("2a", "report_out"), facilitator),
        (ReportFinding(finding), ana),
        (GiveTurn("2a", "1"), facilitator),
        (AddTable("2a"), facilitator),
        (CloseTable("2a", "1"), facilitator),
        (ChangeMe(name="Anna"), ana),
    )
    before = await desk(forum)
    for command, actor in steps:
        done = await forum.run(command, actor)
        after = await desk(forum)
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        missed = changed - await forum.readers.run(touched, forum.id, forum.items["2a"], done.seq)
        assert not missed, command
        before = after
