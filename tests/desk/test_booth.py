"""The booth's page and the glossary's, and the same over JSON: without scripts, and for nobody else."""

import re

from app.programme.commands import MovePhase
from tests.desk.conftest import SITE, House, Reader, house, words

__all__ = ["house"]


async def booth_of(house: House, role: str = "interpreter", item: str | None = None) -> Reader:
    return await house.holder(role, item)


async def test_the_booth_asks_for_slower_speech_and_the_moderator_passes_it_on(house: House) -> None:
    interpreter, moderator = await booth_of(house), await house.holder("moderator")
    await house.forum.run(MovePhase("2a", "briefing"), await house.forum.holder("facilitator", "2a"))
    page = await interpreter.page("/items/2a/booth")
    assert "Slower, please" in page
    back = {"origin": SITE, "referer": f"{SITE}/items/2a/booth"}
    asked = await interpreter.post("/items/2a/slower", data={"action": "ask"}, headers=back)
    assert "it stands on the moderator's desk" in words(asked.text).replace("’", "'")
    desk = await moderator.page("/items/2a/desk")
    assert "The booth asks: slower, please." in words(desk)
    assert "The booth asks" not in words(await moderator.page("/items/2b/desk"))
    back = {"origin": SITE, "referer": f"{SITE}/items/2a/desk"}
    told = await moderator.post("/items/2a/slower", data={"action": "pass_on"}, headers=back)
    assert told.status_code == 200 and "The booth asks" not in words(told.text)
    assert "The speaker was told at" in words(await interpreter.page("/items/2a/booth"))


async def test_a_booth_whose_item_is_presented_speaks_to_the_plenarys_desk(house: House) -> None:
    interpreter = await booth_of(house)
    assert 'action="/items/2a/slower"' in await interpreter.page("/items/2a/booth")
    await house.forum.run(MovePhase("P2", "presenting"), await house.forum.holder("moderator"))
    page = await interpreter.page("/items/2a/booth")
    assert 'action="/items/P2/slower"' in page and 'data-list="slower:' + house.forum.items["P2"] in page


async def test_what_is_read_aloud_here_comes_first_and_the_rest_is_folded_away(house: House) -> None:
    interpreter, items = await booth_of(house), house.forum.items
    for page, homes, others in (("P2", ("2a", "2b"), ("P2",)), ("2a", ("2a",), ("2b", "P2"))):
        open_, _, folded = (await interpreter.page(f"/items/{page}/booth")).partition('<details class="elsewhere">')
        assert all(f'data-list="booth:{items[home]}"' in open_ for home in homes)
        assert all(f'data-list="booth:{items[other]}"' in folded for other in others)
        assert not any(f'data-list="booth:{items[other]}"' in open_ for other in others)


async def test_a_translator_sees_the_booth_without_the_signal(house: House) -> None:
    page = await (await booth_of(house, "translator", "2a")).page("/items/2a/booth")
    assert "Slower, please" not in page and "Glossary" in page


async def test_a_term_is_added_changed_and_taken_out_without_scripts(house: House) -> None:
    interpreter, organizer = await booth_of(house, item="2a"), await house.holder("organizer")
    page = await interpreter.page("/glossary")
    assert "The glossary is empty." in words(page)
    id_ = re.search(r'name="id" value="([0-9a-f-]{36})"', page)
    assert id_
    fields = {"id": id_[1], "texts.en": "smuggling", "texts.es": "<b>tráfico</b>", "note": "not trata"}
    back = {"origin": SITE, "referer": f"{SITE}/items/2a/booth"}
    added = await interpreter.post("/glossary", data=fields, headers=back)
    assert added.url.path == "/items/2a/booth"
    assert '<dd lang="es">&lt;b&gt;tráfico&lt;/b&gt;</dd>' in added.text and "smuggling" in words(added.text)
    edit = await organizer.page(f"/glossary/{id_[1]}")
    version = re.search(r'name="version" value="(\d+)"', edit)
    assert version and 'value="smuggling"' in edit
    change = {"version": version[1], "texts.en": "smuggling of migrants", "texts.es": "tráfico ilícito"}
    changed = await organizer.post_form(f"/glossary/{id_[1]}", **change)
    assert "smuggling of migrants" in words(changed)
    clash = await interpreter.post_form(f"/glossary/{id_[1]}", 409, **{**change, "texts.en": "people smuggling"})
    assert "people smuggling" in clash and "Somebody else has changed this term meanwhile" in words(clash)
    gone = await interpreter.post_form(f"/glossary/{id_[1]}", action="remove")
    assert "The glossary is empty." in words(gone)


async def test_nobody_else_opens_booth_or_glossary(house: House) -> None:
    for role in ("moderator", "rapporteur", "observer", "expert"):
        person = await house.holder(role, "2a")
        await person.page("/items/2a/booth", 403)
        await person.page("/glossary", 403)
        answer = await person.get("/api/v1/glossary")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")
    organizer = await house.holder("organizer")
    await organizer.page("/glossary")
    await organizer.page("/items/2a/booth", 403)


async def test_the_way_to_the_glossary_is_on_its_keepers_programme(house: House) -> None:
    assert 'href="/glossary"' in await (await booth_of(house, "translator", "2b")).page("/programme")
    assert 'href="/glossary"' not in await (await house.holder("rapporteur", "2a")).page("/programme")


async def test_programs_do_all_of_it(house: House) -> None:
    interpreter, moderator = await booth_of(house), await house.holder("moderator")
    headers = {"origin": SITE}
    path = "/api/v1/terms/00000000-0000-4000-8000-000000000001"
    body = {"texts": {"en": "border", "es": "frontera"}}
    assert [(await interpreter.put(path, json=body, headers=headers)).status_code for _ in range(2)] == [201, 200]
    other = await interpreter.put(path, json={"texts": {"en": "limit"}}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "id_reused")
    revision = {"texts": {"en": "border"}, "version": 1}
    changed = await interpreter.post(f"{path}/revisions", json=revision, headers=headers)
    assert changed.json()["version"] == 2
    (term,) = (await interpreter.get("/api/v1/glossary")).json()["terms"]
    assert (term["texts"], term["note"], term["version"]) == ({"en": "border"}, "", 2)
    assert (await interpreter.delete(path, headers=headers)).status_code == 200
    assert (await interpreter.get("/api/v1/glossary")).json() == {"terms": []}
    await house.forum.run(MovePhase("2a", "briefing"), await house.forum.holder("facilitator", "2a"))
    asked = await interpreter.post("/api/v1/items/2a/slower", json={"action": "ask"}, headers=headers)
    assert asked.json()["standing"] == "asked"
    passed = await moderator.post("/api/v1/items/2a/slower", json={"action": "pass_on"}, headers=headers)
    assert passed.json()["standing"] == "passed_on"
