"""The translator's queue: reported findings first, the translation beside the original, and who made it."""

import re
from typing import Any

import pytest

from app.findings.commands.findings import ReportFinding, ReviseFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.commands import ChangeMe
from app.store.journal import head
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding
from app.synthesis.commands.placing import SendKeyFinding, ShowKeyFinding
from app.synthesis.translating.commands import PutTranslation, RemoveTranslation
from app.synthesis.translating.reading import queue_of
from app.wiring import registered
from tests.desk.conftest import SITE, House, house, words
from tests.findings.cafe import Cafe, like, open_cafe
from tests.forums import SmallForum
from tests.synthesis.test_forms import reported

__all__ = ["house"]

REGISTRY = registered()[0]


async def queue(forum: SmallForum, actor: Actor, to: str = "es") -> list[tuple[str, str, str, str, bool]]:
    """(kind, original, translation, who made it, whether it is done) in the queue's order."""
    found = await forum.readers.run(queue_of, actor, to)
    return [
        (
            one.original.thing.kind,
            one.original.text,
            one.translation.text if one.translation else "",
            one.translation.by if one.translation else "",
            one.done,
        )
        for one in found.entries
    ]


async def refused(forum: SmallForum, code: str, command: object, actor: Actor) -> Refusal:
    """The refusal of a command; it must have changed nothing."""
    before = await forum.readers.run(head, forum.id)
    with pytest.raises(Refusal) as told:
        await forum.run(command, actor)  # type: ignore[arg-type]
    assert (await forum.readers.run(head, forum.id), told.value.code) == (before, code)
    return told.value


async def translator(forum: SmallForum, name: str = "Marisol", item: str | None = None) -> Actor:
    actor = await forum.holder("translator", item)
    await forum.run(ChangeMe(name), actor)
    return actor


async def finding_data(cafe: Cafe, finding: str) -> dict[str, Any]:
    (card,) = await cafe.forum.readers.run(
        REGISTRY.load, cafe.forum.id, Room("item", cafe.item), [f"finding:{finding}"]
    )
    return card.data


async def test_reported_findings_come_first_and_what_is_done_last(forum: SmallForum) -> None:
    cafe, marisol = await open_cafe(forum), await translator(forum)
    first, second = await cafe.reported(1, "Desks at night"), await cafe.reported(2, "Mobile units")
    await cafe.finding(3, "Nobody has reported this")
    await cafe.go("commenting")
    await cafe.comment(3, first, "adds", "Also by day")
    rapporteur, key = await forum.holder("rapporteur", "2a"), new_id()
    await forum.run(PutKeyFinding(key, "2a", {"en": "Keep desks open"}), rapporteur)
    assert [(kind, text) for kind, text, *_ in await queue(forum, marisol)] == [
        ("finding", "Desks at night"), ("finding", "Mobile units"), ("comment", "Also by day"),
    ]  # fmt: skip
    await forum.run(SendKeyFinding(key), rapporteur)
    await forum.run(PutTranslation("finding", first, "es", "Ventanillas de noche"), marisol)
    assert await queue(forum, marisol) == [
        ("finding", "Mobile units", "", "", False),
        ("key-finding", "Keep desks open", "", "", False),
        ("comment", "Also by day", "", "", False),
        ("finding", "Desks at night", "Ventanillas de noche", "Marisol", True),
    ]
    assert await queue(forum, marisol, "en") == []
    await forum.run(ReportFinding(second, reports=False), cafe.at[2])
    assert "Mobile units" not in str(await queue(forum, marisol))


async def test_a_translation_stands_beside_the_original_and_is_stale_when_that_changes(forum: SmallForum) -> None:
    cafe, marisol = await open_cafe(forum), await translator(forum)
    finding = await cafe.reported(1, "Desks at night")
    await forum.run(PutTranslation("finding", finding, "es", "Ventanillas de noche", version=1), marisol)
    told = await finding_data(cafe, finding)
    assert (told["text"], told["language"]) == ("Desks at night", "en")
    own = {"language": "es", "text": "Ventanillas de noche", "by": "Marisol", "stale": False, "revision": 1}
    assert told["translations"] == [own]
    await forum.run(ReviseFinding(finding, 1, "Desks at night and at noon"), cafe.at[1])
    assert (await finding_data(cafe, finding))["translations"] == [{**own, "stale": True}]
    assert await queue(forum, marisol) == [
        ("finding", "Desks at night and at noon", "Ventanillas de noche", "Marisol", False)
    ]
    await forum.run(PutTranslation("finding", finding, "es", "De noche y a mediodía", revision=1), marisol)
    assert (await queue(forum, marisol))[0][4] is True
    # What it says is still right: saying so again, of the new text, is enough.
    await forum.run(ReviseFinding(finding, 2, "Desks at night and at noon."), cafe.at[1])
    await forum.run(PutTranslation("finding", finding, "es", "De noche y a mediodía", revision=2), marisol)
    assert (await queue(forum, marisol))[0][4] is True


