"""Looks at a picture that somebody brings, whole, before anything is kept."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.programme.pictures import rules
from app.programme.pictures.decoding import WHOLE
from app.store.bounded import told
from app.store.shelf import digest_of


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture that may be kept: ``file`` is the name by which the programme calls it."""

    file: str
    digest: str
    media_type: str
    size: int
    width: int
    height: int


async def examined(content: bytes, file: str, *, called: str = "") -> Brought:
    """What *content* is, to be kept as *file*. *called* is the name that it came with. Raises what is wrong with it."""
    seen = rules.look(content, called or file)
    with tempfile.TemporaryDirectory(prefix="sobremesa-picture-") as folder:
        at = Path(folder) / f"picture.{rules.ENDINGS[seen.media_type][0]}"
        await asyncio.to_thread(at.write_bytes, content)
        if await told("app.programme.pictures.decoding", at) != WHOLE:
            raise rules.damaged()
    return Brought(file, digest_of(content), seen.media_type, len(content), seen.width, seen.height)
