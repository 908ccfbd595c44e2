"""A programme file is brought back: every fault at once and nothing changed, or what would change, and then it is so."""

from pathlib import Path

from app.organizer.commands import ImportProgramme, programme_version
from app.organizer.differences import differences
from app.organizer.matching import matched
from app.organizer.places import ROW
from app.programme import reference
from app.programme.commands import Replan
from app.programme.file import Programme, read
from app.programme.file.plain import plain
from tests.desk.conftest import SITE, House, words
from tests.organizer.office import Office
from tests.organizer.test_api import opened
from tests.organizer.test_changes import refused
from tests.organizer.test_nothing_lost import answers, write_an_answer
from tests.organizer.test_pages import Desk, desk
from tests.programme.file.small import SMALL
from tests.programs import open_venue

__all__ = ["desk"]

OTHER = (
    SMALL.replace("What works?", "What works best?")
    .replace("minutes: 30\n        presents", "minutes: 25\n        presents")
    .replace(
        "  annex: {name: {en: Annex, es: Anexo}}\n",
        "  annex: {name: {en: The annex, es: Anexo}}\n  yard: {name: Yard}\n",
    )
    .replace(
        '          - {en: "What does not?", es: "¿Qué no?"}\n',
        '          - {en: "What does not?", es: "¿Qué no?"}\n          - {en: "New?", es: "¿Nuevo?"}\n',
    )
)


def values(source: str) -> dict:
    programme = read(source)
    assert isinstance(programme, Programme), [str(fault) for fault in programme]
    return plain(programme)


async def bring(office: Office, source: str, **more):
    return await office.forum.run(ImportProgramme(values(source), **more), office.me)


async def test_a_file_that_says_what_stands_changes_nothing(office: Office):
    tree = await office.tree()
    assert differences(tree, matched(tree, values(await office.file()))) == []
    before = await office.file()
    await bring(office, before)
    assert await office.file() == before


async def test_what_a_file_would_change_is_what_it_changes(office: Office):
    tree = await office.tree()
    told = {
        (one.change, one.place.partition("/")[0], tuple(f.name for f in one.fields))
        for one in differences(tree, matched(tree, values(OTHER)))
    }
    assert told == {
        ("changed", "items", ("text",)),
        ("added", "items", ()),
        ("changed", "items", ("minutes", "phases")),
        ("changed", "places", ("name",)),
        ("added", "places", ()),
    }
    await bring(office, OTHER)
    tree = await office.tree()
    assert differences(tree, matched(tree, values(OTHER))) == []
    assert await office.file() == await office.copied()


async def test_a_file_can_be_read_also_when_the_desk_planned_more_minutes_than_the_item_has(office: Office):
    desk = await office.forum.holder("facilitator", "1a")
    await office.forum.run(Replan("1a", (("table_work", 55),)), desk)
    assert isinstance(read(await office.file()), Programme)
    assert await office.file() == await office.copied()
    await office.put("items/P", minutes=20)
    assert (await office.item("1a"))["phases"]["table_work"] == 55


async def test_reworded_renumbered_and_moved_parts_keep_their_rows(office: Office):
    before = await office.tree()
    rows = {item["number"]: item[ROW] for item in before["days"][0]["items"]}
    asked = [question[ROW] for question in (await office.item("1a"))["questions"]]
    source = OTHER.replace("number: 1b", "number: 1c").replace("- 1b\n", "- 1c\n")
    await bring(office, source)
    assert (await office.item("1c"))[ROW] == rows["1b"]
    assert [question[ROW] for question in (await office.item("1a"))["questions"]][:2] == asked


async def test_a_whole_other_programme_takes_the_place_of_one_in_which_nothing_was_written(office: Office):
    source = reference.text()
    await bring(office, source)
    made = await office.operations.new(source=source)
    assert await office.file() == (await office.operations.export(forum=made["forum"]))["programme"]


