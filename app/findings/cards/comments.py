"""Comments, in the item while their finding is reported; each stands under it, in the list of findings."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.findings import keys, queries
from app.findings.models import Comment, Finding
from app.findings.reading import Bylines, table_numbers
from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.sources.translations import queries as translations
from app.sources.translations.views import TranslationView, translation_data
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class CommentView:
    """What another table says of a finding. ``table`` and ``of_table`` are numbers: from where, and of whose finding."""

    id: str
    finding: str
    of_table: int
    table: int | None
    stance: str
    text: str
    language: str
    by: str
    late: bool
    version: int
    written_at: datetime
    order: str
    translations: tuple[TranslationView, ...] = ()


def comment_views(session: Session, forum: str, comments: Sequence[Comment]) -> list[CommentView]:
    """Comments with all that is shown of them; in order they stand under their findings."""
    found = queries.findings_by_id(session, forum, {c.finding for c in comments})
    numbers = table_numbers(session, forum, {c.table for c in comments} | {f.table for f in found.values()})
    bylines = Bylines(session, forum, {c.author for c in comments})
    translated = translations.views(session, forum, "comment", {c.id: c.version for c in comments})

    def view(comment: Comment, finding: Finding) -> CommentView:
        of_table = numbers[finding.table]
        return CommentView(
            comment.id,
            comment.finding,
            of_table,
            numbers.get(comment.table),
            comment.stance,
            comment.text,
            comment.language,
            bylines.of(comment.author, comment.affiliation, comment.table),
            comment.late,
            comment.version,
            comment.written_at,
            f"{of_table:05d}:{finding.first_seq:010d}:{comment.first_seq:010d}",
            translated.get(comment.id, ()),
        )

    return [view(comment, found[comment.finding]) for comment in comments]


def comment_data(view: CommentView) -> dict[str, Any]:
    """A comment as programs receive it."""
    return {
        "id": view.id,
        "finding": view.finding,
        "of_table_number": view.of_table,
        "table_number": view.table,
        "stance": view.stance,
        "text": view.text,
        "language": view.language,
        "by": view.by,
        "late": view.late,
        "version": view.version,
        "written_at": rfc3339(view.written_at),
        "translations": translation_data(view.translations),
    }


def open_comments(session: Session, forum: str, item: str, ids: Collection[str] | None = None) -> Sequence[Comment]:
    """An item's comments on findings that are reported now."""
    reported = [f.id for f in queries.findings(session, forum, item=item, reported=True)]
    return queries.comments(session, forum, item=item, findings=reported, ids=ids)


def _comment_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    found = open_comments(session, forum, room.id, ids)
    if found:
        for view in comment_views(session, forum, found):
            yield Card(keys.comment_key(view.id), "findings", view.order, comment_data(view), view)


def register(registry: Registry) -> None:
    """The kind ``comment``."""
    registry.kind("comment", rooms=["item"], load=_comment_cards, template="findings/_comment.html")
