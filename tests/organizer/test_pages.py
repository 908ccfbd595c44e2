"""The organizer's pages as a browser without scripts has them."""

import html
import re
from collections.abc import Mapping

import pytest

from app.people import commands as people
from tests.desk.conftest import SITE, House, Reader, words
from tests.programme.file.small import SMALL


class Desk:
    """An organizer of a forum founded from the small file, with its pages in hand."""

    def __init__(self, reader: Reader, forum: str) -> None:
        self.reader = reader
        self.forum = forum

    async def form(self, address: str, action: str) -> dict[str, list[str]]:
        """What a browser would send of the form that posts to *action*, before anything is typed."""
        page = await self.reader.page(address)
        return fields(next(part for part in forms(page) if f'action="{action}"' in part))

    async def send(self, action: str, form: Mapping[str, str | list[str]], status: int = 200) -> str:
        return await self.reader.post_form(action, status, **form)


def forms(page: str) -> list[str]:
    return ["<form" + part.partition("</form>")[0] for part in page.split("<form")[1:]]


def fields(form: str) -> dict[str, list[str]]:
    """The values of a form's fields as they stand."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") == "checkbox" and " checked" not in tag:
            continue
        if "name" in said:
            found.setdefault(said["name"], []).append(html.unescape(said.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        found.setdefault(name, []).append(html.unescape(text))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)[:1]
        found.setdefault(name, []).extend(chosen)
    return found


@pytest.fixture
async def desk(house: House) -> Desk:
    made = await house.operator.new(source=SMALL)
    token = next(link["token"] for link in made["links"] if link["role"] == "organizer")
    joined = await house.reader().post("/api/v1/links", json={"token": token})
    return Desk(house.reader(joined.json()["pass"]), made["forum"])


async def test_every_page_opens_and_each_leads_to_the_others(desk: Desk):
    for page in ("", "/items/1a", "/items/P", "/items/2", "/forum", "/roster", "/frameworks", "/surveys"):
        text = await desk.reader.page(f"/organizer{page}")
        assert 'href="/organizer/roster"' in text
    assert "First café" in words(await desk.reader.page("/organizer"))


async def test_saving_a_form_as_it_stands_changes_nothing(desk: Desk, house: House):
    before = await house.operator.export(forum=desk.forum)
    pages = {
        "/organizer/forum": "/organizer/parts/forum",
        "/organizer/roster?open=delegations/PER": "/organizer/parts/delegations/PER",
        "/organizer/frameworks?open=frameworks/pact": "/organizer/parts/frameworks/pact",
        "/organizer/frameworks?open=frameworks/pact/references/1": "/organizer/parts/frameworks/pact/references/1",
        "/organizer/surveys?open=surveys/results": "/organizer/parts/surveys/results",
        "/organizer/surveys?open=surveys/results/statements/1": "/organizer/parts/surveys/results/statements/1",
        "/organizer/items/2?open=items/2/experts/0": "",
    }
    for number in ("R", "1a", "1b", "P", "D", "2", "J", "C"):
        pages[f"/organizer/items/{number}"] = ""
    for address, action in pages.items():
        text = await desk.reader.page(address)
        wanted = [one for one in forms(text) if 'class="part"' in one and (not action or f'action="{action}"' in one)]
        assert wanted, address
        for form in wanted:
            to = re.findall(r'action="([^"]+)"', form)[0]
            await desk.send(to, {**fields(form), "action": "put"})
    assert await house.operator.export(forum=desk.forum) == before


async def test_an_item_is_changed_and_every_page_says_so(desk: Desk, house: House):
    form = await desk.form("/organizer/items/P", await action_of(desk, "P"))
    form |= {"title.en": ["Everybody together"], "minutes": ["25"], "starts": ["10:05"], "action": ["put"]}
    page = await desk.send(await action_of(desk, "P"), form)
    assert "Everybody together" in words(page)
    assert "10:05" in await desk.reader.page("/programme")
    assert "Everybody together" in words(await desk.reader.page("/items/P"))


async def action_of(desk: Desk, number: str) -> str:
    page = await desk.reader.page(f"/organizer/items/{number}")
    return re.findall(r'class="part" method="post" action="([^"]+)"', page)[0]


async def test_what_is_refused_comes_back_as_it_was_typed_with_each_fault_at_its_field(desk: Desk):
    action = await action_of(desk, "P")
    form = await desk.form("/organizer/items/P", action)
    form |= {"title.en": ["<i>Mine & yours</i>"], "minutes": ["-15"], "starts": ["noon"], "action": ["put"]}
    page = await desk.send(action, form, 422)
    assert "With -15 minutes it ends before it has begun." in words(page)
    assert "`noon` is not a time of day." in words(page)
    kept = fields(next(part for part in forms(page) if f'action="{action}"' in part))
    assert (kept["title.en"], kept["minutes"], kept["starts"]) == (["<i>Mine & yours</i>"], ["-15"], ["noon"])
    assert "<i>Mine" not in page
    assert "Together" in words(await desk.reader.page("/items/P"))


async def test_a_second_organizer_finds_both_texts_in_the_form(desk: Desk):
    action = await action_of(desk, "P")
    ana = await desk.form("/organizer/items/P", action)
    luis = {**ana, "title.en": ["Luis's title"], "background.en": ["Luis's background"], "action": ["put"]}
    luis |= {"id": [people.new_id()]}
    await desk.send(action, {**ana, "title.en": ["Ana's title"], "minutes": ["28"], "action": ["put"]})
    page = await desk.send(action, luis, 409)
    assert "Written meanwhile by somebody else: English Ana's title" in words(html.unescape(page))
    kept = fields(next(part for part in forms(page) if f'action="{action}"' in part))
    assert kept["title.en"] == ["Luis's title"] and kept["background.en"] == ["Luis's background"]
    assert kept["minutes"] == ["28"]
    await desk.send(action, {**kept, "title.en": ["Both titles"], "action": ["put"]})
    page = words(html.unescape(await desk.reader.page("/organizer/items/P")))
    assert "Both titles" in page and "Luis's background" in page


async def test_items_questions_and_tables_are_added_and_taken_away(desk: Desk):
    form = await desk.form("/organizer?open=items/new/2024-03-05", "/organizer/parts/items/new/2024-03-05")
    form |= {
        "number": ["K"],
        "title.en": ["Evening café"],
        "technique": ["knowledge_cafe"],
        "starts": ["15:00"],
        "minutes": ["60"],
        "questions.0.en": ["What stays?"],
        "tables": ["3"],
        "first": ["31"],
        "action": ["add"],
    }
    refused = await desk.send("/organizer/parts/items/new/2024-03-05", {**form, "questions.0.en": [""]}, 422)
    assert "A knowledge café needs `questions`: at least one." in words(refused)
    assert 'value="Evening café"' in refused and 'value="31"' in refused
    page = await desk.send("/organizer/parts/items/new/2024-03-05", form)
    assert "What stays?" in words(page) and "31" in page and "33" in page
    item = re.findall(r"/organizer/parts/(items/[0-9a-f-]+)\"", page)[0]
    asked = await desk.form(f"/organizer/{item}?open={item}/questions/new", f"/organizer/parts/{item}/questions/new")
    page = await desk.send(
        f"/organizer/parts/{item}/questions/new", asked | {"text.en": ["And who?"], "action": ["add"]}
    )
    assert "And who?" in words(page)
    await desk.send(f"/organizer/parts/{item}", {"action": "remove"})
    assert "Evening café" not in words(await desk.reader.page("/organizer"))


async def test_who_is_no_organizer_is_told_so(house: House):
    for person in (await house.holder("facilitator", "2a"), await house.holder("moderator"), await house.seated(1)):
        await person.page("/organizer", 403)
        await person.post_form("/organizer/parts/forum", 403, action="put")
    assert (await house.reader().get("/organizer", headers={"origin": SITE})).status_code == 401


async def test_an_old_forum_without_details_opens_too(house: House):
    person = await house.holder("organizer")
    for page in ("", "/items/2a", "/forum", "/roster", "/frameworks", "/surveys"):
        await person.page(f"/organizer{page}")
