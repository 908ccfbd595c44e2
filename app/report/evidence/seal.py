"""The seal of a bundle: 64 digits at the very end of the archive, which cover every byte before them.

The manifest holds a hash of each file's bytes in the archive, with the header before them; the seal covers the rest: the
manifest, the archive's directory, and the words before the seal. So no byte stands outside, not even a time in a header.
"""

import hashlib
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from app.report.evidence.shape import CENTRAL, END, LOCAL

MANIFEST: Final = "manifest.json"
FORMAT: Final = "sobremesa-evidence/1"

_PATTERN: Final = re.compile(rb"%s manifest-sha256=([0-9a-f]{64}) seal-sha256=([0-9a-f]{64})" % FORMAT.encode())
WORDS: Final = f"{FORMAT} manifest-sha256={'0' * 64} seal-sha256=".encode()
COMMENT_SIZE: Final = len(WORDS) + 64

AT_ONCE: Final = 1 << 18
"""Bytes that are read, or unpacked, at once."""

LARGEST: Final = 0xFFFFFFFF
"""Bytes of an archive: what lies beyond has another form, which no bundle has."""

LARGEST_MANIFEST: Final = 8 << 20
"""Bytes of the manifest with the directory: both are read whole."""

_DIRECTORY_ENTRY: Final = CENTRAL + len(MANIFEST)
_LOCAL_HEADER: Final = LOCAL + len(MANIFEST)


def seal(archive: BinaryIO, manifest_at: int, manifest: bytes) -> None:
    """Seal an archive that ends in a comment of :data:`COMMENT_SIZE` bytes, in that comment."""
    archive.seek(-COMMENT_SIZE, os.SEEK_END)
    archive.write(comment(manifest))
    archive.truncate()
    digest = hashlib.sha256()
    for some in pieces(archive, manifest_at, archive.tell() - manifest_at):
        digest.update(some)
    archive.seek(0, os.SEEK_END)
    archive.write(digest.hexdigest().encode())


def pieces(archive: BinaryIO, at: int, length: int) -> Iterator[bytes]:
    """The bytes from *at* on, a few at once; fewer than *length* where the archive ends before."""
    archive.seek(at)
    while length > 0 and (some := archive.read(min(length, AT_ONCE))):
        length -= len(some)
        yield some


def comment(manifest: bytes) -> bytes:
    """The words before the seal, with the manifest's own hash among them."""
    return WORDS.replace(b"0" * 64, of(manifest).encode())


def of(content: bytes | memoryview) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Broken(Exception):
    """The end of the archive is not as it was sealed; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of an archive whose seal holds: the manifest with its header at ``at``, and the ``directory`` with the record
    behind it.
    """

    seal: str
    at: int
    header: bytes
    manifest: bytes
    directory: bytes


def opened(archive: BinaryIO) -> End:
    """The end of *archive*. Raises :class:`Broken`."""
    size = archive.seek(0, os.SEEK_END)
    if size > LARGEST:
        raise Broken("The archive is larger than any evidence bundle.")
    archive.seek(max(0, size - COMMENT_SIZE - END - _DIRECTORY_ENTRY))
    tail = archive.read(COMMENT_SIZE + END + _DIRECTORY_ENTRY)
    found = _PATTERN.fullmatch(tail[-COMMENT_SIZE:])
    if found is None:
        raise Broken("The seal at the end of the archive is damaged, or this is no evidence bundle.")
    if len(tail) < COMMENT_SIZE + END + _DIRECTORY_ENTRY:
        raise Broken("The archive was cut off: its directory is missing.")
    (at,) = struct.unpack_from("<I", tail, 42)
    (directory_at,) = struct.unpack_from("<I", tail, _DIRECTORY_ENTRY + 16)
    last = size - len(tail)
    if not at + _LOCAL_HEADER <= directory_at <= last:
        raise Broken("The archive's directory was changed: it does not say where the manifest is.")
    if size - at > LARGEST_MANIFEST:
        raise Broken(f"{MANIFEST} is larger than that of any evidence bundle.")
    archive.seek(at)
    rest = archive.read(size - at)
    header, manifest = rest[:_LOCAL_HEADER], rest[_LOCAL_HEADER : directory_at - at]
    if of(rest[:-64]) == found[2].decode():
        directory = rest[directory_at - at : -COMMENT_SIZE]
        return _own(End(found[2].decode(), at, header, manifest, directory), found[1].decode())
    if of(manifest) == found[1].decode():
        raise Broken("The archive's directory, the manifest's header or the seal at the end was changed.")
    if of(rest[:-COMMENT_SIZE] + comment(manifest)) == found[2].decode():
        raise Broken("The seal at the end was changed: the hash of manifest.json in it.")
    raise Broken(f"{MANIFEST} was changed.")


def _own(end: End, manifest: str) -> End:
    if of(end.manifest) != manifest:
        raise Broken("The seal at the end does not hold the hash of this manifest.json.")
    return end
