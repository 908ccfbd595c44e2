"""The command line's way into a running server: a Unix socket in the data folder, one JSON line each way."""

import asyncio
import json
import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.kernel.refusals import Refusal

_log = logging.getLogger(__name__)
LINE_LIMIT = 16 * 1024 * 1024
"""A programme file with a dozen pictures in base 64."""

Operation = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
"""``(name, arguments)``: what the server does for the command line."""


class Control:
    """Serves the socket ``control.sock``, which only its owner may open."""

    def __init__(self, folder: Path, perform: Operation) -> None:
        self._path = folder / "control.sock"
        self._perform = perform
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen. A socket file that a killed server left behind is replaced: the folder's lock is held by now."""
        with suppress(FileNotFoundError):
            self._path.unlink()
        self._server = await asyncio.start_unix_server(self._serve, self._path, limit=LINE_LIMIT)
        self._path.chmod(0o600)

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            with suppress(FileNotFoundError):
                self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = json.loads(await reader.readline())
            try:
                answer: dict[str, Any] = {"done": await self._perform(asked["operation"], asked["arguments"])}
            except Refusal as refusal:
                answer = {"refused": str(refusal.sentence)}
            except Exception:
                _log.exception("an operation of the command line failed")
                answer = {"refused": "The server could not do that; its log says why."}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        finally:
            writer.close()


def ask_server(folder: Path, operation: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Have the running server do it; None when no server runs. Raises ``RuntimeError`` with the server's refusal."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(600)
        try:
            connection.connect(str(folder / "control.sock"))
        except OSError:
            return None
        connection.sendall(json.dumps({"operation": operation, "arguments": arguments}).encode() + b"\n")
        with connection.makefile("rb") as answers:
            answer = json.loads(answers.readline())
    if "refused" in answer:
        raise RuntimeError(answer["refused"])
    done: dict[str, Any] = answer["done"]
    return done
