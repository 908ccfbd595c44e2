"""The zero draft, made in one action; and the text opened to everybody."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.communique import queries, rules
from app.communique.adoption_rules import adopted_already
from app.communique.brackets import balanced
from app.communique.commands.drawing import Ref, draw
from app.communique.commands.paragraphs import WRITE, add
from app.communique.freezing import require_unfrozen
from app.communique.recording import communique_row, forum_time, record_communique, require_open
from app.cooperation import queries as cooperation
from app.cooperation.models import Initiative
from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.text import ANSWER_LIMIT
from app.programme.models import Item
from app.programme.queries import presented
from app.sources import queries as sources
from app.sources.rules import Thing
from app.store.work import Work
from app.synthesis import queries as synthesis


class Origin(NamedTuple):
    """What a paragraph is made of: its texts by language, and which of them is the original."""

    thing: Thing
    version: int
    texts: dict[str, str]
    language: str


@dataclass(frozen=True, slots=True)
class MakeZeroDraft:
    """An operative paragraph from each key finding that is shown, and each initiative that is presented, of the items that
    the drafting item presents; in their order, each with its link. What the text draws on already is left alone: the next
    zero draft brings what came since.
    """

    item: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        actor = roles.require(work.actor, WRITE, item.id)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id)
        made = []
        for origin in _undrawn(work, item):
            texts = {tag: balanced(text) for tag, text in origin.texts.items()}
            id_ = made_id(self.id, origin.thing.key) if self.id else new_id()
            paragraph = add(work, actor, item, id_, "operative", texts, origin.language)
            draw(work, paragraph, [Ref(origin.thing.kind, origin.thing.id, origin.version)], actor, whole=True)
            made.append({"id": paragraph.id, "source": {"kind": origin.thing.kind, "id": origin.thing.id}})
        if not made:
            raise rules.nothing_to_draw_on()
        return {"item": item.id, "paragraphs": made}


def made_id(zero_draft: str, origin: str) -> str:
    """The id of the paragraph that a zero draft with an id makes of *origin*."""
    return str(uuid.uuid5(uuid.UUID(zero_draft), origin))


def _undrawn(work: Work, item: Item) -> list[Origin]:
    found = list(_origins(work, item))
    standing = {Thing("paragraph", p.id) for p in queries.paragraphs(work.session, work.forum, item.id)}
    drawn = sources.made_of(work.session, work.forum, [origin.thing for origin in found])
    used = {thing for thing, made in drawn.items() if standing & {link.thing for link in made}}
    return [origin for origin in found if origin.thing not in used]


def _origins(work: Work, item: Item) -> Iterator[Origin]:
    """What was shared of the items that *item* presents: a draft of the rapporteur's is nobody's source yet."""
    for home in presented(work.session, item):
        for found in synthesis.key_findings(work.session, work.forum, item=home.id):
            if found.shown_at is not None:
                yield Origin(Thing("key-finding", found.id), found.version, dict(found.texts), found.language)
        for idea in cooperation.initiatives(work.session, work.forum, items=[home.id], presented=True):
            yield Origin(Thing("initiative", idea.id), idea.version, {idea.language: _sentence(idea)}, idea.language)


def _sentence(idea: Initiative) -> str:
    """An initiative as a paragraph: its title, and what is to be done."""
    told = [idea.words["title"].rstrip("."), idea.words.get("what", "")]
    return ". ".join(part for part in told if part)[:ANSWER_LIMIT]


@dataclass(frozen=True, slots=True)
class OpenCommunique:
    """Let everybody in the forum read the text as it is drafted, or with ``opens=False`` the delegations alone again."""

    item: str
    opens: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        row = communique_row(work, item.id)
        if row.adopted_at is not None and not self.opens:
            raise adopted_already(forum_time(work, row.adopted_at), row.outcome)
        if self.opens != (row.opened_at is not None):
            row.opened_at = work.now if self.opens else None
            record_communique(work, item.id)
            work.record("opening", item.id, items=[item.id])
        return {"item": item.id, "open": row.opened_at is not None}
