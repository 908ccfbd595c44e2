"""What may be put on a wall, and of what: asked by the commands, and by a desk that only looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlmodel import Session

from app.kernel import roles
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.programme.models import Item
from app.stage import queries, rules
from app.stage.scenes import Scenes
from app.stage.views import Choice, SceneView, thing_of
from app.tables import queries as tables
from app.web.registry import Registry

WITHOUT_AN_ITEM: Final = frozenset({rules.FOLLOWS, "join", "programme"})


def require_right(session: Session, actor: Actor | None, kind: str, item: Item | None) -> None:
    """Who runs the item shows anything; a rapporteur of what the item presents their own key findings."""
    if actor is not None and item is not None and kind in rules.OWN_WORK:
        act = rules.RESULTS.get(kind, "key-finding:show")
        for home in (item, *queries.presented(session, item)):
            if roles.may(actor, act, home.id):
                return
    roles.require(actor, "stage:show", item.id if item else None)


def may_show(actor: Actor, homes: Sequence[Item]) -> bool:
    """Whether *actor* puts results of any of *homes* on the wall."""
    acts = rules.acts([home.technique for home in homes])
    return any(roles.may(actor, act, home.id) for act in acts for home in homes)


def choose(session: Session, scenes: Scenes, wish: Choice) -> Choice:
    """*wish* with its thing, when *scenes* has it. Raises ``no_such_scene``, ``no_such_table`` and ``nothing_to_show``."""
    rules.require_scene(wish.kind)
    if wish.item is None:
        if wish.kind not in WITHOUT_AN_ITEM:
            raise rules.nothing_to_show()
        return wish
    find = _FIND.get(wish.kind)
    choice = wish if find is None else find(session, scenes, wish.item, wish)
    if choice.kind != rules.FOLLOWS and scenes.drawn(choice) is None:
        raise rules.nothing_to_show()
    return choice


def _answers(session: Session, scenes: Scenes, item: Item, wish: Choice) -> Choice:
    """One answer, a table's newest, or the item's newest. They are chosen now: what comes later is not shown by itself."""
    hall = {table.id for table in tables.tables_of_item(session, item.forum, item.id)}
    if wish.thing is not None and wish.thing not in hall:
        found = list(tables.answers_by_id(session, item.forum, item.id, [wish.thing]))
    else:
        of = [wish.thing] if wish.thing is not None else hall
        found = [answer for table in of for answer in tables.answers(session, item.forum, table)]
    newest = sorted(found, key=lambda a: a.first_seq, reverse=True)[: rules.ANSWERS]
    return replace(wish, things=tuple(answer.id for answer in newest))


def _table(session: Session, scenes: Scenes, item: Item, wish: Choice) -> Choice:
    named = wish.thing or item.turn_table
    if named is None:
        raise rules.nothing_to_show()
    table = tables.table_by_name(session, item.forum, named)
    if table.item not in {home.id for home in scenes.homes(item)}:
        raise rules.nothing_to_show()
    return replace(wish, thing=table.id)


def _result(session: Session, scenes: Scenes, item: Item, wish: Choice) -> Choice:
    """The first key finding, or initiative, of who has the floor, else of all, when none is named."""
    kind = wish.kind if wish.kind in rules.RESULTS else "key-finding"
    cards = [card for card in scenes.results(item) if card.kind == kind]
    first = next((card for card in cards if card.data["item"] == item.turn_item), next(iter(cards), None))
    return wish if wish.thing is not None or first is None else replace(wish, thing=thing_of(first))


def _sources(session: Session, scenes: Scenes, item: Item, wish: Choice) -> Choice:
    """Where does *this* come from: the key finding that the wall shows, when none is named."""
    if wish.thing is None:
        for screen in queries.screens_following(session, programme.forum_of(session, item.forum), item):
            now, _ = scenes.current(screen)
            if now.kind in rules.OWN_WORK and now.thing is not None:
                return replace(wish, thing=now.thing)
    return _result(session, scenes, item, wish)


def _survey_results(session: Session, scenes: Scenes, item: Item, wish: Choice) -> Choice:
    """A survey's results, or ``SURVEY/OBJECTIVE`` for the statements of one objective: for who may read them."""
    roles.require(scenes.reader, "survey:read", item.id)
    return wish


_FIND: Final[Mapping[str, Callable[[Session, Scenes, Item, Choice], Choice]]] = {
    "answers": _answers,
    "table-findings": _table,
    "key-finding": _result,
    "initiative": _result,
    "sources": _sources,
    "survey-results": _survey_results,
}


def preview(
    session: Session, registry: Registry, actor: Actor, item: str, kind: str, thing: str | None = None
) -> SceneView:
    """A scene as it would stand on the wall of *item*, for who may put it there. Nothing is shown by looking."""
    rules.require_scene(kind)
    on = programme.item_of(session, actor.forum, item)
    require_right(session, actor, kind, on)
    scenes = Scenes(registry, session, programme.forum_of(session, actor.forum), actor)
    return scenes.scene(choose(session, scenes, Choice(kind, on, thing)))
