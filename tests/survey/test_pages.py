"""The survey's pages and calls: the form with and without scripts, the results, and who may see which."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.kernel.ids import new_id
from tests.desk.conftest import SITE, House, Reader, house, words
from tests.survey.asking import Asking, open_survey

__all__ = ["house"]


@pytest.fixture
async def asking(house: House) -> AsyncIterator[Asking]:
    yield await open_survey(house.forum)


async def joined(house: House, language: str = "en") -> Reader:
    answer = await house.reader().post("/api/v1/join", json={"code": house.forum.code, "language": language})
    return house.reader(answer.json()["pass"], language)


async def call(person: Reader, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await person.request(method, f"/api/v1{path}", json=body, headers={"origin": SITE})
    assert answer.status_code == status, answer.text
    return answer.json()


async def surveys(person: Reader) -> dict[str, Any]:
    (survey,) = (await call(person, "GET", "/surveys"))["surveys"]
    return dict(survey)


def hidden_id(html: str) -> str:
    found = re.search(r'name="id" value="([0-9a-f-]{36})"', html)
    assert found
    return found[1]


def checked(html: str) -> set[tuple[str, str]]:
    found = re.findall(r'name="ratings\.(\w+)" value="(\d)" checked', html)
    return {(statement, value) for statement, value in found}


async def test_the_programme_and_the_item_lead_to_a_survey_while_it_is_open(house: House, asking: Asking) -> None:
    ana = await joined(house, "es")
    way = f"/surveys/{asking.survey}/before"
    assert way not in await ana.page("/programme")
    await asking.go("S", "open")
    for address in ("/programme", "/items/S"):
        page = await ana.page(address)
        assert way in page and "Antes y después" in page
    assert way not in await ana.page("/items/C")


async def test_without_scripts_one_responds_sees_it_saved_and_changes_it(house: House, asking: Asking) -> None:
    await asking.go("C", "open")
    ana = await joined(house)
    form = await ana.page(f"/surveys/{asking.survey}")
    assert "What surprised you?" in form and not checked(form)
    fields = {"id": hidden_id(form), "ratings.s1": "4", "ratings.s2": "2", "words.q1": "How much we <share>."}
    saved = await ana.post_form(f"/surveys/{asking.survey}/after", **fields)
    assert checked(saved) == {("s1", "4"), ("s2", "2")}
    assert "How much we &lt;share&gt;." in saved and "saved on the server" in words(saved)
    assert hidden_id(saved) == fields["id"]
    changed = await ana.post_form(f"/surveys/{asking.survey}/after", id=fields["id"], **{"ratings.s1": "5"})
    assert checked(changed) == {("s1", "5")} and "How much we" not in changed
    again = await ana.page(f"/surveys/{asking.survey}/after")
    assert checked(again) == {("s1", "5")}
    other = await joined(house)
    assert not checked(await other.page(f"/surveys/{asking.survey}/after"))


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"ratings.s1": "6"}, 422, "A rating is a whole number from 1 to 5"),
        ({"ratings.s1": "five"}, 422, "A rating is a whole number from 1 to 5"),
        ({"ratings.s9": "3"}, 422, "no such statement"),
        ({"words.q1": "x" * 2001}, 422, "2001 characters; 2000 fit"),
        ({"words.q1": "nul \x00 here"}, 422, "cannot be kept"),
        ({}, 422, "Nothing is answered yet"),
    ],
)
async def test_a_refused_form_comes_back_with_all_that_was_typed(
    house: House, asking: Asking, fields: dict[str, str], status: int, sentence: str
) -> None:
    await asking.go("C", "open")
    ana = await joined(house)
    typed = {"id": new_id(), "ratings.s2": "4", "words.q1": "Typed with care."} | fields if fields else {"id": new_id()}
    page = await ana.post_form(f"/surveys/{asking.survey}/after", status, **typed)
    assert sentence in words(page)
    assert (("s2", "4") in checked(page)) == bool(fields)
    kept = typed.get("words.q1", "").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert kept[:400] in page
    assert (await surveys(ana))["moments"][1]["responses"] == 0


async def test_a_form_that_comes_too_late_loses_no_word(house: House, asking: Asking) -> None:
    await asking.go("S", "open")
    ana = await joined(house)
    id_ = hidden_id(await ana.page(f"/surveys/{asking.survey}/before"))
    await asking.go("S", "done")
    page = await ana.post_form(f"/surveys/{asking.survey}/before", 409, id=id_, **{"ratings.s1": "2"})
    assert checked(page) == {("s1", "2")} and "This survey is closed now" in words(page)


async def test_a_second_form_of_the_same_pass_is_told_of_the_first_and_saved_as_its_change(
    house: House, asking: Asking
) -> None:
    await asking.go("S", "open")
    ana = await joined(house)
    first, second = [hidden_id(await ana.page(f"/surveys/{asking.survey}/before")) for _ in range(2)]
    await ana.post_form(f"/surveys/{asking.survey}/before", id=first, **{"ratings.s1": "2"})
    page = await ana.post_form(f"/surveys/{asking.survey}/before", 409, id=second, **{"ratings.s1": "5"})
    assert checked(page) == {("s1", "5")} and hidden_id(page) == first
    await ana.post_form(f"/surveys/{asking.survey}/before", id=hidden_id(page), **{"ratings.s1": "5"})
    assert (await surveys(ana))["moments"][0]["mine"]["ratings"] == {"s1": 5}


async def test_a_program_responds_once_reads_its_own_and_nobody_elses(house: House, asking: Asking) -> None:
    await asking.go("S", "open")
    ana, luis, id_ = await joined(house, "es"), await joined(house), new_id()
    found = await surveys(ana)
    assert (found["title"], found["scale"]) == ("Antes y después", {"from": 1, "to": 5})
    assert [moment["open"] for moment in found["moments"]] == [True, False]
    assert found["results"] is None
    path = f"/surveys/{found['id']}/responses/{id_}"
    body = {"ratings": {"s1": 4}}
    made = await call(ana, "PUT", path, body, 201)
    assert made == {"id": id_, "survey": found["id"], "moment": "before", "ratings": {"s1": 4}, "words": {}}
    assert await call(ana, "PUT", path, body) == made
    fault = await call(ana, "PUT", f"/surveys/{found['id']}/responses/{new_id()}", {"ratings": {"s1": 1}}, 409)
    assert (fault["code"], fault["response"]) == ("already_responded", id_)
    assert (await call(luis, "PUT", path, {"ratings": {"s1": 1}}, 409))["code"] == "id_reused"
    assert (await surveys(ana))["moments"][0]["mine"] == made
    assert (await surveys(luis))["moments"][0] | {"mine": None} == (await surveys(luis))["moments"][0]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"ratings": {"s1": 9}}, "bad_rating"),
        ({"ratings": {"s1": "much"}}, "bad_request"),
        ({"ratings": {"s7": 2}}, "no_such_statement"),
        ({"words": {"q1": "before"}}, "no_such_question"),
        ({"ratings": {"s1": 3}, "moment": "during"}, "no_such_survey"),
        ({}, "nothing_answered"),
        ([], "bad_request"),
    ],
)
async def test_a_bad_body_is_refused_and_leaves_nothing(house: House, asking: Asking, body: Any, code: str) -> None:
    await asking.go("S", "open")
    ana = await joined(house)
    status = 404 if code == "no_such_survey" else 422
    fault = await call(ana, "PUT", f"/surveys/{asking.survey}/responses/{new_id()}", body, status)
    assert fault["code"] == code
    assert (await surveys(ana))["moments"][0]["responses"] == 0


async def test_organizer_and_moderator_read_results_and_nobody_else(house: House, asking: Asking) -> None:
    await asking.go("S", "open")
    for _ in range(4):
        await asking.crowd(1, s1=5)
    readers = [await house.holder(role) for role in ("organizer", "moderator")]
    readers.append(await house.holder("moderator", "C"))
    for reader in readers:
        page = await reader.page("/surveys/results")
        assert "Fewer than 5 responses: nothing is shown." in words(page) and "bars-pair" not in page
        assert (await surveys(reader))["results"]["counted"] == {}
    await asking.crowd(1, s1=1)
    for reader in readers:
        assert "80%" in await reader.page("/surveys/results")
        told = (await surveys(reader))["results"]
        assert told["counted"] == {"before": 5}
        assert told["statements"][0]["before"] == {"count": 5, "mean": 4.2, "agree": 80}
    for role in ("facilitator", "rapporteur", "observer", "interpreter"):
        reader = await house.holder(role)
        await reader.page("/surveys/results", 403)
        assert (await surveys(reader))["results"] is None
    ana = await joined(house)
    await ana.page("/surveys/results", 403)
    assert "/surveys/results" in await readers[0].page("/programme")
    assert "/surveys/results" not in await ana.page("/programme")


async def test_the_desk_of_its_item_counts_and_opens_or_closes_it(house: House, asking: Asking) -> None:
    await asking.go("S", "open")
    await asking.crowd(3, s1=5)
    facilitator = await house.holder("facilitator")
    desk = words(await facilitator.page("/items/S/desk"))
    assert "3 of 3 have answered" in desk and "Close the survey" in desk
    await facilitator.post_form(f"/surveys/{asking.survey}/opening", moment="before", open="no")
    assert "Open the survey" in words(await facilitator.page("/items/S/desk"))
    await facilitator.htmx(f"/surveys/{asking.survey}/opening", moment="before", open="yes")
    assert "Close the survey" in words(await facilitator.page("/items/S/desk"))
    ana = await joined(house)
    await ana.htmx(f"/surveys/{asking.survey}/opening", 403, moment="before", open="no")
    assert "have answered" not in await facilitator.page("/items/2a/desk")


async def test_a_moderator_puts_results_on_a_wall_and_a_facilitator_does_not(house: House, asking: Asking) -> None:
    await asking.go("C", "open")
    moderator, facilitator = await house.holder("moderator"), await house.holder("facilitator")
    shown = {"show": {"kind": "survey-results", "id": asking.survey}, "item": "C"}
    await asking.crowd(4, s1=5, s2=5, s3=2)
    assert (await call(moderator, "POST", "/stage", shown, 409))["code"] == "nothing_to_show"
    await asking.crowd(1, s1=5, s2=5, s3=2)
    assert (await call(facilitator, "POST", "/stage", shown, 403))["code"] == "not_yours"
    await call(moderator, "POST", "/stage", shown)
    wall = words(await facilitator.page("/wall/main"))
    assert "Knowledge" in wall and "100%" in wall and "5 responses" in wall and "Statement s1" not in wall
    shown["show"]["id"] = f"{asking.survey}/knowing"  # type: ignore[index]
    await call(moderator, "POST", "/stage", shown)
    assert "Statement s1." in words(await facilitator.page("/wall/main"))
    shown["show"]["id"] = f"{asking.survey}/flying"  # type: ignore[index]
    assert (await call(moderator, "POST", "/stage", shown, 409))["code"] == "nothing_to_show"
    await call(facilitator, "POST", "/stage", {"action": "hide", "item": "C"})


async def test_an_item_says_which_surveys_it_asks(house: House, asking: Asking) -> None:
    await asking.go("S", "open")
    ana = await joined(house)
    item = await call(ana, "GET", "/items/S")
    assert item["surveys"] == [{"id": asking.survey, "moment": "before", "open": True}]
    assert "respond" in item["abilities"]
    assert (await call(ana, "GET", "/items/2a"))["surveys"] == []
