"""A chair's summary on paper and on its page: what kind of text it is, with its brackets, and never whose they are."""

import hashlib
import json

import pytest

from tests.communique.conftest import Rooms, rooms
from tests.desk.conftest import House, house, words
from tests.report.reading import fetched, read, squeezed
from tests.report.test_adopted import address, adopt, in_adoption, written

__all__ = ["House", "Rooms", "house", "rooms"]

OWNED = "Desks [PAN: Alt 1: share / Alt 2: [CRI, several: exchange]] officers"
NAMELESS = "Desks [Alt 1: share / Alt 2: [exchange]] officers"
BESIDE = "Las ventanillas [PAN: Alt 1: comparten / Alt 2: [canjean]] oficiales"
AGREED = "Las ventanillas comparten oficiales"
KIND = "the chair’s own responsibility"


async def closed(rooms: Rooms, spanish: str = BESIDE) -> dict:
    ids = await written(rooms)
    texts = {"en": OWNED, "es": spanish}
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{ids[1]}", version=1, texts=texts)
    await in_adoption(rooms)
    return await adopt(rooms, outcome="chairs_summary")


async def test_the_public_page_and_its_files_say_what_it_is_and_show_brackets_without_owners(rooms: Rooms) -> None:
    done = await closed(rooms)
    anybody = rooms.house.reader()
    page = words(await anybody.page(f"{address(rooms)}?text=en"))
    told = [page]
    for format in ("docx", "pdf"):
        answer = await fetched(anybody, f"/api/v1{address(rooms)}.{format}")
        told.append(read(format, answer.content))
    for text in map(squeezed, told):
        assert squeezed(NAMELESS) in text and "CRI" not in text and "PAN:" not in text
        assert squeezed("the delegations reached no consensus") in text
        assert squeezed("2 brackets remain") in text and squeezed("Adopted on") not in text
    for text in map(squeezed, told[1:]):
        assert squeezed("Las ventanillas [Alt 1: comparten / Alt 2: [canjean]] oficiales") in text
        assert squeezed("no hubo consenso") in text
    told = (await anybody.get(f"/api/v1{address(rooms)}")).json()
    assert (told["outcome"], told["brackets"], told["digest"]) == ("chairs_summary", 2, done["digest"])
    rows = [[p["section"], p["language"], p["text"]] for p in told["paragraphs"]]
    said = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(said.encode()).hexdigest() == done["digest"]


async def test_a_translation_that_hides_a_bracket_is_not_published_with_a_summary(rooms: Rooms) -> None:
    await closed(rooms, AGREED)
    page = words(await rooms.house.reader().page(address(rooms)))
    assert AGREED not in page and NAMELESS in page


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "md"])
async def test_the_forums_report_says_that_the_chair_closed_the_text(rooms: Rooms, format: str) -> None:
    await closed(rooms)
    organizer = await rooms.house.holder("organizer")
    answer = await organizer.get(f"/api/v1/report.{format}?language=en")
    assert answer.status_code == 200, answer.text
    text = squeezed(read(format, answer.content))
    assert squeezed(NAMELESS) in text and squeezed("PAN:") not in text
    assert squeezed("the delegations reached no consensus") in text and squeezed("2 brackets remain") in text
