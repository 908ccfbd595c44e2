"""Where ordered files lie: bounded in number, bytes and time, and never mistaken for what a killed process left."""

import asyncio
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.report.pressing import rack as racks
from app.report.pressing import turns
from app.report.pressing.order import Step
from app.report.pressing.rack import KEPT_SECONDS, Rack

FORUM, OTHER = "a-forum", "another-forum"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rack(tmp_path, clock) -> Rack:
    return Rack(tmp_path, clock)


def finished(rack, clock, forum=FORUM, key=("p", "en"), size=10):
    run, held = rack.begin(forum, key, ("md",), 5)
    (run.folder / "md").write_bytes(b"x" * size)
    (run.folder / "later").mkdir()
    (run.folder / "later" / "outline.pickle").write_bytes(b"everything that was written")
    run.take(Step("made", "md", "report.md", size))
    rack.end(run, "made")
    held.release()
    clock.at += 1
    return run


def names(rack: Rack, forum: str = FORUM) -> list[str]:
    return sorted(run.folder.name for run in rack.runs() if run.forum == forum)


def test_a_run_is_known_to_every_worker_and_only_by_its_key(tmp_path, rack, clock):
    run, held = rack.begin(FORUM, ("ana", "en"), ("md", "pdf"), 5)
    beside = Rack(tmp_path)
    assert beside.run_of(FORUM, ("ana", "en")).document() == run.document()
    assert run.document()["state"] == "running"
    assert beside.run_of(FORUM, ("ana", "es")) is None and beside.run_of(OTHER, ("ana", "en")) is None
    run.take(Step("made", "md", "report.md", 3))
    run.keep()
    assert beside.run_of(FORUM, ("ana", "en")).document()["made"] == 1
    rack.end(run, "made")
    held.release()
    assert beside.run_of(FORUM, ("ana", "en")).state == "made"


def test_what_was_needed_on_the_way_does_not_stay_and_of_a_failed_run_nothing_does(rack, clock):
    assert {path.name for path in finished(rack, clock).folder.iterdir()} == {"md", "run.json", "stands"}
    run, held = rack.begin(FORUM, ("p", "es"), ("md", "pdf"), 5)
    (run.folder / "md").write_bytes(b"words")
    rack.end(run, "failed")
    held.release()
    assert {path.name for path in run.folder.iterdir()} == {"run.json"}


def test_one_key_has_one_run(rack, clock):
    first, second = finished(rack, clock), finished(rack, clock)
    assert names(rack) == [second.folder.name] and not first.folder.exists()


def test_files_wait_for_half_an_hour_and_not_longer(rack, clock):
    run = finished(rack, clock)
    clock.at = run.ended_at + KEPT_SECONDS
    rack.sweep({FORUM})
    assert names(rack)
    clock.at += 1
    rack.sweep({FORUM})
    assert not names(rack) and not run.folder.exists()


def test_files_of_a_forum_that_is_no_more_are_swept_away(rack, clock):
    finished(rack, clock), finished(rack, clock, OTHER)
    rack.sweep({OTHER})
    assert rack.forums() == [OTHER]


def test_the_oldest_files_go_when_there_are_too_many_or_too_large_ones(rack, clock, monkeypatch):
    monkeypatch.setattr(racks, "MOST_OF_FORUM", 3)
    monkeypatch.setattr(racks, "BYTES_OF_FORUM", 100)
    monkeypatch.setattr(racks, "MOST", 5)
    made = [finished(rack, clock, key=(f"p{n}", "en")) for n in range(4)]
    assert names(rack) == sorted(run.folder.name for run in made[1:])
    large = finished(rack, clock, key=("large", "en"), size=95)
    assert names(rack) == [large.folder.name]
    larger = finished(rack, clock, key=("larger", "en"), size=1_000)
    assert names(rack) == [larger.folder.name]  # the newest stays, whatever it takes
    for n in range(6):
        finished(rack, clock, f"forum-{n}")
    assert rack.forums() and len(rack.runs()) == 5


