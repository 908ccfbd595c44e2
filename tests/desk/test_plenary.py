"""The plenary's pages without a browser's scripts: its desk for each role, its page on phones, and where texts come from."""

from dataclasses import dataclass
from typing import Any

from app.kernel.ids import new_id
from tests.desk.conftest import SITE, House, Reader, words

ANSWER = "The second time she spoke"
FINDING = "Interviews happen twice"


async def call(person: Reader, method: str, path: str, body: Any = None, status: int | None = None) -> Any:
    answer = await person.request(method, f"/api/v1{path}", json=body, headers={"origin": SITE})
    assert answer.status_code == status if status else answer.status_code < 300, answer.text
    return answer.json()


@dataclass
class Played:
    """Table 1 reported a finding made from its answer; the rapporteur of 2a made a key finding of it, and wrote a draft."""

    moderator: Reader
    rapporteur: Reader
    ana: Reader
    ids: dict[str, str]

    @classmethod
    async def cafe(cls, house: House) -> "Played":
        moderator, rapporteur = await house.holder("moderator"), await house.holder("rapporteur", "2a")
        ana = await house.seated(1, "Ana")
        ids = {name: new_id() for name in ("answer", "finding", "note", "key", "draft")}
        table, item = house.forum.tables[1], house.forum.items["2a"]
        await call(moderator, "POST", "/items/2a/phase", {"to": "table_work"})
        await call(ana, "PUT", f"/answers/{ids['answer']}", {"table": table, "text": ANSWER})
        finding = {"table": table, "text": FINDING, "kind": "practice", "sources": [ids["answer"]]}
        await call(ana, "PUT", f"/findings/{ids['finding']}", finding)
        await call(moderator, "POST", "/items/2a/phase", {"to": "report_out"})
        await call(ana, "POST", f"/findings/{ids['finding']}/report", {})
        await call(rapporteur, "PUT", f"/notes/{ids['note']}", {"item": item, "text": "A minister nods"})
        texts = {"en": "Two interviews find more", "es": "Dos entrevistas encuentran más"}
        sources = [{"kind": kind, "id": ids[kind]} for kind in ("finding", "note")]
        key = {"item": item, "texts": texts, "language": "en", "sources": sources}
        await call(rapporteur, "PUT", f"/key-findings/{ids['key']}", key)
        draft = {"item": item, "texts": {"en": "Not ready"}, "language": "en", "sources": []}
        await call(rapporteur, "PUT", f"/key-findings/{ids['draft']}", draft)
        await call(moderator, "POST", "/items/2a/phase", {"to": "done"})
        await call(moderator, "POST", "/items/P2/phase", {"to": "presenting"})
        return cls(moderator, rapporteur, ana, ids)


async def test_a_rapporteur_presents_from_the_plenarys_desk(house: House) -> None:
    played = await Played.cafe(house)
    page = await played.rapporteur.page("/items/P2/desk")
    assert "Two interviews find more" in page and "Not ready" in page
    assert 'data-runs="false"' in page and 'data-shows="true"' in page
    assert "Message to all phones" not in page
    shown = await played.rapporteur.post_form("/items/P2/stage", show=f"key-finding:{played.ids['key']}")
    assert "The floor" not in words(shown) and "has the floor" in words(shown)
    assert f"key-finding:{played.ids['key']}&#34;" in shown.replace("&quot;", "&#34;"), "marked as on the wall"
    moved = await played.rapporteur.post_form("/items/P2/stage", action="next")
    assert "Not ready" in words(moved)
    refused = await played.rapporteur.htmx("/items/P2/turn", 403, item="2b")
    assert "This belongs to another role" in words(refused)


