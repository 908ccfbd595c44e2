"""A forum back to its programme file: nothing is lost, and a forum that is made from it says the same."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from app.operations import Operations
from app.programme import reference
from app.programme.file import Fault, Programme, parts, read, write
from app.programme.queries import items
from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.tables.commands.hall.rooms import AddTable, CloseTable
from app.tables.exporting import with_tables
from tests.forums import SmallForum
from tests.programme.file.small import SMALL
from tests.programs import open_venue

MUTATIONS = 10_000


@pytest.fixture
async def operations(engines: Engines) -> AsyncIterator[Operations]:
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    yield Operations(lanes, readers)
    lanes.stop()
    readers.close()


async def export(operations: Operations, source: str) -> tuple[str, str]:
    made = await operations.new(source=source)
    return made["forum"], (await operations.export(forum=made["forum"]))["programme"]


@pytest.mark.parametrize("source", [SMALL, reference.text()], ids=["small", "reference"])
async def test_a_forum_says_all_that_its_file_said_and_so_does_one_made_from_that(
    operations: Operations, source: str
) -> None:
    written = read(source)
    assert isinstance(written, Programme)
    _, first = await export(operations, source)
    assert first == write(replace(written, code=None))
    _, second = await export(operations, first)
    assert second == first


async def test_what_was_changed_since_is_in_the_file(forum: SmallForum) -> None:
    """A table that was added, another that was closed."""
    desk = await forum.holder("facilitator", "2a")
    await forum.run(AddTable("2a"), desk)
    await forum.run(CloseTable("2a", "1"), desk)
    rows = await forum.readers.run(lambda session: {i.number: i for i in items(session, forum.id)})
    empty = parts.Programme({}, {}, "UTC", ("en",), (parts.Day(date.min, items=(bare("2a"),)),))
    told = await forum.readers.run(with_tables, forum.id, empty, rows)
    assert [table.number for table in told.item("2a").tables] == [2, 3, 7]


def bare(number: str) -> parts.Item:
    return parts.Item(number, {}, "knowledge_cafe", time(9), 60)


async def test_only_who_runs_the_forum_gets_its_file(database_url: str, tmp_path: Path) -> None:
    async with open_venue(database_url, tmp_path) as venue:
        ana, desk = await venue.seated(1), await venue.holder("facilitator", "2a")
        for person in (ana, desk):
            assert (await person("GET", "/programme.yaml", None, 403))["code"] == "not_yours"


def fuzz(reader: Callable[[str], Programme | list[Fault]], seed: int, count: int) -> Counter[str]:
    """How often a broken file was still a programme, and how often its faults were told. Raises where it is neither."""
    rng = random.Random(seed)
    lines = SMALL.splitlines(keepends=True)
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        found = reader(mutated(rng, list(lines)))
        if isinstance(found, Programme):
            outcomes["programme"] += 1
            if rng.random() < 0.1:
                assert read(write(found)) == found
        else:
            outcomes["faults"] += 1
            assert found
            assert all(isinstance(fault, Fault) and fault.line >= 1 and str(fault) for fault in found)
    return outcomes


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(4))
def test_ten_thousand_broken_files_give_faults_or_a_forum_and_never_a_crash(seed: int) -> None:
    outcomes = fuzz(read, seed, MUTATIONS // 4)
    assert outcomes["programme"] > MUTATIONS / 400
    assert outcomes["faults"] > MUTATIONS / 8


def test_a_reader_that_crashes_or_tells_no_fault_is_caught() -> None:
    def crashes(text: str) -> Programme | list[Fault]:
        if "\t" in text:
            raise ValueError("a tab")
        return read(text)

    with pytest.raises(ValueError, match="a tab"):
        fuzz(crashes, 0, 200)
    with pytest.raises(AssertionError):
        fuzz(lambda text: [], 0, 1)


SPLINTERS = (
    *(
        "",
        ":",
        "- ",
        "{",
        "}",
        "[",
        "'",
        '"',
        "\t",
        "&a",
        "*a",
        "<<: *a",
        "? ",
        "# ",
        "|\n",
        "!!python/object:os.system",
    ),
    *("null", "~", "2a", "é\u0301", "\x00", "\ud800", "\u202e"),
    *("9" * 40, "1e400", "-1", "0x1F", "2024-13-45", "25:61"),
)


def mutated(rng: random.Random, lines: list[str]) -> str:
    """The small forum's file after a few slips of whoever edits it."""
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                lines[at] = ""
            case 1:
                lines.insert(at, lines[rng.randrange(len(lines))])
            case 2:
                lines[at] = lines[at][rng.randrange(len(lines[at]) + 1) :]
            case 3:
                lines[at] = " " * rng.randrange(4) + lines[at]
            case 4:
                spot = rng.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:spot] + rng.choice(SPLINTERS) + lines[at][spot:]
            case _:
                other = rng.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
    return "".join(lines)
