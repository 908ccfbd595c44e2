"""What the booth was sent: in room ``me`` of those who interpret or translate, before it is read aloud to anybody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.programme.queries import forum_of, items
from app.stage.booth.rules import ROLES as BOOTH
from app.synthesis import keys, queries
from app.synthesis.models import KeyFinding
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class SentView:
    """A key finding as it was sent: the text stands still until it is sent again. ``number`` is the item's."""

    id: str
    item: str
    number: str
    texts: dict[str, str]
    language: str
    sent_at: datetime


def sent_to(session: Session, actor: Actor, ids: Collection[str] | None = None) -> list[KeyFinding]:
    """The key findings that were sent to the booths where *actor* works."""
    held = {grant.item for grant in actor.grants if grant.role in BOOTH}
    if not held:
        return []
    found = queries.key_findings(session, actor.forum, ids=ids)
    return [k for k in found if k.sent_at is not None and (None in held or k.item in held)]


def _sent_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    found = sent_to(session, actor, ids)
    if not found:
        return
    of = {item.id: item for item in items(session, actor.forum, {k.item for k in found})}
    zone = ZoneInfo(forum_of(session, actor.forum).timezone)
    for sent in found:
        item = of[sent.item]
        if sent.sent_at is None:
            continue
        view = SentView(sent.id, item.id, item.number, sent.sent_texts, sent.language, sent.sent_at.astimezone(zone))
        data = {
            "id": sent.id,
            "item": item.id,
            "item_number": item.number,
            "text": Texts(sent.sent_texts),
            "texts": sent.sent_texts,
            "language": sent.language,
            "sent_at": rfc3339(sent.sent_at),
        }
        yield Card(keys.sent_key(sent.id), keys.sent_list(item.id), sent.rank, data, view)


def register(registry: Registry) -> None:
    """The kind ``sent-key-finding``."""
    registry.own("sent-key-finding", load=_sent_cards, template="synthesis/_sent.html")
