"""The report over HTTP: who may have it, as what file, and that making it is bounded."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from app.kernel.refusals import Refusal
from app.report.formats import FORMATS
from app.report.press import MOST, Press
from app.report.tables import TABLES
from tests.desk.conftest import House, house, words
from tests.report.played import DISSENT, DRAFT, KEY, NOTE, REPORTED, UNCITED, play
from tests.report.reading import read, squeezed

__all__ = ["House", "house"]


@pytest.fixture
async def made(house):
    house.forum.readers, house.forum.lanes = house.server.readers, house.server.lanes
    return await play(house.forum)


async def test_every_format_is_a_file_with_its_type_and_its_name(house, made):
    organizer = await house.holder("organizer", language="es")
    for format, known in FORMATS.items():
        answer = await organizer.get(f"/api/v1/report.{format}?language=es")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == known.media_type
        name = f"a-small-forum-report-es.{known.suffix}"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        text = squeezed(read(format, answer.content))
        assert squeezed(REPORTED) in text
        assert squeezed(DRAFT) not in text


async def test_every_table_is_a_file_and_notes_are_for_rapporteurs_only(house, made):
    organizer, rapporteur = await house.holder("organizer"), await house.holder("rapporteur", "2a")
    for name in TABLES:
        answer = await rapporteur.get(f"/api/v1/data/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="a-small-forum-{name}.csv"'
        assert answer.content.startswith(b"\xef\xbb\xbf")
    assert NOTE in (await rapporteur.get("/api/v1/data/notes.csv")).text
    for address in ("/api/v1/data/notes.csv", "/api/v1/data/people.csv", "/api/v1/report.odt"):
        assert (await organizer.get(address)).status_code == 404, address
    public = await organizer.get("/api/v1/data/answers.csv?for=public")
    assert UNCITED not in public.text


async def test_the_page_shows_the_report_and_offers_every_file(house, made):
    moderator = await house.holder("moderator")
    page = await moderator.page("/report")
    assert all(sentence in words(page) for sentence in (KEY, REPORTED, DISSENT))
    assert all(f'href="/api/v1/report.{format}?' in page for format in FORMATS)
    assert "Ana at 1" not in await moderator.page("/report?for=public")


async def test_only_those_who_may_read_the_report_get_it(house, made):
    seated, stranger = await house.seated(1), house.reader()
    for address in ("/report", "/api/v1/report.json", "/api/v1/data/answers.csv"):
        assert (await seated.get(address)).status_code == 403, address
        assert (await stranger.get(address)).status_code == 401, address


async def test_a_second_report_of_a_forum_is_refused_while_one_is_made(house, made):
    organizer = await house.holder("organizer")
    answers = await asyncio.gather(*(organizer.get("/api/v1/report.docx") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 503, 503]
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.headers["retry-after"] == "5"
    assert busy.json()["code"] == "report_busy"
    assert (await organizer.get("/api/v1/report.md")).status_code == 200


async def test_the_press_serves_forums_beside_each_other_but_never_without_bound():
    press = Press()

    @asynccontextmanager
    async def all_of(*forums):
        async with press.turn(forums[0]):
            if forums[1:]:
                async with all_of(*forums[1:]):
                    yield
            else:
                yield

    async with all_of(*(f"forum {n}" for n in range(MOST))):
        with pytest.raises(Refusal) as refused:
            async with press.turn("one more"):
                pass
    assert (refused.value.status, refused.value.retry_after) == (503, 5)
    async with press.turn("one more"):
        pass


async def test_nobody_waits_on_the_event_loop_while_a_word_document_is_made(house, made):
    organizer = await house.holder("organizer")
    building = asyncio.create_task(organizer.get("/api/v1/report.docx"))
    turns = 0
    while not building.done():
        turns += 1
        await asyncio.sleep(0.01)
    assert (await building).status_code == 200
    assert turns > 20
