"""A scene as templates and programs read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from app.kernel.language import text_in
from app.programme.cards import AgendaView, ClockView
from app.programme.models import Item
from app.programme.running_order import RunningOrderView
from app.sources.walk import Node
from app.stage.questions.views import QuestionView
from app.stage.speakers.views import ListView, SpeakerView
from app.stage.talks.views import PanelView, TalkView
from app.web.registry import Card, Texts


@dataclass(frozen=True, slots=True)
class Choice:
    """What a screen is to show of ``item``: a scene, and of what. ``things`` are the answers that were chosen."""

    kind: str
    item: Item | None
    thing: str | None = None
    things: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a wall. ``texts`` by language, one entry for what was written in one; ``original`` is that language.

    ``tables`` are the numbers of those who said it; ``by``, ``more`` (by language) and ``quote`` (text, language) stand
    small beneath.
    """

    key: str
    texts: Mapping[str, str]
    original: str
    tables: tuple[int, ...] = ()
    by: str = ""
    state: str = ""
    support: int = 0
    more: Mapping[str, str] = field(default_factory=dict)
    dissents: int = 0
    quote: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class SceneView:
    """One scene. ``kind`` names its template; each reads the fields that it needs.

    ``languages`` are the forum's: a wall has its own, and may show a second one. ``place`` is (nth, of how many).
    ``references`` are (how it is cited, what it says), by language. ``idea`` is all that an initiative's card has, or
    that of the paragraph under discussion; ``order``
    is who speaks; ``goes_on`` is when a pause is over, in the forum's own zone. ``asked`` is what a table
    answers that has the floor and has reported nothing yet. ``bars`` are lines with figures
    before and after: a ``title``, ``counted`` (moment → of how many) and ``lines``.
    """

    kind: str
    forum: Mapping[str, str]
    code: str
    languages: tuple[str, ...]
    item: str = ""
    number: str = ""
    title: Mapping[str, str] | None = None
    where: Mapping[str, str] | None = None
    phase: str = ""
    clock: ClockView | None = None
    said: tuple[Said, ...] = ()
    more: int = 0
    table: int = 0
    name: Mapping[str, str] | None = None
    reporter: str = ""
    asked: Mapping[str, str] | None = None
    place: tuple[int, int] = (0, 0)
    references: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = ()
    agenda: tuple[AgendaView, ...] = ()
    idea: Mapping[str, Any] = field(default_factory=dict)
    panel: PanelView | None = None
    speakers: ListView | None = None
    order: RunningOrderView | None = None
    goes_on: datetime | None = None
    bars: Mapping[str, Any] | None = None

    def lines(self, said: Said, language: str) -> list[tuple[str, str]]:
        """(language, text) of words: the wall's language first, then another of the forum's, which only a wall of two
        languages shows. What was written stays as written.
        """
        wanted = dict.fromkeys((language, *self.languages))
        found = [(code, said.texts[code]) for code in wanted if code in said.texts][:2]
        if found:
            return found
        own = said.original if said.original in said.texts else next(iter(said.texts), "")
        return [(own, said.texts.get(own) or text_in(dict(said.texts), language))]


def thing_of(card: Card) -> str:
    """The id of the thing that a card shows."""
    return card.key.partition(":")[2]


def said_of(card: Card) -> Said:
    """A card's words: what every card of words has in its data (``text`` or ``texts``, ``language``, its tables)."""
    data = card.data
    original = str(data.get("language", ""))
    texts = data.get("texts") or {original: data["text"]}
    numbers = data.get("tables") or [data.get("table_number")]
    return Said(
        card.key,
        dict(texts),
        original,
        tuple(n for n in numbers if n),
        by=str(data.get("by", "")),
        state=str(data.get("state", "")),
        dissents=len(data.get("dissents", ())),
    )


def said_of_talk(talk: TalkView) -> Said:
    """Who speaks, by name, and what about."""
    texts = talk.name or talk.topic
    return Said(f"talk:{talk.id}", dict(texts), next(iter(texts), ""))


def said_of_question(question: QuestionView) -> Said:
    """A question from the floor, as it was written."""
    texts = {question.language: question.text}
    return Said(f"floor-question:{question.id}", texts, question.language, by=question.by, support=question.support)


def said_of_speaker(speaker: SpeakerView) -> Said:
    """Somebody on the list of speakers, by name."""
    return Said(f"speaker:{speaker.id}", {"": speaker.name}, "")


def said_in_tree(node: Node) -> Said:
    """A thing that something was made from, with the words that it was itself made from beneath."""
    thing = node.thing
    quote = next((n.thing for n in node.made_from if n.thing.readable and n.thing.text), None)
    return Said(
        f"{node.kind}:{node.id}",
        thing.texts or {thing.language: thing.text},
        thing.language,
        (thing.table,) if thing.table else (),
        by=thing.by,
        quote=(quote.text, quote.language) if quote else ("", ""),
    )


_OF_PARAGRAPH: Final = ("section", "number", "status", "brackets", "amendments", "adopted_at", "outcome", "asked")


def scene_data(scene: SceneView) -> dict[str, Any]:
    """What stands on the wall: its words, whose they are, and which of how many."""
    return {
        "kind": scene.kind,
        "table": scene.table or None,
        "nth": scene.place[0] or None,
        "of": scene.place[1] or None,
        "more": scene.more,
        "said": [_said_data(said) for said in scene.said],
        **({"bars": dict(scene.bars)} if scene.bars else {}),
        **({"paragraph": {name: scene.idea.get(name) for name in _OF_PARAGRAPH}} if scene.kind == "paragraph" else {}),
    }


def _said_data(said: Said) -> dict[str, Any]:
    kind, _, id_ = said.key.partition(":")
    return {
        "kind": kind,
        "id": id_,
        "text": Texts(said.texts),
        "language": said.original,
        "tables": list(said.tables),
        "by": said.by,
        "state": said.state,
    }
