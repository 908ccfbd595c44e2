"""A bundle's evidence, read in the same snapshot as its report."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.communique.journal import entries, entry_data
from app.communique.queries import communique_of
from app.report.evidence.model import AdoptedParagraph, Changed, Drafting, Entry, Evidence
from app.report.evidence.telling import WORDS
from app.report.record import Record
from app.report.rows import SourceRow
from app.store import journal


def evidence(record: Record) -> Evidence:
    """The whole journal without anybody's name, and the adopted texts with their links.

    Still to pass through :func:`app.report.privacy.disclosed`, as all that a report holds.
    """
    paragraphs = tuple(_adopted(record))
    standing = {paragraph.id for paragraph in paragraphs}
    return Evidence(
        journal=tuple(_journal(record)),
        paragraphs=paragraphs,
        links=tuple(
            SourceRow(link.made_kind, link.made, link.origin_kind, link.origin, link.origin_version)
            for link in record.links
            if link.made_kind == "paragraph" and link.made in standing
        ),
        drafting=tuple(_drafting(record)),
    )


def _drafting(record: Record) -> Iterator[Drafting]:
    """Of each text whose drafting began: its drafting journal, where the chair has released it."""
    for item in record.items:
        text = communique_of(record.session, record.forum.id, item.id)
        if text is None:
            continue
        released = text.released_at is not None
        told = tuple(_plain(entry_data(entry)) for entry in entries(record.session, item)) if released else ()
        yield Drafting(item.number, released, text.adopted_at is not None, told)


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a delegation by its key and its name in every language."""
    return {name: value for name, value in entry.items() if value}


def _adopted(record: Record) -> Iterator[AdoptedParagraph]:
    for item in record.items:
        text = communique_of(record.session, record.forum.id, item.id)
        for held in text.adopted if text is not None else ():
            yield AdoptedParagraph(held["id"], item.number, held["section"], held["language"], held["text"])


def _journal(record: Record) -> Iterator[Entry]:
    last = 0
    while lines := journal.since(record.session, record.forum.id, last):
        for line in lines:
            yield Entry(line.seq, line.at, line.command, tuple(_changes(record, line.changes)))
        last = lines[-1].seq


def _changes(record: Record, changes: Iterable[journal.Change]) -> Iterator[Changed]:
    for change in changes:
        items = tuple(record.item_numbers[item] for item in change.items if item in record.item_numbers)
        # Beside words the data say whose table it is, as far as it is told.
        tables = () if change.kind in WORDS else tuple(t for t in map(record.number, change.tables) if t is not None)
        yield Changed(change.kind, change.id, items, tables)
