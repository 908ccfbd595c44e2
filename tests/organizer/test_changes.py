"""The programme is changed part by part: what hangs on a part follows, and every fault is told by its field."""

import pytest

from app.kernel.refusals import Refusal
from app.organizer.places import ROW
from app.programme.file import Programme, read
from tests.organizer.office import Office


async def refused(doing, code: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await doing
    assert caught.value.code == code, (caught.value.code, str(caught.value.sentence))
    return caught.value


async def test_nothing_is_changed_by_saying_again_what_stands(office: Office):
    before = await office.file()
    item = await office.item("1a")
    await office.put(f"items/{item[ROW]}", title=item["title"], phases=item["phases"], background=item["background"])
    await office.put("forum", languages=["en", "es"], privacy="named")
    assert await office.file() == before == await office.copied()


async def test_an_item_takes_new_words_times_and_minutes(office: Office):
    await office.put("items/P", title={"en": "All together", "es": "Todos juntos"}, starts="10:05", minutes=25)
    item = await office.item("P")
    assert (item["title"]["es"], item["starts"], item["minutes"]) == ("Todos juntos", "10:05", 25)
    assert sum(item["phases"].values()) == 25
    assert await office.file() == await office.copied()


async def test_minutes_by_phase_follow_the_item_s_minutes_unless_they_are_said(office: Office):
    await office.put("items/1b", minutes=60, phases={"table_work": 20, "report_out": 20})
    assert (await office.item("1b"))["phases"]["table_work"] == 20
    fault = await refused(office.put("items/P", phases={"presenting": 40}), "phases_and_minutes")
    assert list(fault.fields) == ["phases"]
    fault = await refused(office.put("items/P", phases={"table_work": 4}), "unknown_phase")
    assert list(fault.fields) == ["phases.table_work"]


@pytest.mark.parametrize("minutes", [0, -30, "0", "-5"])
async def test_a_plan_that_ends_before_it_begins_is_refused_clearly(office: Office, minutes):
    before = await office.file()
    fault = await refused(office.put("items/P", minutes=minutes), "ends_before_it_begins")
    assert str(fault.sentence) == f"With {minutes} minutes it ends before it has begun. Give it at least one."
    assert list(fault.fields) == ["minutes"]
    fault = await refused(office.put("forum", dates=["2024-03-05", "2024-03-04"]), "ends_before_it_begins")
    assert str(fault.sentence) == "The last day comes before the first. Write the first day first."
    assert await office.file() == before


async def test_every_fault_of_a_part_is_told_at_once_and_by_its_field(office: Office):
    fault = await refused(
        office.put("items/P", title={"es": "Sin inglés"}, starts="25:00", minutes="many", place="moon"), "bad_programme"
    )
    assert set(fault.fields) == {"title", "starts", "minutes"}
    fault = await refused(office.put("items/P", place="moon"), "unknown_place")
    assert list(fault.fields) == ["place"]
    fault = await refused(office.put("items/P", starts="09:30"), "overlap")
    assert "put them into the same block" in str(fault.sentence)
    fault = await refused(office.put("items/P", colour="red"), "unknown_field")
    assert list(fault.fields) == ["colour"]


async def test_an_item_that_is_renumbered_is_found_by_all_who_name_it(office: Office):
    await office.put("items/1a", number="7")
    assert (await office.item("P"))["presents"] == ["7", "1b"]
    assert (await office.item("D"))["tables"][0]["about"] == "7"
    await office.put("items/R", number="Reg")
    assert (await office.tree())["surveys"]["results"]["before"] == "Reg"
    assert await office.file() == await office.copied()


async def test_two_items_change_their_numbers_with_each_other(office: Office):
    ids = {number: (await office.item(number))[ROW] for number in ("1a", "1b")}
    await office.put("items/1a", number="x")
    await office.put("items/1b", number="1a")
    await office.put("items/x", number="1b")
    assert {number: (await office.item(number))[ROW] for number in ("1a", "1b")} == {"1a": ids["1b"], "1b": ids["1a"]}
    assert (await office.item("P"))["presents"] == ["1b", "1a"]
    fault = await refused(office.put("items/1a", number="1b"), "number_taken")
    assert str(fault.sentence) == "`1b` is taken already. Each needs a number of its own."


async def test_an_item_moves_with_its_time_and_takes_what_runs_beside_it_along(office: Office):
    await office.change("move", "items/D", by=-1)
    await office.change("move", "items/R", by=1)
    starts = {number: (await office.item(number))["starts"] for number in ("R", "1a", "1b", "P", "D")}
    assert starts == {"1a": "08:30", "1b": "08:30", "R": "09:30", "D": "10:00", "P": "10:40"}
    await office.change("move", "items/1b", by=-1)
    day = (await office.tree())["days"][0]["items"]
    assert [item["number"] for item in day] == ["1b", "1a", "R", "D", "P"]
    for _ in range(2):
        await office.change("move", "items/P", by=-1)
    await refused(office.change("move", "items/P", by=-1), "bad_programme")


async def test_an_item_that_is_given_another_day_stands_where_its_clock_says(office: Office):
    await office.put("items/D", date="2024-03-05", starts="08:00")
    assert (await office.tree())["days"][1]["items"][0]["number"] == "D"
    await refused(office.put("items/D", date="2024-03-09"), "no_such_day")


async def test_questions_come_go_and_change_places_and_tables_keep_theirs(office: Office):
    asked = await office.item("1a")
    first, second = (question[ROW] for question in asked["questions"])
    assert [table["question"] for table in asked["tables"]] == [2, 2]
    await office.change("add", f"items/{asked[ROW]}/questions", {"text": {"en": "And then?", "es": "¿Y luego?"}})
    await office.change("move", f"items/{asked[ROW]}/questions/{second}", by=-1)
    now = await office.item("1a")
    assert [question[ROW] for question in now["questions"]][:2] == [second, first]
    assert [table["question"] for table in now["tables"]] == [1, 1]
    fault = await refused(office.change("remove", f"items/{asked[ROW]}/questions/{second}"), "question_in_use")
    assert "Tables answer this question: 1, 2." in str(fault.sentence)
    await office.change("remove", f"items/{asked[ROW]}/questions/{first}")
    assert len((await office.item("1a"))["questions"]) == 2
    assert await office.file() == await office.copied()


async def test_a_new_item_brings_its_questions_and_tables_along(office: Office):
    document = {
        "date": "2024-03-05",
        "number": "9",
        "title": {"en": "Late café", "es": "Café tardío"},
        "technique": "knowledge_cafe",
        "starts": "14:00",
        "minutes": 60,
    }
    fault = await refused(office.change("add", "items", document), "bad_programme")
    assert {str(said) for said in fault.fields.values()} == {
        "A knowledge café needs `questions`: at least one.",
        "A knowledge café needs `tables`: at least one.",
    }
    full = {**document, "questions": [{"en": "What now?", "es": "¿Y ahora?"}], "tables": [21, 22]}
    made = await office.change("add", "items", full)
    assert made.created and made.value["document"]["number"] == "9"
    assert [table["number"] for table in (await office.item("9"))["tables"]] == [21, 22]
    assert await office.file() == await office.copied()


async def test_a_day_comes_with_its_first_item_and_goes_with_its_last(office: Office):
    await office.put("forum", dates=["2024-03-04", "2024-03-06"])
    first = {"number": "Z", "title": "Farewell", "technique": "remarks", "starts": "09:00", "minutes": 30}
    await refused(office.change("add", "days", {"date": "2024-03-06"}), "missing")
    await office.change("add", "days", {"date": "2024-03-06", "title": "Last", "items": [first]})
    assert (await office.item("Z"))["title"] == {"en": "Farewell"}
    assert await office.file() == await office.copied()
    await office.change("remove", "days/2024-03-06")
    assert len((await office.tree())["days"]) == 2


async def test_the_roster_the_references_and_the_surveys_are_changed_alike(office: Office):
    await office.change("add", "delegations", {"name": "Chile", "groups": ["members"]}, key="CHL")
    await office.put("delegations/COL", standing="observes", affiliation="society")
    await office.change("move", "delegations/CHL", by=-1)
    await office.put("affiliations/society", text={"en": "Society", "es": "Sociedad"})
    await office.change("add", "frameworks/pact/references", {"number": "2", "title": "Borders", "section": "aims"})
    await office.put("items/P", references=["pact/2"])
    await refused(office.change("remove", "frameworks/pact/references/2"), "still_named")
    await office.change("add", "surveys/results/statements", {"text": "I met somebody.", "objective": "knowing"})
    await office.change("add", "places", {"name": "Garden"}, key="garden")
    fault = await refused(office.change("add", "places", {"name": "Garden"}, key="garden"), "key_taken")
    assert list(fault.fields) == ["key"]
    fault = await refused(office.change("remove", "places/annex"), "still_named")
    assert "item 1b" in str(fault.sentence)
    tree = await office.tree()
    assert list(tree["delegations"]) == ["PER", "CHL", "COL"]
    assert len(tree["surveys"]["results"]["statements"]) == 3
    assert await office.file() == await office.copied()
    assert isinstance(read(await office.file()), Programme)


async def test_only_an_organizer_changes_the_programme(office: Office):
    before = await office.file()
    for role, item in (("moderator", None), ("facilitator", "1a"), ("rapporteur", None)):
        office.me = await office.forum.holder(role, item)
        await refused(office.put("items/P", minutes=20), "not_yours")
    assert await office.file() == before