async def test_a_file_that_would_lose_a_word_is_refused_and_changes_nothing(office: Office):
    await write_an_answer(office)
    before, kept = await office.file(), await office.forum.readers.run(answers, office.forum.id)
    without = reference.text().replace("privacy: by_table", "privacy: named")
    await refused(bring(office, without), "role_held")
    assert await office.file() == before
    assert await office.forum.readers.run(answers, office.forum.id) == kept
    await bring(office, OTHER)
    assert await office.forum.readers.run(answers, office.forum.id) == kept


async def test_what_was_shown_is_what_is_confirmed(office: Office):
    version = programme_version(await office.tree())
    await refused(bring(office, OTHER, version=version, trial=True), "only_tried")
    assert programme_version(await office.tree()) == version
    await office.put("items/P", minutes=20)
    await refused(bring(office, OTHER, version=version), "programme_moved")
    assert (await office.item("P"))["minutes"] == 20


async def test_only_an_organizer_brings_a_file(office: Office):
    office.me = await office.forum.holder("moderator")
    await refused(bring(office, OTHER), "not_yours")


async def send(desk: Desk, source: bytes, status: int = 200) -> str:
    files = {"file": ("forum.yaml", source, "application/yaml")}
    answer = await desk.reader.post("/organizer/file", files=files, data={"action": "look"}, headers={"origin": SITE})
    assert answer.status_code == status, answer.text
    return answer.text


async def test_the_page_tells_every_fault_with_its_line_and_then_what_would_change(desk: Desk, house: House):
    before = await house.operator.export(forum=desk.forum)
    bad = SMALL.replace("minutes: 45", "minutes: -45").replace("technique: panel", "technique: pannel")
    page = words(await send(desk, bad.encode(), 422))
    assert "2 faults, and nothing was changed" in page
    assert f"Line {bad[: bad.index('minutes: -45')].count(chr(10)) + 1}" in page
    assert "With -45 minutes it ends before it has begun." in page
    page = await send(desk, OTHER.encode())
    assert "5 things would change" in words(page) and "What works best?" in page
    assert await house.operator.export(forum=desk.forum) == before
    form = {"programme": OTHER, "action": "import", "version": page.split('name="version" value="')[1].split('"')[0]}
    answer = await desk.reader.post("/organizer/file", files={"file": ("", b"")}, data=form, headers={"origin": SITE})
    assert "The programme is as the file says." in words(answer.text), answer.text
    assert "What works best?" in (await house.operator.export(forum=desk.forum))["programme"]
    assert "nothing would change" in words(await send(desk, OTHER.encode()))


async def test_what_is_no_programme_file_is_told_so(desk: Desk):
    await send(desk, b"", 422)
    await send(desk, b"\xff\xfe\x00", 422)
    await send(desk, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 422)
    await send(desk, b"a: [" * 3000, 422)
    large = await desk.reader.post(
        "/organizer/file", files={"file": ("big.yaml", b"x" * 1_100_000)}, headers={"origin": SITE}
    )
    assert large.status_code == 413 and "larger than 1 MB" in large.text


async def test_a_program_looks_and_then_confirms(database_url: str, tmp_path: Path):
    async with open_venue(database_url, tmp_path) as venue:
        me, guest = await opened(venue)
        fault = await me("POST", "/programme/import", {"programme": SMALL.replace("minutes: 45", "minutes: 0")}, 422)
        assert fault["code"] == "bad_programme" and fault["faults"][0]["code"] == "ends_before_it_begins"
        assert fault["faults"][0]["line"] > 1
        shown = await me("POST", "/programme/import", {"programme": OTHER})
        assert not shown["imported"] and {one["change"] for one in shown["changes"]} == {"added", "changed"}
        done = await me("POST", "/programme/import", {"programme": OTHER, "confirm": True, "version": shown["version"]})
        assert done["imported"]
        assert (await me("POST", "/programme/import", {"programme": OTHER}))["changes"] == []
        await guest("POST", "/programme/import", {"programme": OTHER}, 403)
        again = {"programme": SMALL, "confirm": True, "version": shown["version"]}
        assert (await me("POST", "/programme/import", again, 409))["code"] == "programme_moved"
