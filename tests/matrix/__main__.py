"""``python -m tests.matrix``: write the outcomes into ``matrix.txt`` as they are now. Read every change of it."""

import asyncio
import tempfile
from pathlib import Path

import httpx2

from app.main import application
from app.settings import Settings
from app.wiring import build
from tests.desk.conftest import House
from tests.forums import found
from tests.matrix.calls import FILE, OUTCOMES, read, written
from tests.matrix.walking import walked
from tests.matrix.world import made
from tests.servers import SECRET


async def main() -> None:
    """Walk the whole matrix once, and write it down."""
    with tempfile.TemporaryDirectory() as folder:
        server = build(Settings(data=Path(folder), secret=SECRET))
        await server.start()
        forum = found(server.engines, server.lanes, server.readers)
        world = await made(House(server, forum, httpx2.ASGITransport(app=application(server))))
        cells = {line: found async for line, found, _ in walked(world, read())}
        await server.stop()
    text = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            continue
        text.append(line)
        for outcome in OUTCOMES if line in cells else ():
            who = [name for name, got in cells[line].items() if got == outcome]
            text += [f"    {outcome}: {written(who)}"] if who else []
    FILE.write_text("\n".join(text) + "\n", encoding="utf-8")


asyncio.run(main())
