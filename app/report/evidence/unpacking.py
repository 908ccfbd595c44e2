"""A file of a bundle, read and unpacked piece by piece. It never unpacks to more than was announced."""

import hashlib
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from app.report.evidence import seal
from app.report.evidence.chain import Reader


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file's ``header``, the hash of all its bytes ``as_packed``, and of its content: empty where it does not unpack, or
    not to what was announced. ``chain`` is the journal's.
    """

    header: bytes
    as_packed: str
    sha256: str
    crc: int
    chain: Reader


def unpacked(archive: BinaryIO, at: int, header: int, packed: int, size: int, plain: bool) -> Unpacked:
    """The file of *packed* bytes at *at*, the first of which are its *header*; announced with *size* bytes of content."""
    archive.seek(at)
    before = archive.read(header)
    as_packed = hashlib.sha256(before)
    content = _Content(size, Reader() if plain else None)
    unpacking = None if plain else zlib.decompressobj(-zlib.MAX_WBITS)
    for some in seal.pieces(archive, at + len(before), packed - header):
        as_packed.update(some)
        if unpacking is None:
            content.take(some)
        elif unpacking.eof:  # what comes after the end is kept by whoever unpacks it, all of it
            content.good = False
        elif content.good:
            _unpack(unpacking, some, content)
    if unpacking is not None and content.good and not unpacking.eof:
        _unpack(unpacking, b"", content)
    ended = unpacking is None or (unpacking.eof and not unpacking.unused_data)
    sha256 = content.digest.hexdigest() if content.good and ended and content.size == size else ""
    return Unpacked(before, as_packed.hexdigest(), sha256, content.crc, content.chain or Reader())


def _unpack(unpacking: "zlib._Decompress", some: bytes, content: "_Content") -> None:
    try:
        while content.good:
            more = unpacking.decompress(some, seal.AT_ONCE)
            content.take(more)
            some = unpacking.unconsumed_tail
            if not some and not more:
                break
    except zlib.error:
        content.good = False


class _Content:
    """``good`` as long as there is no more than was announced."""

    def __init__(self, announced: int, chain: Reader | None) -> None:
        self.announced = announced
        self.chain = chain
        self.size = self.crc = 0
        self.digest = hashlib.sha256()
        self.good = True

    def take(self, some: bytes) -> None:
        self.size += len(some)
        self.good = self.good and self.size <= self.announced
        if self.good:
            self.digest.update(some)
            self.crc = zlib.crc32(some, self.crc)
        if self.chain is not None:
            self.chain.take(some)
