"""Which of the workbench's cards a changed thing touches."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.cards.touches import comments_named_anew
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room, work_room
from app.sources import queries as sources
from app.sources.rules import Thing
from app.store.journal import Change
from app.synthesis import keys, queries
from app.synthesis.bench import drawing_on
from app.synthesis.models import KeyFinding
from app.web.registry import Registry
from app.web.registry import Touched as TouchedCards

Touched = Iterable[tuple[Room, str]]


def _key_finding_touches(session: Session, forum: str, change: Change) -> Touched:
    for item in change.items:
        yield work_room(item), keys.key_finding_key(change.id)
    for above in drawing_on(session, forum, [Thing("key-finding", change.id)]):
        yield from _wherever_read(session, above)


def _shown_touches(session: Session, forum: str, change: Change) -> Touched:
    return [(item_room(item), keys.key_finding_key(change.id)) for item in change.items]


def _sent_touches(session: Session, forum: str, change: Change) -> Touched:
    for item in change.items:
        for desk in _desks(session, forum, item):
            yield desk, keys.key_finding_key(change.id)
        for person in queries.booth_of(session, forum, item):
            yield me_room(person), keys.sent_key(change.id)


def _drawn_touches(session: Session, forum: str, change: Change) -> Touched:
    """A thing is drawn on, or set aside, or neither any more."""
    kind, _, id_ = change.id.partition(":")
    key = keys.work_key(Thing(kind, id_))
    for item in change.items:
        if key is not None:
            yield work_room(item), key
        yield from _coverage_of(item)


def _content_touches(session: Session, forum: str, change: Change) -> Touched:
    """A finding with other words may look like others than before, and may have been what they looked like."""
    for item in change.items:
        yield from _coverage_of(item)
        yield work_room(item), keys.hint_key(change.id)
        for finding in findings.findings(session, forum, item=item):
            yield work_room(item), keys.hint_key(finding.id)
        # When a finding goes, so do the comments on it.
        for comment in findings.comments(session, forum, findings=[change.id]):
            yield work_room(item), keys.work_comment_key(comment.id)


def _note_touches(session: Session, forum: str, change: Change) -> Touched:
    for item in change.items:
        yield work_room(item), keys.note_key(change.id)
    for person in change.people:
        yield me_room(person), keys.own_note_key(change.id)
        yield me_room(person), keys.NOTE_MARKS
    yield from _drawing_touched(session, forum, Thing("note", change.id))


def _comment_touches(session: Session, forum: str, change: Change) -> Touched:
    for item in change.items:
        yield work_room(item), keys.work_comment_key(change.id)
    yield from _drawing_touched(session, forum, Thing("comment", change.id))


def _answer_touches(session: Session, forum: str, change: Change) -> Touched:
    for item in change.items:
        yield from _coverage_of(item)
    yield from _drawing_touched(session, forum, Thing("answer", change.id))


def _person_touches(session: Session, forum: str, change: Change) -> Touched:
    for comment in comments_named_anew(session, forum, change):
        yield work_room(comment.item), keys.work_comment_key(comment.id)
    if programme.forum_of(session, forum).privacy == "by_table":
        # Which affiliations are told apart hangs on how many people of each there are in the item.
        sat = queries.items_where_sat(session, forum, change.people) if change.kind != "sat" else ()
        items = {*change.items, *sat}
        for item in items:
            yield from _coverage_of(item)


def _hall_touches(session: Session, forum: str, change: Change) -> Touched:
    return [touched for item in change.items for touched in _coverage_of(item)]


def _grant_touches(session: Session, forum: str, change: Change) -> Touched:
    """Who comes to the booth reads what it was sent; who leaves it does not any more. Observers read their own notes."""
    for person in change.people:
        yield me_room(person), keys.NOTE_MARKS
        for key_finding in queries.key_findings(session, forum):
            if key_finding.sent_at is not None:
                yield me_room(person), keys.sent_key(key_finding.id)
        for note in queries.notes_by(session, forum, person):
            yield me_room(person), keys.own_note_key(note.id)


def _findings_follow(session: Session, forum: str, touched: TouchedCards) -> Iterable[tuple[Room, str, int]]:
    """The workbench shows every finding as its table does; and its key findings say what became of them."""
    at_tables: dict[Thing, int] = {}
    for room, cards in touched.items():
        if room.kind == "table":
            for key, seq in cards.items():
                kind, _, id_ = key.partition(":")
                if kind == "finding":
                    at_tables[Thing(kind, id_)] = max(seq, at_tables.get(Thing(kind, id_), 0))
    if not at_tables:
        return
    for finding in findings.findings_by_id(session, forum, [thing.id for thing in at_tables]).values():
        yield work_room(finding.item), keys.work_finding_key(finding.id), at_tables[Thing("finding", finding.id)]
    rising = _rising(session, forum, at_tables)
    for key_finding in queries.key_findings(session, forum, ids=list(rising)) if rising else ():
        for room, key in _wherever_read(session, key_finding):
            yield room, key, rising[key_finding.id]


def _rising(session: Session, forum: str, seqs: Mapping[Thing, int]) -> dict[str, int]:
    """The key findings above things, each with the last seq of what it stands on."""
    found: dict[str, int] = {}
    waiting = dict(seqs)
    while waiting:
        above: dict[Thing, int] = {}
        for origin, links in sources.made_of(session, forum, list(waiting)).items():
            for link in links:
                if link.thing.kind == "key-finding" and found.get(link.thing.id, 0) < waiting[origin]:
                    found[link.thing.id] = above[link.thing] = waiting[origin]
        waiting = above
    return found


def _drawing_touched(session: Session, forum: str, thing: Thing) -> Touched:
    for key_finding in drawing_on(session, forum, [thing]):
        yield from _wherever_read(session, key_finding)


def _desks(session: Session, forum: str, item: str) -> list[Room]:
    """Where shared key findings of an item stand: on its desk, and on those of the items that present it."""
    return [desk_room(item), *(desk_room(other.id) for other in programme.presenting(session, forum, item))]


def _wherever_read(session: Session, key_finding: KeyFinding) -> Touched:
    key = keys.key_finding_key(key_finding.id)
    yield work_room(key_finding.item), key
    if key_finding.shown_at is not None:
        yield item_room(key_finding.item), key
    if key_finding.shown_at is not None or key_finding.sent_at is not None:
        for desk in _desks(session, key_finding.forum, key_finding.item):
            yield desk, key


def _coverage_of(item: str) -> Touched:
    return [(work_room(item), keys.coverage_key(item)), (desk_room(item), keys.coverage_key(item))]


def register(registry: Registry) -> None:
    """Everything that changes what lies on the workbench."""
    for thing, touches in {
        "key-finding": _key_finding_touches,
        "shown-key-finding": _shown_touches,
        "sent-key-finding": _sent_touches,
        "drawn": _drawn_touches,
        "finding-content": _content_touches,
        "note": _note_touches,
        "comment": _comment_touches,
        "answer": _answer_touches,
        "hall": _hall_touches,
        "grant": _grant_touches,
    }.items():
        registry.touches(thing, touches)
    for thing in ("participant", "sat", "hall"):
        registry.touches(thing, _person_touches)
    registry.follows(_findings_follow)
