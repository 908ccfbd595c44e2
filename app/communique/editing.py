"""A paragraph in the hands of who drafts it: its texts by language, what it is drawn from, what was written meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import queries
from app.communique.cards.paragraphs import KeptView
from app.kernel.roles import Actor, may, require
from app.kernel.text import ANSWER_LIMIT, optional
from app.programme.models import Item
from app.programme.queries import forum_of, item_of
from app.sources import queries as sources
from app.sources.rules import Thing
from app.sources.walk import Described
from app.web.registry import Registry


@dataclass(frozen=True, slots=True)
class Drawn:
    """A source as its reader may see it. ``changed``: it has another text than the one that was drawn on."""

    ref: str
    kind: str
    thing: Described
    changed: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """What stands in the boxes: (language, text, behind), the authority's first. ``took`` is the clash whose text was
    brought into the boxes. ``writes``: all of it, and not the translations alone.
    """

    id: str
    item: Item
    section: str
    language: str
    version: int
    texts: tuple[tuple[str, str, bool], ...]
    sources: tuple[Drawn, ...]
    clashes: tuple[KeptView, ...]
    took: str
    withdrawn: bool
    writes: bool


def editor_of(registry: Registry, session: Session, actor: Actor, paragraph: str, took: str = "") -> Editor:
    """A paragraph to be written on; with *took* its clashing text in the boxes. Raises ``no_such_paragraph``."""
    found = queries.paragraph_of(session, actor.forum, paragraph, withdrawn=True)
    require(actor, "paragraph:translate", found.item)
    clashes = queries.HISTORY.clashes(session, actor.forum, [found.id]).get(found.id, [])
    taken = next((clash for clash in clashes if clash.id == took), None)
    texts = {**found.texts, **(taken.texts if taken else {})}
    tags = dict.fromkeys((found.language, *forum_of(session, actor.forum).languages, *texts))
    return Editor(
        found.id,
        item_of(session, actor.forum, found.item),
        found.section,
        found.language,
        found.version,
        tuple((tag, texts.get(tag, ""), tag in found.stale) for tag in tags),
        tuple(_drawn(registry, session, actor, found.id)),
        tuple(KeptView(clash.id, clash.version, clash.texts) for clash in clashes),
        taken.id if taken else "",
        found.withdrawn_at is not None,
        may(actor, "paragraph:write", found.item),
    )


def _drawn(registry: Registry, session: Session, actor: Actor, paragraph: str) -> list[Drawn]:
    made = Thing("paragraph", paragraph)
    drawn = []
    for link in sources.origins_of(session, actor.forum, [made]).get(made, []):
        found: Described | None = registry.added(f"source:{link.thing.kind}", session, actor, link.thing.id).get(
            "thing"
        )
        if found is not None:
            drawn.append(Drawn(link.thing.key, link.thing.kind, found, link.version < found.version))
    return drawn


def changed_texts(
    session: Session, actor: Actor, paragraph: str, version: int, typed: Mapping[str, str]
) -> dict[str, str]:
    """What of *typed* differs from what the writer saw: a language that was left alone can clash with nobody's words."""
    found = queries.paragraph_of(session, actor.forum, paragraph, withdrawn=True)
    seen = queries.HISTORY.seen(session, actor.forum, found, version)
    cleaned = {tag: optional(text, limit=ANSWER_LIMIT, lines=True) for tag, text in typed.items()}
    return {tag: text for tag, text in cleaned.items() if seen is None or seen.get(tag, "") != text}
