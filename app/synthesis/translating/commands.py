"""Translating: beside the original, which nobody touches by it."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.text import clean
from app.programme import queries as programme
from app.programme.models import Item
from app.sources.rules import Thing
from app.sources.translations import queries as translations
from app.sources.translations.models import Translation
from app.sources.versions.commands import keep
from app.store.work import Work
from app.synthesis import queries as synthesis
from app.synthesis.disclosure import record_key_finding
from app.synthesis.translating import queries, rules
from app.synthesis.translating.queries import Original


@dataclass(frozen=True, slots=True)
class PutTranslation:
    """What a thing says in another language. ``version`` is the original's that was read, by default its own now;
    ``revision`` the translation's that was seen (0: none), None takes whatever stands.
    """

    kind: str
    thing: str
    language: str
    text: str
    version: int | None = None
    revision: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        original = _original(work, self.kind, self.thing)
        actor = roles.require(work.actor, "translation:write", original.item)
        languages = programme.forum_of(work.session, work.forum).languages
        rules.require_language(self.language, original.language, languages)
        text = clean(self.text)
        row = translations.translation_of(work.session, work.forum, original.thing, self.language)
        stands = original.said.get(self.language)
        seen = stands.revision if stands is not None else 0
        if stands is not None and stands.text != text and self.revision not in (None, seen):
            raise rules.translation_moved({"text": stands.text, "by": stands.by, "revision": stands.revision})
        version = min(original.version if self.version is None else self.version, original.version)
        if stands is not None and row is not None and (stands.text, row.version) == (text, version):
            return _told(row)
        if row is None:
            row = Translation(
                kind=self.kind,
                thing=self.thing,
                language=self.language,
                forum=work.forum,
                item=original.item,
                text=text,
                version=version,
                revision=seen + 1,
                author=actor.author_of(original.thing.key),
                written_at=work.now,
            )
            work.created = True
        else:
            row.text, row.version, row.revision = text, version, row.revision + 1
            row.author, row.written_at = actor.author_of(original.thing.key), work.now
        if self.kind == "key-finding":
            row.version = _into_key_finding(work, actor, self.thing, self.language, text)
        work.session.add(row)
        work.session.flush()
        work.record("translation", original.thing.key, items=[original.item])
        return _told(row)


@dataclass(frozen=True, slots=True)
class RemoveTranslation:
    """Take a translation away; one that is not there is fine. A key finding's texts are its rapporteur's to take."""

    kind: str
    thing: str
    language: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        original = _original(work, self.kind, self.thing)
        roles.require(work.actor, "translation:write", original.item)
        if self.kind == "key-finding":
            roles.require(work.actor, "key-finding:write", original.item)
        row = translations.translation_of(work.session, work.forum, original.thing, self.language)
        if row is not None:
            work.session.delete(row)
            work.session.flush()
            work.record("translation", original.thing.key, items=[original.item])
        return {"kind": self.kind, "id": self.thing, "language": self.language, "removed": True}


def _original(work: Work, kind: str, thing: str) -> Original:
    items: dict[str, Item] = {item.id: item for item in programme.items(work.session, work.forum)}
    wanted = [Thing(kind, thing)] if kind in rules.KINDS else []
    found = queries.originals(work.session, work.forum, items, wanted) if wanted else []
    if not found:
        raise rules.no_such_text()
    return found[0]


def _into_key_finding(work: Work, actor: roles.Actor, id: str, language: str, text: str) -> int:
    """A key finding has its texts in itself: the wall, the note and the booth read them there. Its version then."""
    found = synthesis.key_finding_of(work.session, work.forum, id)
    if found.texts.get(language) != text:
        before, version = found.texts, found.version
        found.texts, found.version = {**before, language: text}, version + 1
        keep(work, synthesis.HISTORY, actor, found.id, version, before)
        record_key_finding(work, found)
    return found.version


def _told(row: Translation) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "id": row.thing,
        "language": row.language,
        "text": row.text,
        "version": row.version,
        "revision": row.revision,
    }
