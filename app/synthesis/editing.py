"""A key finding in the hands of who writes it: its texts by language, what it is drawn from, what was written meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor, require
from app.programme.models import Item
from app.programme.queries import forum_of, item_of
from app.sources import queries as sources
from app.sources.rules import Thing
from app.sources.walk import Described
from app.synthesis import queries, rules
from app.synthesis.bench import load_bench
from app.synthesis.cards.key_findings import ClashView
from app.web.registry import Registry

WRITE = "key-finding:write"


class Drawn(NamedTuple):
    """A source, described as its reader may see it. ``changed``: it has another text than the one that was drawn on."""

    ref: str
    kind: str
    thing: Described
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Editor:
    """What stands in the boxes. ``version`` is 0 for one that is not written yet; ``texts`` are (language, text), its own
    language first; ``state`` is the rapporteur's own word or empty, ``computed`` what the sources say. ``took`` is the
    clash whose text was brought into the boxes.
    """

    id: str
    item: Item
    version: int
    place: int
    texts: tuple[tuple[str, str], ...]
    sources: tuple[Drawn, ...] = ()
    state: str = ""
    computed: str = "open"
    clashes: tuple[ClashView, ...] = ()
    took: str = ""
    withdrawn: bool = False


def parse_ref(text: str) -> Thing:
    """``finding:UUID`` as a page sends it."""
    kind, _, id_ = text.partition(":")
    return Thing(kind, id_)


def editor_of(registry: Registry, session: Session, actor: Actor, key_finding: str, took: str = "") -> Editor:
    """A key finding to be written on; with *took* its clashing text in the boxes. Raises ``no_such_key_finding``."""
    found = queries.key_finding_of(session, actor.forum, key_finding, withdrawn=True)
    require(actor, WRITE, found.item)
    item = item_of(session, actor.forum, found.item)
    clashes = queries.HISTORY.clashes(session, actor.forum, [found.id]).get(found.id, [])
    taken = next((clash for clash in clashes if clash.id == took), None)
    texts = {**found.texts, **(taken.texts if taken else {})}
    made = Thing("key-finding", found.id)
    links = sources.origins_of(session, actor.forum, [made]).get(made, [])
    order = [k.id for k in queries.key_findings(session, actor.forum, item=found.item)]
    return Editor(
        found.id,
        item,
        found.version,
        order.index(found.id) + 1 if found.id in order else 0,
        _boxes(session, actor, found.language, texts),
        _described(registry, session, actor, {link.thing: link.version for link in links}),
        found.state,
        load_bench(session, actor.forum, [found]).computed_state(found),
        tuple(ClashView(clash.id, clash.version, clash.texts) for clash in clashes),
        taken.id if taken else "",
        found.withdrawn_at is not None,
    )


def new_editor(registry: Registry, session: Session, actor: Actor, item: str, id: str, picked: Sequence[str]) -> Editor:
    """A key finding that is to be made from what was picked: their words are a first text, each in its own language."""
    home = item_of(session, actor.forum, item)
    require(actor, WRITE, home.id)
    drawn = _described(registry, session, actor, {parse_ref(one): None for one in picked})
    drawn = tuple(one for one in drawn if one.kind in rules.DRAWN_ON and one.thing.item == home.id)
    said: dict[str, list[str]] = {}
    for one in drawn:
        language = one.thing.language if one.thing.language in INTERFACE_LANGUAGES else actor.language
        for tag, text in (one.thing.texts or {language: one.thing.text}).items():
            if text:
                said.setdefault(tag, []).append(text)
    texts = {tag: "\n".join(lines) for tag, lines in said.items()}
    place = len(queries.key_findings(session, actor.forum, item=home.id)) + 1
    own = actor.language if actor.language in texts or not texts else next(iter(texts))
    return Editor(id, home, 0, place, _boxes(session, actor, own, texts), drawn)


def _described(
    registry: Registry, session: Session, actor: Actor, things: Mapping[Thing, int | None]
) -> tuple[Drawn, ...]:
    """*things* that may be read, each drawn on in a version, or not yet (None)."""
    drawn = []
    for thing, version in things.items():
        found: Described | None = registry.added(f"source:{thing.kind}", session, actor, thing.id).get("thing")
        if found is not None and found.readable:
            drawn.append(Drawn(thing.key, thing.kind, found, version is not None and version < found.version))
    return tuple(drawn)


def _boxes(session: Session, actor: Actor, own: str, texts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """A box for every language that the forum is held in or that is written already."""
    return tuple(
        (tag, texts.get(tag, "")) for tag in dict.fromkeys((own, *forum_of(session, actor.forum).languages, *texts))
    )
