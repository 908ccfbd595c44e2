"""What is to be translated, and what has been. A forum's id is part of every query."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.reading import table_numbers
from app.kernel.clock import milliseconds
from app.kernel.roles import Actor, may
from app.programme import queries as programme
from app.programme.models import Item
from app.sources.rules import Thing
from app.sources.translations import queries as translations
from app.sources.translations.views import TranslationView
from app.synthesis import queries
from app.synthesis.models import KeyFinding
from app.synthesis.translating import rules


@dataclass(frozen=True, slots=True)
class Original:
    """A text that may be translated. ``number`` and ``title`` are its item's, ``since`` is when it came to everybody,
    ``table`` a number, where it has one; ``said`` are its translations by language, as its own slice keeps them.
    """

    thing: Thing
    item: str
    number: str
    title: Mapping[str, str]
    language: str
    text: str
    version: int
    since: datetime
    table: int | None
    said: dict[str, TranslationView]

    def order(self, language: str) -> str:
        """Its place in the queue of *language*."""
        made = self.said.get(language)
        return rules.order_of(self.thing.kind, made is not None and not made.stale, milliseconds(self.since))


def items_of(session: Session, actor: Actor) -> dict[str, Item]:
    """The items whose texts *actor* translates, by id."""
    if not any(may(actor, "translation:write", grant.item) for grant in actor.grants):
        return {}
    return {item.id: item for item in programme.items(session, actor.forum) if may(actor, "translation:write", item.id)}


def originals(
    session: Session, forum: str, items: dict[str, Item], things: Collection[Thing] | None = None
) -> list[Original]:
    """What may be translated: reported findings and the comments on them, key findings that were sent or shown."""
    if not items:
        return []
    ids = {kind: None if things is None else [t.id for t in things if t.kind == kind] for kind in rules.KINDS}
    reported = {
        f.id: f
        for f in findings.findings(session, forum, reported=True)
        if f.item in items and f.reported_at is not None
    }
    wanted = [f for f in reported.values() if ids["finding"] is None or f.id in ids["finding"]]
    comments = findings.comments(session, forum, findings=list(reported), ids=ids["comment"])
    comments = [c for c in comments if c.text]
    numbers = table_numbers(session, forum, {f.table for f in wanted} | {c.table for c in comments})
    of_findings = translations.views(session, forum, "finding", {f.id: f.version for f in wanted})
    of_comments = translations.views(session, forum, "comment", {c.id: c.version for c in comments})
    found = [
        Original(
            Thing("finding", f.id), *_where(items[f.item]), f.language, f.text, f.version, f.reported_at or f.written_at,
            numbers.get(f.table), _by_language(of_findings.get(f.id, ())),
        )
        for f in wanted
    ]  # fmt: skip
    found += [
        Original(
            Thing("comment", c.id), *_where(items[c.item]), c.language, c.text, c.version, c.written_at,
            numbers.get(c.table), _by_language(of_comments.get(c.id, ())),
        )
        for c in comments
    ]  # fmt: skip
    return found + _key_findings(session, forum, items, ids["key-finding"])


def _where(item: Item) -> tuple[str, str, dict[str, str]]:
    return item.id, item.number, dict(item.title)


def _by_language(views: Iterable[TranslationView]) -> dict[str, TranslationView]:
    return {view.language: view for view in views}


def _key_findings(session: Session, forum: str, items: dict[str, Item], ids: Collection[str] | None) -> list[Original]:
    """Their texts are their own, whoever wrote them; who translated one is told while that text stands."""
    if ids is not None and not ids:
        return []
    rows = [k for k in queries.key_findings(session, forum, ids=ids) if k.item in items]
    rows = [k for k in rows if k.sent_at is not None or k.shown_at is not None]
    views = translations.views(session, forum, "key-finding", {k.id: k.version for k in rows})
    return [_key_finding(session, k, items[k.item], _by_language(views.get(k.id, ()))) for k in rows]


def _key_finding(session: Session, found: KeyFinding, item: Item, made: dict[str, TranslationView]) -> Original:
    texts = found.texts if found.shown_at is not None else found.sent_texts
    said: dict[str, TranslationView] = {}
    for language, text in found.texts.items():
        own = made.get(language)
        if language != found.language:
            ours = own is not None and own.text == text
            by, stale = (
                (own.by, own.stale and _reads_otherwise(session, found, language)) if own and ours else ("", False)
            )
            said[language] = TranslationView(language, text, by, stale, own.revision if own else 0)
    since = found.shown_at or found.sent_at or found.written_at
    original = texts.get(found.language, "")
    return Original(
        Thing("key-finding", found.id), *_where(item), found.language, original, found.version, since, None, said
    )


def _reads_otherwise(session: Session, found: KeyFinding, language: str) -> bool:
    """Whether the original says something else than what was translated: any of its languages makes a version."""
    row = translations.translation_of(session, found.forum, Thing("key-finding", found.id), language)
    read = queries.HISTORY.seen(session, found.forum, found, row.version) if row is not None else None
    return (read or {}).get(found.language) != found.texts.get(found.language)
