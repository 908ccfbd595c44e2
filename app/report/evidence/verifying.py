"""Whether a bundle is as it was sealed, and if not, which part of it is not. It needs nothing but the bundle."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.report.evidence import seal
from app.report.evidence.bundle import JOURNAL
from app.report.evidence.chain import broken_at


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


def verify(archive: bytes, expected: str | None = None) -> Verdict:
    """Look at every byte of a bundle. *expected* is the seal that was noted when it was made."""
    try:
        found, manifest_at, content = seal.opened(archive)
    except seal.Broken as broken:
        return Verdict((str(broken),))
    manifest: dict[str, Any] = json.loads(content)
    faults = list(_faults(archive, manifest, manifest_at))
    if expected is not None and expected != found:
        faults.append("This bundle has another seal than the one given: it is not the one that was noted then.")
    journal = manifest["journal"]
    return Verdict(tuple(faults), found, len(manifest["files"]), journal["entries"], manifest["made_at"])


def _faults(archive: bytes, manifest: dict[str, Any], manifest_at: int) -> Iterator[str]:
    at = 0
    for file in manifest["files"]:
        name, packed = file["name"], file["packed"]
        part = memoryview(archive)[packed["at"] : packed["at"] + packed["bytes"]]
        if packed["at"] != at:
            yield f"Before {name} there are bytes that the manifest does not know."
        at = packed["at"] + packed["bytes"]
        if seal.of(part) != packed["sha256"]:
            yield _changed(name, part, manifest["journal"])
        elif seal.of(_content(part, name, stored=name == JOURNAL)) != file["sha256"]:
            yield f"{name} is not the file that the manifest describes."
        elif name == JOURNAL and (wrong := _wrong_entry(part, manifest["journal"])):
            yield wrong
    if at != manifest_at:
        yield f"Before {seal.MANIFEST} there are bytes that the manifest does not know."


def _changed(name: str, part: memoryview, journal: dict[str, Any]) -> str:
    wrong = _wrong_entry(part, journal) if name == JOURNAL else None
    return wrong or f"{name} was changed, or its header in the archive."


def _wrong_entry(part: memoryview, journal: dict[str, Any]) -> str | None:
    number = broken_at(bytes(_content(part, JOURNAL, stored=True)), journal["head"])
    return f"{JOURNAL} was changed: entry {number} is not the one that was chained." if number else None


def _content(part: memoryview, name: str, *, stored: bool) -> bytes | memoryview:
    packed = part[30 + len(name.encode()) :]
    return packed if stored else zlib.decompress(packed, -zlib.MAX_WBITS)
