"""Where slides' files are: in the data folder, by the digest of what they hold, so that the same file is kept once."""

import asyncio
import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from app.stage.slides import rules
from app.stage.slides.counting import SECONDS

FOLDER: Final = "slides"
_AT_ONCE: Final = 2
_counting = asyncio.Semaphore(_AT_ONCE)


class Shelf:
    """The files of a data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def path(self, digest: str) -> Path:
        """Where a file is, or would be."""
        return self._folder / f"{digest}.pdf"

    async def pages_of(self, content: bytes) -> int:
        """How many pages a PDF has. Raises refusals; nothing is kept."""
        rules.require_size(len(content))
        if not rules.looks_like_pdf(content):
            raise rules.not_pdf()
        growing = await asyncio.to_thread(self._written, content)
        try:
            pages = await _counted(growing)
        finally:
            growing.unlink(missing_ok=True)
        rules.require_pages(pages)
        return pages

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """No other process takes a file away meanwhile: what one brings may be what another removes at this moment."""
        with (self._folder.parent / f"{FOLDER}.lock").open("a") as held:
            # Never in a thread: enough that wait would leave none for the one that they wait for.
            while True:
                with suppress(BlockingIOError):
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                await asyncio.sleep(0.02)
            yield

    async def keep(self, content: bytes) -> str:
        """Keep a file; its digest."""
        digest = hashlib.sha256(content).hexdigest()
        if not self.path(digest).is_file():
            (await asyncio.to_thread(self._written, content)).replace(self.path(digest))
        return digest

    def _written(self, content: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return Path(name)

    def forget(self, digest: str) -> None:
        """Take a file away that nothing leads to any more."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self, held: Collection[str]) -> None:
        """Take every file away but those in *held*."""
        for file in self._folder.glob("*"):
            if file.suffix == ".pdf" and file.stem not in held:
                file.unlink(missing_ok=True)

    def copied_to(self, other: Path) -> None:
        """Copy all files into *other*, for a backup; nothing when there are none."""
        _copied(self._folder, other)

    def copied_from(self, other: Path) -> None:
        """Copy a backup's files back."""
        _copied(other, self._folder)


def beside(backup: Path) -> Path:
    """Where a backup's slides are."""
    return backup.with_name(f"{backup.name}.slides")


def _copied(origin: Path, target: Path) -> None:
    files = list(origin.glob("*.pdf")) if origin.is_dir() else []
    if files:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in files:
        shutil.copy2(file, target / file.name)


async def _counted(file: Path) -> int:
    """How many pages a file has. Raises ``not_pdf`` and ``locked``."""
    async with _counting:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.stage.slides.counting", str(file)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            stdin=asyncio.subprocess.DEVNULL,
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(), SECONDS * 2)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise rules.not_pdf() from None
    told = said.decode(errors="replace").strip()
    if told == "locked":
        raise rules.locked()
    if not told.isdecimal():
        raise rules.not_pdf()
    return int(told)
