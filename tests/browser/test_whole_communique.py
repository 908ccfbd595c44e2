"""A whole communiqué in real Chromium pages: drafter and chair in the drafting room, three delegations on phones, the wall,
a translator; from the zero draft to the adopted text that anybody reads without a pass. Nobody who watches reloads a page.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.kernel.ids import new_id
from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_dialogue import delegation_of
from tests.desk.test_desk_and_wall import DESK, assert_untouched, scene, untouched, wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

FOUND = {
    "Joint desks find victims before they move on.": "Las mesas conjuntas encuentran a las víctimas a tiempo.",
    "Families are called after seven days.": "Se llama a las familias a los siete días.",
}
CHAMPIONS = ("CAN", "CRI", "SLV", "HND", "MEX", "PAN", "COL", "ECU", "PER")


def found(cafe: Cafe) -> None:
    """What a café came to, shown: a zero draft is made of it."""
    rapporteur = cafe.call("POST", "/links", {"token": cafe.link("rapporteur", "2a")})["pass"]
    for english, spanish in FOUND.items():
        id_, body = new_id(), {"item": "2a", "texts": {"en": english, "es": spanish}, "language": "en", "sources": []}
        cafe.call("PUT", f"/key-findings/{id_}", body, rapporteur)
        cafe.call("POST", f"/key-findings/{id_}/show", {}, rapporteur)


def at_desk(cafe: Cafe, role: str, path: str) -> Page:
    page = cafe.device(*DESK)
    page.goto(f"{cafe.url}/role#{cafe.link(role)}")
    page.wait_for_url(lambda url: "/role" not in url)
    page.goto(f"{cafe.url}{path}")
    return page


def paragraph(page: Page, number: int) -> Locator:
    return page.locator(".section.operative .paragraphs > .paragraph").nth(number - 1)


def propose(phone: Page, number: int, kind: str, quote: str, text: str, reason: str) -> None:
    """On a page of its own, while the one that follows the text stays as it is."""
    address = paragraph(phone, number).get_by_role("link", name="Propose a change").get_attribute("href")
    page = phone.context.new_page()
    page.goto(f"{phone.url.partition('/items')[0]}{address}")
    page.locator(f"input[name=kind][value={kind}]").check(force=True)
    page.fill("#quote", quote)
    page.fill("#text", text)
    page.fill("#reason", reason)
    page.get_by_role("button", name="Send it to the drafters").click()
    expect(page.locator(".amendments")).to_contain_text(reason)
    page.close()


def edit(drafter: Page, number: int, text: str) -> None:
    """Types at the end of the authority's box, and leaves it unsaved."""
    paragraph(drafter, number).get_by_role("link", name="Edit").click()
    box = drafter.locator('#editor textarea[name="text:en"]')
    box.press("Control+End")
    box.press("Backspace")
    box.press_sequentially(text)


def save(drafter: Page) -> None:
    drafter.get_by_role("button", name="Save the change").click()
    expect(drafter.locator("#editor")).to_be_empty()


def zero_draft(drafter: Page, chair: Page, wall: Page, phones: list[Page]) -> None:
    """One action makes it; the chair opens it, and one key puts a paragraph on the wall and under everybody's eyes."""
    drafter.get_by_role("button", name="Make the zero draft").click()
    for page in (drafter, chair, *phones):
        expect(page.locator(".section.operative .paragraph")).to_have_count(2)
        expect(paragraph(page, 1)).to_contain_text("from a key finding")
    chair.get_by_role("button", name="Open it to everybody").click()
    expect(chair.get_by_role("button", name="Delegations only")).to_be_visible()
    paragraph(drafter, 1).focus()
    drafter.keyboard.press("w")
    expect(scene(wall)).to_contain_text("Joint desks find victims before they move on.")
    expect(scene(wall)).to_contain_text("No bracket remains")
    for phone in phones:
        expect(paragraph(phone, 1)).to_have_attribute("data-mine", re.compile("now"))
        expect(paragraph(phone, 1)).to_be_in_viewport()


def typed_live(drafter: Page, wall: Page, phone: Page) -> None:
    """Words come to wall and phone as they are typed, marked as being drafted; saved, they simply stand."""
    edit(drafter, 1, " by night.")
    for page in (scene(wall), paragraph(phone, 1)):
        expect(page.locator("[data-drafted]").first).to_contain_text("before they move on by night.")
        expect(page.locator(".drafting-now")).to_be_visible()
    save(drafter)
    for page in (scene(wall), paragraph(phone, 1)):
        expect(page.locator("[data-drafted]")).to_have_count(0)
        expect(page).to_contain_text("before they move on by night.")
        expect(page.locator(".drafting-now")).to_be_hidden()


