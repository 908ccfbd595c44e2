"""The seal of a bundle: 64 digits at the very end of the archive, which cover every byte before them.

The manifest holds a hash of each file's bytes in the archive, with the header before them; the seal covers the rest: the
manifest, the archive's directory, and the words before the seal. So no byte stands outside, not even a time in a header.
"""

import hashlib
import re
import struct
from typing import Final

MANIFEST: Final = "manifest.json"
FORMAT: Final = "sobremesa-evidence/1"

_PATTERN: Final = re.compile(rb"%s manifest-sha256=([0-9a-f]{64}) seal-sha256=([0-9a-f]{64})" % FORMAT.encode())
WORDS: Final = f"{FORMAT} manifest-sha256={'0' * 64} seal-sha256=".encode()
COMMENT_SIZE: Final = len(WORDS) + 64

_END_RECORD: Final = 22
_DIRECTORY_ENTRY: Final = 46 + len(MANIFEST)
_LOCAL_HEADER: Final = 30 + len(MANIFEST)


def sealed(archive: bytes | memoryview, manifest_at: int, manifest: bytes) -> bytes:
    """The archive, which ends in a comment of :data:`COMMENT_SIZE` bytes, with its seal in that comment."""
    words = comment(manifest)
    body = memoryview(archive)[: len(archive) - COMMENT_SIZE]
    return b"".join((body, words, of(bytes(body[manifest_at:]) + words).encode()))


def comment(manifest: bytes) -> bytes:
    """The words before the seal, with the manifest's own hash among them."""
    return WORDS.replace(b"0" * 64, of(manifest).encode())


def of(content: bytes | memoryview) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Broken(Exception):
    """The end of the archive is not as it was sealed; the message is a sentence."""


def opened(archive: bytes) -> tuple[str, int, bytes]:
    """The seal, where the manifest's header stands, and the manifest. Raises :class:`Broken`."""
    found = _PATTERN.fullmatch(archive[-COMMENT_SIZE:])
    if found is None:
        raise Broken("The seal at the end of the archive is damaged, or this is no evidence bundle.")
    directory_end = len(archive) - COMMENT_SIZE - _END_RECORD
    last = directory_end - _DIRECTORY_ENTRY
    if last < 0:
        raise Broken("The archive was cut off: its directory is missing.")
    (manifest_at,) = struct.unpack_from("<I", archive, last + 42)
    (directory_at,) = struct.unpack_from("<I", archive, directory_end + 16)
    if not manifest_at + _LOCAL_HEADER <= directory_at <= last:
        raise Broken("The archive's directory was changed: it does not say where the manifest is.")
    manifest = archive[manifest_at + _LOCAL_HEADER : directory_at]
    seal = found[2].decode()
    covered = archive[manifest_at:-64]
    if of(covered) == seal:
        return seal, manifest_at, manifest
    if of(manifest) == found[1].decode():
        raise Broken("The archive's directory, the manifest's header or the seal at the end was changed.")
    if of(covered[: -len(WORDS)] + comment(manifest)) == seal:
        raise Broken("The seal at the end was changed: the hash of manifest.json in it.")
    raise Broken(f"{MANIFEST} was changed.")
