"""Times in the drafting room are the forum's own, in cards and in refusals alike, and in the reader's language."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from app.kernel.ids import new_id
from app.programme.models import Forum
from tests.communique.conftest import Rooms

ZONE = "Pacific/Auckland"
"""Its day is not the server's for half of every day."""

SPANISH = r"Adoptado el \w+, \d+ de \w+ de \d{4}, \d\d:\d\d"


@pytest.fixture
async def away(rooms: Rooms) -> Rooms:
    """The drafting room of a forum far from UTC."""
    with Session(rooms.house.server.engines.writer) as session:
        forum = session.get_one(Forum, rooms.house.forum.id)
        forum.timezone = ZONE
        session.add(forum)
        session.commit()
    return rooms


def told(at: str) -> str:
    """A moment of the JSON interface, as English sentences say it."""
    there = datetime.fromisoformat(at).astimezone(ZoneInfo(ZONE))
    return f"{there:%A, %B} {there.day}, {there.year}, {there:%H:%M}"


async def written(rooms: Rooms) -> str:
    id_ = new_id()
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{id_}", 201, text="Desks work", language="en")
    return id_


async def test_a_refusal_in_a_silence_and_its_card_say_the_same_time(away: Rooms) -> None:
    id_ = await written(away)
    begun = await away.call(away.chair, "POST", "/communique/silence", 201, minutes=30)
    problem = await away.call(away.ana, "PUT", f"/paragraphs/{id_}", 409, version=1, text="Other")
    assert told(begun["until"]) in problem["detail"] and problem["until"] == begun["until"]
    for reader, page in ((away.chair, "drafting"), (away.panama, "communique")):
        assert f"Until {told(begun['until'])}" in await reader.page(f"/items/J/{page}")


async def test_the_adoptions_time_is_the_same_on_cards_and_in_refusals(away: Rooms) -> None:
    id_ = await written(away)
    digest = (await away.call(away.chair, "GET", "/communique"))["digest"]
    done = await away.call(away.chair, "POST", "/communique/adopt", digest=digest, confirmed=True)
    problem = await away.call(away.ana, "PUT", f"/paragraphs/{id_}", 409, version=1, text="Other")
    at = told(done["adopted_at"])
    assert f"adopted on {at}," in problem["detail"] and problem["adopted_at"] == done["adopted_at"]
    for reader, page in ((away.chair, "drafting"), (away.panama, "communique"), (away.chair, "communique/journal")):
        shown = await reader.page(f"/items/J/{page}")
        assert at in shown and "UTC" not in shown
    page = await away.chair.page("/items/J/drafting?language=es")
    assert re.search(SPANISH, page), page
