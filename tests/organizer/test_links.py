"""Role links are made and revoked by the organizer."""

import re
from pathlib import Path

from app.kernel.ids import new_id
from tests.desk.conftest import House, words
from tests.organizer.test_api import opened
from tests.organizer.test_pages import Desk, desk
from tests.programs import Program, open_venue

__all__ = ["desk"]


async def test_a_link_is_made_shown_once_opened_and_revoked(desk: Desk, house: House):
    form = {"id": new_id(), "action": "make", "role": "facilitator", "item": "1a"}
    page = await desk.send("/organizer/links", form)
    url = re.findall(r'value="http://[^"]+/role#([^"]+)"', page)[0]
    assert url in await desk.send("/organizer/links", form)
    assert url not in await desk.reader.page("/organizer/links")
    joined = await house.reader().post("/api/v1/links", json={"token": url})
    person = house.reader(joined.json()["pass"])
    await person.page("/items/1a/desk")
    page = await desk.reader.page("/organizer/links")
    assert "1 person loses this role at once." in words(page)
    revoked = next(part for part in page.split("<form") if "1 person loses this role" in part)
    link = re.findall(r'name="link" value="([^"]+)"', revoked)[0]
    await desk.send("/organizer/links", {"action": "revoke", "link": link})
    assert "1 person loses" not in words(await desk.reader.page("/organizer/links"))
    assert (await house.reader().post("/api/v1/links", json={"token": url})).status_code == 404


async def test_what_cannot_be_is_told_and_what_was_chosen_stays(desk: Desk):
    page = await desk.send("/organizer/links", {"action": "make", "role": "king", "item": "1a"}, 422)
    assert "There is no such role." in words(page)
    assert re.search(r'<option value="1a" selected>', page)
    assert "<script" not in page.split("</head>")[1].split("There is no such role")[0]


async def test_a_program_does_the_same_and_nobody_shuts_themselves_out(database_url: str, tmp_path: Path):
    async with open_venue(database_url, tmp_path) as venue:
        me, guest = await opened(venue)
        body = {"role": "observer", "item": "D", "delegation": "COL", "id": new_id()}
        made = await me("POST", "/role-links", body, 201)
        assert made["token"] in made["url"]
        assert (await me("POST", "/role-links", body))["token"] == made["token"]
        observer = await Program(venue.client)("POST", "/links", {"token": made["token"]}, 201)
        rows = (await me("GET", "/role-links"))["links"]
        row = next(one for one in rows if one["id"] == made["id"])
        assert (row["role"], row["item"], row["delegation"], row["holders"]) == ("observer", "D", "COL", 1)
        assert made["token"] not in str(rows)
        own = next(one for one in rows if one["role"] == "organizer")
        assert (await me("DELETE", f"/role-links/{own['id']}", None, 409))["code"] == "own_link"
        await me("DELETE", f"/role-links/{made['id']}")
        await Program(venue.client, observer["pass"])("GET", "/me", None, 401)
        for call in (("GET", "/role-links", None), ("POST", "/role-links", {"role": "organizer"})):
            await guest(*call, 403)
