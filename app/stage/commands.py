"""What the walls show: chosen on the desk, in the plenary also by a rapporteur; hidden, and stepped through."""

from dataclasses import InitVar, dataclass
from typing import Any

from app.kernel.ids import new_id
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.stage import queries, rules
from app.stage.choosing import choose, require_right
from app.stage.given import Given
from app.stage.models import Showing
from app.stage.scenes import Scenes
from app.stage.views import Choice, thing_of
from app.store.work import Work
from app.tables.commands.turns import begin_turn
from app.web.registry import Registry


class OnStage(Given):
    """A command that chooses what a wall shows."""

    def choosing(self, work: Work) -> Scenes:
        """What the actor may put on a wall, as the command's own snapshot has it."""
        return Scenes(self._registry, work.session, programme.forum_of(work.session, work.forum), work.actor)

    def public(self, work: Work) -> Scenes:
        """What everybody may read, as the command's own snapshot has it."""
        return Scenes(self._registry, work.session, programme.forum_of(work.session, work.forum))

    def chosen(self, work: Work, wish: Choice, own: Scenes, public: Scenes) -> Choice:
        """*wish* with its thing, which everybody may read from now on. Raises ``not_yours`` and ``nothing_to_show``."""
        require_right(work.session, work.actor, wish.kind, wish.item)
        choice = choose(work.session, own, wish)
        if choice.kind in rules.OWN_WORK and choice.thing is not None and wish.item is not None:
            if choice.thing not in {thing_of(card) for card in public.results(wish.item)}:
                self._registry.reveal(work, "key-finding" if choice.kind == "sources" else choice.kind, choice.thing)
            pass_floor(work, own, wish.item, choice)
        return choice


@dataclass(frozen=True)
class Show(OnStage):
    """Show a scene on a screen, or without one on every screen that follows the item.

    ``kind`` is one of :data:`rules.SCENES`; ``thing`` says what of it, and may be left out where the room has only one now:
    the table whose turn it is, the newest answers, the first key finding, the last message.
    """

    registry: InitVar[Registry]
    kind: str
    thing: str | None = None
    item: str | None = None
    screen: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        rules.require_scene(self.kind)
        screens, item = targets(work, self.screen, self.item)
        choice = self.chosen(work, Choice(self.kind, item, self.thing), self.choosing(work), self.public(work))
        return {"screens": [put(work, screen, choice) for screen in screens]}


@dataclass(frozen=True)
class Step(OnStage):
    """The next key finding or initiative, or with ``by=-1`` the one before; when the wall shows something else the first one
    of who has the floor, else of all.

    A rapporteur goes through all of theirs, and showing one reveals it; who runs the item through those that are shown.
    """

    registry: InitVar[Registry]
    by: int = 1
    item: str | None = None
    screen: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        screens, item = targets(work, self.screen, self.item)
        own, public = self.choosing(work), self.public(work)
        # By the phase a wall shows a result too: the first step goes on from there, or it would do nothing.
        now = public.scene(public.current(screens[0])[0])
        shown = now.said[0].key.partition(":")[2] if now.kind in rules.OWN_WORK and now.said else None
        cards = own.results(item) if item else []
        in_turn = [thing_of(card) for card in cards if item and card.data["item"] == item.turn_item]
        kinds = {thing_of(card): card.kind for card in cards}
        thing = rules.step(list(kinds), shown, self.by, next(iter(in_turn), None))
        choice = self.chosen(work, Choice(kinds.get(thing or "", "key-finding"), item, thing), own, public)
        return {"screens": [put(work, screen, choice) for screen in screens]}


@dataclass(frozen=True, slots=True)
class Hide:
    """Blank a screen for a moment, or with ``hides=False`` show again what it showed. No phase change undoes it."""

    hides: bool = True
    item: str | None = None
    screen: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        screens, item = targets(work, self.screen, self.item)
        told = []
        for screen in screens:
            now = queries.showing(work.session, work.forum, screen)
            require_right(work.session, work.actor, now.kind if now is not None else rules.FOLLOWS, item)
            if self.hides != (now is not None and now.hidden):
                now = now or _new(work, screen, Choice(rules.FOLLOWS, item))
                now.seq, now.hidden = work.seq, self.hides
                _record(work, screen, now.item, None)
            told.append(told_of(now) if now is not None else _untouched(screen))
        return {"screens": told}


def targets(work: Work, screen: str | None, item: str | None) -> tuple[list[str], Item | None]:
    """The screens that are meant, and the item that they follow. Raises ``no_such_screen`` and ``no_such_item``."""
    forum = programme.forum_of(work.session, work.forum)
    named = programme.item_of(work.session, work.forum, item) if item else None
    if screen is None and named is not None:
        return queries.screens_following(work.session, forum, named), named
    name = screen or queries.MAIN
    if name not in queries.screens(forum):
        raise rules.no_such_screen(queries.screens(forum))
    showing = queries.showing(work.session, work.forum, name)
    return [name], named or queries.followed(work.session, forum, name, showing)


def pass_floor(work: Work, scenes: Scenes, item: Item, choice: Choice) -> None:
    """In a plenary the floor goes along with what is presented: on to the next item, never back to one that had it."""
    if choice.kind not in rules.RESULTS or not phases.allows(item.technique, item.phase, "follow"):
        return
    order = [home.id for home in programme.heard_in_turn(work.session, item)]
    home = scenes.home_of(item, choice.kind, choice.thing)
    if home in order and (item.turn_item not in order or order.index(home) > order.index(item.turn_item)):
        begin_turn(work, item, presented=home)


def put(work: Work, screen: str, choice: Choice) -> dict[str, Any]:
    """Show a choice on a screen; the same again is a no-op."""
    before = queries.showing(work.session, work.forum, screen)
    on = choice.item.id if choice.item else None
    if before is not None and (before.kind == rules.FOLLOWS or queries.holds(before, choice.item)):
        shown = (before.item, before.kind, before.thing, before.things, before.hidden)
        if shown == (on, choice.kind, choice.thing, list(choice.things), False):
            return told_of(before)
    showing = _new(work, screen, choice)
    _record(work, screen, on, before.item if before is not None else None)
    return told_of(showing)


def _new(work: Work, screen: str, choice: Choice) -> Showing:
    showing = Showing(
        id=new_id(),
        forum=work.forum,
        screen=screen,
        item=choice.item.id if choice.item else None,
        kind=choice.kind,
        thing=choice.thing,
        things=list(choice.things),
        shown_at=work.now,
        seq=work.seq,
    )
    work.session.add(showing)
    work.session.flush()
    return showing


def _record(work: Work, screen: str, item: str | None, before: str | None) -> None:
    work.record("stage", screen, items=[i for i in (item, before) if i])


def _untouched(screen: str) -> dict[str, Any]:
    return {"screen": screen, "item": None, "kind": rules.FOLLOWS, "id": None, "things": [], "hidden": False}


def told_of(showing: Showing) -> dict[str, Any]:
    """What one screen shows, as whoever chose it is told."""
    return {
        "screen": showing.screen,
        "item": showing.item,
        "kind": showing.kind,
        "id": showing.thing,
        "things": showing.things,
        "hidden": showing.hidden,
    }
