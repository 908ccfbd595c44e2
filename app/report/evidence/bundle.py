"""A bundle: one archive of the report, the data, the sources and the journal, with a manifest and a seal.

The same forum at the same moment gives the same bytes. Nothing in it is secret from whoever may read its report.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final

from app.kernel.clock import rfc3339
from app.report.evidence import seal
from app.report.evidence.chain import START, chained
from app.report.evidence.model import Entry
from app.report.model import ForumReport

JOURNAL: Final = "journal.jsonl"


def bundle(report: ForumReport, language: str, files: Iterable[tuple[str, bytes]]) -> bytes:
    """The sealed archive of *files* and of the journal of a disclosed report."""
    entries = report.evidence.journal if report.evidence is not None else ()
    lines, head = _lines(entries)
    out = io.BytesIO()
    held: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in (*files, (JOURNAL, lines)):
            at = out.tell()
            packed.writestr(_entry(report, name), content)
            held.append(
                {
                    "name": name,
                    "bytes": len(content),
                    "sha256": seal.of(content),
                    "packed": {"at": at, "bytes": out.tell() - at, "sha256": seal.of(out.getbuffer()[at : out.tell()])},
                }
            )
        manifest = json.dumps(
            {
                "format": seal.FORMAT,
                "forum": report.id,
                "privacy": report.privacy,
                "language": language,
                "made_at": rfc3339(report.made_at),
                "journal": {"file": JOURNAL, "entries": len(entries), "start": START, "head": head},
                "files": held,
            },
            ensure_ascii=False,
            indent=1,
        ).encode()
        manifest_at = out.tell()
        packed.writestr(_entry(report, seal.MANIFEST), manifest)
        packed.comment = b" " * seal.COMMENT_SIZE
    return seal.sealed(out.getbuffer(), manifest_at, manifest)


def _entry(report: ForumReport, name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, report.made_at.timetuple()[:6])
    # Journal and manifest stand as they are: so a damaged byte is found in its line, and any tool can read them.
    plain = name in (JOURNAL, seal.MANIFEST)
    entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _lines(entries: Iterable[Entry]) -> tuple[bytes, str]:
    out, head = io.BytesIO(), START
    for line, of_line in chained(_documents(entries)):
        out.write(line + b"\n")
        head = of_line
    return out.getvalue(), head


def _documents(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        if entry.at is None:
            yield {"seq": entry.seq, "withheld": True}
            continue
        changes = []
        for change in entry.changes:
            places = {"items": list(change.items), "tables": list(change.tables)}
            changes.append({"kind": change.kind, "id": change.id, **{k: v for k, v in places.items() if v}})
        yield {"seq": entry.seq, "at": rfc3339(entry.at), "command": entry.command, "changes": changes}
