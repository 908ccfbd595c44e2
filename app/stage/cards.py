"""What each screen shows, as one card: the whole scene on the screen itself, one line of it everywhere else.

The scene is one card and not many, so that a wall never stands between two scenes: header, words and source shapes change
at once. It is put together from cards of the item's room, and touched whenever one of those is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme import queries as programme
from app.programme.keys import forum_room, item_room
from app.stage import keys, plenary, queries, rules
from app.stage.booth import cards as booth
from app.stage.models import Showing
from app.stage.questions import cards as questions
from app.stage.scenes import Scenes
from app.stage.slides import cards as slides
from app.stage.speakers import cards as speakers
from app.stage.talks import cards as talks
from app.stage.talks.leaving import end_talks
from app.stage.views import SceneView, scene_data
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry, Touched


@dataclass(frozen=True, slots=True)
class StageView:
    """What a screen shows. ``scene`` is None outside the screen's own room: there ``title`` says it in a few words.

    ``chosen``: by somebody, and not by the phase.
    """

    screen: str
    kind: str
    title: str
    chosen: bool
    hidden: bool
    item: str
    number: str
    scene: SceneView | None

    @property
    def buttons(self) -> list[tuple[str, str, str]]:
        """What the desk chooses from: (kind, title, number key)."""
        return [(kind, rules.SCENES[kind], key) for kind, key in rules.BUTTONS.items()]


def stage_data(view: StageView) -> dict[str, Any]:
    """A scene as programs receive it."""
    data: dict[str, Any] = {
        "screen": view.screen,
        "kind": view.kind,
        "chosen": view.chosen,
        "hidden": view.hidden,
        "item": view.item or None,
        "item_number": view.number or None,
    }
    if view.scene is not None and not view.hidden:
        data["scene"] = scene_data(view.scene)
    return data


def view_of(scenes: Scenes, screen: str) -> StageView:
    """A screen's whole scene."""
    choice, chosen = scenes.current(screen)
    scene = scenes.scene(choice)
    item = choice.item
    return StageView(
        screen,
        scene.kind,
        rules.SCENES[scene.kind],
        chosen,
        choice.hidden,
        item.id if item else "",
        item.number if item else "",
        scene,
    )


def _line_of(session: Session, forum: str, showing: Showing) -> StageView:
    """What was chosen, for those who do not stand before the screen: no words of it."""
    item = next(iter(programme.items(session, forum, [showing.item or ""])), None)
    holds = queries.holds(showing, item)
    kind = showing.kind if holds else rules.FOLLOWS
    number = item.number if item else ""
    return StageView(showing.screen, kind, rules.SCENES[kind], holds, showing.hidden, showing.item or "", number, None)


def _stage_cards(
    registry: Registry, session: Session, forum_id: str, room: Room, wanted: Collection[str] | None
) -> Iterable[Card]:
    forum = programme.forum_of(session, forum_id)
    for screen in queries.screens(forum):
        key = keys.stage_key(screen)
        if (wanted is not None and key not in wanted) or (room.kind == "screen" and room.id != screen):
            continue
        if room.kind == "screen":
            view = view_of(Scenes(registry, session, forum), screen)
        else:
            showing = queries.showing(session, forum_id, screen)
            if showing is None or (room.kind == "item" and showing.item != room.id):
                continue
            view = _line_of(session, forum_id, showing)
        yield Card(key, "stage", screen, stage_data(view), view)


def _stage_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    key = keys.stage_key(change.id)
    yield keys.screen_room(change.id), key
    yield forum_room(forum), key
    for item in change.items:
        yield item_room(item), key


_TURN: Final = frozenset({"turn"})
_PLACES: Final = frozenset({"agenda-item", "announcement"})
_CONTENT: Final = frozenset(
    [
        "phase",
        "clock",
        "turn",
        "running-order",
        "round-table",
        "answer",
        "finding",
        "comment",
        "cited-answer",
        "key-finding",
        "initiative",
        "discussed",
        "announcement",
        "talk-now",
        "floor-question",
        "speakers-state",
    ]
)


_RESULTS: Final = frozenset({"survey-results"})


def _stage_follows(session: Session, forum_id: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    """A screen changes whenever a card changes that its scene is made of: in an item's room, or a survey's in its own."""
    phases = _last(touched.get(forum_room(forum_id), {}), _PLACES)
    content = {room.id: _last(shown, _CONTENT) for room, shown in touched.items() if room.kind == "item"}
    results = {room.id: _last(shown, _RESULTS) for room, shown in touched.items() if room.kind == "survey"}
    if not phases and not any(content.values()) and not any(results.values()):
        return
    forum = programme.forum_of(session, forum_id)
    for screen in queries.screens(forum):
        showing = queries.showing(session, forum_id, screen)
        item = queries.followed(session, forum, screen, showing)
        homes = {item.id, *(i.id for i in queries.presented(session, item))} if item is not None else set()
        survey = (showing.thing or "").partition("/")[0] if showing is not None else ""
        seq = max(phases, results.get(survey, 0), *(content.get(home, 0) for home in homes), 0)
        key = keys.stage_key(screen)
        if seq:
            yield keys.screen_room(screen), key, seq
        # A choice goes with its phase, a key finding with its turn: who reads that something was chosen is told when it is
        # no more.
        if showing is None:
            continue
        turn = _last(touched.get(item_room(showing.item), {}), _TURN) if showing.item is not None else 0
        moved = max(phases, turn)
        if moved:
            yield forum_room(forum_id), key, moved
            if showing.item is not None:
                yield item_room(showing.item), key, moved


def _last(shown: dict[str, int] | Any, kinds: frozenset[str]) -> int:
    return max((seq for key, seq in shown.items() if key.partition(":")[0] in kinds), default=0)


def _opened(session: Session, forum: str, item: str) -> Iterable[str]:
    return queries.chosen_answers(session, forum, item)


def _answers_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Answers that were chosen for a wall come into the item's room."""
    for item in change.items:
        for answer in queries.chosen_answers(session, forum, item):
            yield item_room(item), f"answer:{answer}"


def _room_of_screen(session: Session, actor: Actor, room: Room) -> Facts | None:
    return Facts() if room.id in queries.screens(programme.forum_of(session, actor.forum)) else None


def register(registry: Registry, admissions: Admissions) -> None:
    """The kind ``stage``, what touches it, what it opens in an item, and who hears a screen."""
    registry.kind(
        "stage", rooms=["screen", "forum", "item"], load=partial(_stage_cards, registry), template="stage/_stage.html"
    )
    registry.touches("stage", _stage_touches)
    registry.touches("stage", _answers_touches)
    registry.follows(_stage_follows)
    registry.opens("answer", _opened)
    plenary.register(registry)
    talks.register(registry)
    registry.leaves(end_talks)
    questions.register(registry)
    speakers.register(registry)
    slides.register(registry)
    booth.register(registry)
    admissions.room("screen", _room_of_screen)
