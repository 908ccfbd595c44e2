"""All SQL that reads translations. A forum's id is part of every query."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from app.people import rules as people_rules
from app.people.queries import participants
from app.programme import queries as programme
from app.sources.rules import Thing
from app.sources.translations.models import Translation
from app.sources.translations.views import TranslationView


def translation_of(session: Session, forum: str, thing: Thing, language: str) -> Translation | None:
    """What a thing says in *language*, if somebody has translated it."""
    found = session.get(Translation, (thing.kind, thing.id, language))
    return found if found is not None and found.forum == forum else None


def translations(session: Session, forum: str, kind: str, ids: Collection[str]) -> Sequence[Translation]:
    """The translations of things of one kind."""
    if not ids:
        return []
    query = select(Translation).where(
        Translation.forum == forum, Translation.kind == kind, col(Translation.thing).in_(list(ids))
    )
    return session.exec(query.order_by(col(Translation.thing), col(Translation.language))).all()


def translated_by(session: Session, forum: str, people: Collection[str]) -> Sequence[Translation]:
    """What any of *people* translated, where the forum keeps who did."""
    query = select(Translation).where(Translation.forum == forum, col(Translation.author).in_(list(people)))
    return session.exec(query.order_by(col(Translation.kind), col(Translation.thing))).all()


def views(session: Session, forum: str, kind: str, versions: dict[str, int]) -> dict[str, tuple[TranslationView, ...]]:
    """The translations of things of one kind, by id; *versions* are the originals'. ``by`` is as privacy allows."""
    found = translations(session, forum, kind, versions)
    if not found:
        return {}
    privacy = programme.forum_of(session, forum).privacy
    people = participants(session, forum, {t.author for t in found}) if privacy == "named" else {}
    told: dict[str, tuple[TranslationView, ...]] = {}
    for one in found:
        person = people.get(one.author)
        by = people_rules.shown_name(person.name if person else "", "", privacy)
        view = TranslationView(one.language, one.text, by, one.version < versions[one.thing], one.revision)
        told[one.thing] = (*told.get(one.thing, ()), view)
    return told
