"""Nothing that is stored leads from a person to a response: every row of every table is walked; planted links are found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app import schema
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.store.work import Work
from app.survey.commands import PutResponse
from app.survey.models import Response
from tests.forums import SmallForum
from tests.survey.asking import Asking, open_survey

WORDS = "Nobody else would have said it like this"


def values(held: Any) -> Iterator[Any]:
    """Every value of a row, also inside of its documents."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield key
            yield from values(value)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from values(value)
    else:
        yield held


def rows(session: Session, forum: str) -> list[tuple[str, set[str]]]:
    """Every row of every table, as its name and what stands in it."""
    found = []
    for table in schema.metadata.sorted_tables:
        for row in session.connection().execute(sa.select(table)):
            found.append((table.name, {str(value) for value in values(list(row)) if value is not None}))
    return found


def links(session: Session, forum: str, people: list[Actor]) -> list[str]:
    """How one gets from a person to a response: a row that holds something of both, or that of a response and a time."""
    persons: set[str] = set()
    for actor in people:
        persons |= {actor.participant, actor.pass_id, actor.author_key.decode()}
    every = rows(session, forum)
    # A rating is one of five that everybody gives; whatever is longer can be one response's alone.
    held = [{value for value in held if len(value) > 1} for name, held in every if name == "survey_response"]
    assert len(held) == len(people)
    # What one response has for itself: its id, its mark, its words. Ratings and the survey's own ids are many people's.
    own = [mine - set().union(*(others for others in held if others is not mine)) for mine in held]
    assert all(len(mine) >= 2 for mine in own)
    found = []
    for name, row in every:
        for mine in own:
            if name != "survey_response" and row & mine:
                found.append(f"{name} tells of one response: {sorted(row & mine)}")
            if name == "survey_response" and row & persons:
                found.append(f"a response tells of a person: {sorted(row & persons)}")
    for name, row in every:
        if name == "journal" and row & {"PutResponse", "Signed", "Named"} and row & persons:
            found.append(f"the journal tells who responded: {sorted(row & persons)}")
    return found


@pytest.fixture(params=["named", "by_table", "anonymous"])
async def asking(forum: SmallForum, request: pytest.FixtureRequest) -> Asking:
    opened = await open_survey(forum, request.param)
    await opened.go("C", "open")
    return opened


async def crowd(asking: Asking) -> list[Actor]:
    people = [await asking.forum.person(1, name=f"Person {number}") for number in range(5)]
    for number, person in enumerate(people):
        id_ = new_id()
        await asking.respond(person, id_, s1=1 + number, s2=3, q1=f"{WORDS} {number}")
        await asking.respond(person, id_, s1=1 + number, s2=4, q1=f"{WORDS} {number}")
    return people


async def test_no_table_leads_from_a_person_to_a_response(asking: Asking) -> None:
    people = await crowd(asking)
    assert await asking.forum.readers.run(links, asking.forum.id, people) == []


@dataclass(frozen=True, slots=True)
class Signed(PutResponse):
    """A response whose journal entry names its actor."""

    unsigned: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Received(PutResponse):
    """A response that leaves a receipt, and with it its number and time."""

    def receipt_key(self) -> str:
        return self.response


@dataclass(frozen=True, slots=True)
class Named(PutResponse):
    """A response whose row has its author."""

    def run(self, work: Work) -> dict[str, Any]:
        said = PutResponse.run(self, work)
        assert work.actor is not None
        work.session.get_one(Response, self.response).mark = work.actor.participant
        return said


@dataclass(frozen=True, slots=True)
class Recorded(PutResponse):
    """A response whose journal entry says which it is."""

    def run(self, work: Work) -> dict[str, Any]:
        said = PutResponse.run(self, work)
        work.record("response", self.response)
        return said


@pytest.mark.parametrize("planted", [Signed, Received, Named, Recorded])
async def test_a_link_that_is_planted_is_found(forum: SmallForum, planted: type[PutResponse]) -> None:
    asking = await open_survey(forum)
    await asking.go("C", "open")
    people = await crowd(asking)
    late = await forum.person()
    await forum.run(planted(asking.survey, new_id(), (("s1", 3),), (("q1", f"{WORDS} at last"),)), late)
    assert await forum.readers.run(links, forum.id, [*people, late])


async def test_the_answer_to_a_response_names_nobody_and_no_number(asking: Asking) -> None:
    ana = await asking.forum.person(name="Ana")
    said = await asking.respond(ana, s1=4)
    assert set(said) == {"id", "survey", "moment", "ratings", "words"}


async def test_another_pass_of_the_same_person_is_another_writer(asking: Asking) -> None:
    """The mark hangs on the key that only the pass holds: the participant alone finds nothing."""
    ana = await asking.forum.person()
    await asking.respond(ana, s1=4)
    await asking.respond(replace(ana, author_key=b"another"), s1=2)
    with Session(asking.forum.engines.reader) as session:
        assert len(session.connection().execute(sa.select(Response.__table__)).all()) == 2  # type: ignore[attr-defined]
