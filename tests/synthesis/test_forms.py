"""The workbench by its forms, with scripts and without: notes, merging, two people at one text, what is shown and sent."""

import re
from html import unescape
from typing import Any

from app.kernel.ids import new_id
from tests.desk.conftest import SITE, House, Reader, house, words

__all__ = ["House", "house"]

BENCH = "/items/2a/workbench"


async def reported(house: House, table: int, text: str, **fields: Any) -> str:
    """A finding that a table reported, whatever the phase was before."""
    desk, pen = await house.holder("facilitator", "2a"), await house.seated(table, f"Pen {table}")
    moved = await desk.post("/api/v1/items/2a/phase", json={"to": "report_out"}, headers={"origin": SITE})
    assert moved.status_code == 200, moved.text
    finding = new_id()
    body = {"table": house.forum.tables[table], "text": text, "kind": "practice", **fields}
    made = await pen.put(f"/api/v1/findings/{finding}", json=body, headers={"origin": SITE})
    assert made.status_code == 201, made.text
    await pen.htmx(f"/findings/{finding}/report")
    return finding


async def key_findings(reader: Reader) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await reader.get("/api/v1/items/2a/key-findings")).json()["key_findings"]
    return listed


async def written(reader: Reader, text: str, *sources: str, **fields: str) -> str:
    """A key finding, written in the editor."""
    id_ = new_id()
    await reader.post_form(
        f"/key-findings/{id_}/edit", item="2a", version="0", **{"text:en": text}, source=list(sources), **fields
    )
    return id_


def fields_of(page: str) -> dict[str, str]:
    """What stands in a page's editor, as its form would send it."""
    form = re.search(r'<form class="write".*?</form>', page, re.DOTALL)
    assert form, page
    found = dict(re.findall(r'<input type="(?:hidden|text)"(?: hidden)? name="([^"]+)" value="([^"]*)"', form[0]))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL))
    return {name: unescape(value) for name, value in found.items()}


async def test_a_note_is_written_in_every_phase_and_read_by_rapporteurs_and_its_observer_only(house: House) -> None:
    rosa, other = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2a", "Luis")
    observer, second = await house.holder("observer", "2a"), await house.holder("observer", "2a")
    desk = await house.holder("facilitator", "2a")
    for phase in ("waiting", "briefing", "table_work", "done"):
        await desk.htmx("/items/2a/phase", to=phase)
        page = await rosa.post_form("/items/2a/notes", id=new_id(), text=f"Said in {phase}", speaker="Chair")
        assert f"Said in {phase}" in words(page)
    page = await observer.post_form("/items/2a/notes", id=new_id(), text="Two offices want to go on")
    assert "Two offices want to go on" in words(page) and "Said in briefing" not in page
    assert "Two offices want to go on" in words(await other.page(BENCH))
    assert "Two offices want to go on" not in await second.page(BENCH)
    await desk.page(BENCH, 403)
    guest = await house.seated(1, "Ana")
    await guest.page(BENCH, 403)
    await guest.post_form("/items/2a/notes", 403, id=new_id(), text="Mine")


async def test_who_took_a_note_takes_it_back_and_nobody_else(house: House) -> None:
    rosa, luis = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2a", "Luis")
    note = new_id()
    await rosa.post_form("/items/2a/notes", id=note, text="A slip of the pen")
    assert f"note:{note}&#34;: [&#34;mine" in await rosa.page(BENCH)
    assert f"note:{note}&#34;: [&#34;mine" not in await luis.page(BENCH)
    await luis.htmx(f"/notes/{note}/withdraw", 404)
    await rosa.htmx(f"/notes/{note}/withdraw")
    assert "A slip of the pen" not in await luis.page(BENCH)


async def test_what_is_picked_becomes_a_key_finding_with_its_words_and_sources(house: House) -> None:
    one, two = await reported(house, 1, "Desks at night"), await reported(house, 2, "De noche", language="es")
    rosa = await house.holder("rapporteur", "2a", "Rosa")
    picked = [f"finding:{one}", f"finding:{two}"]
    page = await rosa.post_form(f"{BENCH}/link", source=picked)
    fields = fields_of(page)
    assert (fields["text:en"], fields["text:es"], fields["version"]) == ("Desks at night", "De noche", "0")
    id_ = fields["id"]
    address = re.search(r'action="(/key-findings/[^/"]+/edit)"', page)
    assert address and "1 of 2" not in words(page)
    page = await rosa.post_form(address[1], **{**fields, "text:en": "Desks must open at night"}, source=picked)
    assert "Desks must open at night" in words(page) and "2 of 2" in words(page)
    made = (await key_findings(rosa))[0]
    assert made["texts"] == {"en": "Desks must open at night", "es": "De noche"}
    assert (made["state"], made["tables"], id_ != made["id"]) == ("shared", [1, 2], True)


