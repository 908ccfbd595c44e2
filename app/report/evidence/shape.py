"""How an archive of ours looks between its files, to the byte: headers and directory, of which a reader may expect no other.

So nothing can be said there that no hash covers: no second file of a name, no path that leads out of the folder, no date,
comment or flag of anybody's own.
"""

import re
import struct
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

LOCAL: Final = 30
CENTRAL: Final = 46
END: Final = 22
"""Bytes of a header before a file, of an entry of the directory, each without its name, and of the record at the end."""

_NAME: Final = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LONGEST: Final = 200
_VERSION: Final = 20
_UNIX: Final = 3
_MODE: Final = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Placed:
    """A file in the archive: its header at ``at``, ``packed`` bytes of content behind it that unpack to ``size``."""

    name: str
    plain: bool
    crc: int
    packed: int
    size: int
    at: int = 0


def safe(name: str) -> bool:
    """Whether a file of that name stays in the folder where it is unpacked, on every system."""
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None


def entry(name: str, made_at: datetime, *, plain: bool) -> zipfile.ZipInfo:
    """The entry of a file that is about to be written."""
    made = zipfile.ZipInfo(name, made_at.astimezone(UTC).timetuple()[:6])
    made.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
    made.create_system = _UNIX
    made.external_attr = _MODE
    return made


def header(file: Placed, made_at: datetime) -> bytes:
    """What stands before a file."""
    return struct.pack("<4s", b"PK\3\4") + _facts(file, made_at) + file.name.encode()


def listed(file: Placed, made_at: datetime) -> bytes:
    """A file's entry in the directory."""
    before = struct.pack("<4s2B", b"PK\1\2", _VERSION, _UNIX)
    return before + _facts(file, made_at) + struct.pack("<3H2L", 0, 0, 0, _MODE, file.at) + file.name.encode()


def end(files: int, size: int, at: int, comment: int) -> bytes:
    """The record at the end: where the directory is, and how long the comment behind it."""
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, files, files, size, at, comment)


def _facts(file: Placed, made_at: datetime) -> bytes:
    year, month, day, hour, minute, second = made_at.astimezone(UTC).timetuple()[:6]
    return struct.pack(
        "<5H3L2H",
        _VERSION,
        0,
        zipfile.ZIP_STORED if file.plain else zipfile.ZIP_DEFLATED,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        file.crc,
        file.packed,
        file.size,
        len(file.name.encode()),
        0,
    )
