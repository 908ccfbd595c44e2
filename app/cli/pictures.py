"""The pictures beside a programme file: looked at before anything is made, taken along, and written out again."""

import asyncio
import base64
from pathlib import Path

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme.pictures import rules
from app.programme.pictures.examining import examined


class Beside:
    """What stands beside a programme file, as it is asked for; ``sent`` is what may go into the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sent: dict[str, str] = {}

    def __call__(self, name: str) -> Refusal | None:
        """What is wrong with the picture of that name."""
        try:
            with (self._folder / name).open("rb") as file:
                content = file.read(rules.BYTES + 1)
        except OSError:
            msgid = N_("There is no picture `%(file)s` beside this file. Put it there, or take the logo out.")
            return Refusal("no_picture", msgid, file=name)
        try:
            asyncio.run(examined(content, name))
        except Refusal as refusal:
            return refusal
        self.sent[name] = base64.b64encode(content).decode()
        return None


def written(folder: Path, pictures: dict[str, str]) -> list[Path]:
    """Write a forum's pictures beside its programme file."""
    paths = []
    for name, content in pictures.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
        paths.append(path)
    return paths
