"""Whether a bundle is as it was sealed, and if not, which part of it is not. It needs nothing but the bundle.

Anybody may hand in anything that calls itself a bundle, also under a seal of its own: whatever it holds, the answer is a
sentence, and no more than a few pieces of it are in memory at once.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final

from app.report.evidence import seal, shape
from app.report.evidence.bundle import JOURNAL
from app.report.evidence.unpacking import Unpacked, unpacked

MOST_FILES: Final = 1_000
LARGEST: Final = seal.LARGEST
"""Files, and bytes of all of them unpacked, beyond which nothing is a bundle."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``faults`` are sentences, each naming a part; none: every byte is as it was sealed."""

    faults: tuple[str, ...]
    seal: str = ""
    files: int = 0
    entries: int = 0
    made_at: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing was changed."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    bytes: int
    sha256: str
    at: int
    packed: int
    packed_sha256: str

    @property
    def content(self) -> int:
        """How many bytes stand behind the header."""
        return self.packed - shape.LOCAL - len(self.name)

    def placed(self, found: Unpacked) -> shape.Placed:
        return shape.Placed(self.name, self.name == JOURNAL, found.crc, self.content, self.bytes, self.at)


@dataclass(frozen=True, slots=True)
class _Manifest:
    files: tuple[_File, ...]
    entries: int
    head: str
    made_at: datetime
    said: str


def verify(archive: BinaryIO, expected: str | None = None) -> Verdict:
    """Look at every byte of a bundle, open for reading. *expected* is the seal that was noted when it was made."""
    try:
        end = seal.opened(archive)
        manifest = _manifest(end.manifest)
    except seal.Broken as broken:
        return Verdict((str(broken),))
    faults = list(_unlikely(manifest)) or _faults(archive, manifest, end)
    if expected is not None and expected != end.seal:
        faults.append("This bundle has another seal than the one given: it is not the one that was noted then.")
    return Verdict(tuple(faults), end.seal, len(manifest.files), manifest.entries, manifest.said)


def _manifest(content: bytes) -> _Manifest:
    """What the manifest says. Raises :class:`seal.Broken` for one that no bundle has."""
    try:
        held = json.loads(content)
        files = tuple(
            _File(
                _said(one["name"]),
                _number(one["bytes"]),
                _said(one["sha256"]),
                _number(one["packed"]["at"]),
                _number(one["packed"]["bytes"]),
                _said(one["packed"]["sha256"]),
            )
            for one in held["files"]
        )
        journal, said = held["journal"], _said(held["made_at"])
        made_at = datetime.fromisoformat(said)
        if made_at.tzinfo is None or not 1980 < made_at.year < 2100:
            raise ValueError
        return _Manifest(files, _number(journal["entries"]), _said(journal["head"]), made_at, said)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise seal.Broken(f"{seal.MANIFEST} is sealed, but says nothing that the manifest of a bundle says.") from None


def _said(found: Any) -> str:
    if not isinstance(found, str) or not found.isprintable():
        raise TypeError
    return found


def _number(found: Any) -> int:
    if type(found) is not int or found < 0:
        raise TypeError
    return found


def _unlikely(manifest: _Manifest) -> Iterator[str]:
    """What no bundle's manifest says. After it nothing is read: whoever wrote that wants something of the reader."""
    if len(manifest.files) > MOST_FILES or sum(file.bytes for file in manifest.files) > LARGEST:
        yield f"{seal.MANIFEST} tells of more files, or larger ones, than any evidence bundle holds."
        return
    names = Counter(file.name.lower() for file in manifest.files)
    for file in manifest.files:
        if not shape.safe(file.name):
            yield f"{file.name[:80]} is a name that leads out of the archive's own folder, or that no bundle has."
        if names[file.name.lower()] > 1 or file.name.lower() == seal.MANIFEST:
            yield f"{file.name[:80]} stands more than once in the bundle."
    if JOURNAL not in names:
        yield f"{JOURNAL} is missing."


def _faults(archive: BinaryIO, manifest: _Manifest, end: seal.End) -> list[str]:
    at, faults = 0, list[str]()
    placed = []
    for file in manifest.files:
        if file.at != at:
            faults.append(f"Before {file.name} there are bytes that the manifest does not know.")
        if file.at < at or file.at + file.packed > end.at or file.content < 0:
            return [*faults, f"{file.name} is not where the manifest says."]
        at = file.at + file.packed
        found = unpacked(archive, file.at, shape.LOCAL + len(file.name), file.packed, file.bytes, file.name == JOURNAL)
        faults += _faults_of(file, found, manifest)
        placed.append(file.placed(found))
    if at != end.at:
        faults.append(f"Before {seal.MANIFEST} there are bytes that the manifest does not know.")
    # Beside a changed file the directory is another than it should be too, and whoever reads would look in two places.
    return faults or list(_faults_of_end(end, placed, manifest.made_at))


def _faults_of(file: _File, found: Unpacked, manifest: _Manifest) -> Iterator[str]:
    number = found.chain.broken_at(manifest.head) if file.name == JOURNAL else None
    wrong_entry = f"{JOURNAL} was changed: entry {number} is not the one that was chained." if number else None
    if found.as_packed != file.packed_sha256:
        yield wrong_entry or f"{file.name} was changed, or its header in the archive."
    elif found.sha256 != file.sha256:
        yield f"{file.name} is not the file that the manifest describes."
    elif wrong_entry:
        yield wrong_entry
    elif found.header != shape.header(file.placed(found), manifest.made_at):
        yield f"{file.name} has another header in the archive than any file of a bundle."
    elif file.name == JOURNAL and found.chain.lines != manifest.entries:
        yield f"{JOURNAL} holds {found.chain.lines} entries; {seal.MANIFEST} tells of {manifest.entries}."


def _faults_of_end(end: seal.End, placed: Sequence[shape.Placed], made_at: datetime) -> Iterator[str]:
    """The directory is the manifest's files in their order, then the manifest, and nothing else."""
    size = len(end.manifest)
    own = shape.Placed(seal.MANIFEST, True, zlib.crc32(end.manifest), size, size, end.at)
    listed = b"".join(shape.listed(file, made_at) for file in (*placed, own))
    at = end.at + len(end.header) + size
    if end.header != shape.header(own, made_at):
        yield f"{seal.MANIFEST} has another header in the archive than that of any bundle."
    if end.directory != listed + shape.end(len(placed) + 1, len(listed), at, seal.COMMENT_SIZE):
        yield "The archive's directory lists other files than the manifest, or says something else of them."