def test_a_run_that_is_worked_at_is_never_swept_away(rack, clock, monkeypatch):
    monkeypatch.setattr(racks, "MOST_OF_FORUM", 1)
    _, held = rack.begin(FORUM, ("ana", "en"), ("md",), 5)
    clock.at += KEPT_SECONDS * 10
    rack.sweep({FORUM})
    finished(rack, clock), finished(rack, clock, key=("q", "en"))
    assert rack.run_of(FORUM, ("ana", "en")).state == "running"
    held.release()


KILLED = """
import sys, time
from pathlib import Path
from app.report.pressing.rack import Rack
rack = Rack(Path(sys.argv[1]))
turn = rack.turn("a-forum")
run, held = rack.begin("a-forum", ("ana", "en"), ("md", "pdf"), 5)
(run.folder / "md").write_bytes(b"words")
print("holding", flush=True)
time.sleep(60)
"""


def test_a_killed_process_holds_nothing_up_and_its_run_says_that_it_broke_off(tmp_path, rack):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout.readline() == b"holding\n"
        assert rack.turn(FORUM) is None
        assert rack.run_of(FORUM, ("ana", "en")).state == "running"
        process.kill()
    run = rack.run_of(FORUM, ("ana", "en"))
    assert run.document() == {"state": "broken_off", "now": None, "made": 0, "of": 2, "files": []}
    assert {path.name for path in run.folder.iterdir()} == {"run.json"}
    turn = rack.turn(FORUM)
    assert turn is not None
    turn.release()


async def test_a_purge_has_the_forums_turn_and_takes_away_the_file_that_others_wait_for(tmp_path, rack):
    async with rack.emptied(FORUM):
        assert rack.turn(FORUM) is None
    turn = rack.turn(FORUM)
    assert turn is not None
    waiting = asyncio.create_task(entered(rack))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    turn.release()
    await asyncio.wait_for(waiting, 5)
    assert not (tmp_path / "reports" / "turns" / FORUM).exists()


async def entered(rack):
    async with rack.emptied(FORUM):
        pass


def test_a_lock_file_that_was_taken_away_is_nobodys_turn(tmp_path):
    path = tmp_path / "turn"
    first = turns.take(path)
    path.unlink()
    second = turns.take(path)
    assert second is not None and turns.take(path) is None
    first.release()
    second.release()


@pytest.mark.parametrize("held", ["", "{", "[]", "{}", '{"state": "lost"}', '{"state": "made"}'])
def test_a_run_that_was_not_written_whole_is_no_run(rack, clock, held):
    run = finished(rack, clock)
    (run.folder / "run.json").write_text(held)
    assert rack.run_of(FORUM, ("p", "en")) is None
    os.utime(run.folder, (clock.at - 3_600, clock.at - 3_600))
    rack.sweep({FORUM})
    assert not run.folder.exists()


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_what_broke_off_is_told_and_what_is_over_still_goes(tmp_path, rack, clock, monkeypatch):
    old = finished(rack, clock, OTHER)
    for key in ("ana", "eva"):
        rack.begin(FORUM, (key, "en"), ("md",), 5)[1].release()
    clock.at += KEPT_SECONDS + 1
    monkeypatch.setattr(Path, "write_text", full)
    assert {run.state for run in rack.runs() if run.forum == FORUM} == {"broken_off"}
    assert rack.run_of(FORUM, ("ana", "en")).state == "broken_off"
    rack.sweep({FORUM, OTHER})
    assert not old.folder.exists()


def test_a_run_that_has_no_room_on_the_disk_leaves_nothing_behind_and_holds_nothing(tmp_path, rack, monkeypatch):
    handles = len(os.listdir("/proc/self/fd"))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="No space left"):
            rack.begin(FORUM, ("ana", "en"), ("md",), 5)
    assert len(os.listdir("/proc/self/fd")) == handles
    assert not list((tmp_path / "reports" / FORUM).iterdir())
