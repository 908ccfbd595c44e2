"""What the chair releases, seen beforehand: whose the reservations are becomes public, and nothing else of the positions."""

import pytest

from app.kernel.ids import new_id
from tests.communique.conftest import Rooms
from tests.desk.conftest import words
from tests.report.reading import fetched, read, squeezed

RESERVED, OF_ALL, OBJECTED = "Not <i>at night</i>", "Panama reads it as subject to its law", "Never by day"


async def adopted(rooms: Rooms, **more: object) -> str:
    """A text adopted with two reservations, after an objection that was taken back; the address of its page."""
    ids = []
    for section, text in (("preamble", "Recalling"), ("operative", "Desks work"), ("operative", "Phones ring")):
        ids.append(new_id())
        path = f"/paragraphs/{ids[-1]}"
        await rooms.call(rooms.ana, "PUT", path, 201, item="J", section=section, text=text, language="en")
    costa_rica, item = await rooms.speaker("CRI"), rooms.house.forum.items["J"]
    await rooms.call(costa_rica, "PUT", f"/positions/{ids[2]}", position="objection", read=1, text=OBJECTED)
    await rooms.call(costa_rica, "PUT", f"/positions/{ids[2]}", position="no_objection", read=1)
    await rooms.call(costa_rica, "PUT", f"/positions/{ids[1]}", position="reservation", read=1, text=RESERVED)
    digest = (await rooms.call(rooms.chair, "GET", "/communique"))["digest"]
    await rooms.call(rooms.panama, "PUT", f"/positions/{item}", position="reservation", read=digest, text=OF_ALL)
    await rooms.call(rooms.chair, "POST", "/communique/adopt", digest=digest, confirmed=True, **more)
    return f"/public/{rooms.house.forum.id}/communique"


async def published(rooms: Rooms, at: str) -> list[str]:
    """All that the world reads of the text: its page, its files, its JSON; and the forum's report."""
    anybody, organizer = rooms.house.reader(), await rooms.house.holder("organizer")
    told = [words(await anybody.page(f"{at}?text=en")), (await anybody.get(f"/api/v1{at}")).text]
    for format in ("docx", "pdf"):
        told.append(read(format, (await fetched(anybody, f"/api/v1{at}.{format}?text=en")).content))
    told.append(read("md", (await organizer.get("/api/v1/report.md?language=en")).content))
    return [squeezed(text) for text in told]


async def test_the_chair_sees_what_would_be_public_publishes_the_names_and_takes_them_back(rooms: Rooms) -> None:
    at, page = await adopted(rooms), "/items/J/communique/release"
    for text in await published(rooms, at):
        assert squeezed(OF_ALL) in text and "Panama." not in text and "CostaRica" not in text
    shown = await rooms.chair.page(page)
    assert "Not &lt;i&gt;at night&lt;/i&gt;" in shown and OF_ALL in shown and OBJECTED not in shown
    assert "Costa Rica" in shown and "Publish 2 reservations with their names" in shown
    told = await rooms.call(rooms.chair, "GET", "/communique/release")
    public = told["reservations"]["public"]
    assert [(one["number"], one["text"], one["delegation"]["key"]) for one in public] == [
        (None, OF_ALL, "PAN"),
        (1, RESERVED, "CRI"),
    ]
    assert told["reservations"]["named_at"] is None and told["journal"]["released_at"] is None
    page_after = await rooms.chair.post_form(page, act="name")
    assert "The names are public since" in page_after and "Take the names back" in page_after
    for text in await published(rooms, at):
        assert "Panama" in text and "CostaRica" in text and squeezed(OBJECTED) not in text
    told = (await rooms.house.reader().get(f"/api/v1{at}")).json()["reservations"]
    assert [one["by"]["en"] for one in told] == ["Panama", "Costa Rica"]
    await rooms.chair.post_form(page, act="unname")
    for text in await published(rooms, at):
        assert "Panama." not in text and "CostaRica" not in text


