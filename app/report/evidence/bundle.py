"""A bundle: one archive of the report, the data, the sources and the journal, with a manifest and a seal.

The same forum at the same moment gives the same bytes. Nothing in it is secret from whoever may read its report.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from app.kernel.clock import rfc3339
from app.report.evidence import seal
from app.report.evidence.chain import START, chained
from app.report.evidence.model import Entry, Evidence
from app.report.evidence.shape import entry
from app.report.model import ForumReport

JOURNAL: Final = "journal.jsonl"


def bundle(out: BinaryIO, report: ForumReport, language: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Write the sealed archive of *files* and of the journal of a disclosed report into *out*, empty and open both ways."""
    evidence = report.evidence or Evidence()
    entries = evidence.journal
    journal = _Journal(entries)
    held: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files:
            held.append(_held(out, packed, report, name, (content,)))
        held.append(_held(out, packed, report, JOURNAL, journal.lines()))
        manifest = json.dumps(
            {
                "format": seal.FORMAT,
                "forum": report.id,
                "privacy": report.privacy,
                "language": language,
                "for": evidence.audience,
                "left_out": _left_out(evidence),
                "made_at": rfc3339(report.made_at),
                "journal": {"file": JOURNAL, "entries": len(entries), "start": START, "head": journal.head},
                "files": held,
            },
            ensure_ascii=False,
            indent=1,
        ).encode()
        manifest_at = out.seek(0, os.SEEK_END)
        packed.writestr(entry(seal.MANIFEST, report.made_at, plain=True), manifest)
        packed.comment = b" " * seal.COMMENT_SIZE
    seal.seal(out, manifest_at, manifest)


def _left_out(evidence: Evidence) -> dict[str, Any]:
    """What this bundle does not tell its readers: lines of the journal, whose text's drafting, and the words of what."""
    return {
        "journal_entries": sum(entry.at is None for entry in evidence.journal),
        "drafting_journals": [one.item for one in evidence.drafting if not one.released],
        "words_of": list(evidence.silent_on),
    }


def _held(
    out: BinaryIO, packed: zipfile.ZipFile, report: ForumReport, name: str, content: Iterable[bytes]
) -> dict[str, Any]:
    """Pack a file; what the manifest says of it."""
    at, size, digest = out.tell(), 0, hashlib.sha256()
    # Journal and manifest stand as they are: so a damaged byte is found in its line, and any tool can read them.
    with packed.open(entry(name, report.made_at, plain=name == JOURNAL), "w") as file:
        for some in content:
            file.write(some)
            digest.update(some)
            size += len(some)
    length, as_packed = out.tell() - at, hashlib.sha256()
    for some in seal.pieces(out, at, length):
        as_packed.update(some)
    return {
        "name": name,
        "bytes": size,
        "sha256": digest.hexdigest(),
        "packed": {"at": at, "bytes": length, "sha256": as_packed.hexdigest()},
    }


class _Journal:
    """``head``: the last line's hash, once all were read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries
        self.head = START

    def lines(self) -> Iterator[bytes]:
        for line, head in chained(map(_document, self._entries)):
            self.head = head
            yield line + b"\n"


def _document(entry: Entry) -> dict[str, Any]:
    if entry.at is None:
        return {"seq": entry.seq, "withheld": True}
    changes = []
    for change in entry.changes:
        places = {"items": list(change.items), "tables": list(change.tables)}
        changes.append({"kind": change.kind, "id": change.id, **{k: v for k, v in places.items() if v}})
    return {"seq": entry.seq, "at": rfc3339(entry.at), "command": entry.command, "changes": changes}
