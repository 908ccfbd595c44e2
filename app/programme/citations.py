"""What an item refers to, as a reader meets it: the entries as they are cited, under the frameworks that they are of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.kernel.text import web_address
from app.programme import queries
from app.programme.models import Framework, Reference


@dataclass(frozen=True, slots=True)
class Citation:
    """An entry of a framework. ``label`` is how it is cited, by language: "GCM 7"."""

    key: str
    number: str
    label: dict[str, str]
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class CitedFramework:
    """A framework with those of its entries that are referred to; ``url`` is where it can be read, or empty."""

    key: str
    title: dict[str, str]
    about: dict[str, str]
    url: str
    citations: tuple[Citation, ...] = ()


def label(key: str, short: Mapping[str, str], number: str) -> dict[str, str]:
    """How an entry is cited in each language; where a framework has no short name, by its key."""
    return {language: f"{name} {number}" for language, name in (short or {"en": key.upper()}).items()}


def frameworks(session: Session, forum: str) -> list[CitedFramework]:
    """The forum's frameworks in order, without entries."""
    return [_framework(framework) for framework in queries.frameworks(session, forum)]


def by_framework(session: Session, forum: str, keys: Collection[str]) -> list[CitedFramework]:
    """The frameworks that *keys* (``gcm/7``) point into, each with those entries, in the framework's order."""
    held: dict[str, list[Reference]] = {}
    for reference in queries.references(session, forum, keys):
        held.setdefault(reference.framework, []).append(reference)
    return [
        replace(_framework(row), citations=tuple(_citation(row, entry) for entry in held[row.id]))
        for row in queries.frameworks(session, forum)
        if row.id in held
    ]


def citations(session: Session, forum: str, keys: Collection[str]) -> list[Citation]:
    """The entries that *keys* point to."""
    return [one for framework in by_framework(session, forum, keys) for one in framework.citations]


def _framework(row: Framework) -> CitedFramework:
    return CitedFramework(row.key, row.title, row.about, web_address(row.url))


def _citation(row: Framework, entry: Reference) -> Citation:
    return Citation(entry.key, entry.number, label(row.key, row.short, entry.number), entry.title)
