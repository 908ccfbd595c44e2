"""A small forum that asks a survey before and after, with items that open it, and people who respond."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.programme.commands import MovePhase
from app.programme.models import Forum, Item
from app.survey.commands import PutResponse
from app.survey.models import Survey, SurveyMoment
from tests.forums import START, SmallForum

STATEMENTS = {"s1": "knowing", "s2": "knowing", "s3": "sharing", "s4": None}


@dataclass
class Asking:
    """The forum, the survey's id, the items ``S`` (a survey of its own) and ``C`` (closing remarks), and who responded."""

    forum: SmallForum
    survey: str
    moderator: Actor
    responses: dict[str, str] = field(default_factory=dict)

    async def go(self, item: str, phase: str) -> None:
        await self.forum.run(MovePhase(item, phase), self.moderator)

    async def respond(self, actor: Actor, response: str = "", **fields: Any) -> dict[str, Any]:
        """Respond: ratings by statement as ``s1=4``, words as ``q1="…"``."""
        ratings = tuple((name, value) for name, value in fields.items() if name in STATEMENTS)
        words = tuple((name, value) for name, value in fields.items() if name.startswith("q"))
        put = PutResponse(self.survey, response or new_id(), ratings, words, fields.get("moment"))
        return (await self.forum.run(put, actor)).value

    async def crowd(self, count: int, **fields: Any) -> list[Actor]:
        """That many people who all say the same."""
        people = [await self.forum.person() for _ in range(count)]
        for person in people:
            await self.respond(person, **fields)
        return people


async def open_survey(forum: SmallForum, privacy: str | None = None) -> Asking:
    """The small forum with a survey that item S asks before and item C after."""
    with Session(forum.engines.writer) as session:
        found = session.get_one(Forum, forum.id)
        found.privacy = privacy or found.privacy
        survey = found_survey(session, forum)
        session.commit()
    return Asking(forum, survey, await forum.holder("moderator"))


def found_survey(session: Session, forum: SmallForum) -> str:
    """Its rows, as a programme file would make them; the survey's id."""
    survey = new_id()
    for position, (number, technique) in enumerate((("S", "survey"), ("C", "remarks")), 10):
        item = Item(
            id=new_id(),
            forum=forum.id,
            number=number,
            title={"en": f"Item {number}", "es": f"Punto {number}"},
            technique=technique,
            starts=START,
            minutes=30,
            day=START.date(),
            position=position,
            minutes_by_phase={},
            background={},
            references=[],
            presents=[],
            details={},
            phase_since=START,
            clock_at=START,
        )
        session.add(item)
        forum.items[number] = item.id
    session.flush()
    session.add(
        Survey(
            id=survey,
            forum=forum.id,
            key="results",
            position=0,
            title={"en": "Before and after", "es": "Antes y después"},
            introduction={"en": "Four sentences.", "es": "Cuatro frases."},
            objectives=[
                {"key": "knowing", "title": {"en": "Knowledge", "es": "Conocimiento"}},
                {"key": "sharing", "title": {"en": "Sharing", "es": "Compartir"}},
            ],
            statements=[
                {"id": name, "text": {"en": f"Statement {name}.", "es": f"Frase {name}."}, "objective": objective}
                for name, objective in STATEMENTS.items()
            ],
            questions=[{"id": "q1", "text": {"en": "What surprised you?", "es": "¿Qué le sorprendió?"}}],
        )
    )
    session.flush()
    for name, number in (("before", "S"), ("after", "C")):
        session.add(SurveyMoment(survey=survey, name=name, forum=forum.id, item=forum.items[number]))
    session.flush()
    return survey
