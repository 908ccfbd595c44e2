"""Registration: people checked in by hand and by phone, who has come, badges, and the list that everybody may read."""

import re
from typing import Any

import pytest
from sqlmodel import Session

from app.kernel.ids import hashed, new_id, new_secret
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.checking_in import CheckIn, CheckOut, Register, StrikeOff
from app.people.commands import ChangeMe, Join, Leave
from app.people.models import Delegation
from app.programme.commands import MovePhase
from app.programme.models import Forum
from app.wiring import registered
from tests.desk.conftest import SITE, House, Reader, words
from tests.forums import START, SmallForum
from tests.mirror import Mirror

REGISTRY, ADMISSIONS = registered()
TEXTS = {"en": "Government", "es": "Gobierno"}


def furnish(forum: SmallForum, privacy: str = "named") -> SmallForum:
    """A registration, a roster of two delegations, and the organizer's affiliations."""
    forum.add("R", "registration", START, 30)
    with Session(forum.engines.writer) as session:
        row = session.get_one(Forum, forum.id)
        row.privacy, row.details = privacy, {"affiliations": [TEXTS]}
        for position, (key, name) in enumerate((("PAN", "Panama"), ("CRI", "Costa Rica"))):
            names = {"en": name}
            session.add(
                Delegation(
                    id=new_id(), forum=forum.id, key=key, position=position, name=names, groups=[], affiliation=TEXTS
                )
            )
        session.commit()
    return forum


async def arrivals(forum: SmallForum) -> dict[str, Any]:
    room = Room("roster", forum.items["R"])
    cards = await forum.readers.run(REGISTRY.load, forum.id, room)
    return next(dict(card.data) for card in cards if card.kind == "arrivals")


async def roster(forum: SmallForum) -> list[tuple[str, bool]]:
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("roster", forum.items["R"]))
    return [(card.data["name"], card.data["arrived_at"] is not None) for card in cards if card.kind == "person"]


async def refused(forum: SmallForum, command: Any, actor: Actor | None) -> str:
    with pytest.raises(Refusal) as found:
        await forum.run(command, actor)
    return found.value.code


