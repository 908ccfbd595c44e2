"""A bundle's evidence, read in the same snapshot as its report."""

from collections.abc import Iterable, Iterator

from app.communique.queries import communique_of
from app.report.evidence.model import AdoptedParagraph, Changed, Entry, Evidence
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
    )


def _adopted(record: Record) -> Iterator[AdoptedParagraph]:
    for item in record.items:
        text = communique_of(record.session, record.forum.id, item.id)
        for held in text.adopted if text is not None else ():
            yield AdoptedParagraph(held["id"], item.number, held["section"], held["language"], held["text"])


def _journal(record: Record) -> Iterator[Entry]:
    last = 0
    while entries := journal.since(record.session, record.forum.id, last):
        for entry in entries:
            yield Entry(entry.seq, entry.at, entry.command, tuple(_changes(record, entry.changes)))
        last = entries[-1].seq


def _changes(record: Record, changes: Iterable[journal.Change]) -> Iterator[Changed]:
    for change in changes:
        items = tuple(record.item_numbers[item] for item in change.items if item in record.item_numbers)
        # Beside words the data say whose table it is, as far as it is told.
        tables = () if change.kind in WORDS else tuple(t for t in map(record.number, change.tables) if t is not None)
        yield Changed(change.kind, change.id, items, tables)
