"""Findings and comments on the workbench: reported or not, with what became of them. Comments stand under their finding."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.cards.comments import CommentView, comment_data, comment_views
from app.findings.cards.findings import FindingView, finding_data, finding_views
from app.live.rooms import Room
from app.sources import queries as sources
from app.sources.rules import Thing
from app.synthesis import keys, queries
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a thing: how many key findings draw on it directly; set aside, and why."""

    used: int
    aside: bool
    reason: str

    @property
    def waits(self) -> bool:
        """Whether nothing has been done with it yet."""
        return not self.used and not self.aside


@dataclass(frozen=True, slots=True)
class WorkFindingView:
    """A finding on the workbench."""

    finding: FindingView
    fate: Fate


@dataclass(frozen=True, slots=True)
class WorkCommentView:
    """A comment on the workbench."""

    comment: CommentView
    fate: Fate


def fates(session: Session, forum: str, item: str, things: Collection[Thing]) -> dict[Thing, Fate]:
    """What became of *things* of an item."""
    aside = queries.set_asides(session, forum, item)
    made = sources.made_of(session, forum, things)
    drawing = {link.thing.id for links in made.values() for link in links if link.thing.kind == "key-finding"}
    standing = {k.id for k in queries.key_findings(session, forum, ids=drawing)} if drawing else set()
    found = {}
    for thing in things:
        used = sum(link.thing.id in standing for link in made.get(thing, ()))
        row = aside.get(thing)
        found[thing] = Fate(used, row is not None, row.reason if row else "")
    return found


def fate_data(fate: Fate) -> dict[str, object]:
    """A fate as programs receive it."""
    return {"used": fate.used, "set_aside": fate.aside, "reason": fate.reason}


def _finding_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    found = findings.findings(session, forum, item=room.id, ids=ids)
    if not found:
        return
    fate = fates(session, forum, room.id, [Thing("finding", f.id) for f in found])
    for view in finding_views(session, forum, found):
        thing = Thing("finding", view.id)
        data = {**finding_data(view), **fate_data(fate[thing])}
        yield Card(keys.work_finding_key(view.id), "findings", view.order, data, WorkFindingView(view, fate[thing]))


def _comment_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    standing = [f.id for f in findings.findings(session, forum, item=room.id)]
    found = findings.comments(session, forum, item=room.id, findings=standing, ids=ids)
    if not found:
        return
    fate = fates(session, forum, room.id, [Thing("comment", c.id) for c in found])
    for view in comment_views(session, forum, found):
        thing = Thing("comment", view.id)
        data = {**comment_data(view), **fate_data(fate[thing])}
        yield Card(keys.work_comment_key(view.id), "findings", view.order, data, WorkCommentView(view, fate[thing]))


def register(registry: Registry) -> None:
    """The kinds ``work-finding`` and ``work-comment``."""
    registry.kind("work-finding", rooms=["work"], load=_finding_cards, template="synthesis/_work_finding.html")
    registry.kind("work-comment", rooms=["work"], load=_comment_cards, template="synthesis/_work_comment.html")