async def test_somebody_without_a_phone_is_put_on_the_roster_and_checked_in(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("facilitator", "R")
    done = await forum.run(Register("R", "Ana Ruiz", "", "PAN"), desk)
    await forum.run(Register("R", "Ángel Mora", "Gobierno", None, arrived=False), desk)
    await forum.run(Register("R", "Bea Solís", "Guild of bakers"), desk)
    assert done.created
    assert await roster(forum) == [("Ana Ruiz", True), ("Ángel Mora", False), ("Bea Solís", True)]
    told = await arrivals(forum)
    assert (told["here"], told["known"], told["nameless"]) == (2, 4, 1)  # the desk has not said its name
    assert [(one["name"]["en"], one["here"], one["known"]) for one in told["delegations"]] == [
        ("Panama", 1, 1),
        ("Costa Rica", 0, 0),
    ]
    assert [(one["name"], one["here"], one["known"]) for one in told["affiliations"]] == [
        (TEXTS, 1, 2),
        ("Guild of bakers", 1, 1),
    ]


async def test_a_name_is_put_on_the_roster_once_for_each_delegation(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("organizer")
    await forum.run(Register("R", "Ana Ruiz", "", "PAN"), desk)
    assert await refused(forum, Register("R", " ana  RUIZ ", "", "PAN"), desk) == "already_on_roster"
    await forum.run(Register("R", "Ana Ruiz", "", "CRI"), desk)
    assert len(await roster(forum)) == 2


async def test_a_repeated_check_in_counts_once_and_a_mistake_is_taken_back(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("organizer")
    registered = Register("R", "Ana Ruiz", id=new_id())
    ana = (await forum.run(registered, desk)).value["participant"]
    assert (await forum.run(registered, desk)).repeated
    first = await forum.run(CheckIn("R", ana), desk)
    assert (await forum.run(CheckIn("R", ana), desk)).value == first.value
    assert (await arrivals(forum))["here"] == 1
    await forum.run(CheckOut("R", ana), desk)
    await forum.run(CheckOut("R", ana), desk)
    assert await roster(forum) == [("Ana Ruiz", False)]
    await forum.run(StrikeOff("R", ana), desk)
    assert await roster(forum) == []
    assert await refused(forum, CheckIn("R", ana), desk) == "no_such_person"


async def test_who_joins_while_registration_is_open_has_come_and_a_wall_has_not(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("organizer")
    early = await forum.person(name="Early")
    await forum.run(MovePhase("R", "open"), desk)
    await forum.person(name="Late")
    await forum.run(Join(hashed(new_secret()), arrives=False))
    assert await roster(forum) == [("Early", False), ("Late", True)]
    await forum.run(CheckIn("R", "me"), early)
    assert await roster(forum) == [("Early", True), ("Late", True)]


async def test_one_checks_oneself_in_while_it_is_open_and_nobody_else(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("facilitator", "R")
    elsewhere = await forum.holder("facilitator", "2a")
    ana, luis = await forum.person(name="Ana"), await forum.person(name="Luis")
    assert await refused(forum, CheckIn("R", "me"), ana) == "not_now"
    await forum.run(MovePhase("R", "open"), desk)
    for command in (
        CheckIn("R", luis.participant),
        CheckOut("R", ana.participant),
        Register("R", "Nobody"),
        StrikeOff("R", luis.participant),
    ):
        assert await refused(forum, command, ana) == "not_yours"
        assert await refused(forum, command, elsewhere) == "not_yours"
    await forum.run(CheckIn("R", ana.participant), ana)
    assert await roster(forum) == [("Ana", True), ("Luis", False)]
    assert await refused(forum, CheckIn("2a", "me"), ana) == "no_registration"
    assert await refused(forum, StrikeOff("R", ana.participant), desk) == "has_a_phone"
    room = Room("roster", forum.items["R"])
    heard = [await forum.readers.run(ADMISSIONS.refused, actor, room) for actor in (desk, ana, elsewhere)]
    assert heard == [None, "not_yours", "not_yours"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Register("R"), "empty"),
        (Register("R", "Ana", "", "XYZ"), "no_such_delegation"),
        (Register("R", "A" * 81), "too_long"),
        (Register("9", "Ana"), "no_such_item"),
        (CheckIn("R", "nobody"), "no_such_person"),
        (CheckOut("R"), "nothing_to_undo"),
    ],
)
async def test_what_cannot_be_changes_nothing(forum: SmallForum, command: Any, code: str) -> None:
    desk = await furnish(forum).holder("organizer")
    assert await refused(forum, command, desk) == code
    assert await roster(forum) == []


async def test_an_anonymous_forum_counts_and_keeps_no_list(forum: SmallForum) -> None:
    desk = await furnish(forum, "anonymous").holder("organizer")
    assert await refused(forum, Register("R", "Ana", "", "PAN"), desk) == "no_names"
    await forum.run(Register("R", "", "", "PAN"), desk)
    await forum.run(Register("R"), desk)
    assert ((await arrivals(forum))["here"], await roster(forum)) == (2, [])
    await forum.run(CheckOut("R"), desk)
    told = await arrivals(forum)
    assert (told["here"], told["known"]) == (1, 2)
    phone = await forum.person()
    await forum.run(CheckIn("R", phone.participant), desk)
    await forum.run(CheckOut("R"), desk)
    told = await arrivals(forum)
    assert (told["here"], told["known"]) == (1, 3)


async def test_the_roster_follows_everything_that_happens(forum: SmallForum) -> None:
    desk = await furnish(forum).holder("organizer")
    ana = await forum.person(name="Ana")
    mirror = Mirror(forum, REGISTRY, [Room("roster", forum.items["R"])], [ana])
    await mirror.start()
    new = (await forum.run(Register("R", "Luis", "", "CRI"), desk)).value["participant"]
    for command, actor in (
        (MovePhase("R", "open"), desk),
        (CheckIn("R", "me"), ana),
        (ChangeMe(name="Ana María", delegation="PAN"), ana),
        (CheckOut("R", new), desk),
        (CheckIn("R", new), desk),
        (CheckOut("R"), desk),
        (Join(hashed(new_secret()), "Zoe"), None),
        (Leave(), ana),
    ):
        await forum.run(command, actor)
        assert await mirror.differences() == []
    assert (await arrivals(forum))["here"] == 1  # Zoe: Ana left, and Luis was taken back


async def page_of(reader: Reader) -> str:
    return words(await reader.page("/items/R/check-in"))


async def test_the_desk_checks_people_in_with_scripts_and_without(house: House) -> None:
    furnish(house.forum)
    desk, guest = await house.holder("facilitator", "R"), await house.seated(1, "Guest")
    page = await desk.post_form("/items/R/check-in", action="register", name="Ana Ruiz", delegation="PAN")
    assert "Ana Ruiz Panama · Government · no phone" in words(page)
    page = await desk.post_form("/items/R/check-in", 409, action="register", name="Ana Ruiz", delegation="PAN")
    assert "Ana Ruiz is on the roster already." in words(page) and 'value="Ana Ruiz"' in page
    person = re.search(r'name="person" value="([^"]+)"', page)
    assert person is not None
    said = await desk.htmx("/items/R/check-in", 422, action="register", name=" ")
    assert "Who is it?" in words(said)
    await desk.htmx("/items/R/check-in", action="list", name="<b>Luis</b>")
    page = await desk.page("/items/R/check-in")
    assert "&lt;b&gt;Luis" in page and "<b>Luis" not in page
    await desk.htmx("/items/R/check-in", action="undo", person=person[1])
    assert "0 people have come 4 on the roster" in await page_of(desk)
    await guest.page("/items/R/check-in", 403)
    await guest.htmx("/items/R/check-in", 403, action="register", name="Me")
    assert "/items/R/check-in" in await desk.page("/items/R")


async def test_a_phone_says_that_it_has_come(house: House) -> None:
    furnish(house.forum)
    desk, guest = await house.holder("facilitator", "R"), await house.seated(1, "Guest")
    assert 'data-needs="arrive"' in await guest.page("/items/R")
    await guest.htmx("/items/R/arrived", 409)
    await desk.htmx("/items/R/phase", to="open")
    page = await guest.post_form("/items/R/arrived")
    assert "You are checked in, since" in words(page)
    assert "my-arrival" not in await guest.page("/items/2a")


async def test_badges_carry_name_affiliation_delegation_and_the_way_in(house: House) -> None:
    furnish(house.forum)
    desk, guest = await house.holder("organizer"), await house.seated(1, "Guest")
    await desk.post_form("/items/R/check-in", action="register", name="Ana Ruiz", delegation="PAN")
    page = await desk.page("/items/R/badges")
    assert "Ana Ruiz Panama Government" in words(page) and "Guest" in page and page.count('class="badge"') == 2
    person = re.search(r'badges\?person=([0-9a-f-]+)" aria-label="Badge: Ana', await desk.page("/items/R/check-in"))
    assert person is not None
    one = await desk.page(f"/items/R/badges?person={person[1]}")
    assert one.count('class="badge"') == 1 and "Guest" not in one
    assert (await desk.page("/items/R/badges?blank=yes")).count('class="badge"') == 8
    await guest.page("/items/R/badges", 403)


@pytest.mark.parametrize("privacy", ["named", "by_table", "anonymous"])
async def test_everybody_reads_of_the_others_what_the_forum_allows(house: House, privacy: str) -> None:
    furnish(house.forum, privacy)
    for name in ("Ana", "Bea", "Carl"):
        await house.forum.run(Join(hashed(new_secret()), name, "", "PAN"))
    await house.forum.run(Join(hashed(new_secret()), "Dora", "", "CRI"))
    reader = await house.seated(1)
    page, told = words(await reader.page("/participants")), (await reader.get("/api/v1/participants")).json()
    assert ("Ana" in page, "Panama" in page) == (privacy == "named", privacy != "anonymous")
    assert [one["name"] for one in told["people"]] == (["Ana", "Bea", "Carl", "Dora"] if privacy == "named" else [])
    groups = [("Panama", 3), ("Costa Rica", None)] if privacy != "anonymous" else []
    assert [(one["name"], one["count"]) for one in told["delegations"]] == groups
    assert told["count"] == 5 and "5 people have joined" in page
    assert "/participants" in await reader.page("/programme")
    assert (await house.reader().get("/participants")).status_code == 401


async def test_the_roster_over_json(house: House) -> None:
    furnish(house.forum)
    desk, guest = await house.holder("facilitator", "R"), await house.seated(1, "Guest")

    async def call(reader: Reader, method: str, address: str, status: int, body: Any = None) -> Any:
        answer = await reader.request(method, f"/api/v1/items/R/{address}", json=body, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        return answer.json()

    new = await call(desk, "POST", "arrivals", 201, {"name": "Ana", "delegation": "PAN"})
    told = await call(desk, "GET", "roster", 200)
    assert [(one["name"], one["delegation"], one["phone"]) for one in told["people"]] == [
        ("Ana", "Panama", False),
        ("Guest", "", True),
    ]
    assert (told["arrivals"]["here"], told["arrivals"]["delegations"][0]["here"]) == (1, 1)
    await call(guest, "GET", "roster", 403)
    assert (await call(guest, "PUT", "arrivals/me", 409))["code"] == "not_now"
    await desk.htmx("/items/R/phase", to="open")
    assert (await call(guest, "PUT", "arrivals/me", 200))["arrived_at"]
    await call(desk, "DELETE", f"arrivals/{new['participant']}", 200)
    await call(desk, "POST", "arrivals", 200, {"participant": new["participant"]})
    assert (await call(desk, "DELETE", "arrivals/last", 200))["participant"] == new["participant"]
    await call(desk, "DELETE", f"roster/{new['participant']}", 200)
    assert [one["name"] for one in (await call(desk, "GET", "roster", 200))["people"]] == ["Guest"]
    assert "arrive" in (await guest.get("/api/v1/items/R")).json()["abilities"]
