"""Logos on the adopted text and on the report: on the page, in Word and PDF, each with the organisation's name."""

import io
import zipfile
from typing import Any

import docx
import lxml.html
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sqlmodel import Session

from app.programme.models import Forum
from app.programme.pictures.queries import pictures
from app.report.logos import HEIGHT, WIDEST, fitted
from app.report.wording import Logo
from tests.communique.conftest import Rooms, rooms
from tests.desk.conftest import SITE, House, house
from tests.pictures.samples import JPEG, png
from tests.report.reading import fetched
from tests.report.test_adopted import address, adopt, in_adoption, written

__all__ = ["House", "Rooms", "house", "rooms"]

HOST, GUEST = {"en": "The host country", "es": "El país sede"}, {"en": "A guest", "es": "Un invitado"}
WIDE = png(300, 20)


async def with_logos(rooms: Rooms) -> None:
    forum = rooms.house.forum.id
    with Session(rooms.house.server.engines.writer) as session:
        row = session.get(Forum, forum)
        assert row is not None
        logos = [{"name": HOST, "file": "logos/host.png"}, {"name": GUEST, "file": "logos/guest.jpg"}]
        row.details = {**row.details, "logos": [*logos, {"name": {"en": "Nobody"}, "file": "logos/none.png"}]}
        session.add(row)
        session.commit()
    organizer = await rooms.house.holder("organizer")
    for file, content in (("logos/host.png", WIDE), ("logos/guest.jpg", JPEG)):
        headers = {"origin": SITE, "content-type": "application/octet-stream"}
        answer = await organizer.put(f"/api/v1/programme/pictures/{file}", content=content, headers=headers)
        assert answer.status_code == 201, answer.text


def drawn_in_word(content: bytes) -> list[tuple[str, bytes]]:
    """Each picture in its text: what stands for it, and its bytes."""
    document = docx.Document(io.BytesIO(content))
    found = []
    for inline in document.element.body.iter("{*}inline"):
        (part,) = [blip.get(f"{{{blip.nsmap['r']}}}embed") for blip in inline.iter("{*}blip")]
        found.append((inline.docPr.get("descr"), document.part.related_parts[part].blob))
    return found


def told_in_pdf(content: bytes) -> list[str]:
    """What its figures say to who hears it, in their order."""
    reader = PdfReader(io.BytesIO(content))
    found: list[str] = []

    def walk(node: Any) -> None:
        held = node.get_object()
        if isinstance(held, DictionaryObject):
            if held.get("/S") == "/Figure":
                found.append(str(held.get("/Alt")))
            if "/K" in held:
                walk(held["/K"])
        elif isinstance(held, list):
            for one in held:
                walk(one)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def drawings(page: Any) -> list[Any]:
    held = page["/Resources"]["/XObject"].get_object().values()
    return [one.get_object() for one in held if one.get_object()["/Subtype"] == "/Image"]


async def test_the_adopted_text_shows_logos_to_anybody_once_it_is_adopted_and_not_before(rooms: Rooms) -> None:
    await written(rooms)
    await with_logos(rooms)
    anybody, forum = rooms.house.reader(), rooms.house.forum.id
    with Session(rooms.house.server.engines.writer) as session:
        held = pictures(session, forum)
    public = f"/public/{forum}/logos/{held['logos/host.png'].digest}.png"
    assert (await anybody.get(public)).status_code == 404
    await in_adoption(rooms)
    await adopt(rooms)
    shown = lxml.html.fromstring(await anybody.page(address(rooms))).xpath("//div[@class='logos']/img")
    assert [img.get("alt") for img in shown] == ["The host country", "A guest"]
    assert [(img.get("width"), img.get("height")) for img in shown] == [("300", "20"), ("24", "12")]
    for img, content, kind in zip(shown, (WIDE, JPEG), ("image/png", "image/jpeg"), strict=True):
        answer = await anybody.get(img.get("src"))
        assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, content, kind)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert shown[0].get("src") == public
    spanish = lxml.html.fromstring(await anybody.page(f"{address(rooms)}?text=es")).xpath("//div[@class='logos']/img")
    assert [img.get("alt") for img in spanish] == ["El país sede", "Un invitado"]


async def test_word_and_pdf_of_the_adopted_text_hold_the_pictures_and_their_names(rooms: Rooms) -> None:
    await written(rooms)
    await with_logos(rooms)
    await in_adoption(rooms)
    await adopt(rooms)
    anybody = rooms.house.reader()
    files = {}
    for query in ("", "?text=es"):
        for format in ("docx", "pdf"):
            files[format + query] = (await fetched(anybody, f"/api/v1{address(rooms)}.{format}{query}")).content
    assert drawn_in_word(files["docx"]) == [("The host country", WIDE), ("A guest", JPEG)]
    assert drawn_in_word(files["docx?text=es"]) == [("El país sede", WIDE), ("Un invitado", JPEG)]
    assert told_in_pdf(files["pdf"]) == ["The host country", "A guest"]
    assert told_in_pdf(files["pdf?text=es"]) == ["El país sede", "Un invitado"]
    first = PdfReader(io.BytesIO(files["pdf"])).pages[0]
    sizes = [(held["/Width"], held["/Height"]) for held in drawings(first)]
    assert sorted(sizes) == [(24, 12), (300, 20)]


async def test_the_report_holds_them_in_every_format_that_can_show_one(rooms: Rooms) -> None:
    await with_logos(rooms)
    organizer = await rooms.house.holder("organizer")
    files = {}
    for format in ("docx", "pdf", "html", "md"):
        answer = await organizer.get(f"/api/v1/report.{format}")
        assert answer.status_code == 200, answer.text
        files[format] = answer.content
    assert drawn_in_word(files["docx"]) == [("The host country", WIDE), ("A guest", JPEG)]
    assert [name for name in told_in_pdf(files["pdf"]) if name in ("The host country", "A guest")] == [
        "The host country",
        "A guest",
    ]
    alone = lxml.html.fromstring(files["html"]).xpath("//div[@class='logos']/img")
    assert [img.get("alt") for img in alone] == ["The host country", "A guest"]
    assert all(img.get("src").startswith("data:image/") for img in alone), "the file asks no server for anything"
    assert b"*The host country*" in files["md"]
    answer = await organizer.get("/api/v1/report.evidence")
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        for name in ("docx", "html"):
            (path,) = [one for one in bundle.namelist() if one.endswith(f"report.{name}")]
            assert (b"data:image/jpeg" in bundle.read(path)) if name == "html" else drawn_in_word(bundle.read(path))
    page = await organizer.page("/report")
    assert page.count('alt="The host country"') == 1


def test_a_logo_is_as_high_as_others_and_never_wider_than_its_share():
    square, wide = fitted(Logo("a", png(50, 50), "image/png")), fitted(Logo("b", WIDE, "image/png"))
    assert square == (HEIGHT, HEIGHT)
    assert abs(wide[0] - WIDEST) < 0.01 and abs(wide[0] / wide[1] - 15) < 0.01
    assert fitted(Logo("c", b"broken", "image/png")) == (0.0, HEIGHT)