async def test_the_same_translation_again_changes_nothing(forum: SmallForum) -> None:
    cafe, marisol = await open_cafe(forum), await translator(forum)
    put = PutTranslation("finding", await cafe.reported(1), "es", "Ventanillas")
    first, again = await forum.run(put, marisol), await forum.run(put, marisol)
    assert (first.created, again.created, first.value) == (True, False, again.value)


async def test_two_who_translate_the_same_text_lose_neither(forum: SmallForum) -> None:
    cafe, marisol, iago = await open_cafe(forum), await translator(forum), await translator(forum, "Iago")
    finding = await cafe.reported(1)
    await forum.run(PutTranslation("finding", finding, "es", "Ventanillas", revision=0), marisol)
    late = PutTranslation("finding", finding, "es", "Mostradores", revision=0)
    told = await refused(forum, "version_moved", late, iago)
    assert told.extra["current"] == {"text": "Ventanillas", "by": "Marisol", "revision": 1}
    await forum.run(PutTranslation("finding", finding, "es", "Mostradores", revision=1), iago)
    assert (await queue(forum, marisol))[0][2:4] == ("Mostradores", "Iago")


async def test_a_key_finding_speaks_its_translation_wherever_it_is_read(forum: SmallForum) -> None:
    cafe, marisol = await open_cafe(forum), await translator(forum)
    rapporteur, key = await forum.holder("rapporteur", "2a"), new_id()
    await forum.run(PutKeyFinding(key, "2a", {"en": "Keep desks open"}), rapporteur)
    await refused(forum, "no_such_text", PutTranslation("key-finding", key, "es", "Abiertas"), marisol)
    await forum.run(ShowKeyFinding(key), rapporteur)
    await forum.run(PutTranslation("key-finding", key, "es", "Ventanillas abiertas"), marisol)
    (card,) = await forum.readers.run(REGISTRY.load, forum.id, Room("item", cafe.item), [f"key-finding:{key}"])
    assert card.data["texts"] == {"en": "Keep desks open", "es": "Ventanillas abiertas"}
    assert (await queue(forum, marisol))[0][2:] == ("Ventanillas abiertas", "Marisol", True)
    revise = ReviseKeyFinding(key, card.data["version"], {"en": "Keep all desks open"})
    await forum.run(revise, rapporteur)
    assert (await queue(forum, marisol))[0][2:] == ("Ventanillas abiertas", "Marisol", False)
    await refused(forum, "not_yours", RemoveTranslation("key-finding", key, "es"), marisol)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"language": "en"}, "same_language"),
        ({"language": "de"}, "no_such_language"),
        ({"text": " \n "}, "empty"),
        ({"text": "x" * 4001}, "too_long"),
        ({"text": "nul \x00"}, "bad_character"),
        ({"kind": "note"}, "no_such_text"),
        ({"kind": "comment"}, "no_such_text"),
    ],
)
async def test_what_is_no_translation_is_refused(forum: SmallForum, fields: dict[str, str], code: str) -> None:
    cafe, marisol = await open_cafe(forum), await translator(forum)
    wish = {"kind": "finding", "thing": await cafe.reported(1), "language": "es", "text": "Sí", **fields}
    await refused(forum, code, PutTranslation(**wish), marisol)


async def test_only_what_was_reported_is_translated_and_only_by_its_translators(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "report_out")
    finding = await cafe.finding(1)
    marisol, elsewhere = await translator(forum, item="2a"), await translator(forum, item="2b")
    put = PutTranslation("finding", finding, "es", "Ventanillas")
    await refused(forum, "no_such_text", put, marisol)
    await forum.run(ReportFinding(finding), cafe.desk)
    for actor in (elsewhere, cafe.at[1], cafe.desk, await forum.holder("interpreter")):
        await refused(forum, "not_yours", put, actor)
        with pytest.raises(Refusal, match="not_yours"):
            await forum.readers.run(queue_of, cafe.at[1])
    assert await queue(forum, elsewhere) == []
    await forum.run(put, marisol)
    for _ in range(2):
        await forum.run(RemoveTranslation("finding", finding, "es"), marisol)
    assert (await queue(forum, marisol))[0][2] == ""