async def test_only_the_chair_looks_at_it_and_releases_it(rooms: Rooms) -> None:
    await adopted(rooms)
    page = "/items/J/communique/release"
    for reader in (rooms.ana, rooms.panama, rooms.stranger):
        await reader.page(page, 403)
        await rooms.call(reader, "GET", "/communique/release", 403)
        await rooms.call(reader, "POST", "/communique/release", 403, of="reservations")
        await rooms.call(reader, "DELETE", "/communique/release?of=reservations", 403)
        await reader.post_form(page, 403, act="name")
    await rooms.chair.post_form(page, 422, act="burn")
    done = await rooms.call(rooms.chair, "POST", "/communique/release", of="reservations")
    assert done["named_at"] and done["count"] == 2
    again = await rooms.call(rooms.chair, "POST", "/communique/release", of="reservations")
    assert again["named_at"] == done["named_at"]
    done = await rooms.call(rooms.chair, "DELETE", "/communique/release?of=reservations")
    assert done["named_at"] is None


@pytest.mark.parametrize("outcome", ["chairs_summary", None])
async def test_there_is_no_name_to_release_where_no_reservation_is_published(rooms: Rooms, outcome: str | None) -> None:
    problem = await rooms.call(rooms.chair, "POST", "/communique/release", 409, of="reservations")
    assert problem["code"] == "not_adopted_yet"
    assert "not adopted yet" in await rooms.chair.page("/items/J/communique/release")
    if outcome is not None:
        await adopted(rooms, outcome=outcome)
    else:
        await rooms.call(rooms.ana, "PUT", f"/paragraphs/{new_id()}", 201, text="Desks work", language="en")
        digest = (await rooms.call(rooms.chair, "GET", "/communique"))["digest"]
        await rooms.call(rooms.chair, "POST", "/communique/adopt", digest=digest, confirmed=True)
    problem = await rooms.call(rooms.chair, "POST", "/communique/release", 409, of="reservations")
    assert problem["code"] == "nothing_reserved"
    assert "no name to release" in await rooms.chair.page("/items/J/communique/release")


async def test_the_adopted_desk_has_beside_the_text_what_the_chair_needs_next(rooms: Rooms) -> None:
    before = await rooms.chair.page("/items/J/drafting")
    assert "What is left" not in before
    at = await adopted(rooms)
    page = await rooms.chair.page("/items/J/drafting")
    assert f"{at}?item=J" in page and f"/api/v1{at}.docx?item=J" in page and "What is left" in page
    assert "3 paragraphs have no text yet" in page and "2 reservations are public, without their names" in page
    assert 'href="/items/J/communique/release"' in page and "The drafting journal is not released" in page
    await rooms.chair.post_form("/items/J/communique/release", act="name")
    assert "2 reservations are public, with their names" in await rooms.chair.page("/items/J/drafting")


async def test_who_runs_the_desk_is_told_who_chairs_the_drafting_room_and_where_to_go(rooms: Rooms) -> None:
    facilitator = await rooms.house.holder("facilitator")
    page = await facilitator.page("/items/J/drafting", 403)
    assert "The moderator chairs it" in page and 'href="/items/J/desk"' in page and "Not yet" not in page
    page = await rooms.panama.page("/items/J/drafting", 403)
    assert 'href="/items/J/communique"' in page and "/items/J/desk" not in page
    page = await rooms.chair.page("/items/J/drafting")
    assert 'hreflang="es"' in page


async def test_the_phone_shows_a_delegation_alone_what_it_has_sent(rooms: Rooms) -> None:
    id_ = new_id()
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{id_}", 201, text="Desks work", language="en")
    costa_rica, text = await rooms.speaker("CRI"), "/items/J/communique"
    await rooms.call(rooms.chair, "POST", "/communique/call", read=1, paragraph=id_)
    await rooms.call(rooms.panama, "PUT", f"/positions/{id_}", position="reservation", read=1, text=RESERVED)
    page = await rooms.panama.page(text)
    assert "The chair has this of Panama:" in page and "<q>Not &lt;i&gt;at night&lt;/i&gt;</q>" in page
    for reader in (costa_rica, await rooms.speaker("COL")):
        page = await reader.page(text)
        assert "The chair has this" not in page and "at night" not in page
    await rooms.call(rooms.chair, "POST", "/communique/call/close")
    assert "The chair has this" not in await rooms.panama.page(text)
    await rooms.call(rooms.chair, "POST", "/communique/silence", 201, minutes=5)
    await rooms.call(rooms.panama, "POST", "/communique/silence/break", text="Nor <b>so</b>")
    page = await rooms.panama.page(text)
    assert "breaks the silence" in page and "<q>Nor &lt;b&gt;so&lt;/b&gt;</q>" in page
    assert "Nor &lt;b" not in await costa_rica.page(text)
