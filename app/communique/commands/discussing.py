"""Which paragraph is under discussion: on the wall when everybody reads the text, and on the phones that follow it."""

from dataclasses import dataclass
from typing import Any

from app.communique import keys, queries, rules
from app.communique.models import Communique
from app.communique.recording import communique_row
from app.kernel import roles
from app.programme.models import Item
from app.programme.queries import forum_of
from app.stage import queries as stage
from app.stage.commands import put
from app.stage.rules import FOLLOWS
from app.stage.views import Choice
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class DiscussParagraph:
    """Put a paragraph under discussion, or with None end it. What somebody chose for the item's walls gives way to it."""

    item: str
    paragraph: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "paragraph:discuss", item.id)
        if self.paragraph is not None:
            found = queries.paragraph_of(work.session, work.forum, self.paragraph)
            if found.item != item.id:
                raise rules.no_such_paragraph()
        row = discuss(work, item, self.paragraph)
        return {"item": item.id, "paragraph": row.discussed, "open": row.opened_at is not None}


def discuss(work: Work, item: Item, paragraph: str | None) -> Communique:
    """Put a paragraph of *item* under discussion; what is kept of its text."""
    row = communique_row(work, item.id)
    if row.discussed != paragraph:
        row.discussed = paragraph
        work.record("discussion", item.id, items=[item.id])
    if paragraph is not None:
        bring_on_walls(work, item)
    return row


def bring_on_walls(work: Work, item: Item) -> None:
    """What somebody chose for the item's walls gives way to what is discussed, where everybody reads the text."""
    row = communique_row(work, item.id)
    if row.opened_at is None:
        return
    forum = forum_of(work.session, work.forum)
    for screen in stage.screens_following(work.session, forum, item):
        now = stage.showing(work.session, work.forum, screen)
        if now is not None and now.kind not in (FOLLOWS, keys.SCENE) and stage.holds(now, item):
            put(work, screen, Choice(FOLLOWS, item))
