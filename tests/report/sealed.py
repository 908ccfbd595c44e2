"""Bundles for tests: a small one whose every byte can be tried, and forgeries under a seal of their own."""

import io
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.report.evidence import seal, shape
from app.report.evidence.bundle import bundle
from app.report.evidence.model import Changed, Entry, Evidence
from app.report.evidence.verifying import Verdict, verify
from tests.report.samples import MADE_AT, REPORT, WRITTEN_AT

FILES = (
    ("READ-ME.txt", b"What is in it.\n" * 3),
    ("report.md", b"# A report\n\n" + bytes(range(256))),
    ("data/answers.csv", b"id,text\r\na1,Desks at the border\r\n"),
)
JOURNAL = tuple(Entry(n, WRITTEN_AT, "PutAnswer", (Changed("answer", f"a{n}", ("2a",)),)) for n in range(1, 4))


def verified(content: bytes, expected: str | None = None) -> Verdict:
    return verify(io.BytesIO(content), expected)


def small(files: Iterable[tuple[str, bytes]] = FILES) -> bytes:
    out = io.BytesIO()
    bundle(out, replace(REPORT, evidence=Evidence(journal=JOURNAL)), "en", files)
    return out.getvalue()


def changed(content: bytes, at: int, by: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ by]) + content[at + 1 :]


@dataclass
class Taken:
    """A bundle in its parts, to be changed and put together again under a good seal. An empty ``directory`` lists the
    manifest alone.
    """

    parts: list[bytes]
    manifest: dict[str, Any]
    manifest_header: bytes | None = None
    directory: bytes | None = None
    end: bytes | None = None

    @classmethod
    def apart(cls, content: bytes) -> "Taken":
        end = seal.opened(io.BytesIO(content))
        manifest = json.loads(end.manifest)
        places = [(file["packed"]["at"], file["packed"]["bytes"]) for file in manifest["files"]]
        return cls([content[at : at + length] for at, length in places], manifest)

    def known(self) -> "Taken":
        """With what the manifest says of the parts made right again, as a forger would."""
        at = 0
        for file, part in zip(self.manifest["files"], self.parts, strict=True):
            file["packed"] = {"at": at, "bytes": len(part), "sha256": seal.of(part)}
            at += len(part)
        return self

    def own(self) -> tuple[shape.Placed, bytes]:
        words = json.dumps(self.manifest).encode()
        at = sum(map(len, self.parts))
        return shape.Placed(seal.MANIFEST, True, zlib.crc32(words), len(words), len(words), at), words

    def listed(self) -> list[bytes]:
        """The entries of the directory as they should be."""
        held, made_at = [], datetime.fromisoformat(self.manifest["made_at"])
        for file, part in zip(self.manifest["files"], self.parts, strict=True):
            name, plain = file["name"], file["name"].endswith(".jsonl")
            content = part[shape.LOCAL + len(name.encode()) :]
            words = content if plain else zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, 1 << 16)
            crc, size = zlib.crc32(words), file["bytes"] % (1 << 32)
            held.append(shape.listed(shape.Placed(name, plain, crc, len(content), size, file["packed"]["at"]), made_at))
        return [*held, shape.listed(self.own()[0], made_at)]

    def sealed(self) -> bytes:
        placed, words = self.own()
        header = self.manifest_header or shape.header(placed, MADE_AT)
        directory = b"".join(self.listed()) if self.directory is None else self.directory
        directory = directory or shape.listed(placed, MADE_AT)
        at = placed.at + len(header) + len(words)
        end = self.end or shape.end(len(self.parts) + 1, len(directory), at, seal.COMMENT_SIZE)
        out = io.BytesIO(b"".join((*self.parts, header, words, directory, end)) + b" " * seal.COMMENT_SIZE)
        seal.seal(out, placed.at, words)
        return out.getvalue()
