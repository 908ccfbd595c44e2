"""Where slides' files are: in the data folder, by the digest of what they hold, and counted before they are kept."""

import asyncio
from pathlib import Path
from typing import Final

from app.stage.slides import rules
from app.store.bounded import told
from app.store.shelf import Shelf

FOLDER: Final = "slides"


class SlidesShelf(Shelf):
    """The slides of a data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, FOLDER, ".pdf")

    async def pages_of(self, content: bytes) -> int:
        """How many pages a PDF has. Raises refusals; nothing is kept."""
        rules.require_size(len(content))
        if not rules.looks_like_pdf(content):
            raise rules.not_pdf()
        growing = await asyncio.to_thread(self.written, content)
        try:
            said = await told("app.stage.slides.counting", growing)
        finally:
            growing.unlink(missing_ok=True)
        if said == "locked":
            raise rules.locked()
        if not said.isdecimal():
            raise rules.not_pdf()
        rules.require_pages(int(said))
        return int(said)
