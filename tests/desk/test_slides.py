"""Slides: brought by whoever presents, opened by everybody, refused with a sentence when they are something else."""

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.kernel.ids import new_id
from app.live.rooms import Room
from app.stage.slides.rules import BYTES, MOST
from tests.desk.conftest import SITE, House, Reader, words
from tests.mirror import Mirror
from tests.stage.pdfs import PROGRAM, boasting, circle, pdf
from tests.stage.podium import REGISTRY, add_podium


@pytest.fixture(autouse=True)
def podium(house: House) -> None:
    add_podium(house.forum)


def kept(house: House) -> list[Path]:
    return sorted((house.server.settings.data / "slides").glob("*"))


async def bring(
    by: Reader, content: bytes, status: int = 200, name: str = "Slides of the day.pdf", **fields: str
) -> str:
    files = {"file": (name, content, "application/pdf")}
    answer = await by.post("/items/5/slides", data=fields, files=files, headers={"origin": SITE})
    assert answer.status_code == status, answer.text
    return answer.text


async def test_a_presenter_brings_a_pdf_and_everybody_opens_it(house: House) -> None:
    presenter, ana = await house.holder("presenter", "5"), await house.seated(1, "Ana")
    assert 'href="/items/5/slides"' in await presenter.page("/programme")
    content = pdf(12)
    page = await bring(presenter, content)
    assert "Slides of the day" in page and "PDF, 12 pages" in words(page)
    page = await ana.page("/items/5")
    (address,) = re.findall(r'href="(/slides/[^"]+\.pdf)"', page)
    assert "PDF, 12 pages, 0.1 MB" in words(page)
    answer = await ana.get(address)
    assert answer.content == content and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script" not in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("inline")
    assert "content-encoding" not in answer.headers, "it is compressed inside"
    part = await ana.get(address, headers={"range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"%PDF-")
    assert (await house.reader().get(address)).status_code == 401
    assert len(kept(house)) == 1
    item = (await ana.get("/api/v1/items/5")).json()
    assert (item["slides"][0]["pages"], item["slides"][0]["bytes"]) == (12, len(content))


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        (pdf(300), 422, "These slides have 300 pages; 100 fit."),
        (PROGRAM, 422, "This file is not a PDF that can be read."),
        (b"%PDF-1.7\n" + PROGRAM, 422, "This file is not a PDF that can be read."),
        (pdf(3)[:400], 422, "This file is not a PDF that can be read."),
        (pdf(0), 422, "This file is not a PDF that can be read."),
        (pdf(2, password="secret"), 422, "This PDF asks for a password."),
        (boasting(101, says=1), 422, "These slides have 101 pages; 100 fit."),
        (b"%PDF-1.7\n" + b"0" * BYTES, 413, "The file is larger than 20 MB."),
        (b"%PDF-1.7\n" + b"0" * (2 * BYTES), 413, "The file is larger than 20 MB."),
    ],
    ids=["300 pages", "executable", "with magic", "cut", "no page", "password", "boasting", "20 MB", "40 MB"],
)
async def test_what_is_no_slides_is_refused_with_a_sentence_and_leaves_nothing(
    house: House, content: bytes, status: int, sentence: str
) -> None:
    presenter = await house.holder("presenter", "5")
    page = await bring(presenter, content, status, title="The review")
    assert sentence in words(page)
    assert len(content) > BYTES + 70_000 or 'value="The review"' in page, "what was typed stays"
    assert kept(house) == []
    refused = await call(presenter, "PUT", f"/items/5/slides/{new_id()}", content, status)
    assert refused["detail"].startswith(sentence)
    assert kept(house) == []


async def test_a_hundred_pages_fit_and_a_tree_that_comes_back_to_itself_is_walked_once(house: House) -> None:
    presenter = await house.holder("presenter", "5")
    assert "PDF, 100 pages" in words(await bring(presenter, pdf(100)))
    assert "PDF, 1 page" in words(await bring(presenter, circle()))


