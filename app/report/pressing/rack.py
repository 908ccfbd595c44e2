"""Where files lie that were ordered: in the data folder, where every worker finds them, for half an hour, and within bounds.

``reports/FORUM/`` holds a folder for each run, and goes with its forum. Whoever makes a run's files holds a lock on a file
in it, so that a worker which was killed holds nothing up, and can be told from one that works.
"""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from app.report.pressing import turns
from app.report.pressing.order import STANDS
from app.report.pressing.run import KEPT, Run, State, kept
from app.report.pressing.turns import Turn

FOLDER: Final = "reports"
PUBLIC: Final = "public"
"""In a forum's folder: the files of its adopted text, which anybody may have."""

_TURNS: Final = "turns"

KEPT_SECONDS: Final = 1_800
"""How long finished files wait for whoever ordered them."""

MOST_OF_FORUM, BYTES_OF_FORUM = 8, 400_000_000
MOST, BYTES = 60, 3_000_000_000
"""Finished runs, and what they take, of a forum and of all: beyond that the oldest go."""

_PATIENCE: Final = 10.0
"""Seconds in which whoever makes files for a forum that is purged sees that they are wanted no more."""

_YOUNG: Final = 60.0


class Rack:
    """The files of a data folder."""

    def __init__(self, data: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = data.absolute() / FOLDER
        self._now = now

    def turn(self, forum: str) -> Turn | None:
        """The forum's only turn at the press, of all processes; None when another has it."""
        return turns.take(self._folder / _TURNS / forum)

    def begin(self, forum: str, key: tuple[str, ...], formats: tuple[str, ...], seq: int) -> tuple[Run, Turn]:
        """A new run in the place of any earlier one of *key*, with what says that it is worked at."""
        for folder in self._of(forum, key):
            _gone(folder)
        folder = self._new(forum, f"{_mark(key)}-")
        run = Run(formats, folder, seq)
        held = turns.take(run.standing)
        assert held is not None  # noqa: S101 - the folder is new, and this process's own
        try:
            run.keep()
        except BaseException:
            held.release()
            _gone(folder)
            raise
        return run, held

    def one(self, forum: str) -> tuple[Path, Turn]:
        """A folder for a file that is handed out at once."""
        run, held = self.begin(forum, (os.urandom(8).hex(),), (), 0)
        return run.folder, held

    def run_of(self, forum: str, key: tuple[str, ...]) -> Run | None:
        """What was ordered by that key and is being made, or waits, or did not come to its end."""
        found = [run for folder in self._of(forum, key) if (run := self._seen(folder)) is not None]
        return next(iter(found), None)

    def runs(self) -> list[Run]:
        """All of them."""
        folders = (folder for forum in self.forums() for folder in self._in(forum))
        return [run for folder in folders if (run := self._seen(folder)) is not None]

    def forums(self) -> list[str]:
        """Those of which anything lies here."""
        found = self._folder.iterdir() if self._folder.is_dir() else iter(())
        return sorted(folder.name for folder in found if folder.is_dir() and folder.name != _TURNS)

    def end(self, run: Run, state: State) -> None:
        """A run is over, and its files stay if they were *made*. What it needed on its way goes in any case."""
        self._over(run, state)
        self._make_room()

    def _over(self, run: Run, state: State) -> None:
        run.state, run.ended_at = state, self._now()
        for left in run.folder.iterdir() if run.folder.is_dir() else ():
            if left.is_dir():
                _gone(left)
            elif state != "made" and not left.name.startswith(KEPT):
                left.unlink(missing_ok=True)
        if state != "made":
            run.steps = {}
        with suppress(OSError):  # of a forum that was purged meanwhile, or on a full disk
            run.keep()

    def discard(self, folder: Path) -> None:
        """Take a run away with all its files."""
        _gone(folder)

    def sweep(self, forums: Collection[str]) -> None:
        """Take away what nobody may have any more: of forums other than *forums*, what was kept long enough, and what a
        process left that was killed.
        """
        for forum in self.forums():
            if forum not in forums:
                _gone(self._folder / forum)
                continue
            for folder in self._in(forum):
                run = self._seen(folder)
                if run is None:
                    # First its age: who looks whether a turn is taken is in the way of whoever takes it.
                    if self._age(folder) > _YOUNG and not turns.taken(folder / STANDS):
                        _gone(folder)
                elif run.ended_at is not None and self._now() - run.ended_at > KEPT_SECONDS:
                    _gone(folder)
        self._make_room()

    def public(self, forum: str, name: str) -> Path:
        """Where a file of the adopted text lies, or would."""
        return self._folder / forum / PUBLIC / name

    def public_turn(self) -> Turn | None:
        """The only turn of all forums and processes to make one of these; None when another has it."""
        return turns.take(self._folder / _TURNS / PUBLIC)

    @asynccontextmanager
    async def emptied(self, forum: str) -> AsyncIterator[None]:
        """Nothing of the forum lies here, nothing is made of it meanwhile, and nothing afterwards."""
        await asyncio.to_thread(_gone, self._folder / forum)
        turn, deadline = self.turn(forum), time.monotonic() + _PATIENCE
        while turn is None and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
            turn = self.turn(forum)
        await asyncio.to_thread(_gone, self._folder / forum)
        try:
            yield
        finally:
            await asyncio.to_thread(_gone, self._folder / forum)
            if turn is not None:
                (self._folder / _TURNS / forum).unlink(missing_ok=True)
                turn.release()

    def _make_room(self) -> None:
        over = sorted((run for run in self.runs() if run.ended), key=lambda run: -(run.ended_at or 0.0))
        counted: dict[str, list[int]] = {}
        for run in over:  # the newest first
            for whose, most, most_bytes in ((run.forum, MOST_OF_FORUM, BYTES_OF_FORUM), ("", MOST, BYTES)):
                held = counted.setdefault(whose, [0, 0])
                held[0] += 1
                held[1] += run.bytes
                if held[0] > most or (held[1] > most_bytes and held[0] > 1):
                    _gone(run.folder)
                    break

    def _seen(self, folder: Path) -> Run | None:
        """A run; one that nobody works at any more and that did not come to its end is ``broken_off``."""
        run = kept(folder)
        if run is None or run.ended or turns.taken(run.standing):
            return run
        again = kept(folder)  # it may have ended between the two looks
        if again is None or again.ended:
            return again
        # Room is made elsewhere, and looks here at every run: on a full disk this one is still told as running.
        self._over(again, "broken_off")
        return again

    def _of(self, forum: str, key: tuple[str, ...]) -> list[Path]:
        mark = f"{_mark(key)}-"
        return [folder for folder in self._in(forum) if folder.name.startswith(mark)]

    def _in(self, forum: str) -> Iterator[Path]:
        folder = self._folder / forum
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return (one for one in found if one.is_dir() and one.name != PUBLIC)

    def _new(self, forum: str, prefix: str) -> Path:
        within = self._folder / forum
        within.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=within))

    def _age(self, folder: Path) -> float:
        with suppress(OSError):
            return self._now() - folder.stat().st_mtime
        return 0.0


def _mark(key: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]


def _gone(folder: Path) -> None:
    """Take a folder away, also while another process writes into it."""
    for _ in range(20):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.05)
