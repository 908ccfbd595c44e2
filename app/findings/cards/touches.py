"""Which of the findings' cards a changed thing touches.

The item's room hears only of what is reported: a change of a finding that is not would tell hundreds of phones, of
nothing, that a table is writing.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from app.findings import keys, queries
from app.findings.models import Comment, Finding
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room
from app.sources.translations import queries as translations
from app.store.journal import Change
from app.tables.cards.naming import tables_named_anew
from app.tables.keys import answer_key, table_room
from app.web.registry import Registry

Touched = Iterable[tuple[Room, str]]


def _finding_touches(session: Session, forum: str, change: Change) -> Touched:
    for table in change.tables:
        yield table_room(table), keys.finding_key(change.id)
        for item in change.items:
            yield desk_room(item), keys.counts_key(table)
    yield from _marks(change)


def _reported_touches(session: Session, forum: str, change: Change) -> Touched:
    return [(item_room(item), keys.finding_key(change.id)) for item in change.items]


def _report_touches(session: Session, forum: str, change: Change) -> Touched:
    """What comes to the item with a finding, and goes with it: comments, and the answers that it cites."""
    comments = queries.comments(session, forum, findings=[change.id])
    cited = queries.cited(session, forum, [change.id])
    for item in change.items:
        for comment in comments:
            yield item_room(item), keys.comment_key(comment.id)
        for answer in cited:
            yield item_room(item), answer_key(answer)


def _citation_touches(session: Session, forum: str, change: Change) -> Touched:
    return [(item_room(item), answer_key(change.id)) for item in change.items]


def _comment_touches(session: Session, forum: str, change: Change) -> Touched:
    for comment in queries.comments_by_id(session, forum, [change.id]).values():
        for finding in queries.findings(session, forum, ids=[comment.finding]):
            yield from _wherever_read(finding)
            yield from _comment_where_read(comment, finding)
    yield from _marks(change)


def _person_touches(session: Session, forum: str, change: Change) -> Touched:
    for finding in findings_named_anew(session, forum, change):
        yield from _wherever_read(finding)
    comments = comments_named_anew(session, forum, change)
    of = queries.findings_by_id(session, forum, {c.finding for c in comments})
    for comment in comments:
        yield from _comment_where_read(comment, of[comment.finding])


def findings_named_anew(session: Session, forum: str, change: Change) -> Sequence[Finding]:
    """The findings on whose dissents other names or affiliations may be read after somebody came, moved or changed."""
    privacy = programme.forum_of(session, forum).privacy
    if privacy == "named" and change.kind == "participant":
        return queries.findings_dissented(session, forum, change.people)
    if privacy == "by_table":
        return queries.findings(session, forum, tables=tables_named_anew(session, forum, change))
    return []


def comments_named_anew(session: Session, forum: str, change: Change) -> Sequence[Comment]:
    """The comments under which other names or affiliations may be read then."""
    privacy = programme.forum_of(session, forum).privacy
    if privacy == "named" and change.kind == "participant":
        return queries.comments_by(session, forum, change.people)
    if privacy == "by_table":
        return queries.comments_from(session, forum, tables_named_anew(session, forum, change))
    return []


def _translation_touches(session: Session, forum: str, change: Change) -> Touched:
    """``finding:UUID`` has another translation."""
    kind, _, id_ = change.id.partition(":")
    yield from _translated_where_read(session, forum, kind, id_)


def _translator_touches(session: Session, forum: str, change: Change) -> Touched:
    """Who translates may be called otherwise now."""
    for one in translations.translated_by(session, forum, change.people):
        yield from _translated_where_read(session, forum, one.kind, one.thing)


def _translated_where_read(session: Session, forum: str, kind: str, id: str) -> Touched:
    if kind == "finding":
        for finding in queries.findings(session, forum, ids=[id]):
            yield from _wherever_read(finding)
    elif kind == "comment":
        for comment in queries.comments_by_id(session, forum, [id]).values():
            for finding in queries.findings(session, forum, ids=[comment.finding]):
                yield from _comment_where_read(comment, finding)


def _hall_touches(session: Session, forum: str, change: Change) -> Touched:
    """A table that comes, closes or opens has its line on the desk."""
    return [(desk_room(item), keys.counts_key(table)) for table in change.tables for item in change.items]


def _seat_touches(session: Session, forum: str, change: Change) -> Touched:
    """Marks are of where one sits or sat."""
    return _marks(change)


def _wherever_read(finding: Finding) -> Touched:
    yield table_room(finding.table), keys.finding_key(finding.id)
    if finding.reported_at is not None:
        yield item_room(finding.item), keys.finding_key(finding.id)


def _comment_where_read(comment: Comment, finding: Finding) -> Touched:
    if finding.reported_at is not None:
        yield item_room(comment.item), keys.comment_key(comment.id)


def _marks(change: Change) -> Touched:
    return [(me_room(person), keys.MARKS) for person in change.people]


def register(registry: Registry) -> None:
    """Everything that changes what a finding's card shows."""
    registry.touches("finding", _finding_touches)
    registry.touches("reported-finding", _reported_touches)
    registry.touches("report", _report_touches)
    registry.touches("citation", _citation_touches)
    registry.touches("comment", _comment_touches)
    registry.touches("hall", _hall_touches)
    registry.touches("translation", _translation_touches)
    registry.touches("participant", _translator_touches)
    for thing in ("seat", "hall"):
        registry.touches(thing, _seat_touches)
    for thing in ("participant", "sat", "hall"):
        registry.touches(thing, _person_touches)
