"""The files of an adopted text, which anybody may ask for: made once, one at a time, and before nobody's answer."""

import asyncio
from pathlib import Path

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.report.adopted import copies as copying
from app.report.adopted.copies import MOST_WAITING, Copies
from app.report.adopted.files import name_of
from app.report.adopted.sheet import sheet_of
from app.report.pressing.rack import Rack
from app.resources import root
from app.web.catalogue import Catalogues
from tests.communique.conftest import Rooms, rooms
from tests.desk.conftest import SITE, House, house, words
from tests.report.reading import fetched
from tests.report.samples import ADOPTED
from tests.report.test_adopted import adopt, in_adoption, written

__all__ = ["House", "Rooms", "house", "rooms"]


def sheet(text=ADOPTED):
    return sheet_of(text, Catalogues(root("locale")).of)


async def adopted(rooms: Rooms) -> str:
    await written(rooms)
    await in_adoption(rooms)
    await adopt(rooms)
    return f"/public/{rooms.house.forum.id}/communique"


def lying(folder: Path) -> list[Path]:
    return [path for path in (folder / "reports").rglob("public/*") if path.suffix in (".docx", ".pdf")]


async def test_a_file_is_made_once_for_everybody_and_kept_for_the_next_server(tmp_path):
    first, second = Copies(Rack(tmp_path), patience=60), Copies(Rack(tmp_path), patience=60)
    found = await asyncio.gather(*(copies.file(sheet(), "docx") for copies in (first, second) for _ in range(5)))
    assert len(set(found)) == 1 and lying(tmp_path) == [found[0]]
    made = found[0].stat()
    turn = Rack(tmp_path).public_turn()  # given back, and not needed for what is there
    assert turn is not None
    assert (await Copies(Rack(tmp_path)).file(sheet(), "docx")).stat().st_ino == made.st_ino
    turn.release()
    await first.stop()
    await second.stop()


async def test_whoever_would_wait_too_long_is_asked_to_come_back_and_never_more_wait_than_are_meant_to(tmp_path):
    rack = Rack(tmp_path)
    turn = rack.public_turn()
    copies = Copies(rack, patience=0.3)
    asked = [asyncio.create_task(copies.file(sheet(), "pdf")) for _ in range(MOST_WAITING + 20)]
    await asyncio.sleep(0)
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert {(one.code, one.status, one.retry_after) for one in told} == {("being_made", 503, 5)}
    assert lying(tmp_path) == []
    turn.release()
    assert (await Copies(rack, patience=60).file(sheet(), "pdf")).read_bytes().startswith(b"%PDF")


async def test_another_text_has_another_file_and_those_that_nobody_asks_for_go(tmp_path, monkeypatch):
    assert name_of(sheet(), "pdf") == name_of(sheet(), "pdf")
    assert name_of(sheet(), "pdf") != name_of(sheet().only("es"), "pdf") != name_of(sheet().only("es"), "docx")
    monkeypatch.setattr(copying, "MOST_KEPT", 2)
    copies = Copies(Rack(tmp_path), patience=60)
    first = await copies.file(sheet(), "docx")
    second = await copies.file(sheet().only("en"), "docx")
    await copies.file(sheet(), "docx")
    third = await copies.file(sheet().only("es"), "docx")
    assert sorted(lying(tmp_path)) == sorted([first, third]) and not second.exists()
    await copies.stop()


async def test_a_file_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / sheet().forum).write_text("a file is in the way")
    with pytest.raises(Refusal) as refused:
        await Copies(Rack(tmp_path)).file(sheet(), "docx")
    assert refused.value.code == "report_not_made"


async def test_a_flood_of_strangers_stands_before_nobodys_answer(rooms: Rooms):
    """The turn is another process's, and slow: four hundred wait or are sent away, and the tables write on."""
    address = await adopted(rooms)
    house, forum = rooms.house, rooms.house.forum
    writer = await house.seated(1)
    desk = await house.holder("facilitator", "2a")
    moved = await desk.post("/api/v1/items/2a/phase", json={"to": "table_work"}, headers={"origin": SITE})
    assert moved.status_code == 200, moved.text
    turn = Rack(house.server.settings.data).public_turn()
    flood = [
        asyncio.create_task(house.reader().get(f"{prefix}{address}.{format}"))
        for _ in range(100)
        for prefix in ("", "/api/v1")
        for format in ("docx", "pdf")
    ]
    await asyncio.sleep(0.5)
    for n in range(20):
        body = {"table": forum.tables[1], "text": f"Answer {n}", "language": "en"}
        writing = writer.put(f"/api/v1/answers/{new_id()}", json=body, headers={"origin": SITE})
        answer = await asyncio.wait_for(writing, 10)
        assert answer.status_code == 201, answer.text
    await asyncio.wait_for(asyncio.to_thread(int), 5)  # nor do they hold a thread that something else needs
    assert sum(not one.done() for one in flood) >= MOST_WAITING // 2
    told = await asyncio.gather(*flood)
    assert {(one.status_code, one.headers["retry-after"]) for one in told} == {(503, "5")}
    turn.release()
    assert (await fetched(house.reader(), f"{address}.docx")).content.startswith(b"PK")


async def test_while_a_file_is_made_a_page_says_so_and_asks_again_without_a_script(rooms: Rooms, monkeypatch):
    address = await adopted(rooms)
    monkeypatch.setattr(copying, "MOST_WAITING", 0)
    anybody = rooms.house.reader()
    page = await anybody.get(f"{address}.pdf?text=en")
    assert (page.status_code, page.headers["refresh"], page.headers["retry-after"]) == (503, "5", "5")
    assert "This file is being made right now" in words(page.text) and f'href="{address}"' in page.text
    problem = await anybody.get(f"/api/v1{address}.pdf")
    assert (problem.status_code, problem.json()["code"]) == (503, "being_made")
    monkeypatch.undo()
    file = await fetched(anybody, f"{address}.pdf?text=en")
    assert file.headers["content-type"] == "application/pdf" and ".pdf" in file.headers["content-disposition"]
    assert f'href="{address}.pdf"' in await anybody.page(address)
    assert (await anybody.get(f"{address}.odt")).status_code == 404


async def test_a_purge_takes_the_files_of_the_adopted_text_away(rooms: Rooms):
    address = await adopted(rooms)
    await fetched(rooms.house.reader(), f"{address}.docx")
    data = rooms.house.server.settings.data
    assert len(lying(data)) == 1
    async with Rack(data).emptied(rooms.house.forum.id):
        pass
    assert lying(data) == []
