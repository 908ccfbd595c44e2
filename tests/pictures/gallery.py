"""A forum from the small programme file in a running application, an organizer in it, and the pictures that are kept."""

import base64
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.operations import Operations
from tests.desk.conftest import SITE, House, Reader
from tests.forums import SmallForum
from tests.pictures.samples import png
from tests.programme.file.small import SMALL

RING = "logos/ring.png"


@dataclass
class Gallery:
    """``house`` has the forum; ``organizer`` changes it."""

    house: House
    organizer: Reader

    @property
    def operator(self) -> Operations:
        server = self.house.server
        return Operations(server.lanes, server.readers, server.settings.data)

    def kept(self) -> list[Path]:
        return sorted((self.house.server.settings.data / "pictures").glob("*"))

    async def bring(self, content: bytes, file: str = RING, status: int = 200, kind: str = "image/png") -> Any:
        """Over JSON."""
        headers = {"origin": SITE, "content-type": kind}
        answer = await self.organizer.put(f"/api/v1/programme/pictures/{file}", content=content, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def send(
        self, content: bytes | None, status: int = 200, at: str = "logos/new", name: str = "mark.png", **fields: str
    ) -> str:
        """On the page."""
        typed = {"action": "add" if at.endswith("new") else "put", "shown": "name", **fields}
        files = None if content is None else {"picture": (name, content, "image/png")}
        answer = await self.organizer.post(f"/organizer/parts/{at}", data=typed, files=files, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        return answer.text

    async def logos(self) -> list[dict[str, Any]]:
        return list((await self.organizer.get("/api/v1/programme/pictures")).json()["logos"])


async def opened(house: House, *, picture: bytes | None = None, code: str = "K7Q2M9XD") -> Gallery:
    """A gallery with the picture of its one logo, or none."""
    server = house.server
    operator = Operations(server.lanes, server.readers, server.settings.data)
    pictures = {} if picture is None else {RING: base64.b64encode(picture).decode()}
    made = await operator.new(source=SMALL.replace("K7Q2M9XD", code), pictures=pictures)
    forum = SmallForum(server.engines, server.lanes, server.readers, made["forum"], made["code"])
    there = House(server, forum, house.transport)
    return Gallery(there, await there.holder("organizer"))


def shown(page: str) -> list[tuple[str, str]]:
    """The logos on a page: their addresses with what stands for each."""
    return re.findall(r'<img src="([^"]*/logos/[^"]+)"[^>]* alt="([^"]*)"', page)


BLUE, RED = png(30, 10, b"\x10\x20\x90"), png(20, 20, b"\x90\x10\x10")
