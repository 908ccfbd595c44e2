"""Logos: brought by the organizer on a page or by a program, seen by everybody of their forum and by nobody else."""

import asyncio

import pytest

from app.programme.file import read
from app.programme.pictures.rules import BYTES
from tests.desk.conftest import SITE, House, house, words
from tests.pictures.gallery import BLUE, RED, RING, opened, shown
from tests.pictures.samples import DRAWING, JPEG, PROGRAM, heavy, png, scratched

__all__ = ["house"]


async def test_a_forum_is_made_with_the_pictures_that_its_file_names(house: House):
    gallery = await opened(house, picture=BLUE)
    ana = gallery.house.reader((await joined(gallery))["pass"])
    ((address, name),) = shown(await ana.page("/programme"))
    assert name == "Ring"
    answer = await ana.get(address)
    assert (answer.status_code, answer.content) == (200, BLUE)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert "script-src" not in answer.headers["content-security-policy"].replace("script-src 'self'", "")
    told = (await ana.get("/api/v1/forum?language=es")).json()["logos"]
    assert [(one["name"], one["url"], one["width"], one["height"]) for one in told] == [("Anillo", address, 30, 10)]
    assert shown(await ana.page("/programme/print")) == [(address, "Ring")] * 2


async def joined(gallery):
    answer = await gallery.house.reader().post("/api/v1/join", json={"code": gallery.house.forum.code, "name": "Ana"})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_an_organizer_adds_a_logo_replaces_its_picture_and_takes_it_away(house: House):
    gallery = await opened(house)
    page = await gallery.organizer.page("/organizer/forum?open=logos/new")
    assert 'type="file"' in page and "multipart/form-data" in page
    page = await gallery.send(BLUE, **{"name.en": "The host", "name.es": "La sede"})
    assert "The host" in words(page) and len(shown(page)) == 1, "the other has no picture yet"
    assert "No picture yet" in words(page)
    added = (await gallery.logos())[1]
    assert added["file"].startswith("logos/mark-") and added["name"] == "The host"
    assert len(gallery.kept()) == 1
    page = await gallery.send(JPEG, at="logos/1", name="mark.jpg", **{"name.en": "The host", "name.es": "La sede"})
    (changed,) = [one for one in await gallery.logos() if one["name"] == "The host"]
    assert (changed["media_type"], changed["width"], changed["height"]) == ("image/jpeg", 24, 12)
    assert [one.read_bytes() for one in gallery.kept()] == [JPEG], "the picture before goes"
    await gallery.organizer.post_form("/organizer/parts/logos/1", action="up")
    assert [one["name"] for one in await gallery.logos()] == ["The host", "Ring"]
    await gallery.organizer.post_form("/organizer/parts/logos/0", action="remove")
    assert [one["name"] for one in await gallery.logos()] == ["Ring"]
    assert gallery.kept() == []


async def test_the_name_alone_is_changed_and_the_picture_stays(house: House):
    gallery = await opened(house, picture=BLUE)
    await gallery.send(None, at="logos/0", **{"name.en": "The ring", "name.es": "El anillo"})
    (logo,) = await gallery.logos()
    assert (logo["name"], logo["file"], logo["width"]) == ("The ring", RING, 30)


REFUSED = [
    (PROGRAM, "a.png", 422, "This is not a PNG or JPEG picture, whatever its name says."),
    (DRAWING, "a.svg", 422, "A drawing (SVG) may carry a program"),
    (JPEG, "a.png", 422, "`a.png` is a JPEG picture, and its name says otherwise. Let it end in .jpg."),
    (scratched(), "a.png", 422, "The picture is damaged and cannot be shown. Save it as PNG once more."),
    (png(9_000, 9_000, inside=9), "a.png", 422, "The picture has 9,000 × 9,000 pixels; 4 million fit."),
    (heavy(), "a.png", 413, "The picture is larger than 500 KB."),
    (b"\x89PNG\r\n\x1a\n" + b"0" * (8 * BYTES), "a.png", 413, "The picture is larger than 500 KB."),
    (b"\x89PNG\r\n\x1a\n" + b"0" * (20 * BYTES), "a.png", 413, "The picture is larger than 500 KB."),
]


@pytest.mark.parametrize(
    ("content", "name", "status", "sentence"),
    REFUSED,
    ids=["program", "drawing", "lie", "scratched", "bomb", "heavy", "4 MB", "10 MB"],
)
async def test_what_is_no_picture_is_refused_with_a_sentence_and_leaves_nothing(
    house: House, content: bytes, name: str, status: int, sentence: str
):
    gallery = await opened(house)
    page = await gallery.send(content, status, name=name, **{"name.en": "The host", "name.es": "La sede"})
    assert sentence in words(page).replace("9000", "9,000")
    assert len(content) > 8_300_000 or 'value="La sede"' in page, "what was typed stays"
    kind = "image/png"
    refused = await gallery.bring(content, RING, status, kind)
    assert "SVG" in sentence or "`" in sentence or refused["detail"].replace("9000", "9,000").startswith(sentence)
    assert gallery.kept() == []
    assert [one["url"] for one in await gallery.logos()] == [None]