async def call(by: Reader, method: str, path: str, content: bytes = b"", status: int = 200) -> Any:
    headers = {"origin": SITE, "content-type": "application/pdf"}
    answer = await by.request(method, f"/api/v1{path}", content=content, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_only_who_presents_or_organizes_brings_slides_and_nothing_is_read_before(house: House) -> None:
    others = [await house.seated(1, "Ana"), *[await house.holder(role, "5") for role in ("moderator", "observer")]]
    others += [await house.holder("presenter", "1")]
    for other in others:
        await other.page("/items/5/slides", 403)
        await bring(other, pdf(1), 403)
        await call(other, "PUT", f"/items/5/slides/{new_id()}", pdf(1), 403)
    assert kept(house) == []
    organizer = await house.holder("organizer")
    assert 'href="/items/5/slides"' in await organizer.page("/items/5/desk")
    await bring(organizer, pdf(1))
    await organizer.page("/items/2a/slides", 409)


async def test_a_link_is_held_as_well_and_leads_to_the_web_only(house: House) -> None:
    presenter, ana = await house.holder("presenter", "5"), await house.seated(1, "Ana")
    page = await presenter.post_form("/items/5/slides", title="In the cloud", url="https://slides.example.org/x")
    assert "In the cloud" in page
    assert 'href="https://slides.example.org/x"' in await ana.page("/items/5")
    for url in ("javascript:alert(1)", "slides.example.org", "https://a b"):
        page = await presenter.post_form("/items/5/slides", 422, title="Bad", url=url)
        assert "A link begins with https://" in words(page) and 'value="Bad"' in page
    assert "Choose a PDF, or give a link." in words(await presenter.post_form("/items/5/slides", 422))
    answer = await presenter.put(
        f"/api/v1/items/5/slides/{new_id()}/link",
        json={"url": "https://slides.example.org/y"},
        headers={"origin": SITE},
    )
    assert answer.status_code == 201 and answer.json()["kind"] == "link"
    held = (await ana.get("/api/v1/items/5/slides")).json()["slides"]
    assert [one["url"] for one in held] == ["https://slides.example.org/x", "https://slides.example.org/y"]


async def test_the_same_file_is_kept_once_and_goes_with_the_last_that_leads_to_it(house: House) -> None:
    presenter, content = await house.holder("presenter", "5"), pdf(2)
    ids = [new_id(), new_id()]
    for id_ in ids:
        made = await call(presenter, "PUT", f"/items/5/slides/{id_}?title=Two", content, 201)
        assert (made["id"], made["title"]) == (id_, "Two")
    assert (await call(presenter, "PUT", f"/items/5/slides/{ids[0]}?title=Two", content))["id"] == ids[0]
    assert len(kept(house)) == 1
    await presenter.post_form(f"/slides/{ids[0]}/remove")
    assert len(kept(house)) == 1
    assert (await presenter.get(f"/slides/{ids[0]}.pdf")).status_code == 404
    await call(presenter, "DELETE", f"/slides/{ids[1]}")
    assert kept(house) == []
    assert (await call(presenter, "DELETE", f"/slides/{ids[1]}"))["id"] == ids[1], "gone already is fine"
    await call(presenter, "DELETE", f"/slides/{new_id()}", status=404)


async def test_a_repeat_of_what_was_removed_since_brings_no_file_back(house: House) -> None:
    presenter, id_ = await house.holder("presenter", "5"), new_id()
    await call(presenter, "PUT", f"/items/5/slides/{id_}", pdf(2), 201)
    await call(presenter, "DELETE", f"/slides/{id_}")
    assert (await call(presenter, "PUT", f"/items/5/slides/{id_}", pdf(2)))["id"] == id_
    assert kept(house) == []
    assert (await call(presenter, "GET", "/items/5/slides"))["slides"] == []


async def test_what_one_brings_while_another_removes_it_is_there_afterwards(house: House) -> None:
    presenter, content = await house.holder("presenter", "5"), pdf(2)
    for _ in range(5):
        old, new = new_id(), new_id()
        await call(presenter, "PUT", f"/items/5/slides/{old}", content, 201)
        await asyncio.gather(
            call(presenter, "DELETE", f"/slides/{old}"),
            call(presenter, "PUT", f"/items/5/slides/{new}", content, 201),
            presenter.put(f"/api/v1/items/2a/slides/{new_id()}", content=content, headers={"origin": SITE}),
        )
        assert (await presenter.get(f"/slides/{new}.pdf")).content == content
        await call(presenter, "DELETE", f"/slides/{new}")
        assert kept(house) == []


async def test_slides_that_come_and_go_reach_pages_that_are_open(house: House) -> None:
    presenter = await house.holder("presenter", "5")
    item = Room("item", house.forum.items["5"])
    mirror = Mirror(house.forum, REGISTRY, [item])
    await mirror.start()
    ids = [new_id() for _ in range(3)]
    for id_ in ids:
        await call(presenter, "PUT", f"/items/5/slides/{id_}", pdf(1), 201)
        assert not await mirror.differences()
    await call(presenter, "DELETE", f"/slides/{ids[0]}")
    assert not await mirror.differences()
    assert [card.data["id"] for card in mirror.of(item).values() if card.kind == "slides"] == ids[1:]


async def test_an_item_holds_only_so_many(house: House) -> None:
    presenter = await house.holder("presenter", "5")
    for n in range(MOST):
        await bring(presenter, pdf(n + 1))
    page = await bring(presenter, pdf(20), 409)
    assert f"An item holds {MOST} slides." in words(page)
    assert len(kept(house)) == MOST


async def test_purging_a_forum_takes_its_files_and_leaves_those_of_others(house: House) -> None:
    from tests.forums import found

    presenter = await house.holder("presenter", "5")
    await bring(presenter, pdf(3))
    server = house.server
    other = House(server, found(server.engines, server.lanes, server.readers), house.transport)
    add_podium(other.forum)
    await bring(await other.holder("presenter", "5"), pdf(4))
    assert len(kept(house)) == 2
    operator = type(house.operator)(server.lanes, server.readers, server.settings.data)
    await operator.purge(forum=house.forum.id)
    assert len(kept(house)) == 1
    await operator.purge(forum=other.forum.id)
    assert kept(house) == []


async def test_every_other_address_still_takes_texts_only(house: House) -> None:
    presenter = await house.holder("presenter", "5")
    files = {"file": ("a.pdf", b"0" * 300_000, "application/pdf")}
    for address in ("/items/5/floor-questions", "/me", "/items/5/slides/x", "/api/v1/items/5/talk"):
        answer: httpx2.Response = await presenter.post(address, files=files, headers={"origin": SITE})
        assert answer.status_code == 413, address
        assert "64 KiB" in words(answer.text)
