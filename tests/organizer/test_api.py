"""Whatever an organizer's page can do, a program can do too."""

from pathlib import Path

from app.kernel.ids import new_id
from app.operations import Operations
from tests.programme.file.small import SMALL
from tests.programs import Program, Venue, open_venue


async def opened(venue: Venue) -> tuple[Program, Program]:
    """Programs of an organizer and of a guest, in a forum founded from the small file."""
    made = await Operations(venue.forum.lanes, venue.forum.readers).new(source=SMALL)
    token = next(link["token"] for link in made["links"] if link["role"] == "organizer")
    mine = await Program(venue.client)("POST", "/links", {"token": token}, 201)
    guest = await Program(venue.client)("POST", "/join", {"code": made["code"]}, 201)
    return Program(venue.client, mine["pass"]), Program(venue.client, guest["pass"])


async def test_a_program_changes_the_programme_part_by_part(database_url: str, tmp_path: Path):
    async with open_venue(database_url, tmp_path) as venue:
        me, guest = await opened(venue)
        whole = await me("GET", "/programme")
        cafe = next(item for item in whole["items"] if item["document"]["number"] == "1a")
        assert {"document", "version", "place", "questions", "tables"} <= cafe.keys()
        part = await me("GET", f"/programme/parts/{cafe['place']}")
        assert part == {name: cafe[name] for name in ("place", "document", "version")}
        sent = {"document": {"title": "Renamed"}, "version": part["version"], "id": new_id()}
        done = await me("PUT", "/programme/parts/items/1a", sent)
        assert done["document"]["title"] == {"en": "Renamed"}
        again = await me("PUT", "/programme/parts/items/1a", sent)
        assert again["seq"] == done["seq"]
        stale = {"document": {"title": "Another"}, "version": part["version"]}
        clash = await me("PUT", "/programme/parts/items/1a", stale, 409)
        assert (clash["code"], clash["current"]["title"]) == ("version_moved", {"en": "Renamed"})
        assert (await guest("GET", "/items/1a"))["title"] == "Renamed"
        asked = {"document": {"text": "And then?"}}
        made = await me("POST", f"/programme/parts/{cafe['place']}/questions", asked, 201)
        await me("PUT", f"/programme/parts/{made['place']}", {"document": {"text": {"en": "And now?"}}})
        await me("POST", "/programme/order", {"place": made["place"], "by": -1})
        item = await guest("GET", "/items/1a")
        assert [question["text"] for question in item["questions"]][-2] == "And now?"
        await me("DELETE", f"/programme/parts/{made['place']}")
        assert len((await guest("GET", "/items/1a"))["questions"]) == len(item["questions"]) - 1


async def test_what_cannot_be_is_refused_with_a_problem(database_url: str, tmp_path: Path):
    async with open_venue(database_url, tmp_path) as venue:
        me, guest = await opened(venue)
        fault = await me("PUT", "/programme/parts/items/1a", {"document": {"minutes": 0}}, 422)
        assert fault["code"] == "ends_before_it_begins" and list(fault["errors"]) == ["minutes"]
        await me("PUT", "/programme/parts/items/nowhere", {"document": {}}, 404)
        await me("PUT", "/programme/parts/items/1a/questions", {"document": {}}, 404)
        await me("POST", "/programme/order", {"place": "items/1a", "by": 5}, 422)
        deep: dict[str, object] = {}
        for _ in range(200):
            deep = {"title": deep}
        assert (await me("PUT", "/programme/parts/items/1a", {"document": deep}, 422))["code"] == "too_deep"
        place = (await me("GET", "/programme/parts/items/1b"))["place"]
        strange = [5, [1], {"a": [1]}, True, "x" * 9000, ["\u202e"], {"en": {"en": "x"}}, -1, 1e300, None]
        for field in ("title", "starts", "minutes", "phases", "references", "presents", "rotation", "date", "number"):
            for value in strange:
                raw = await me.raw("PUT", f"/api/v1/programme/parts/{place}", {"document": {field: value}})
                assert raw.status_code in (200, 422), (field, value, raw.text)
        for method, path in (
            ("GET", "/programme"),
            ("GET", "/programme/parts/forum"),
            ("DELETE", "/programme/parts/items/1a"),
        ):
            assert (await guest(method, path, None, 403))["code"] == "not_yours"
