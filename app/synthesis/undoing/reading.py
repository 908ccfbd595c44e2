"""What somebody may take back at a workbench, and do again, named in their language."""

from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from app.kernel.language import text_in
from app.kernel.roles import Actor, require
from app.programme.models import Item
from app.programme.queries import item_of
from app.sources.walk import Described
from app.synthesis.models import BenchStep
from app.synthesis.undoing import queries, rules
from app.web.registry import Registry

SHORT: Final = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A step, and what the button says that takes it back: a sentence with the first words of what the act was on."""

    step: str
    act: str
    sentence: str
    text: str


@dataclass(frozen=True, slots=True)
class Undo:
    """What one may take back in an item, and what one may do again."""

    item: Item
    undo: Named | None
    redo: Named | None


def undo_of(registry: Registry, session: Session, actor: Actor, name: str, language: str) -> Undo:
    """One's own last act in an item. Raises ``not_yours`` (403)."""
    item = item_of(session, actor.forum, name)
    require(actor, "key-finding:write", item.id)
    own = queries.own_steps(session, actor, item.id)
    undo, redo = queries.last_to_undo(own), queries.last_to_redo(own)
    return Undo(
        item,
        _named(registry, session, actor, undo, language) if undo else None,
        _named(registry, session, actor, redo, language) if redo else None,
    )


def _named(registry: Registry, session: Session, actor: Actor, step: BenchStep, language: str) -> Named:
    text = _short(_text(registry, session, actor, step, language)) or "…"
    return Named(step.id, step.act, rules.ACTS[step.act], text)


def _text(registry: Registry, session: Session, actor: Actor, step: BenchStep, language: str) -> str:
    """The words of what the act was on: on a wall, of what it showed then."""
    screens = [one["after"]["shows"] for one in step.things if one["kind"] == "screen"]
    shown = next((f"key-finding:{shows[2]}" for shows in screens if shows and shows[2]), None)
    thing: dict[str, Any] = step.things[0]
    key = shown or (thing["id"] if thing["kind"] == "aside" else f"{thing['kind']}:{thing['id']}")
    kind, _, id_ = key.partition(":")
    found: Described | None = registry.added(f"source:{kind}", session, actor, id_).get("thing")
    if found is None:
        return ""
    return found.text or text_in(found.texts, language)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rstrip()}…"
