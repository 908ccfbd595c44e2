"""What a wall shows, put together from cards that everybody in the item may read: the room decides, also for a wall."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.programme import phases
from app.programme import queries as programme
from app.programme.cards import agenda_view, clock_view
from app.programme.citations import citations
from app.programme.keys import desk_room, forum_room, item_room, work_room
from app.programme.models import Forum, Item
from app.sources.rules import Thing
from app.sources.walk import everyone, walk
from app.stage import ceremony, floor_scenes, queries, registered, rules
from app.stage.talks.views import panel_view
from app.stage.views import Choice, Said, SceneView, said_in_tree, said_of, thing_of
from app.tables import queries as tables
from app.tables.cards.hall import TurnView, turn_view
from app.tables.keys import table_room
from app.web.registry import Card, Registry


class Scenes:
    """Puts scenes together within one snapshot, from what everybody in the item may read.

    With a *reader*, also from what that reader may put on a wall: the tables' answers for a desk, the rapporteur's own key
    findings before they are shown. So a preview is the wall's own scene.
    """

    def __init__(self, registry: Registry, session: Session, forum: Forum, reader: Actor | None = None) -> None:
        self._registry = registry
        self._session = session
        self._forum = forum
        self.reader = reader
        self._loaded: dict[tuple[str, str, str], list[Card]] = {}

    def current(self, screen: str) -> tuple[Choice, bool]:
        """What a screen shows now, and whether somebody chose it."""
        showing = queries.showing(self._session, self._forum.id, screen)
        item = queries.followed(self._session, self._forum, screen, showing)
        hidden = showing is not None and showing.hidden
        if showing is None or not queries.holds(showing, item) or showing.item != (item.id if item else None):
            last = queries.last_of_own_work(self._session, self._forum.id, screen, item.id) if item else None
            return Choice(rules.FOLLOWS, item, last, hidden=hidden), False
        return Choice(showing.kind, item, showing.thing, tuple(showing.things), hidden), True

    def cards(self, item: Item, kind: str, ids: Collection[str] | None = None, by: Item | None = None) -> list[Card]:
        """Cards of one kind that stand in an item's room, in their order; *by* the item that presents them, if any."""
        keys = None if ids is None else [f"{kind}:{id_}" for id_ in ids]
        place = item.id, kind, by.id if by else ""
        if place in self._loaded:
            return [card for card in self._loaded[place] if keys is None or card.key in keys]
        found: dict[str, Card] = {}
        for room in (item_room(item.id), *self._rooms_of_reader(item, kind, by)):
            for card in self._registry.load(self._session, self._forum.id, room, keys, kinds=[kind]):
                # The plenary's desk has the results of all that it presents.
                if kind not in rules.RESULTS or card.data["item"] == item.id:
                    found[card.key] = card
        ordered = sorted(found.values(), key=lambda card: (card.order.encode(), card.key))
        if keys is None:
            self._loaded[place] = ordered
        return ordered

    def _rooms_of_reader(self, item: Item, kind: str, by: Item | None) -> list[Room]:
        if self.reader is None:
            return []
        if kind == "answer" and may(self.reader, "stage:show", item.id):
            return [table_room(t.id) for t in tables.tables_of_item(self._session, item.forum, item.id)]
        act = rules.RESULTS.get(kind)
        if act is not None and may(self.reader, act, item.id):
            at_work = kind == "key-finding" and may(self.reader, "hear:work", item.id)
            return [work_room(item.id) if at_work else desk_room(item.id)]
        if act is not None and by is not None and may(self.reader, act, by.id):
            return [desk_room(by.id)]
        return []

    def results(self, item: Item) -> list[Card]:
        """The key findings and initiatives that an item may show, in the order of the items and of each."""
        homes = queries.presented(self._session, item)
        return [card for home in homes for kind in rules.RESULTS for card in self.cards(home, kind, by=item)]

    def scene(self, choice: Choice) -> SceneView:
        """The scene of a choice. What is not there any more gives way to what the phase needs, that to the clock."""
        for wish in (choice, replace(choice, kind=rules.FOLLOWS, thing=None, things=())):
            resolved = self._followed(wish) if wish.kind == rules.FOLLOWS else wish
            scene = self.drawn(resolved)
            if scene is not None:
                return scene
        return self._bare("join" if choice.item is None else "clock", choice.item)

    def join(self) -> SceneView:
        """The join code, which a wall may lay over any scene."""
        return self._bare("join", None)

    def _followed(self, choice: Choice) -> Choice:
        item = choice.item
        if item is None:
            begun = any(
                phases.distance(i.technique, i.phase) == 2 for i in programme.items(self._session, self._forum.id)
            )
            return replace(choice, kind="programme" if begun else "join")
        shown = {thing_of(card): card.kind for card in self.results(item)}
        kind = rules.following(
            item.technique,
            item.phase,
            turn=item.turn_since is not None,
            key_findings=bool(shown),
            presents=bool(item.presents),
            talks=panel_view(self._session, item) is not None,
            discussed=registered.discussed(self._registry, self._session, item) is not None,
        )
        if kind == "table-findings":
            return replace(
                choice, kind="question" if item.turn_question else kind, thing=item.turn_question or item.turn_table
            )
        if kind == "key-finding":
            thing = choice.thing if choice.thing in shown else next(iter(shown))
            return replace(choice, kind=shown[thing], thing=thing)
        return replace(choice, kind=kind, thing=item.turn_item if kind == "presenting" else None)

    def _bare(self, kind: str, item: Item | None, **more: Any) -> SceneView:
        forum = self._forum
        scene = SceneView(kind, forum.name or forum.title, forum.code, tuple(forum.languages))
        if item is None:
            return replace(scene, **more)
        return replace(
            scene,
            item=item.id,
            number=item.number,
            title=item.title,
            where=item.details.get("place", {}),
            phase=phases.PHASE_NAMES[item.phase],
            **{"clock": clock_view(item) if item.clock_seconds else None, **more},
        )

    def drawn(self, choice: Choice) -> SceneView | None:
        """The scene of exactly this choice; None when what it shows is not there, or may not be read."""
        draw = {
            "question": self._question,
            "answers": self._answers,
            "table-findings": self._table,
            "finding": self._finding,
            "key-finding": self._result,
            "initiative": self._result,
            "sources": self._sources,
            "presenting": self._presenting,
            "message": self._message,
            "briefing": self._briefing,
            "programme": self._programme,
        }.get(choice.kind)
        if draw is not None and choice.item is not None:
            return draw(choice, choice.item)
        fields: dict[str, Any] | None = {}
        if choice.kind in ceremony.FIELDS and choice.item is not None:
            fields = ceremony.FIELDS[choice.kind](self._session, self._forum, choice.item)
        elif choice.kind in floor_scenes.FIELDS and choice.item is not None:
            fields = floor_scenes.FIELDS[choice.kind](self._session, choice.item, choice)
        elif choice.kind in registered.FIELDS and choice.item is not None:
            fields = registered.FIELDS[choice.kind](self._registry, self._session, choice.item, choice)
        elif choice.kind == "programme":
            return self._programme(choice, None)
        return None if fields is None else self._bare(choice.kind, choice.item, **fields)

    def _question(self, choice: Choice, item: Item) -> SceneView | None:
        numbers: dict[str, list[int]] = {}
        for table in tables.tables_of_item(self._session, item.forum, item.id):
            if table.closed_at is None and table.question is not None:
                numbers.setdefault(table.question, []).append(table.number)
        said = [
            Said(f"question:{q.id}", q.text, next(iter(q.text), ""), tuple(numbers.get(q.id, ())))
            for q in programme.questions(self._session, item.forum, item.id)
            if choice.thing in (None, q.id) and (q.id in numbers or not numbers or choice.thing == q.id)
        ]
        if not said:
            return None
        turn = turn_view(self._session, item)
        clock = (
            {"clock": turn.clock}
            if turn is not None and choice.thing is not None and choice.thing == item.turn_question
            else {}
        )
        shown = tuple(said[: rules.QUESTIONS])
        return self._bare("question", item, said=shown, more=len(said) - len(shown), **clock)

    def _answers(self, choice: Choice, item: Item) -> SceneView | None:
        cards = sorted(self.cards(item, "answer", choice.things), key=lambda card: card.order, reverse=True)
        return self._bare("answers", item, said=tuple(map(said_of, cards[: rules.ANSWERS]))) if cards else None

    def _table(self, choice: Choice, item: Item) -> SceneView | None:
        table = tables.tables_by_id(self._session, item.forum, [choice.thing or ""]).get(choice.thing or "")
        if table is None:
            return None
        home = next(iter(programme.items(self._session, item.forum, [table.item])), item)
        found = [card for card in self.cards(home, "finding") if card.data["table"] == table.id]
        turn: TurnView | None = turn_view(self._session, item)
        has_turn = turn is not None and turn.table == table.id
        return self._bare(
            "table-findings",
            item,
            table=table.number,
            name=table.name,
            asked=self._question_of(item, table.question) if not found else None,
            said=tuple(map(said_of, found[: rules.FINDINGS])),
            more=max(len(found) - rules.FINDINGS, 0),
            **({"reporter": turn.reporter, "clock": turn.clock} if turn is not None and has_turn else {}),
        )

    def _question_of(self, item: Item, question: str | None) -> dict[str, str] | None:
        asked = programme.questions_by_id(self._session, item.forum).get(question or "")
        return asked.text if asked else None

    def _one(self, item: Item, kind: str, thing: str | None) -> Card | None:
        found = (c for other in self.homes(item) for c in self.cards(other, kind, [thing or ""], by=item))
        return next(found, None)

    def home_of(self, item: Item, kind: str, result: str | None) -> str | None:
        """The item whose result it is, of those that *item* may show."""
        card = self._one(item, kind, result)
        return str(card.data["item"]) if card else None

    def homes(self, item: Item) -> Sequence[Item]:
        """The items whose things a wall of *item* may show: itself, and what it presents."""
        return list({i.id: i for i in (item, *queries.presented(self._session, item))}.values())

    def _home(self, item: Item, card: Card) -> Item:
        return next((home for home in self.homes(item) if home.id == card.data["item"]), item)

    def _finding(self, choice: Choice, item: Item) -> SceneView | None:
        card = self._one(item, "finding", choice.thing)
        return self._bare("finding", item, said=(said_of(card),)) if card else None

    def _result(self, choice: Choice, item: Item) -> SceneView | None:
        card = self._one(item, choice.kind, choice.thing)
        if card is None:
            return None
        home = self._home(item, card)
        ids = [thing_of(c) for c in self.cards(home, choice.kind, by=item)]
        place = (ids.index(thing_of(card)) + 1, len(ids))
        scene = self._shown(choice.kind, item, said=(said_of(card),), place=place, idea=card.data)
        return replace(scene, number=home.number, title=home.title)

    def _shown(self, kind: str, item: Item, **more: Any) -> SceneView:
        """A scene of what is presented: its clock is that of the turn, where somebody has the floor."""
        turn = turn_view(self._session, item) if item.turn_item else None
        return self._bare(kind, item, **({"clock": turn.clock} if turn else {}), **more)

    def _presenting(self, choice: Choice, item: Item) -> SceneView | None:
        homes = [h for h in queries.presented(self._session, item) if choice.thing in (None, h.id, h.number)]
        said = tuple(self._titled(home) for home in homes)
        return self._shown("presenting", item, said=said) if said else None

    def _titled(self, home: Item) -> Said:
        hall = tables.tables_of_item(self._session, home.forum, home.id)
        numbers = tuple(table.number for table in hall if table.closed_at is None)
        return Said(f"item:{home.id}", home.title, next(iter(home.title), ""), numbers, by=home.number)

    def _sources(self, choice: Choice, item: Item) -> SceneView | None:
        card = self._one(item, "key-finding", choice.thing)
        if card is None or choice.thing is None:
            return None
        try:
            node = walk(self._registry, self._session, everyone(item.forum), Thing("key-finding", choice.thing))
        except Refusal:
            return None
        drawn = [n for n in node.made_from if n.thing.readable and not n.thing.withdrawn and n.thing.text]
        shown = (said_of(card), *map(said_in_tree, drawn[: rules.FINDINGS]))
        scene = self._bare("sources", item, said=shown, more=len(node.made_from) - len(shown) + 1, clock=None)
        return replace(scene, number=self._home(item, card).number)

    def _message(self, choice: Choice, item: Item) -> SceneView | None:
        for room in (item_room(item.id), forum_room(item.forum)):
            for card in self._registry.load(self._session, item.forum, room, kinds=["announcement"]):
                if choice.thing in (None, thing_of(card)):
                    return self._bare("message", item, said=(said_of(card),))
        return None

    def _briefing(self, choice: Choice, item: Item) -> SceneView | None:
        cited = citations(self._session, item.forum, item.references)
        return self._bare("briefing", item, references=tuple((c.label, c.title) for c in cited))

    def _programme(self, choice: Choice, item: Item | None) -> SceneView | None:
        items = programme.items(self._session, self._forum.id)
        on = item or next((i for i in items if phases.distance(i.technique, i.phase) < 2), None)
        day = [agenda_view(i, self._forum.timezone) for i in items if on is not None and i.day == on.day]
        # A long day is shown around what is on, or comes next.
        now = next((n for n, row in enumerate(day) if on is not None and row.id == on.id), 0)
        first = max(min(now - 1, len(day) - rules.ROWS), 0)
        rows = tuple(day[first : first + rules.ROWS])
        return self._bare("programme", item, agenda=rows, clock=None) if rows else None
