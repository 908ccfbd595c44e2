"""What a wall shows of what higher slices make, by cards that everybody reads: figures, and a text's paragraph."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlmodel import Session

from app.programme import phases
from app.programme.keys import item_room
from app.programme.models import Item
from app.stage.bars import survey_bars
from app.stage.views import Choice, Said
from app.web.registry import Card, Registry


def discussed(registry: Registry, session: Session, item: Item) -> Card | None:
    """What is under discussion where a text is drafted, while everybody reads it."""
    if not phases.opens(item.technique, "draft"):
        return None
    found = registry.load(session, item.forum, item_room(item.id), kinds=["discussed"])
    return found[0] if found else None


def _paragraph(registry: Registry, session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    card = discussed(registry, session, item)
    if card is None:
        return None
    data = card.data
    texts = data.get("texts") or {}
    said = Said(f"paragraph:{data['paragraph']}", texts, data["language"], state=data["status"]) if texts else None
    return {"said": (said,) if said else (), "idea": data}


def _survey_results(registry: Registry, session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    found = survey_bars(registry, session, item.forum, choice.thing or "")
    return {"bars": found, "clock": None} if found else None


FIELDS: Final[Mapping[str, Callable[[Registry, Session, Item, Choice], dict[str, Any] | None]]] = {
    "paragraph": _paragraph,
    "survey-results": _survey_results,
}
"""By the scene's name; None when there is nothing to show."""
