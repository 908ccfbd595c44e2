"""The adopted text as files: what makes each, in a process of its own, and the mark of what it is made from."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from app.report.adopted.pdf import pdf
from app.report.adopted.sheet import Sheet
from app.report.adopted.word import word
from app.report.formats import FORMATS
from app.report.pressing.order import Step, Tell


@dataclass(frozen=True, slots=True)
class Format:
    """A file's media type, and what makes it."""

    media_type: str
    make: Callable[[Sheet], bytes]


FILES: Final = {"docx": Format(FORMATS["docx"].media_type, word), "pdf": Format(FORMATS["pdf"].media_type, pdf)}


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is wanted, and where."""

    sheet: Sheet
    format: str
    path: Path


def copy(wanted: Copy, tell: Tell) -> None:
    """Make it; whoever looks for it finds a whole one or none."""
    half = wanted.path.with_suffix(".half")
    half.write_bytes(FILES[wanted.format].make(wanted.sheet))
    half.replace(wanted.path)
    tell(Step("made", wanted.format, wanted.path.name))


def name_of(sheet: Sheet, format: str) -> str:
    """A name that says what the file holds: the same text has the same, and another text, or a newer Sobremesa, another."""
    digest = hashlib.sha256(f"{_version()}\n{format}\n{replace(sheet, logos=())!r}".encode())
    for logo in sheet.logos:
        digest.update(f"\n{logo.name}\n{logo.media_type}\n{hashlib.sha256(logo.content).hexdigest()}".encode())
    return f"{digest.hexdigest()}.{format}"


@cache
def _version() -> str:
    try:
        return version("sobremesa")
    except PackageNotFoundError:
        return ""
