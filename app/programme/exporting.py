"""From a forum's rows back to its programme: what a programme file says of it now, after all that was changed since."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.programme import queries
from app.programme.file import parts
from app.programme.models import Forum, Item

T = TypeVar("T")

Exporter = Callable[[Session, str, parts.Programme, Mapping[str, Item]], parts.Programme]
"""``(session, forum, programme, items)``: the programme with what a higher slice keeps of it; items' rows by number."""


def exported(session: Session, forum_id: str, exporters: tuple[Exporter, ...] = ()) -> parts.Programme:
    """The programme of a forum as it stands. It has no join code: a forum made from it gets one of its own.

    Founding a forum from it, and exporting that one, gives the same programme again.
    """
    forum = queries.forum_of(session, forum_id)
    details = forum.details
    rows = queries.items(session, forum_id)
    questions = {row.id: [q.text for q in queries.questions(session, forum_id, row.id)] for row in rows}
    days = tuple(
        _day(forum, day, [row for row in rows if row.day.isoformat() == day["date"]], questions)
        for day in details.get("days") or _days(rows)
    )
    programme = parts.Programme(
        name=forum.name,
        title=forum.title,
        time_zone=forum.timezone,
        languages=tuple(forum.languages),
        days=days,
        dates=(forum.starts_on, forum.ends_on),
        venue=details.get("venue", {}),
        privacy=forum.privacy,
        writing=forum.writing,
        publishes=details.get("publishes", "counts"),
        retention_days=forum.retention_days,
        credit=forum.credit,
        background=details.get("background", {}),
        link=details.get("link"),
        links=_listed(parts.Link, details.get("links", [])),
        logos=_listed(parts.Logo, details.get("logos", [])),
        documents=_listed(parts.Document, details.get("documents", [])),
        roles=_listed(parts.Role, details.get("roles", [])),
        places=tuple(revived(parts.Place, place) for place in details.get("places", {}).values()),
        affiliations=details.get("affiliation_keys") or _numbered(details.get("affiliations", [])),
        groups=details.get("groups", {}),
        frameworks=_frameworks(session, forum),
        references=tuple(details.get("references", ())),
        blocks=details.get("blocks", {}),
    )
    by_number = {row.number: row for row in rows}
    for exporter in exporters:
        programme = exporter(session, forum_id, programme, by_number)
    return programme


def revived(cls: type[T], document: Mapping[str, Any]) -> T:
    """A part of the programme from the JSON that founding made of it. What the part does not know any more is left out."""
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in document.items() if k in known})


def _listed(cls: type[T], documents: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(revived(cls, document) for document in documents)


def _day(
    forum: Forum, day: Mapping[str, Any], rows: list[Item], questions: Mapping[str, list[dict[str, str]]]
) -> parts.Day:
    zone, places = ZoneInfo(forum.timezone), forum.details.get("places", {})
    items = tuple(_item(row, zone, places.get(row.place or "", {}).get("link"), questions[row.id]) for row in rows)
    return parts.Day(date.fromisoformat(day["date"]), day["title"], day["link"], items)


def _item(row: Item, zone: ZoneInfo, place_link: str | None, questions: list[dict[str, str]]) -> parts.Item:
    return parts.Item(
        number=row.number,
        title=row.title,
        technique=row.technique,
        starts=row.starts.astimezone(zone).time(),
        minutes=row.minutes,
        phases=row.minutes_by_phase,
        block=row.block,
        overlaps=row.details.get("overlaps", False),
        place=row.place,
        link=None if row.link == place_link else row.link,
        references=tuple(row.references),
        background=row.background,
        documents=_listed(parts.Document, row.details.get("documents", [])),
        questions=tuple(questions),
        experts=_listed(parts.Speaker, row.details.get("experts", [])),
        speakers=_listed(parts.Speaker, row.details.get("speakers", [])),
        roles=_listed(parts.Role, row.details.get("roles", [])),
        presents=tuple(row.presents),
        rotation=revived(parts.Rotation, row.details["rotation"]) if row.details.get("rotation") else None,
    )


def _days(rows: Sequence[Item]) -> list[dict[str, Any]]:
    """The days of a forum that says nothing of them but in its items."""
    return [{"date": day, "title": {}, "link": None} for day in dict.fromkeys(row.day.isoformat() for row in rows)]


def _numbered(affiliations: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    """Short names for the affiliations of a forum that was founded before they were kept."""
    return {f"a{number}": texts for number, texts in enumerate(affiliations, 1)}


def _frameworks(session: Session, forum: Forum) -> tuple[parts.Framework, ...]:
    found = []
    references = queries.references_by_framework(session, forum.id)
    for row in queries.frameworks(session, forum.id):
        sections = forum.details.get("sections", {}).get(row.key, {})
        names = {tuple(sorted(title.items())): key for key, title in sections.items()}
        found.append(
            parts.Framework(
                key=row.key,
                title=row.title,
                short=row.short,
                url=row.url,
                about=row.about,
                sections=tuple(parts.Section(key, title) for key, title in sections.items()),
                references=tuple(
                    parts.Reference(one.number, one.title, names.get(tuple(sorted(one.section.items()))))
                    for one in references.get(row.id, ())
                ),
            )
        )
    return tuple(found)
