"""Where files are that people bring: in the data folder, by the digest of what they hold, so that each is kept once."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

LedTo = Callable[[], Awaitable[frozenset[str]]]
"""The digests that anything in the database leads to."""


class Shelf:
    """The files of one kind in a data folder: the folder's ``name``, and how each file ends."""

    def __init__(self, data: Path, name: str, suffix: str = "") -> None:
        self._name = name
        self._folder = data / name
        self._suffix = suffix

    def path(self, digest: str) -> Path:
        """Where a file is, or would be."""
        return self._folder / f"{digest}{self._suffix}"

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """No other process takes a file away meanwhile: what one brings may be what another removes at this moment."""
        with (self._folder.parent / f"{self._name}.lock").open("a") as held:
            # Never in a thread: enough that wait would leave none for the one that they wait for.
            while True:
                with suppress(BlockingIOError):
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                await asyncio.sleep(0.02)
            yield

    @asynccontextmanager
    async def keeping(self, contents: Collection[bytes], led_to: LedTo) -> AsyncIterator[list[str]]:
        """Keep files while what leads to them is written. A file that nothing leads to afterwards, because that was refused
        or repeats what was removed since, goes again.
        """
        async with self.alone():
            digests = [await self.keep(content) for content in contents]
            try:
                yield digests
            finally:
                await self.let_go(digests, led_to)

    async def keep(self, content: bytes) -> str:
        """Keep a file; its digest."""
        digest = digest_of(content)
        if not self.path(digest).is_file():
            (await asyncio.to_thread(self.written, content)).replace(self.path(digest))
        return digest

    def written(self, content: bytes) -> Path:
        """A file of *content* that has no name yet."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return Path(name)

    async def let_go(self, digests: Collection[str], led_to: LedTo) -> None:
        """Take those files away that nothing leads to any more."""
        still = await led_to()
        for digest in digests:
            if digest not in still:
                self.path(digest).unlink(missing_ok=True)

    async def tidy(self, led_to: LedTo) -> None:
        """Take every file away that nothing leads to any more."""
        async with self.alone():
            self.sweep(await led_to())

    def sweep(self, held: Collection[str]) -> None:
        """Take every file away but those in *held*."""
        for file in self._files(self._folder):
            if file.stem not in held:
                file.unlink(missing_ok=True)

    def copied_to(self, backup: Path) -> None:
        """Copy all files into a folder beside a backup; nothing when there are none."""
        self._copied(self._folder, self._beside(backup))

    def copied_from(self, backup: Path) -> None:
        """Copy a backup's files back."""
        self._copied(self._beside(backup), self._folder)

    def _beside(self, backup: Path) -> Path:
        return backup.with_name(f"{backup.name}.{self._name}")

    def _files(self, folder: Path) -> Iterator[Path]:
        """Those that are whole: one that is still written ends otherwise."""
        return (file for file in folder.glob("*") if file.suffix == self._suffix)

    def _copied(self, origin: Path, target: Path) -> None:
        for file in self._files(origin):
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(file, target / file.name)


def digest_of(content: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(content).hexdigest()
