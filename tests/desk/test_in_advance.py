"""Before the day: the calendar, the questions and the programme to take away, in the reader's language."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.programme.models import Forum, Item
from app.programme.plan_commands import MoveTimes, Wished
from tests.desk.conftest import House, Reader, words
from tests.forums import START
from tests.programme.test_running_order import DETAILS
from tests.report.reading import read

PANAMA = ZoneInfo("America/Panama")


async def calendar(reader: Reader, address: str) -> Calendar:
    answer = await reader.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    return found


def entries(found: Calendar) -> dict[str, Any]:
    return {str(event["summary"]).split(" · ")[0]: event for event in found.walk("VEVENT")}


async def test_the_calendar_tells_the_programme_in_its_own_time_zone(house: House) -> None:
    ana = await house.seated(1)
    found = await calendar(ana, "/programme.ics")
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["America/Panama"]
    events = entries(found)
    assert sorted(events) == ["2a", "2b", "P2"]
    starts = events["2a"].decoded("dtstart")
    assert (starts, str(starts.tzinfo)) == (datetime(2023, 9, 27, 14, tzinfo=PANAMA), "America/Panama")
    assert events["2a"].decoded("dtend") - starts == timedelta(minutes=120)
    assert "1. Question 1?" in str(events["2a"]["description"])
    assert str(events["2a"]["url"]).endswith("/items/2a")
    one = entries(await calendar(ana, "/items/2b.ics?language=es"))
    assert [str(event["summary"]) for event in one.values()] == ["2b · Punto 2b"]
    assert str(one["2b"]["uid"]) == str(events["2b"]["uid"])


async def test_a_calendar_that_reads_again_moves_what_it_holds(house: House) -> None:
    chair, ana = await house.forum.holder("moderator"), await house.seated(1)
    before = entries(await calendar(ana, "/api/v1/programme.ics"))
    later = rfc3339(START + timedelta(hours=2, minutes=20))
    await house.forum.run(MoveTimes("P2", (Wished("P2", later, 100),)), chair)
    after = entries(await calendar(ana, "/api/v1/programme.ics"))
    assert str(after["P2"]["uid"]) == str(before["P2"]["uid"])
    assert after["P2"].decoded("dtstart") == datetime(2023, 9, 27, 16, 20, tzinfo=PANAMA)
    assert after["P2"]["sequence"] > before["P2"]["sequence"] == 0
    assert after["2a"]["sequence"] == 0


async def test_a_calendar_that_subscribes_needs_the_code_and_nothing_else_opens_it(house: House) -> None:
    stranger = house.reader()
    found = await calendar(stranger, f"/programme.ics?code={house.forum.code.lower()}&language=es")
    assert str(found["name"]) == "Un foro pequeño"
    for address, status in (
        ("/programme.ics", 401),
        ("/programme.ics?code=AAAA1111", 404),
        ("/items/2a.ics?code=none", 404),
        (f"/items/9.ics?code={house.forum.code}", 404),
    ):
        assert (await stranger.get(address, headers={"accept": "application/json"})).status_code == status


async def test_no_text_of_an_organizer_breaks_the_file(house: House) -> None:
    trap = "One; two, three\\n four\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    with Session(house.server.engines.writer) as session:
        item = session.get_one(Item, house.forum.items["2a"])
        item.title, item.background, item.link = {"en": trap}, {"en": trap}, "javascript:alert(1)"
        session.commit()
    found = await calendar(await house.seated(1), "/programme.ics")
    assert len(found.walk("VEVENT")) == 3
    assert "javascript" not in str(entries(found)["2a"]["description"])


async def test_the_questions_are_a_pdf_in_the_readers_language(house: House) -> None:
    with Session(house.server.engines.writer) as session:
        session.get_one(Item, house.forum.items["2a"]).background = {
            "en": "#set page() *not* markup",
            "es": "Sobre esto",
        }
        session.commit()
    ana = await house.seated(1)
    page = await ana.page("/items/2a")
    assert (
        'href="/items/2a/questions.pdf?language=en"' in page and f'href="/items/2a.ics?code={house.forum.code}' in page
    )
    answer = await ana.get("/items/2a/questions.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    told = " ".join(read("pdf", answer.content).split())
    assert "#set page() *not* markup" in told and "Question 3?" in told and "14:00" in told
    told = " ".join(read("pdf", (await ana.get("/api/v1/items/2a/questions.pdf?language=es")).content).split())
    assert "¿Pregunta 1?" in told and "Sobre esto" in told and "27 de septiembre de 2023" in told
    assert "/questions.pdf" not in await ana.page("/items/P2")
    assert (await ana.get("/items/P2/questions.pdf")).status_code == 404
    assert (await house.reader().get("/items/2a/questions.pdf")).status_code == 401


async def test_the_programme_is_printed_as_it_is_now(house: House) -> None:
    house.forum.add("O", "remarks", START - timedelta(hours=1), 30, details=DETAILS)
    chair, ana = await house.forum.holder("moderator"), await house.seated(1)
    assert "/programme/print" in await ana.page("/programme")
    page = words(await ana.page("/programme/print"))
    assert "Ana Ruiz, Minister" in page and "16:00 –18:00 P2" in page
    later = rfc3339(START + timedelta(hours=2, minutes=20))
    await house.forum.run(MoveTimes("P2", (Wished("P2", later, 100),)), chair)
    assert "16:20 –18:00 P2" in words(await ana.page("/programme/print"))


async def test_the_programme_says_what_the_forum_is_about_and_what_there_is_to_read(house: House) -> None:
    with Session(house.server.engines.writer) as session:
        forum = session.get_one(Forum, house.forum.id)
        links = [{"title": {"en": "The Network"}, "url": "https://example.org/"}]
        forum.details = {"background": {"en": "Why we meet"}, "documents": DETAILS["documents"], "links": links}
        session.commit()
    ana = await house.seated(1)
    page = await ana.page("/programme")
    assert "Why we meet" in page and 'href="https://example.org/"' in page and "javascript:" not in page
    told = (await ana.get("/api/v1/forum")).json()
    assert told["background"] == "Why we meet"
    assert [one["url"] for one in told["documents"]] == [
        "https://example.org/note.pdf",
        None,
        None,
        "https://example.org/",
    ]