def amended(drafter: Page, wall: Page, costa_rica: Page, mexico: Page) -> None:
    """Two compete and become one; changes are struck out and underlined on the wall, which names nobody."""
    propose(costa_rica, 1, "replace", "Joint desks", "Joint screening desks", "Say what they do.")
    propose(mexico, 1, "replace", "desks find", "desks of three services find", "Say who sits there.")
    expect(scene(wall).locator("ins").first).to_contain_text("screening")
    expect(scene(wall)).to_contain_text("2 changes proposed")
    assert "Costa Rica" not in scene(wall).inner_text() and "Mexico" not in scene(wall).inner_text()
    paragraph(drafter, 1).get_by_role("link", name="Merge with").first.click()
    drafter.fill("#merge-text", "Joint screening desks of three services find")
    drafter.get_by_role("button", name="Merge them").click()
    expect(paragraph(drafter, 1).locator(".amendments > li")).to_have_count(1)
    paragraph(drafter, 1).get_by_role("button", name="Accept").click()
    for page in (scene(wall), paragraph(costa_rica, 1), paragraph(mexico, 1)):
        expect(page).to_contain_text(
            "Joint screening desks of three services find victims before they move on by night."
        )
        expect(page.locator("ins")).to_have_count(0)


def bracketed(drafter: Page, chair: Page, wall: Page, panama: Page) -> None:
    """Words come into brackets with an alternative, counted; nothing in brackets is agreed; then the room finds others."""
    propose(panama, 2, "bracket", "after seven days", "after ten days", "Seven is soon.")
    paragraph(drafter, 2).focus()
    drafter.keyboard.press("w")
    expect(scene(wall)).to_contain_text("Families are called")
    paragraph(drafter, 2).get_by_role("button", name="Accept").click()
    expect(scene(wall)).to_contain_text("1 bracket remains")
    expect(scene(wall).locator(".alt")).to_have_text(["Alt 1", "Alt 2"])
    assert "PAN" not in scene(wall).inner_text()
    expect(paragraph(chair, 2)).to_contain_text("PAN:")
    paragraph(chair, 2).get_by_role("button", name="agreed ad referendum").click()
    expect(chair.locator("[data-page-fault]").first).to_contain_text("What stands in brackets is not agreed")
    paragraph(drafter, 2).get_by_role("link", name="Edit").click()
    drafter.fill('#editor textarea[name="text:en"]', "Families are called after seven days, and again each month.")
    save(drafter)
    expect(scene(wall)).to_contain_text("No bracket remains")


def agreed(chair: Page, wall: Page, phones: list[Page]) -> None:
    """The chair asks about paragraph 1, three answer with a tap, and it is agreed ad referendum."""
    paragraph(chair, 1).get_by_role("button", name="Any objection?").click()
    expect(scene(wall)).to_contain_text("The chair asks: any objection?")
    for phone in phones:
        expect(paragraph(phone, 1).get_by_text("Joint screening desks")).to_be_in_viewport()
        phone.locator(".question-asked").get_by_role("button", name="no objection").click()
    expect(chair.locator(".question-asked .positions > li")).to_have_count(len(phones))
    chair.locator(".question-asked").get_by_role("button", name="agreed ad referendum").click()
    expect(paragraph(phones[0], 1)).to_contain_text("agreed ad referendum")
    paragraph(chair, 1).focus()
    chair.keyboard.press("w")
    expect(scene(wall)).to_contain_text("agreed ad referendum")


def silent(chair: Page, panama: Page, minutes: str) -> None:
    chair.locator(".ticks li").get_by_label("Paragraph 2", exact=False).check()
    chair.fill("#silence-minutes", minutes)
    expect(chair.get_by_text("Without a tick it is the whole text.")).to_be_hidden()
    chair.get_by_role("button", name="Freeze the paragraphs ticked: 1").click()
    expect(panama.locator(".silence")).to_contain_text("Silence is kept")


def silences(drafter: Page, chair: Page, panama: Page) -> None:
    """Broken in writing, which the chair reads at once; and kept, by which the paragraph is agreed."""
    silent(chair, panama, "10")
    expect(paragraph(drafter, 2).get_by_role("link", name="Edit")).to_have_count(0)
    panama.get_by_text("Break the silence", exact=True).click()
    panama.fill("#break-text", "Each month is too often for us.")
    panama.get_by_role("button", name="Break the silence in writing").click()
    expect(chair.locator(".silence")).to_contain_text("Each month is too often for us.")
    expect(paragraph(drafter, 2).get_by_role("link", name="Edit")).to_be_visible()
    paragraph(drafter, 2).get_by_role("link", name="Edit").click()
    drafter.fill('#editor textarea[name="text:en"]', "Families are called after seven days, and again each season.")
    save(drafter)
    expect(paragraph(chair, 2)).to_contain_text("each season")
    silent(chair, panama, "0.1")
    expect(chair.locator(".silence")).to_contain_text("Nobody broke the silence", timeout=30_000)
    expect(paragraph(panama, 2).locator(".how")).to_have_text("agreed")


