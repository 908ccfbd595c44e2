"""Two organizers at one part: neither loses what they typed."""

from app.organizer.places import ROW, document_of, fields_of, part_at
from app.organizer.versions import version_of
from tests.organizer.office import Office
from tests.organizer.test_changes import refused


async def version(office: Office, address: str) -> str:
    part = part_at(await office.tree(), address)
    return version_of(document_of(part), fields_of(part.kind))


async def test_who_changes_another_field_loses_nothing_and_takes_nothing_away(office: Office):
    seen = await version(office, "items/P")
    standing = await office.item("P")
    await office.put("items/P", seen, title={"en": "Ana's title", "es": "El de Ana"}, minutes=30)
    await office.put("items/P", seen, title=standing["title"], background="Luis wrote this.")
    item = await office.item("P")
    assert (item["title"]["en"], item["background"]["en"]) == ("Ana's title", "Luis wrote this.")


async def test_who_changes_the_same_field_gets_both_texts_and_saves_again_knowingly(office: Office):
    question = await office.part("1a", "questions", 0)
    seen = await version(office, question)
    await office.put(question, seen, text={"en": "Ana's?", "es": "¿De Ana?"})
    clash = await refused(office.put(question, seen, text={"en": "Luis's?", "es": "¿De Luis?"}), "version_moved")
    assert clash.extra["current"]["text"]["en"] == "Ana's?"
    assert clash.extra["yours"]["text"]["en"] == "Luis's?"
    assert (await office.item("1a"))["questions"][0]["en"] == "Ana's?"
    await office.put(question, clash.extra["version"], text={"en": "Ana's and Luis's?", "es": "¿De los dos?"})
    assert (await office.item("1a"))["questions"][0]["en"] == "Ana's and Luis's?"


async def test_saying_the_same_at_once_is_no_clash(office: Office):
    seen = await version(office, "places/annex")
    for _ in range(2):
        await office.put("places/annex", seen, name={"en": "The annex", "es": "El anexo"})
    assert (await office.tree())["places"]["annex"]["name"]["en"] == "The annex"


async def test_nobody_takes_away_what_somebody_has_just_rewritten(office: Office):
    address = f"items/{(await office.item('1a'))[ROW]}/documents/0"
    seen = await version(office, address)
    await office.put(address, seen, title={"en": "A better paper", "es": "Un texto mejor"})
    await refused(office.change("remove", address, version=seen), "version_moved")
    await office.change("remove", address, version=await version(office, address))
    assert "documents" not in await office.item("1a")