async def test_where_nobody_is_named_a_translation_does_not_say_by_whom(forum: SmallForum) -> None:
    for privacy in ("by_table", "anonymous"):
        cafe = await open_cafe(like(forum, privacy=privacy))
        marisol = await translator(cafe.forum)
        finding = await cafe.reported(1)
        await cafe.forum.run(PutTranslation("finding", finding, "es", "Ventanillas"), marisol)
        assert (await finding_data(cafe, finding))["translations"][0]["by"] == ""


async def test_the_queue_is_worked_off_without_scripts(house: House) -> None:
    first, _ = await reported(house, 1, "Desks at night"), await reported(house, 2, "<b>Mobile</b> units")
    marisol = await house.holder("translator", "2a", name="Marisol")
    page = await marisol.page("/translations?to=es")
    assert "Desks at night" in words(page) and "&lt;b&gt;Mobile&lt;/b&gt; units" in page
    assert "not translated yet" in words(page) and 'href="/translations"' in await marisol.page("/programme")
    box = await marisol.page(f"/translations/finding/{first}/es")
    fields = dict(re.findall(r'name="(id|version|revision)" value="([^"]*)"', box))
    following = await marisol.post_form(f"/translations/finding/{first}/es", text="Ventanillas de noche", **fields)
    assert "&lt;b&gt;Mobile&lt;/b&gt; units" in following and "<textarea" in following
    late = await marisol.post_form(
        f"/translations/finding/{first}/es", 409, **{**fields, "id": new_id(), "text": "Otra"}
    )
    assert "Somebody else has translated this meanwhile" in words(late)
    assert "Otra" in late and "Ventanillas de noche" in late
    empty = await marisol.post_form(f"/translations/finding/{first}/es", 422, text=" ", version="1", revision="1")
    assert "There is nothing to send yet" in words(empty)
    await (await house.holder("facilitator", "2a")).page("/translations", 403)


async def test_who_reads_in_another_language_finds_both_texts_and_by_whom(house: House) -> None:
    finding = await reported(house, 1, "Desks at night")
    marisol = await house.holder("translator", "2a", name="Marisol")
    await marisol.post_form(f"/translations/finding/{finding}/es", text="<i>Ventanillas</i> de noche")
    phone, table = await house.seated(3), house.forum.tables[3]
    english = await phone.page(f"/tables/{table}?view=heard")
    assert "Desks at night" in english and "Ventanillas" not in english
    await phone.patch("/api/v1/me", json={"language": "es"}, headers={"origin": SITE})
    page = await phone.page(f"/tables/{table}?view=heard")
    assert "Desks at night" in page and "&lt;i&gt;Ventanillas&lt;/i&gt; de noche" in page
    assert "Traducido por Marisol" in words(page)
    bench = await house.holder("rapporteur", "2a", language="es")
    assert "Traducido por Marisol" in words(await bench.page("/items/2a/workbench"))
    report = (await (await house.holder("organizer")).get("/api/v1/report.json")).text
    assert "Ventanillas" in report and "Marisol" in report


async def test_programs_translate_too(house: House) -> None:
    finding = await reported(house, 1, "Desks at night")
    marisol = await house.holder("translator", name="Marisol")
    told = (await marisol.get("/api/v1/translations?to=es")).json()
    assert (told["to"], told["languages"], [one["id"] for one in told["texts"]]) == ("es", ["en", "es"], [finding])
    assert told["texts"][0]["translation"] is None
    path, headers = f"/api/v1/translations/finding/{finding}/es", {"origin": SITE}
    body = {"text": "Ventanillas", "version": told["texts"][0]["version"], "revision": 0}
    assert [(await marisol.put(path, json=body, headers=headers)).status_code for _ in range(2)] == [201, 200]
    (entry,) = (await marisol.get("/api/v1/translations?to=es")).json()["texts"]
    assert (entry["translation"]["text"], entry["translation"]["by"]) == ("Ventanillas", "Marisol")
    (listed,) = (await marisol.get("/api/v1/items/2a/findings")).json()["findings"]
    assert listed["translations"][0]["text"] == "Ventanillas"
    assert (await marisol.get("/api/v1/translations?to=xx")).status_code == 422
    assert (await marisol.delete(path, headers=headers)).json()["removed"] is True
    other = await house.holder("interpreter")
    assert (await other.get("/api/v1/translations")).status_code == 403
