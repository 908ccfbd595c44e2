"""Whether a bundle is as it was sealed, and if not, which part of it is not. It needs nothing but the bundle.

Anybody may hand in anything that calls itself a bundle: whatever it holds, the answer is a sentence.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.report.evidence import seal
from app.report.evidence.bundle import JOURNAL
from app.report.evidence.chain import broken_at

_AT_ONCE: Final = 1 << 13
"""Bytes unpacked at once: of a bomb they become 8 MB."""

_HEADER: Final = 30


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


@dataclass(frozen=True, slots=True)
class _Manifest:
    files: tuple[_File, ...]
    entries: int
    head: str
    made_at: str


def verify(archive: bytes, expected: str | None = None) -> Verdict:
    """Look at every byte of a bundle. *expected* is the seal that was noted when it was made."""
    try:
        found, manifest_at, content = seal.opened(archive)
        manifest = _manifest(content)
    except seal.Broken as broken:
        return Verdict((str(broken),))
    faults = list(_faults(archive, manifest, manifest_at))
    if expected is not None and expected != found:
        faults.append("This bundle has another seal than the one given: it is not the one that was noted then.")
    return Verdict(tuple(faults), found, len(manifest.files), manifest.entries, manifest.made_at)


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
        journal = held["journal"]
        return _Manifest(files, _number(journal["entries"]), _said(journal["head"]), _said(held["made_at"]))
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


def _faults(archive: bytes, manifest: _Manifest, manifest_at: int) -> Iterator[str]:
    at = 0
    for file in manifest.files:
        part = memoryview(archive)[file.at : file.at + file.packed]
        if file.at != at:
            yield f"Before {file.name} there are bytes that the manifest does not know."
        if file.at < at or len(part) < file.packed or file.packed < _HEADER:
            yield f"{file.name} is not where the manifest says."
            return
        at = file.at + file.packed
        if seal.of(part) != file.packed_sha256:
            yield _changed(file.name, part, manifest)
        elif _hash(part, file) != file.sha256:
            yield f"{file.name} is not the file that the manifest describes."
        elif file.name == JOURNAL and (wrong := _wrong_entry(part, manifest)):
            yield wrong
    if at != manifest_at:
        yield f"Before {seal.MANIFEST} there are bytes that the manifest does not know."


def _changed(name: str, part: memoryview, manifest: _Manifest) -> str:
    wrong = _wrong_entry(part, manifest) if name == JOURNAL else None
    return wrong or f"{name} was changed, or its header in the archive."


def _wrong_entry(part: memoryview, manifest: _Manifest) -> str | None:
    number = broken_at(bytes(_content(part, JOURNAL)), manifest.head)
    return f"{JOURNAL} was changed: entry {number} is not the one that was chained." if number else None


def _content(part: memoryview, name: str) -> memoryview:
    return part[_HEADER + len(name.encode()) :]


def _hash(part: memoryview, file: _File) -> str:
    """A file's own hash; empty where it cannot be unpacked, or is longer than it should be: so no file fills the memory."""
    content = _content(part, file.name)
    if file.name == JOURNAL:
        return seal.of(content)
    unpacking, digest, length = zlib.decompressobj(-zlib.MAX_WBITS), hashlib.sha256(), 0
    try:
        for start in range(0, len(content), _AT_ONCE):
            some = unpacking.decompress(content[start : start + _AT_ONCE])
            length += len(some)
            if length > file.bytes:
                return ""
            digest.update(some)
    except zlib.error:
        return ""
    return digest.hexdigest() if unpacking.eof and length == file.bytes else ""
