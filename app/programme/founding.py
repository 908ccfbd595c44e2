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
        work.session.add(_forum(work, programme, code, self.reference))
        work.session.flush()
        _frameworks(work, programme)
        founded: dict[str, Founded] = {}
        for position, (day, item) in enumerate(programme.items()):
            founded[item.number] = _item(work, programme, day, item, position)
        for founder in self.founders:
            founder(work, programme, founded)
        work.record("forum", work.forum)
        work.created = True
        return {"forum": work.forum, "code": code}


def _forum(work: Work, programme: Programme, code: str, reference: bool) -> Forum:
    details = {
        "reference": reference,
        "venue": dict(programme.venue),
        "background": dict(programme.background),
        "link": programme.link,
        "links": [asdict(link) for link in programme.links],
        "logos": [asdict(logo) for logo in programme.logos],
        "documents": [asdict(document) for document in programme.documents],
        "roles": [asdict(role) for role in programme.roles],
        "places": {place.key: asdict(place) for place in programme.places},
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
    return Forum(
        id=work.forum,
        code=code,
        seq=work.seq,
        name=dict(programme.name),
        title=dict(programme.title),
        credit=dict(programme.credit),
        languages=list(programme.languages),
        privacy=programme.privacy,
        writing=programme.writing,
        timezone=programme.time_zone,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        retention_days=programme.retention_days,
        details=details,
        created_at=work.now,
    )


def _frameworks(work: Work, programme: Programme) -> None:
    for position, framework in enumerate(programme.frameworks):
        row = Framework(
            id=new_id(),
            forum=work.forum,
            key=framework.key,
            position=position,
            title=dict(framework.title),
            short=dict(framework.short),
            url=framework.url,
            about=dict(framework.about),
        )
        work.session.add(row)
        work.session.flush()
        sections = {section.key: dict(section.title) for section in framework.sections}
        for order, entry in enumerate(framework.references):
            work.session.add(
                Reference(
                    id=new_id(),
                    forum=work.forum,
                    framework=row.id,
                    key=f"{framework.key}/{entry.number}",
                    number=entry.number,
                    position=position * 1000 + order,
                    section=sections.get(entry.section or "", {}),
                    title=dict(entry.title),
                )
            )


def _item(work: Work, programme: Programme, day: file.Day, item: file.Item, position: int) -> Founded:
    place = next((p for p in programme.places if p.key == item.place), None)
    row = Item(
        id=new_id(),
        forum=work.forum,
        number=item.number,
        title=dict(item.title),
        technique=item.technique,
        starts=programme.moment(day.date, item.starts),
        minutes=item.minutes,
        day=day.date,
        position=position,
        block=item.block,
        place=item.place,
        link=item.link or (place.link if place else None),
        minutes_by_phase=dict(item.phases),
        background=dict(item.background),
        references=list(item.references),
        presents=list(item.presents),
        details={
            "place": dict(place.name) if place else {},
            "overlaps": item.overlaps,
            "rotation": asdict(item.rotation) if item.rotation else None,
            "documents": [asdict(document) for document in item.documents],
            "experts": [asdict(expert) for expert in item.experts],
            "speakers": [asdict(speaker) for speaker in item.speakers],
            "roles": [asdict(role) for role in item.roles],
        },
        phase_since=work.now,
        clock_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    questions = []
    for order, texts in enumerate(item.questions):
        question = Question(id=new_id(), forum=work.forum, item=row.id, position=order, text=dict(texts))
        work.session.add(question)
        questions.append(question.id)
    return Founded(row, tuple(questions))