async def test_picks_are_linked_to_a_key_finding_that_stands(house: House) -> None:
    one, two = await reported(house, 1, "Desks at night"), await reported(house, 2, "Desks after dark")
    rosa = await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks", f"finding:{one}")
    await rosa.htmx(f"{BENCH}/link", key_finding=key, source=f"finding:{two}")
    assert [s["id"] for s in (await key_findings(rosa))[0]["sources"]] == [one, two]
    said = await rosa.htmx(f"{BENCH}/link", 422, key_finding=key)
    assert "Nothing is picked yet." in words(said)
    await rosa.htmx(f"{BENCH}/link", 422, key_finding=key, source=f"finding:{new_id()}")
    assert len((await key_findings(rosa))[0]["sources"]) == 2


async def test_two_people_at_two_languages_do_not_clash_and_at_one_both_texts_are_kept(house: House) -> None:
    rosa, luis = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2a", "Luis")
    key = await written(rosa, "Desks")
    address = f"/key-findings/{key}/edit"
    seen = fields_of(await luis.page(address))
    await rosa.post_form(address, **{**fields_of(await rosa.page(address)), "text:en": "Desks by Rosa"})
    await luis.post_form(address, **{**seen, "text:es": "Ventanillas"})
    assert (await key_findings(rosa))[0]["texts"] == {"en": "Desks by Rosa", "es": "Ventanillas"}
    page = await luis.post_form(address, 409, **{**seen, "text:en": "Desks by Luis"})
    assert "Both texts are kept" in words(page) and "Desks by Luis" in words(page)
    assert fields_of(page)["text:en"] == "Desks by Rosa"
    clash = re.search(r"take=([0-9a-f-]{36})", page)
    assert clash and "Desks by Luis" in words(await rosa.page(BENCH))
    fields = fields_of(await luis.page(f"{address}?take={clash[1]}"))
    assert (fields["text:en"], fields["took"]) == ("Desks by Luis", clash[1])
    await luis.post_form(address, **{**fields, "text:en": "Desks by Rosa and Luis"})
    found = (await key_findings(rosa))[0]
    assert (found["texts"]["en"], found["clashes"]) == ("Desks by Rosa and Luis", [])


async def test_a_clash_in_a_page_with_scripts_takes_the_editors_place_and_is_settled_by_a_button(house: House) -> None:
    rosa, luis = await house.holder("rapporteur", "2a"), await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks")
    address = f"/key-findings/{key}/edit"
    seen = {"item": "2a", "version": "1", "state": "", "was": ""}
    assert await rosa.htmx(address, 200, **seen, **{"text:en": "Desks one"}) == ""
    said = await luis.htmx(address, 200, **seen, **{"text:en": "Desks two"})
    assert "Both texts are kept" in words(said) and "Desks two" in words(said)
    clash = (await key_findings(luis))[0]["clashes"][0]["id"]
    said = await luis.htmx(f"/key-findings/{key}/clashes/{clash}/settle", 200)
    assert "Desks two" not in said and fields_of(said)["version"] == "2"
    assert (await key_findings(luis))[0]["clashes"] == []


