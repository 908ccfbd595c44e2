"""What a wall shows of who speaks and of what the floor asks: the fields of those scenes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlmodel import Session

from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.programme.running_order import running_order
from app.stage.questions.rules import ON_WALL
from app.stage.questions.views import most_supported, public_views
from app.stage.speakers.rules import ON_WALL as SPEAKERS_ON_WALL
from app.stage.speakers.views import list_view
from app.stage.talks.views import panel_view
from app.stage.views import Choice, Said, said_of_question, said_of_speaker, said_of_talk

PRESENTERS_ON_WALL: Final = 4


def _talk(session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    """Who speaks; while nobody does, who is going to."""
    panel = panel_view(session, item)
    if panel is None:
        return None
    said = tuple(map(said_of_talk, [panel.now] if panel.now else panel.coming))
    fields = {"said": said, "place": (panel.nth, panel.of), "panel": panel}
    return {**fields, "clock": panel.now.clock if panel.on_wall else None} if panel.now else fields


def _questions(session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    """One question, or those that most support; what is not for everybody is not there."""
    views = public_views(session, item.forum, item.id)
    shown = [view for view in views if view.id == choice.thing] if choice.thing else most_supported(views)
    said = tuple(map(said_of_question, shown[:ON_WALL]))
    return {"said": said, "place": (1, 1) if choice.thing else (0, 0), "more": len(shown) - len(said)} if said else None


def _speakers(session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    """Who has the floor, and who is next. A list that is empty but open still says how to get on it."""
    if not phases.opens(item.technique, "speak"):
        return None
    listed = list_view(session, item)
    shown = [*([listed.speaking] if listed.speaking else []), *listed.waiting[:SPEAKERS_ON_WALL]]
    more = max(len(listed.waiting) - SPEAKERS_ON_WALL, 0)
    return {"said": tuple(map(said_of_speaker, shown)), "speakers": listed, "more": more}


def _presenters(session: Session, item: Item, choice: Choice) -> dict[str, Any] | None:
    """Who presents: as the running order has them, else as the programme gives the role."""
    order = running_order(programme.forum_of(session, item.forum), item)
    held = [role for role in item.details.get("roles") or () if role["role"] == "presenter" and role.get("name")]
    names = [(one.known, one.function) for one in order.speakers] or [(role["name"], {}) for role in held]
    said = tuple(
        Said(f"presenter:{place}", dict(name), next(iter(name), ""), more=dict(function))
        for place, (name, function) in enumerate(names[:PRESENTERS_ON_WALL])
    )
    return {"said": said}


FIELDS: Final[Mapping[str, Callable[[Session, Item, Choice], dict[str, Any] | None]]] = {
    "talk": _talk,
    "floor-questions": _questions,
    "speakers": _speakers,
    "presenters": _presenters,
}
"""By the scene's name; None when there is nothing to show."""
