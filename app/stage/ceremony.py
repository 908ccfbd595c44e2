"""What a wall shows while people listen to speeches or rest: the fields of those scenes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.programme import queries as programme
from app.programme.cards import agenda_view, clock_view
from app.programme.models import Forum, Item
from app.programme.now import following
from app.programme.running_order import running_order
from app.stage.rules import QUESTIONS


def _running_order(session: Session, forum: Forum, item: Item) -> dict[str, Any] | None:
    order = running_order(forum, item)
    return {"order": order} if order.speakers else None


def _pause(session: Session, forum: Forum, item: Item) -> dict[str, Any]:
    """When it goes on, and with what: as the pause's clock has it, and when that stands, as the programme does."""
    ends = clock_view(item).ends or item.starts + timedelta(minutes=item.minutes)
    after = following(item, programme.items(session, forum.id))[:QUESTIONS]
    rows = tuple(agenda_view(other, forum.timezone) for other in after)
    return {"agenda": rows, "goes_on": ends.astimezone(ZoneInfo(forum.timezone))}


FIELDS: Final[Mapping[str, Callable[[Session, Forum, Item], dict[str, Any] | None]]] = {
    "running-order": _running_order,
    "pause": _pause,
}
"""By the scene's name; None when there is nothing to show."""