async def test_a_key_finding_whose_answer_was_lost_is_revised_and_not_refused(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a")
    id_ = new_id()
    for text in ("Desks", "Desks", "Desks, and then more"):
        await rosa.htmx(f"/key-findings/{id_}/edit", 200, item="2a", version="0", **{"text:en": text})
    assert [(k["id"], k["text"]) for k in await key_findings(rosa)] == [(id_, "Desks, and then more")]


async def test_sources_are_dropped_one_by_one_and_read_anew(house: House) -> None:
    one, two = await reported(house, 1, "Desks at night"), await reported(house, 2, "Desks after dark")
    rosa = await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks", f"finding:{one}", f"finding:{two}")
    pen = await house.holder("facilitator", "2a")
    changed = {"text": "Desks at night, and on Sundays", "version": 1}
    answer = await pen.put(f"/api/v1/findings/{one}", json=changed, headers={"origin": SITE})
    assert answer.status_code == 200, answer.text
    assert "other words since" in words(await rosa.page(BENCH))
    fields = fields_of(await rosa.page(f"/key-findings/{key}/edit"))
    assert fields[f"read:finding:{one}"] == "2"
    had = [f"finding:{one}", f"finding:{two}"]
    await rosa.post_form(f"/key-findings/{key}/edit", **{**fields, "had": had, "source": [f"finding:{one}"]})
    sources = (await key_findings(rosa))[0]["sources"]
    assert [(s["id"], s["version"], s["changed"]) for s in sources] == [(one, 2, False)]


async def test_the_state_is_the_rapporteurs_word_or_what_the_sources_say(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks", state="contested")
    assert (await key_findings(rosa))[0]["state"] == "contested"
    fields = fields_of(await rosa.page(f"/key-findings/{key}/edit"))
    assert fields["was"] == "contested"
    await rosa.post_form(f"/key-findings/{key}/edit", **{**fields, "state": ""})
    found = (await key_findings(rosa))[0]
    assert (found["state"], found["own_state"]) == ("open", False)
    await rosa.htmx(f"/key-findings/{key}/edit", 422, **{**fields, "state": "agreed"})


async def test_a_key_finding_goes_up_and_down_and_never_past_an_end(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a")
    keys = [await written(rosa, text) for text in ("One", "Two", "Three")]

    async def moved(key: str, act: str) -> str:
        await rosa.htmx(f"/key-findings/{key}", act=act)
        return " ".join(k["text"] for k in await key_findings(rosa))

    assert await moved(keys[2], "up") == "One Three Two"
    assert await moved(keys[2], "up") == "Three One Two"
    assert await moved(keys[2], "up") == "Three One Two"
    assert await moved(keys[2], "down") == "One Three Two"
    assert await moved(keys[1], "down") == "One Three Two"
    said = await rosa.htmx(f"/key-findings/{keys[0]}", 422, act="adopt")
    assert "Nothing was changed." in words(said)


async def test_a_key_finding_is_shown_sent_and_put_on_the_wall_and_taken_back(house: House) -> None:
    rosa, ana = await house.holder("rapporteur", "2a"), await house.seated(1, "Ana")
    booth, desk = await house.holder("interpreter", "2a"), await house.holder("facilitator", "2a")
    key, other = await written(rosa, "Desks"), await written(rosa, "Boats")
    assert await key_findings(ana) == []
    await rosa.htmx(f"/key-findings/{key}", act="show")
    assert [k["text"] for k in await key_findings(ana)] == ["Desks"]
    await rosa.htmx(f"/key-findings/{key}", act="hide")
    assert await key_findings(ana) == []
    await rosa.htmx(f"/key-findings/{other}", act="send")
    assert "Boats" in words(await booth.page("/items/2a/booth")) and "Desks" not in await booth.page("/items/2a/booth")
    await rosa.htmx(f"/key-findings/{other}", act="take_back")
    assert "Boats" not in await booth.page("/items/2a/booth")
    await rosa.post_form(f"{BENCH}/booth")
    assert len(await key_findings(desk)) == 2
    await rosa.htmx(f"/key-findings/{other}", act="wall")
    assert [k["text"] for k in await key_findings(ana)] == ["Boats"]
    wall = await house.holder("moderator")
    assert "Boats" in words(await wall.page("/wall/main"))
    await rosa.htmx(f"{BENCH}/step", to="previous")
    assert "Desks" in words(await wall.page("/wall/main"))
    for stranger in (ana, booth, await house.holder("rapporteur", "2b")):
        for act in ("up", "show", "send", "wall"):
            assert (await stranger.htmx(f"/key-findings/{key}", 403, act=act)) != ""


async def test_in_the_plenary_the_workbench_steps_on_its_wall(house: House) -> None:
    rosa, moderator = await house.holder("rapporteur", "2a"), await house.holder("moderator")
    await written(rosa, "Desks")
    await moderator.htmx("/items/2a/phase", to="done")
    await moderator.htmx("/items/P2/phase", to="presenting")
    await rosa.htmx(f"{BENCH}/step", to="next")
    assert "Desks" in words(await moderator.page("/wall/main"))
    main = (await moderator.get("/api/v1/stage")).json()["screens"][0]
    assert (main["kind"], main["history"][0]["item"]) == ("key-finding", house.forum.items["P2"])


async def test_setting_aside_takes_one_button_and_the_reason_comes_later(house: House) -> None:
    finding = await reported(house, 1, "Desks at night")
    rosa = await house.holder("rapporteur", "2a")
    address = f"/set-aside/finding/{finding}"
    assert "1 set aside" in words(await rosa.post_form(address, aside="yes"))
    page = await rosa.page(address)
    assert "Desks at night" in words(page)
    await rosa.post_form(address, reason="Said twice")
    assert "Said twice" in words(await rosa.page(BENCH)) and "Said twice" in await rosa.page(address)
    await rosa.htmx(address, aside="yes")
    assert "Said twice" in words(await rosa.page("/items/2a/brief"))
    await rosa.htmx(address, aside="no")
    assert "set aside" not in words(await rosa.page("/api/v1/items/2a/coverage"))
    await (await house.holder("observer", "2a")).htmx(address, 403, aside="yes")
    await rosa.htmx(f"/set-aside/answer/{finding}", 404, aside="yes")


async def test_a_key_finding_is_taken_away_not_over_newer_words_and_brought_back(house: House) -> None:
    rosa, luis = await house.holder("rapporteur", "2a"), await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks")
    await luis.htmx(f"/key-findings/{key}/edit", 200, item="2a", version="1", **{"text:en": "Desks, revised"})
    await rosa.htmx(f"/key-findings/{key}/withdraw", 409, version="1")
    said = await rosa.htmx(f"/key-findings/{key}/withdraw", 200, version="2")
    assert "Bring it back" in words(said) and await key_findings(rosa) == []
    await rosa.htmx(f"/key-findings/{key}/withdraw", 200, back="yes")
    assert [k["text"] for k in await key_findings(rosa)] == ["Desks, revised"]


async def test_a_refused_text_is_shown_again_and_nothing_typed_is_lost(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a", language="es")
    page = await rosa.post_form(
        f"/key-findings/{new_id()}/edit", 422, item="2a", version="0", **{"text:en": "x" * 4001}
    )
    assert "4001 caracteres" in words(page) and "x" * 4001 in page
    said = await rosa.htmx(f"/key-findings/{new_id()}/edit", 422, item="2a", version="0", **{"text:en": " "})
    assert "Aún no hay nada que enviar" in words(said)


async def test_an_editor_that_was_open_stands_open_after_a_reload(house: House) -> None:
    finding = await reported(house, 1, "Desks at night")
    rosa, id_ = await house.holder("rapporteur", "2a"), new_id()
    page = await rosa.page(f"{BENCH}?write=new&id={id_}&source=finding:{finding}")
    assert f'action="/key-findings/{id_}/edit"' in page and fields_of(page)["text:en"] == "Desks at night"
    key = await written(rosa, "Desks")
    assert fields_of(await rosa.page(f"{BENCH}?write={key}"))["text:en"] == "Desks"
    await rosa.page(f"{BENCH}?write={new_id()}", 404)


async def test_from_an_editor_on_a_page_of_its_own_one_goes_back_to_the_workbench(house: House) -> None:
    rosa = await house.holder("rapporteur", "2a")
    key = await written(rosa, "Desks")
    address = f"/key-findings/{key}/edit"
    headers = {"origin": SITE, "hx-request": "true", "hx-current-url": SITE + address}
    answer = await rosa.post(address, data={"item": "2a", "version": "1", "text:en": "Desks, too"}, headers=headers)
    assert (answer.status_code, answer.headers["hx-redirect"].partition("?")[0]) == (204, BENCH)
    headers["hx-current-url"] = f"{SITE}{BENCH}?write={key}"
    answer = await rosa.post(address, data={"item": "2a", "version": "2", "text:en": "Desks, again"}, headers=headers)
    assert (answer.status_code, answer.headers["hx-replace-url"], answer.text) == (200, BENCH, "")


async def test_the_papers_say_what_the_workbench_holds_to_whom_they_belong(house: House) -> None:
    finding = await reported(house, 1, "Desks at night")
    rosa, ana = await house.holder("rapporteur", "2a"), await house.seated(2, "Ana")
    booth = await house.holder("translator", "2a")
    key = await written(rosa, "Desks must open", f"finding:{finding}")
    await written(rosa, "Nobody wrote this down")
    note = words(await rosa.page("/items/2a/speaking-note"))
    assert "Desks must open" in note and "no table has written it down" in note and "0 min" in note
    assert "Español: todavía nada" in words(await rosa.page("/items/2a/speaking-note?language=es"))
    shown = re.search(r"shown=(\w+)", await rosa.page("/items/2a/speaking-note"))
    assert shown and await rosa.page(f"/items/2a/speaking-note?shown={shown[1]}") == ""
    await rosa.htmx(f"/key-findings/{key}/edit", 200, item="2a", version="1", **{"text:en": "Desks must be open"})
    assert "have changed since" in words(await rosa.page(f"/items/2a/speaking-note?shown={shown[1]}"))
    brief = words(await rosa.page("/items/2a/brief"))
    assert "Desks must be open" in brief and "Question 1?" in brief
    assert "Desks" not in await booth.page("/items/2a/speaking-note")
    await rosa.htmx(f"/key-findings/{key}", act="send")
    await rosa.htmx(f"/key-findings/{key}/edit", 200, item="2a", version="2", **{"text:en": "Desks, rewritten"})
    assert "Desks must be open" in words(await booth.page("/items/2a/speaking-note"))
    await rosa.htmx(f"/key-findings/{key}", act="show")
    assert "Desks must be open" in words(await booth.page("/items/2a/speaking-note"))
    await rosa.htmx(f"/key-findings/{key}", act="send")
    assert "Desks, rewritten" in words(await booth.page("/items/2a/speaking-note"))
    for address in ("speaking-note", "brief", "booth"):
        await ana.page(f"/items/2a/{address}", 403)
    await booth.page("/items/2a/brief", 403)
    await rosa.page("/items/2a/booth", 403)
