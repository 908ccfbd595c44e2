"""Pages of remarks: who speaks on the item's page, on its desk and on the wall; what there is to read."""

from tests.desk.conftest import House, words
from tests.forums import START
from tests.programme.test_running_order import DETAILS


async def test_the_desk_steps_and_every_page_says_who_speaks(house: House) -> None:
    house.forum.add("O", "remarks", START, 30, details=DETAILS)
    desk, guest = await house.holder("moderator", "O"), await house.seated(1)
    page = words(await guest.page("/items/O"))
    assert "Who speaks Ana Ruiz Minister" in page and "With The Secretariat moderator" in page
    await desk.htmx("/items/O/running-order", 409, action="next")
    await desk.htmx("/items/O/phase", to="open")
    assert "First speaker" in words(await desk.page("/items/O/desk"))
    await desk.htmx("/items/O/running-order", action="next", **{"from": "-1"})
    page = await guest.page("/items/O")
    assert 'aria-current="true"' in page and "speaks now Ana Ruiz" in words(page)
    page = words(await desk.page("/items/O/desk"))
    assert "Next speaker" in page and "Give the floor" in page
    assert "Ana Ruiz Minister" in words(await guest.page("/wall"))
    said = await desk.htmx("/items/O/running-order", 409, action="give", speaker="2", **{"from": "-1"})
    assert "Somebody else has just given the floor." in words(said)
    await guest.htmx("/items/O/running-order", 403, action="next")
    page = await desk.post_form("/items/O/running-order", action="give", speaker="2")
    assert "The last word" in words(page) and "All have spoken" in words(page)


async def test_only_web_addresses_are_linked(house: House) -> None:
    house.forum.add("O", "remarks", START, 30, details=DETAILS)
    page = await (await house.seated(1)).page("/items/O")
    assert 'href="https://example.org/note.pdf"' in page and "javascript:" not in page
    assert "A trap handed out by the organizer" in words(page)
