"""Where an adopted paragraph comes from, as the world may know it: counts, and words where the forum publishes its report.

Never a person. A table only where three people or more sat at it, and in an anonymous forum counts only. A note is only ever
"said in the room", and an answer is told by its table where the forum says so.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.kernel.language import text_in
from app.programme.models import Forum
from app.programme.queries import items
from app.report.adopted.loading import adopted_text, not_adopted
from app.report.adopted.model import AdoptedText, Paragraph
from app.report.privacy import SMALLEST
from app.report.queries import all_tables, people_at
from app.sources import queries
from app.sources.rules import Link, Thing
from app.sources.walk import Described, everyone
from app.web.registry import Registry

KINDS: Final = ("key-finding", "initiative", "finding", "comment", "answer", "note")
"""In the order in which they are told."""


_PUBLISHES: Final = {"report": frozenset({"report"}), "report_and_answers": frozenset({"report", "answers"})}


@dataclass(frozen=True, slots=True)
class Told:
    """A thing that a paragraph was made from, directly or by way of another, with its words. ``table`` is a number."""

    kind: str
    item: str
    text: str
    language: str
    mark: str = ""
    table: int | None = None
    made_from: tuple["Told", ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """Of one paragraph: how many things of each kind, and at how many tables; ``told`` is empty where words stay inside."""

    text: AdoptedText
    paragraph: Paragraph
    counts: tuple[tuple[str, int], ...]
    tables: int
    told: tuple[Told, ...]

    @property
    def written(self) -> bool:
        """Whether the drafter simply wrote it."""
        return not self.counts


def origins(session: Session, registry: Registry, forum_id: str, paragraph: str, name: str | None) -> Origins:
    """Of a paragraph of the forum's adopted text. Raises ``not_adopted`` (404)."""
    text = adopted_text(session, forum_id, name)
    forum = session.get(Forum, forum_id)
    found = next((one for one in text.paragraphs if one.id == paragraph), None)
    if found is None or forum is None:
        raise not_adopted()
    walked = _Walked(session, registry, forum)
    told = walked.below(Thing("paragraph", paragraph))
    return Origins(
        text,
        found,
        tuple((kind, walked.counts[kind]) for kind in KINDS if walked.counts[kind]),
        len(walked.tables),
        told if walked.reports else (),
    )


def published_parts(forum: Forum) -> frozenset[str]:
    """What the forum publishes: ``report``, ``answers``. An anonymous one publishes counts only."""
    said = "counts" if forum.privacy == "anonymous" else forum.details.get("publishes", "counts")
    return _PUBLISHES.get(said, frozenset())


class _Walked:
    """Goes down once, as somebody with no role and no seat would, and counts on the way."""

    def __init__(self, session: Session, registry: Registry, forum: Forum) -> None:
        self._session = session
        self._registry = registry
        self._reader = everyone(forum.id)
        self._publishes = published_parts(forum)
        self._numbers = {item.id: item.number for item in items(session, forum.id)}
        people = people_at(session, forum.id)
        self._tellable = {t.number for t in all_tables(session, forum.id).values() if people.get(t.id, 0) >= SMALLEST}
        self._links: Mapping[Thing, list[Link]] | None = None
        self._seen: dict[Thing, Told | None] = {}
        self.counts: Counter[str] = Counter()
        self.tables: set[int] = set()

    @property
    def reports(self) -> bool:
        return "report" in self._publishes

    def below(self, thing: Thing) -> tuple[Told, ...]:
        if self._links is None:
            self._links = queries.below(self._session, self._reader.forum, [thing])
        found = (self._told(link.thing) for link in self._links.get(thing, ()))
        return tuple(one for one in found if one is not None)

    def _told(self, thing: Thing) -> Told | None:
        if thing in self._seen:
            return self._seen[thing]
        self._seen[thing] = None  # a damaged database must not keep a reader's thread for ever
        described: Described | None = self._registry.added(
            f"source:{thing.kind}", self._session, self._reader, thing.id
        ).get("thing")
        if described is None or described.withdrawn:
            return None
        self.counts[thing.kind] += 1
        if described.table is not None:
            self.tables.add(described.table)
        made_from = self.below(thing)
        self._seen[thing] = self._words(thing.kind, described, made_from)
        return self._seen[thing]

    def _words(self, kind: str, described: Described, made_from: tuple[Told, ...]) -> Told | None:
        if not described.readable or kind == "note" or (kind == "answer" and "answers" not in self._publishes):
            return None
        text = text_in(described.texts, described.language) if described.texts else described.text
        table = described.table if described.table in self._tellable else None
        item = self._numbers.get(described.item, "")
        return Told(kind, item, text, described.language, described.mark, table, made_from)