def translated(drafter: Page, translator: Page, phone: Page) -> None:
    """The Spanish twin is stale since the English changed; the translator brings it up to it."""
    expect(paragraph(phone, 2)).to_contain_text("stale")
    address = paragraph(drafter, 2).get_by_role("link", name="Edit").get_attribute("href")
    translator.goto(f"{translator.url.partition('/items')[0]}{address}")
    translator.fill('textarea[name="text:es"]', "Se llama a las familias a los siete días, y de nuevo cada estación.")
    translator.get_by_role("button", name="Save the change").click()
    expect(paragraph(phone, 2)).to_contain_text("y de nuevo cada estación")
    expect(paragraph(phone, 2)).not_to_contain_text("stale")


def adopted(cafe: Cafe, chair: Page, wall: Page, phones: dict[str, Page]) -> None:
    """Nine delegations say where they stand, one reserves first; the chair adopts, and it stands on the wall."""
    chair.get_by_role("button", name="Any objection to the whole text?").click()
    expect(scene(wall)).to_contain_text("The chair asks")
    for key, phone in phones.items():
        asked = phone.locator(".question-asked")
        expect(asked).to_contain_text("The whole text")
        if key == "PAN":
            phone.locator(".reserving > summary").click()
            phone.fill("#say-text", "Panama reads this in line with its law.")
            phone.get_by_role("button", name="Send the reservation").click()
            expect(chair.locator(".question-asked")).to_contain_text("Panama reads this")
            phone.fill("#say-text", "")
        asked.get_by_role("button", name="no objection").click()
    expect(chair.locator(".question-asked")).not_to_contain_text("Panama reads this")
    spoken = chair.locator(".question-asked .positions > li")
    for place, key in enumerate((key for key in CHAMPIONS if key not in phones), len(phones) + 1):
        delegation = delegation_of(cafe, key)
        delegation.goto(f"{cafe.url}/items/J/communique")
        delegation.locator(".question-asked").get_by_role("button", name="no objection").click()
        expect(spoken).to_have_count(place)
    expect(chair.locator(".question-asked")).to_contain_text("Every delegation that adopts has spoken.")
    chair.locator(".question-asked").get_by_role("button", name="agreed", exact=True).click()
    chair.get_by_text("Adopt the text", exact=True).click()
    chair.get_by_label("I asked, and nobody objects").check()
    chair.get_by_role("button", name="Adopt it").click()
    expect(scene(wall)).to_contain_text("Joint communiqué")
    for phone in phones.values():
        expect(phone.locator(".adopted")).to_contain_text("Adopted on")
        expect(phone.locator("main > [data-needs=position]")).to_be_hidden()


def anybody_reads(cafe: Cafe) -> None:
    """Without a pass: both languages, and no position, no proposer, no reason."""
    page = cafe.device()
    answer = page.goto(f"{cafe.url}/public/{cafe.forum.id}/communique")
    assert answer is not None and answer.status == 200
    expect(page.locator("body")).to_contain_text("Joint screening desks of three services find victims")
    expect(page.locator("body")).to_contain_text("y de nuevo cada estación")
    assert not page.context.cookies()
    text = page.content()
    for private in (
        "no objection",
        "Panama reads this",
        "too often for us",
        "Say what they do",
        "Seven is soon",
        "PAN:",
    ):
        assert private not in text, private
    read = page.locator("main").inner_text()
    for delegation in ("Costa Rica", "Mexico", "México", "Honduras"):
        assert delegation not in read, delegation


def test_nine_delegations_draft_amend_agree_and_adopt_and_anybody_reads_the_text(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = reference_forum(open_cafe())
    found(cafe)
    drafter = at_desk(cafe, "rapporteur", "/items/J/drafting")
    chair = at_desk(cafe, "moderator", "/items/J/drafting")
    translator = at_desk(cafe, "translator", "/items/J/communique")
    cafe.go("drafting", "J")
    phones = {key: delegation_of(cafe, key) for key in ("CRI", "MEX", "PAN")}
    for phone in phones.values():
        phone.goto(f"{cafe.url}/items/J/communique")
    wall = wall_of(cafe, "room_a")
    costa_rica, mexico, panama = phones.values()
    watching = [drafter, chair, wall, *phones.values()]
    untouched(watching)
    zero_draft(drafter, chair, wall, list(phones.values()))
    typed_live(drafter, wall, costa_rica)
    amended(drafter, wall, costa_rica, mexico)
    bracketed(drafter, chair, wall, panama)
    agreed(chair, wall, list(phones.values()))
    silences(drafter, chair, panama)
    translated(drafter, translator, costa_rica)
    cafe.go("adoption", "J")
    adopted(cafe, chair, wall, phones)
    assert_untouched(watching)
    anybody_reads(cafe)
