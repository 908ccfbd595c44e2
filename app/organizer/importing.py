"""A programme file that somebody sends: its faults by line, or what it would change."""

from typing import Any, Final, NamedTuple

from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.organizer.commands import TRIED, ImportProgramme, programme_version
from app.organizer.differences import Difference, differences
from app.organizer.matching import matched
from app.organizer.queries import standing_for
from app.programme.file import Fault, Programme, read
from app.programme.file.plain import plain
from app.web.visit import Visit

LARGEST: Final = 1_000_000
"""Bytes of a file that is sent here. The reference forum has a tenth."""


class Looked(NamedTuple):
    """What a file would do: faults and nothing else, or differences; ``refusal`` is what stands in their way."""

    document: dict[str, Any]
    faults: list[Fault]
    changes: list[Difference]
    version: str
    refusal: Refusal | None


def too_large_file() -> Refusal:
    """More than any programme needs."""
    return Refusal("too_large", N_("The file is larger than 1 MB: this is not a programme file."), status=413)


def _read(session: Any, source: str | bytes) -> Programme | list[Fault]:
    return read(source)


async def look_at(visit: Visit, source: str | bytes) -> Looked:
    """Read a file and compare it with what stands. Nothing is changed."""
    actor = visit.member()
    standing = await visit.site.readers.run(standing_for, actor)
    found = await visit.site.readers.run(_read, source)
    if isinstance(found, list):
        return Looked({}, found, [], "", None)
    document, version = plain(found), programme_version(standing.tree)
    changes = differences(standing.tree, matched(standing.tree, document))
    if not changes:
        return Looked(document, [], [], version, None)
    try:
        await visit.run(ImportProgramme(document, version, trial=True))
    except Refusal as refusal:
        return Looked(document, [], changes, version, None if refusal.code == TRIED else refusal)
    raise AssertionError("a trial is always taken back")


def bad_file(faults: list[Fault]) -> Refusal:
    """Every fault, with its line, and nothing changed."""
    return Refusal(
        "bad_programme",
        N_("The file has %(count)s faults. Nothing was changed."),
        extra={"faults": [_told(fault) for fault in faults]},
        count=len(faults),
    )


def _told(fault: Fault) -> dict[str, Any]:
    sentence: Sentence = fault.sentence
    return {"line": fault.line, "path": fault.path, "code": fault.code, "sentence": str(sentence)}