async def test_back_from_a_refusal_leads_to_the_page_where_the_logo_is_changed(house: House):
    gallery = await opened(house)
    page = await gallery.organizer.page("/organizer/parts/logos/new")
    assert 'enctype="multipart/form-data"' in page
    assert 'id="part-forum"' in await gallery.organizer.page("/organizer/parts/forum")
    await (await gallery.house.holder("observer")).page("/organizer/parts/logos/new", 403)


async def test_a_logo_without_a_picture_is_asked_for_one(house: House):
    gallery = await opened(house)
    page = await gallery.send(None, 422, **{"name.en": "The host", "name.es": "La sede"})
    assert "Choose the logo's picture: PNG or JPEG." in words(page).replace("&#39;", "'") and 'value="La sede"' in page
    assert len(await gallery.logos()) == 1


async def test_a_program_brings_the_picture_of_a_logo_that_the_programme_names(house: House):
    gallery = await opened(house)
    made = await gallery.bring(BLUE, status=201)
    assert (made["file"], made["media_type"], made["width"], made["bytes"]) == (RING, "image/png", 30, len(BLUE))
    assert (await gallery.bring(BLUE))["url"] == made["url"], "the same once more is fine"
    assert (await gallery.bring(RED))["url"] != made["url"]
    assert [one.read_bytes() for one in gallery.kept()] == [RED]
    assert (await gallery.bring(BLUE, "logos/other.png", 404))["code"] == "no_such_logo"
    assert (await gallery.bring(BLUE, kind="image/jpeg", status=422))["code"] == "other_kind"
    answer = await gallery.organizer.request("DELETE", "/api/v1/programme/parts/logos/0", headers={"origin": SITE})
    assert answer.status_code == 200 and gallery.kept() == []


async def test_one_forums_picture_is_not_read_through_another(house: House):
    gallery, other = await opened(house, picture=BLUE), await opened(house, picture=RED, code="K7Q2M9XE")
    (mine,), (theirs,) = await gallery.logos(), await other.logos()
    assert (await gallery.organizer.get(mine["url"])).content == BLUE
    assert (await gallery.organizer.get(theirs["url"])).status_code == 404
    assert (await gallery.house.reader().get(mine["url"])).status_code == 401
    assert (await gallery.organizer.get(mine["url"].replace(".png", ".jpg"))).status_code == 404
    for forum in (gallery, other):
        public = f"/public/{forum.house.forum.id}{mine['url']}"
        assert (await gallery.house.reader().get(public)).status_code == 404, "no text of it is published"


async def test_only_an_organizer_brings_pictures_and_nothing_is_read_before(house: House):
    gallery = await opened(house)
    organizer = gallery.organizer
    for role in ("moderator", "observer", "rapporteur"):
        gallery.organizer = await gallery.house.holder(role)
        await gallery.bring(BLUE, status=403)
        await gallery.send(BLUE, 403, **{"name.en": "The host"})
        assert [one["url"] for one in await gallery.logos()] == [None]
    gallery.organizer = organizer
    assert gallery.kept() == []


async def test_the_same_picture_in_two_forums_is_kept_once_and_goes_with_the_last(house: House):
    gallery, other = await opened(house, picture=BLUE), await opened(house, picture=BLUE, code="K7Q2M9XE")
    assert len(gallery.kept()) == 1
    await gallery.operator.purge(forum=gallery.house.forum.id)
    assert len(gallery.kept()) == 1
    assert (await other.organizer.get((await other.logos())[0]["url"])).content == BLUE
    await other.operator.purge(forum=other.house.forum.id)
    assert gallery.kept() == []


async def test_what_one_brings_while_another_takes_it_away_is_there_afterwards(house: House):
    gallery, other = await opened(house, picture=BLUE), await opened(house, code="K7Q2M9XE")
    gone = gallery.organizer.request("DELETE", "/api/v1/programme/parts/logos/0", headers={"origin": SITE})
    await asyncio.gather(gone, other.bring(BLUE, status=201))
    assert (await other.organizer.get((await other.logos())[0]["url"])).content == BLUE


async def test_a_programme_that_is_brought_back_keeps_the_pictures_that_it_still_names(house: House):
    gallery = await opened(house, picture=BLUE)
    text = (await gallery.organizer.get("/api/v1/programme.yaml")).text
    again = text.replace("Small forum", "Smaller forum")
    await gallery.organizer.post_form("/organizer/file", programme=again, action="import")
    assert [one.read_bytes() for one in gallery.kept()] == [BLUE]
    found = read(again)
    assert not isinstance(found, list) and found.logos
    without = again.replace("logos:\n  - name:\n      en: Ring\n      es: Anillo\n    file: logos/ring.png\n", "")
    assert "ring.png" not in without
    await gallery.organizer.post_form("/organizer/file", programme=without, action="import")
    assert await gallery.logos() == [] and gallery.kept() == []


async def test_an_exported_forum_has_its_pictures_and_another_made_of_it_too(house: House):
    gallery = await opened(house, picture=BLUE)
    done = await gallery.operator.export(forum=gallery.house.forum.id)
    made = await gallery.operator.new(source=done["programme"], pictures=done["pictures"])
    copied = await gallery.operator.export(forum=made["forum"])
    assert copied["programme"] == done["programme"] and copied["pictures"] == done["pictures"] != {}
