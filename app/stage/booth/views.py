"""A term as programs receive it, and who keeps the glossary."""

from typing import Any

from app.kernel.roles import Actor, may, require
from app.stage.booth.models import Term


def term_data(term: Term) -> dict[str, Any]:
    """A term as programs receive it."""
    return {"id": term.id, "texts": term.texts, "note": term.note, "version": term.version}


def keeps_glossary(actor: Actor) -> bool:
    """Whether *actor* keeps the glossary: it is the forum's, so a role for any item will do."""
    return any(may(actor, "glossary:keep", grant.item) for grant in actor.grants)


def require_keeper(actor: Actor | None) -> Actor:
    """*actor*, who keeps the glossary. Raises ``no_pass`` (401) and ``not_yours`` (403)."""
    return actor if actor is not None and keeps_glossary(actor) else require(actor, "glossary:keep")
