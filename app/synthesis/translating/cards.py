"""The queue's cards: each text and language in room ``me`` of who translates it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.findings import queries as findings
from app.kernel.language import N_
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import ways
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import work_room
from app.programme.models import Item
from app.sources.rules import Thing
from app.sources.translations import queries as translations
from app.sources.translations.views import TranslationView, translation_data
from app.stage.booth.queries import who_may
from app.store.journal import Change
from app.synthesis.keys import work_comment_key
from app.synthesis.translating import keys, queries
from app.synthesis.translating.queries import Original
from app.web.registry import Card, Registry

Touched = Iterable[tuple[Room, str]]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A text in the queue of language ``to``. ``translation`` is what stands there, if anything does."""

    original: Original
    to: str
    translation: TranslationView | None

    @property
    def done(self) -> bool:
        """Whether it says what the original says now."""
        return self.translation is not None and not self.translation.stale

    @property
    def address(self) -> str:
        """Where it is translated."""
        return f"/translations/{self.original.thing.kind}/{self.original.thing.id}/{self.to}"


def entry_data(view: EntryView) -> dict[str, Any]:
    """An entry as programs receive it."""
    original = view.original
    return {
        "kind": original.thing.kind,
        "id": original.thing.id,
        "item": original.item,
        "table_number": original.table,
        "language": original.language,
        "text": original.text,
        "version": original.version,
        "to": view.to,
        "translation": next(iter(translation_data([view.translation] if view.translation else [])), None),
    }


def entries(
    session: Session, actor: Actor, to: Collection[str], things: Collection[Thing] | None = None
) -> list[EntryView]:
    """The queue of *actor* into the languages *to*, in its order."""
    items = queries.items_of(session, actor)
    found = [
        EntryView(original, language, original.said.get(language))
        for original in queries.originals(session, actor.forum, items, things)
        for language in to
        if language != original.language
    ]
    return sorted(found, key=lambda view: (view.original.order(view.to), view.original.thing))


def _entry_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    languages = programme.forum_of(session, actor.forum).languages
    things = None if wanted is None else {Thing(*parts[:2]) for parts in map(keys.parts_of, wanted) if parts}
    for view in entries(session, actor, languages, things):
        key = keys.entry_key(*view.original.thing, view.to)
        if wanted is None or key in wanted:
            yield Card(key, keys.queue_list(view.to), view.original.order(view.to), entry_data(view), view)


def _touched(session: Session, forum: str, things: Iterable[Thing], items: Collection[str]) -> Touched:
    found = [(thing, language) for thing in things for language in programme.forum_of(session, forum).languages]
    people = {person for item in items for person in who_may(session, forum, "translation:write", item)}
    return [
        (me_room(person), keys.entry_key(*thing, language)) for person in sorted(people) for thing, language in found
    ]


def _finding_touches(session: Session, forum: str, change: Change) -> Touched:
    """A finding comes to the queue with the comments on it, and goes with them."""
    comments = [Thing("comment", c.id) for c in findings.comments(session, forum, findings=[change.id])]
    return _touched(session, forum, [Thing("finding", change.id), *comments], change.items)


def _comment_touches(session: Session, forum: str, change: Change) -> Touched:
    return _touched(session, forum, [Thing("comment", change.id)], change.items)


def _key_finding_touches(session: Session, forum: str, change: Change) -> Touched:
    return _touched(session, forum, [Thing("key-finding", change.id)], change.items)


def _translation_touches(session: Session, forum: str, change: Change) -> Touched:
    kind, _, id_ = change.id.partition(":")
    yield from _touched(session, forum, [Thing(kind, id_)], change.items)
    if kind == "comment":
        for item in change.items:
            yield work_room(item), work_comment_key(id_)


def _translator_touches(session: Session, forum: str, change: Change) -> Touched:
    for one in translations.translated_by(session, forum, change.people):
        yield from _touched(session, forum, [Thing(one.kind, one.thing)], [one.item])
        if one.kind == "comment":
            yield work_room(one.item), work_comment_key(one.thing)


def _grant_touches(session: Session, forum: str, change: Change) -> Touched:
    """Who comes to translate finds what waits; who does not any more, nothing."""
    items = {item.id: item for item in programme.items(session, forum)}
    languages = programme.forum_of(session, forum).languages
    things = [original.thing for original in queries.originals(session, forum, items)]
    found = [keys.entry_key(*thing, language) for thing in things for language in languages]
    return [(me_room(person), key) for person in change.people for key in found]


def _page(item: Item | None) -> str:
    return "" if item else "/translations"


def register(registry: Registry) -> None:
    """The kind ``to-translate``, what touches it, and the way to the queue."""
    registry.own("to-translate", load=_entry_cards, template="synthesis/_to_translate.html")
    registry.touches("reported-finding", _finding_touches)
    registry.touches("report", _finding_touches)
    registry.touches("comment", _comment_touches)
    registry.touches("shown-key-finding", _key_finding_touches)
    registry.touches("sent-key-finding", _key_finding_touches)
    registry.touches("translation", _translation_touches)
    registry.touches("participant", _translator_touches)
    registry.touches("grant", _grant_touches)
    ways.offer(registry, ways.Page("translations", N_("Translator's queue"), "translation:write", 6, _page))
