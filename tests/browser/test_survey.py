"""A survey on real phones: answered with a thumb, kept without a network and through a reload, changed, counted live."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session

from app.store.engines import open_engines
from tests.browser.conftest import Cafe
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import opened
from tests.survey.asking import found_survey

pytestmark = pytest.mark.browser

WORDS = "Cuánto compartimos: ¡más de lo que creía!"


def asked(cafe: Cafe) -> str:
    """The café with a survey before and after; its id."""
    engines = open_engines(f"sqlite:///{cafe.server.folder / 'sobremesa.sqlite3'}")
    with Session(engines.writer) as session:
        survey = found_survey(session, cafe.forum)
        session.commit()
    engines.dispose()
    return survey


def rate(phone: Page, statement: str, value: int) -> Locator:
    """A thumb on one of the five."""
    choice = phone.locator(f'input[name="ratings.{statement}"][value="{value}"]')
    choice.check()
    return choice


def test_a_phone_keeps_what_is_chosen_sends_it_once_and_changes_it(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    survey = asked(cafe)
    cafe.go("open", "C")
    ana, desk = cafe.device(bypass_csp=True), opened(cafe, "moderator")
    cafe.join(ana, 1, "Ana")
    desk.goto(f"{cafe.url}/items/C/desk")
    expect(desk.locator(".survey-count")).to_contain_text("0 of 1 have answered")

    ana.goto(f"{cafe.url}/programme")
    ana.get_by_role("link", name="Survey: Before and after").click()
    ana.wait_for_url(f"**/surveys/{survey}/after")
    for choice in ana.locator(".scale label").all():
        box = choice.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
    rate(ana, "s1", 4)
    ana.fill("textarea", WORDS)
    ana.wait_for_timeout(500)
    # A phone that is put away forgets the page: what was chosen and written is there again, unsent.
    ana.reload()
    expect(ana.locator('input[name="ratings.s1"][value="4"]')).to_be_checked()
    expect(ana.locator("textarea")).to_have_value(WORDS)

    ana.context.set_offline(True)
    rate(ana, "s3", 2)
    ana.get_by_role("button", name="Save my answers").click()
    expect(ana.locator(".kept")).to_contain_text("saved on this phone")
    expect(ana.locator('input[name="ratings.s3"][value="2"]')).to_be_checked()
    ana.context.set_offline(False)
    expect(ana.locator(".kept .on-saved")).to_be_visible(timeout=20_000)
    expect(desk.locator(".survey-count")).to_contain_text("1 of 1 have answered")

    ana.reload()
    expect(ana.locator("textarea")).to_have_value(WORDS)
    rate(ana, "s1", 5)
    ana.get_by_role("button", name="Save the change").click()
    expect(ana.locator(".kept .on-saved")).to_be_visible()
    ana.reload()
    expect(ana.locator('input[name="ratings.s1"][value="5"]')).to_be_checked()
    expect(desk.locator(".survey-count")).to_contain_text("1 of 1 have answered")

    # It closes while the phone looks on: a clear sentence, and every choice stays.
    desk.get_by_role("button", name="Close the survey").click()
    expect(desk.locator(".survey-count")).to_contain_text("closed")
    rate(ana, "s4", 3)
    ana.get_by_role("button", name="Save the change").click()
    expect(ana.locator(".kept .on-refused")).to_contain_text("This survey is closed now.")
    expect(ana.locator('input[name="ratings.s4"][value="3"]')).to_be_checked()
    assert faults(ana) == []


def test_results_are_readable_by_keyboard_and_screen_reader(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    survey = asked(cafe)
    cafe.go("open", "S")
    for number in range(5):
        joined = cafe.call("POST", "/join", {"code": cafe.forum.code})
        body = {"ratings": {"s1": 1 + number, "s2": 5, "s3": 2}}
        path = f"/surveys/{survey}/responses/00000000-0000-4000-8000-00000000000{number}"
        cafe.call("PUT", path, body, joined["pass"])
    moderator = opened(cafe, "moderator", bypass_csp=True)
    moderator.goto(f"{cafe.url}/surveys/results")
    row = moderator.get_by_role("row", name="Statement s1.")
    expect(row).to_contain_text("40%")
    expect(row.get_by_role("cell").last).to_have_text("3.0")
    assert faults(moderator) == []
    # The page is live: another answers, the moderator shows an objective and closes the survey.
    joined = cafe.call("POST", "/join", {"code": cafe.forum.code})
    path = f"/surveys/{survey}/responses/00000000-0000-4000-8000-000000000009"
    cafe.call("PUT", path, {"ratings": {"s1": 5}}, joined["pass"])
    before = moderator.locator(".survey-count").first
    expect(before).to_contain_text("6 of 6 have answered")
    on_item = moderator.locator("form", has_text="Item S")
    on_item.get_by_role("button", name="Knowledge").click()
    expect(moderator.locator(".on-wall")).to_contain_text("S · Before and after")
    expect(row).to_contain_text("40%")
    before.get_by_role("button", name="Close the survey").click()
    expect(before).to_contain_text("closed")
    expect(row).to_contain_text("50%")
    moderator.goto(f"{cafe.url}/wall/main")
    expect(moderator.locator(".scene.figures")).to_contain_text("Statement s2.")
    assert faults(moderator) == []
