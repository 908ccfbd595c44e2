"""From a programme to a forum: the rows of a programme file, in one command."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from app.kernel.ids import new_code, new_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme.file import Programme
from app.programme.file import parts as file
from app.programme.models import Forum, Framework, Item, Question, Reference
from app.programme.pictures.examining import Brought
from app.programme.pictures.rows import hold
from app.programme.queries import forum_by_id_or_code
from app.store.work import Work

Founder = Callable[[Work, Programme, Mapping[str, "Founded"]], None]
"""What a higher slice makes of its section of the file; it is given the founded items by number."""


@dataclass(frozen=True, slots=True)
class Founded:
    """An item's row, and its guiding questions' ids in order."""

    item: Item
    questions: tuple[str, ...]


@dataclass(frozen=True)
class FoundForum:
    """Make a forum from a programme. The forum's id is the one that the command is run in."""

    programme: Programme
    founders: tuple[Founder, ...] = ()
    reference: bool = False
    pictures: tuple[Brought, ...] = ()
    id: None = None
    founds: ClassVar[bool] = True

    def run(self, work: Work) -> dict[str, Any]:
        programme = self.programme
        code = programme.code or new_code()
        if programme.code and forum_by_id_or_code(work.session, programme.code):
            raise Refusal.of_field(
                "code",
                "code_taken",
                N_("Another forum has this code. Change it, or leave it out to draw one."),
                status=409,
            )
        values = forum_values(programme, self.reference)
        work.session.add(Forum(id=work.forum, code=code, seq=work.seq, created_at=work.now, **values))
        work.session.flush()
        for brought in self.pictures:
            hold(work, brought)
        _frameworks(work, programme)
        founded: dict[str, Founded] = {}
        for position, (day, item) in enumerate(programme.items()):
            founded[item.number] = _item(work, programme, day, item, position)
        for founder in self.founders:
            founder(work, programme, founded)
        work.record("forum", work.forum)
        work.created = True
        return {"forum": work.forum, "code": code}


def forum_values(programme: Programme, reference: bool) -> dict[str, Any]:
    """What a forum's row holds of its programme."""
    details = {
        "reference": reference,
        "venue": dict(programme.venue),
        "publishes": programme.publishes,
        "background": dict(programme.background),
        "link": programme.link,
        "links": [_document(link) for link in programme.links],
        "logos": [_document(logo) for logo in programme.logos],
        "documents": [_document(document) for document in programme.documents],
        "roles": [_document(role) for role in programme.roles],
        "places": {place.key: _document(place) for place in programme.places},
        "affiliation_keys": {key: dict(texts) for key, texts in programme.affiliations.items()},
        "sections": {
            framework.key: {section.key: dict(section.title) for section in framework.sections}
            for framework in programme.frameworks
        },
        "affiliations": [dict(texts) for texts in programme.affiliations.values()],
        "groups": {key: dict(texts) for key, texts in programme.groups.items()},
        "references": list(programme.references),
        "blocks": {key: dict(texts) for key, texts in programme.blocks.items()},
        "days": [{"date": day.date.isoformat(), "title": dict(day.title), "link": day.link} for day in programme.days],
    }
    return {
        "name": dict(programme.name),
        "title": dict(programme.title),
        "credit": dict(programme.credit),
        "languages": list(programme.languages),
        "privacy": programme.privacy,
        "writing": programme.writing,
        "timezone": programme.time_zone,
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
        "retention_days": programme.retention_days,
        "details": details,
    }


def _document(part: Any) -> dict[str, Any]:
    """A part of the programme as JSON keeps it: what is read back is equal to what is written."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(part).items()}


def framework_values(framework: file.Framework, position: int) -> dict[str, Any]:
    """What a framework's row holds; its place among the others is *position*."""
    return {
        "key": framework.key,
        "position": position,
        "title": dict(framework.title),
        "short": dict(framework.short),
        "url": framework.url,
        "about": dict(framework.about),
    }


def reference_values(framework: file.Framework, position: int) -> list[dict[str, Any]]:
    """What the rows of a framework's entries hold, in order."""
    sections = {section.key: dict(section.title) for section in framework.sections}
    return [
        {
            "key": f"{framework.key}/{entry.number}",
            "number": entry.number,
            "position": position * 1000 + order,
            "section": sections.get(entry.section or "", {}),
            "title": dict(entry.title),
        }
        for order, entry in enumerate(framework.references)
    ]


def item_values(programme: Programme, day: file.Day, item: file.Item, position: int) -> dict[str, Any]:
    """What an item's row holds of the programme, its own questions and tables aside."""
    place = next((p for p in programme.places if p.key == item.place), None)
    return {
        "number": item.number,
        "title": dict(item.title),
        "technique": item.technique,
        "starts": programme.moment(day.date, item.starts),
        "minutes": item.minutes,
        "day": day.date,
        "position": position,
        "block": item.block,
        "place": item.place,
        "link": item.link or (place.link if place else None),
        "minutes_by_phase": dict(item.phases),
        "background": dict(item.background),
        "references": list(item.references),
        "presents": list(item.presents),
        "details": {
            "place": dict(place.name) if place else {},
            "overlaps": item.overlaps,
            "rotation": _document(item.rotation) if item.rotation else None,
            "documents": [_document(document) for document in item.documents],
            "experts": [_document(expert) for expert in item.experts],
            "speakers": [_document(speaker) for speaker in item.speakers],
            "roles": [_document(role) for role in item.roles],
        },
    }


def _frameworks(work: Work, programme: Programme) -> None:
    for position, framework in enumerate(programme.frameworks):
        row = Framework(id=new_id(), forum=work.forum, **framework_values(framework, position))
        work.session.add(row)
        work.session.flush()
        for values in reference_values(framework, position):
            work.session.add(Reference(id=new_id(), forum=work.forum, framework=row.id, **values))


def _item(work: Work, programme: Programme, day: file.Day, item: file.Item, position: int) -> Founded:
    row = new_item(work, item_values(programme, day, item, position))
    questions = [new_question(work, row.id, order, texts) for order, texts in enumerate(item.questions)]
    return Founded(row, tuple(question.id for question in questions))


def new_item(work: Work, values: dict[str, Any]) -> Item:
    """The row of an item that comes into the programme."""
    row = Item(id=new_id(), forum=work.forum, phase_since=work.now, clock_at=work.now, **values)
    work.session.add(row)
    work.session.flush()
    return row


def new_question(work: Work, item: str, position: int, texts: Mapping[str, str]) -> Question:
    """The row of a guiding question that is asked from now on."""
    question = Question(id=new_id(), forum=work.forum, item=item, position=position, text=dict(texts))
    work.session.add(question)
    return question
