"""The button that takes back what one did last: with scripts and without, over JSON, in every privacy."""

import pytest

from app.kernel.ids import new_id
from app.synthesis.undoing.commands import UndoAct
from app.synthesis.undoing.reading import undo_of
from app.wiring import registered
from tests.desk.conftest import SITE, House, Reader, house, words
from tests.findings.cafe import like
from tests.forums import SmallForum
from tests.synthesis.desk import open_bench
from tests.synthesis.test_forms import BENCH, key_findings, reported, written

__all__ = ["House", "house"]

UNDO = f"{BENCH}/undo"


async def last(reader: Reader) -> dict[str, str]:
    told = (await reader.get("/api/v1/items/2a/undo")).json()["undo"]
    assert isinstance(told, dict)
    return told


async def test_the_button_names_what_it_takes_back_and_works_without_javascript(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a", "Rosa")
    found = await reported(house, 1, "Desks work")
    assert 'id="undo-last"' not in await rosa.page(BENCH)
    key = await written(rosa, "Desks identify victims", f"finding:{found}")
    page = await rosa.page(BENCH)
    assert "Undo writing: Desks identify victims" in words(page)
    step = (await last(rosa))["step"]
    page = await rosa.post_form(UNDO, undo=step)
    assert await key_findings(rosa) == []
    assert 'id="redo-last"' in page and "Do it again" in words(page) and "Undo writing" not in words(page)
    page = await rosa.post_form(UNDO, redo=step)
    assert [one["id"] for one in await key_findings(rosa)] == [key]
    assert [s["id"] for s in (await key_findings(rosa))[0]["sources"]] == [found]
    # Twice the same button from a page that was drawn before: nothing more happens.
    await rosa.post_form(UNDO, undo=step)
    await rosa.post_form(UNDO, undo=step)
    assert await key_findings(rosa) == []


async def test_what_somebody_changed_since_is_refused_with_a_sentence_loses_nothing_and_lets_one_go_on(
    house: House,
) -> None:
    rosa, luis = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2a", "Luis")
    one, two = await reported(house, 1, "Desks work"), await reported(house, 2, "Visas take a year")
    await rosa.htmx(f"/set-aside/finding/{two}", aside="yes")
    key = await written(rosa, "Desks identify victims", f"finding:{one}")
    linked = await luis.put(f"/api/v1/key-findings/{key}/sources/finding/{two}", json={}, headers={"origin": SITE})
    assert linked.status_code == 200
    step = (await last(rosa))["step"]
    answer = await rosa.htmx(UNDO, 200, undo=step)
    assert "Somebody has changed this since, so it stays as it is." in words(answer)
    assert "Undo setting aside: Visas take a year" in words(answer)
    assert {s["id"] for s in (await key_findings(rosa))[0]["sources"]} == {one, two}
    # The next goes on with what came before; Luis' own act is his own to take back.
    step = (await last(rosa))["step"]
    answer = await rosa.htmx(UNDO, 200, undo=step)
    assert "Undone." in words(answer)
    refused = await rosa.post("/api/v1/items/2a/undo", json={}, headers={"origin": SITE})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_undo")
    assert (await last(luis))["act"] == "link"
    stolen = await rosa.post(
        "/api/v1/items/2a/undo", json={"step": (await last(luis))["step"]}, headers={"origin": SITE}
    )
    assert (stolen.status_code, stolen.json()["code"]) == (409, "nothing_to_undo")


async def test_a_button_that_names_what_is_not_the_last_any_more_does_nothing(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a", "Rosa")
    await written(rosa, "One")
    old = (await last(rosa))["step"]
    await written(rosa, "Two")
    refused = await rosa.post("/api/v1/items/2a/undo", json={"step": old}, headers={"origin": SITE})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_the_last")
    assert len(await key_findings(rosa)) == 2
    await rosa.post("/api/v1/items/2a/undo", json={"id": new_id()}, headers={"origin": SITE})
    nothing = await rosa.post("/api/v1/items/2a/undo", json={"redo": True, "step": old}, headers={"origin": SITE})
    assert nothing.status_code == 200  # it stands already
    await written(rosa, "Three")
    refused = await rosa.post("/api/v1/items/2a/undo", json={"redo": True}, headers={"origin": SITE})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_redo")


async def test_one_save_is_one_act(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a", "Rosa")
    found = await reported(house, 1, "Desks work")
    key = await written(rosa, "Desks", f"finding:{found}")
    fields = {"text:en": "Desks, and units", "version": "1", "had": f"finding:{found}", "state": "open", "was": ""}
    await rosa.post_form(f"/key-findings/{key}/edit", **fields)
    assert ((await key_findings(rosa))[0]["text"], (await key_findings(rosa))[0]["sources"]) == ("Desks, and units", [])
    await rosa.post_form(UNDO, undo=(await last(rosa))["step"])
    again = (await key_findings(rosa))[0]
    assert (again["text"], [s["id"] for s in again["sources"]], again["own_state"]) == ("Desks", [found], False)


@pytest.mark.parametrize("privacy", ["named", "by_table", "anonymous"])
async def test_each_takes_back_their_own_in_every_privacy(forum: SmallForum, privacy: str) -> None:
    bench = await open_bench(like(forum, privacy=privacy))
    assert bench.ana is not None and bench.beto is not None
    registry = registered()[0]
    await bench.key("Ana's")
    await bench.note("Beto's", bench.beto)
    named = []
    for actor in (bench.ana, bench.beto):
        found = await bench.forum.readers.run(lambda s, a=actor: undo_of(registry, s, a, "2a", "en").undo)
        named.append((found.act, found.text))
    assert named == [("write", "Ana's"), ("note", "Beto's")]
    told = await bench.forum.run(UndoAct("2a"), bench.ana)
    assert told.value["undone"] and told.value["act"] == "write"