async def test_the_moderator_sees_at_the_plenarys_desk_what_was_shared_and_gives_the_floor(house: House) -> None:
    played = await Played.cafe(house)
    page = await played.moderator.page("/items/P2/desk")
    assert 'data-runs="true"' in page and "Two interviews find more" not in page
    assert "No key finding was shared with this desk yet." in words(page)
    await call(played.rapporteur, "POST", "/items/2a/booth", {})
    page = await played.moderator.page("/items/P2/desk")
    assert "0 of 2 shown" in words(page) and "Two interviews find more" in page
    page = await played.moderator.post_form("/items/P2/turn", item="2a")
    assert "has the floor" in words(page)
    turn = await call(played.moderator, "POST", "/items/P2/turn", {"item": "2b"})
    assert turn["turn"]["item"] == house.forum.items["2b"]
    refused = await call(played.moderator, "POST", "/items/P2/turn", {"item": "9"}, 422)
    assert refused["code"] == "not_presented" and "item" in refused["errors"]
    observer = await house.holder("observer")
    page = await observer.page("/items/P2/desk")
    assert 'data-shows="false"' in page and "Two interviews find more" not in page


async def test_a_phone_in_the_plenary_sees_what_is_shown_and_all_that_was(house: House) -> None:
    played = await Played.cafe(house)
    person, key = await house.seated(4), played.ids["key"]
    page = await person.page("/items/P2")
    assert "No key finding is shown at the moment." in words(page)
    assert words(page).count("Nothing of it has been shown yet.") == 2
    await call(played.rapporteur, "POST", "/stage", {"item": "P2", "show": {"kind": "key-finding", "id": key}})
    page = await person.page("/items/P2?language=es")
    assert "Dos entrevistas encuentran más" in page
    assert "Not ready" not in page
    assert page.count(f'href="/sources/key-finding/{key}"') == 2, "of the one shown now, and in the list"
    await call(played.moderator, "POST", "/stage", {"item": "P2", "show": {"kind": "clock"}})
    page = await person.page("/items/P2")
    assert page.count(f'href="/sources/key-finding/{key}"') == 1, "what was shown stays in the list"


async def test_where_it_comes_from_is_a_page_that_reads_without_scripts(house: House) -> None:
    played = await Played.cafe(house)
    person, key = await house.seated(4), played.ids["key"]
    address = f"/sources/key-finding/{key}"
    assert "There is nothing at this address." in words(await person.page(address, status=404)), "a draft is no one's"
    await call(played.rapporteur, "POST", f"/key-findings/{key}/show", {})
    page = words(await person.page(address))
    for said in ("Two interviews find more", "Table 1", FINDING, "practice", ANSWER, "Said in the room"):
        assert said in page, said
    assert "A minister nods" not in page
    assert "A minister nods" in words(await played.rapporteur.page(address))
    up = await person.page(f"/sources/finding/{played.ids['finding']}")
    assert "What became of it" in words(up) and f'href="{address}"' in up
    assert "Dos entrevistas encuentran más" in words(await person.page(f"{address}?language=es"))
    await person.page(f"/sources/key-finding/{new_id()}", status=404)
    await person.page("/sources/key-finding/never", status=422)
    assert "Join the forum first" in words(await house.reader().page(address, status=401))


async def test_words_that_were_withdrawn_are_told_of_and_not_read(house: House) -> None:
    played = await Played.cafe(house)
    address = f"/sources/key-finding/{played.ids['key']}"
    await call(played.rapporteur, "POST", f"/key-findings/{played.ids['key']}/show", {})
    person = await house.seated(4)
    assert ANSWER in words(await person.page(address))
    await call(played.ana, "DELETE", f"/answers/{played.ids['answer']}")
    page = words(await person.page(address))
    assert ANSWER not in page and "This was withdrawn, and its words with it." in page


async def test_the_way_back_from_where_it_comes_from_leads_to_where_one_was(house: House) -> None:
    played = await Played.cafe(house)
    key = played.ids["key"]
    await call(played.rapporteur, "POST", f"/key-findings/{key}/show", {})
    person = await house.seated(4)

    async def back(referer: str) -> str:
        answer = await person.get(f"/sources/key-finding/{key}", headers={"referer": referer})
        return answer.text.rpartition("<footer")[0].rpartition('class="button" href="')[2].partition('"')[0]

    assert await back(f"{SITE}/items/P2?after=3") == "/items/P2?after=3"
    assert await back("https://example.org/elsewhere") == "/items/2a"
    assert await back(f"{SITE}/sources/key-finding/{key}") == "/items/2a"
