"""The adopted text for the world: no pass, no script, nothing before the adoption, and never who said what."""

import hashlib
import io
import json
import re

import docx
import lxml.html
from docx.oxml.ns import qn
from pypdf import PdfReader
from sqlmodel import Session

from app.kernel.ids import new_id
from app.programme.models import Forum
from tests.communique.conftest import Rooms, rooms
from tests.desk.conftest import House, house, words
from tests.report.reading import fetched, read, squeezed, word_paragraphs

__all__ = ["House", "Rooms", "house", "rooms"]

PREAMBLE = "Recalling the Global Compact, <b>and</b> what tables said"
FIRST = "Joint desks receive people on the day they arrive"
FIRST_ES = "Las ventanillas conjuntas reciben a las personas el día de su llegada"
SECOND = "Interpreters are on call at every desk"
CREDIT, CREDIT_ES = "Funded in part by a ministry", "Financiado en parte por un ministerio"
RESERVED = "Panama reads this as subject to its budget law"


async def written(rooms: Rooms) -> list[str]:
    with Session(rooms.house.server.engines.writer) as session:
        row = session.get(Forum, rooms.house.forum.id)
        assert row is not None
        row.credit = {"en": CREDIT, "es": CREDIT_ES}
        session.add(row)
        session.commit()
    ids = []
    for section, texts in (
        ("preamble", {"en": PREAMBLE, "es": "Recordando el Pacto Mundial"}),
        ("operative", {"en": FIRST, "es": FIRST_ES}),
        ("operative", {"en": SECOND}),
    ):
        ids.append(new_id())
        path = f"/paragraphs/{ids[-1]}"
        await rooms.call(rooms.ana, "PUT", path, 201, item="J", section=section, texts=texts, language="en")
    return ids


async def adopt(rooms: Rooms, **more: object) -> dict:
    whole = await rooms.call(rooms.chair, "GET", "/communique")
    return await rooms.call(rooms.chair, "POST", "/communique/adopt", digest=whole["digest"], confirmed=True, **more)


async def in_adoption(rooms: Rooms) -> None:
    for phase in ("review", "adoption"):
        await rooms.go(phase)


def address(rooms: Rooms) -> str:
    return f"/public/{rooms.house.forum.id}/communique"


async def test_before_the_adoption_there_is_one_sentence_whatever_is_asked(rooms: Rooms) -> None:
    ids = await written(rooms)
    told = set()
    anybody = rooms.house.reader()
    for forum in (rooms.house.forum.id, new_id(), rooms.house.forum.code, "x"):
        for rest in ("", ".docx", ".pdf", f"/{ids[1]}", "?item=J", "?item=2a"):
            answer = await anybody.get(f"/api/v1/public/{forum}/communique{rest}")
            assert answer.status_code == 404, rest
            told.add((answer.json()["code"], answer.json()["detail"]))
    assert len(told) == 1 and told.pop()[0] == "not_adopted"
    page = await anybody.page(address(rooms), 404)
    assert "No adopted text is published at this address" in page and FIRST not in page


async def test_the_adopted_text_is_read_without_a_pass_in_all_its_languages_with_its_hash(rooms: Rooms) -> None:
    ids = await written(rooms)
    await in_adoption(rooms)
    done = await adopt(rooms)
    page = await rooms.house.reader().page(address(rooms))
    held = lxml.html.fromstring(page)
    for text, language in ((PREAMBLE, "en"), (FIRST, "en"), (FIRST_ES, "es"), (SECOND, "en")):
        assert [p.get("lang") for p in held.iter("p") if p.text_content() == text] == [language]
    assert words(page).count("not translated yet") + words(page).count("sin traducir todavía") == 1
    assert [link.text for link in held.xpath("//a[@class='number']")] == ["1.", "2."]
    assert held.get("lang") == "en" and held.findtext(".//h1")
    assert {link.get("href") for link in held.xpath("//p[@class='from']/a")} == {
        f"{address(rooms)}/{id_}" for id_ in ids
    }
    assert all(text in page for text in (done["digest"], CREDIT, CREDIT_ES))
    said = [["preamble", "en", PREAMBLE], ["operative", "en", FIRST], ["operative", "en", SECOND]]
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(told.encode()).hexdigest() == done["digest"]
    spanish = await rooms.house.reader().page(f"{address(rooms)}?text=es")
    assert FIRST_ES in spanish and FIRST not in spanish and SECOND in spanish
    document = (await rooms.house.reader().get(f"/api/v1{address(rooms)}")).json()
    assert [(p["number"], p["text"]) for p in document["paragraphs"]] == [(None, PREAMBLE), (1, FIRST), (2, SECOND)]
    assert document["outcome"] == "joint_communique" and document["languages"] == ["en", "es"]
    assert document["paragraphs"][1]["translations"] == {"es": FIRST_ES}


async def test_no_position_no_proposer_and_no_earlier_word_is_ever_published(rooms: Rooms) -> None:
    ids = await written(rooms)
    amendment = new_id()
    await rooms.call(
        rooms.panama,
        "PUT",
        f"/amendments/{amendment}",
        201,
        paragraph=ids[1],
        version=1,
        kind="replace",
        quote="receive people",
        text="WELCOME EVERYBODY",
        reason="BECAUSE OF PANAMA",
    )
    await in_adoption(rooms)
    await rooms.call(rooms.panama, "PUT", f"/positions/{ids[1]}", position="reservation", text=RESERVED, read="1")
    await rooms.call(rooms.panama, "PUT", f"/positions/{ids[2]}", position="objection", text="NOT THIS", read="1")
    await adopt(rooms, outcome="chairs_summary")
    anybody, secret = rooms.house.reader(), (RESERVED, "NOT THIS", "WELCOME", "BECAUSE", "PAN", "objection")
    for path in (address(rooms), f"{address(rooms)}/{ids[1]}", f"/api/v1{address(rooms)}"):
        text = (await anybody.get(path)).text
        assert not [word for word in secret if word in text], path
    for format in ("docx", "pdf"):
        text = squeezed(read(format, (await anybody.get(f"/api/v1{address(rooms)}.{format}")).content))
        assert squeezed("Chair's summary") in text and squeezed(FIRST) in text
        assert not [word for word in secret if squeezed(word) in text], format


async def test_reservations_go_with_a_communique_with_reservations_and_say_nothing_else(rooms: Rooms) -> None:
    ids = await written(rooms)
    await in_adoption(rooms)
    await rooms.call(rooms.panama, "PUT", f"/positions/{ids[2]}", position="reservation", text=RESERVED, read="1")
    assert (await adopt(rooms))["outcome"] == "with_reservations"
    anybody = rooms.house.reader()
    document = (await anybody.get(f"/api/v1{address(rooms)}")).json()
    assert document["reservations"] == [{"paragraph": 2, "text": RESERVED, "by": {}}]
    assert RESERVED in await anybody.page(address(rooms))
    for format in ("docx", "pdf"):
        text = squeezed(read(format, (await anybody.get(f"/api/v1{address(rooms)}.{format}")).content))
        assert squeezed(RESERVED) in text and squeezed("On paragraph 2") in text


async def test_the_files_hold_the_whole_text_with_languages_headings_and_numbers(rooms: Rooms) -> None:
    await written(rooms)
    await in_adoption(rooms)
    done = await adopt(rooms)
    anybody = rooms.house.reader()
    word = (await fetched(anybody, f"/api/v1{address(rooms)}.docx")).content
    paper = (await fetched(anybody, f"/api/v1{address(rooms)}.pdf")).content
    for format, content in (("docx", word), ("pdf", paper)):
        text = squeezed(read(format, content))
        for said in (
            PREAMBLE,
            FIRST,
            FIRST_ES,
            SECOND,
            done["digest"],
            CREDIT,
            CREDIT_ES,
            "Joint communiqué",
            "Comunicado conjunto",
        ):
            assert squeezed(said) in text, (format, said)
        assert content == (await anybody.get(f"/api/v1{address(rooms)}.{format}")).content
    document = docx.Document(io.BytesIO(word))
    by_style = {p.style.name for p in word_paragraphs(document)}
    assert {"Kind", "Title", "Subtitle", "Heading 1", "Heading 2", "Paragraph"} <= by_style
    spoken = {
        p.text: {tag.get(qn("w:val")) for tag in p._element.iter(qn("w:lang"))} for p in word_paragraphs(document)
    }
    assert spoken[FIRST] == {"en-US"} and spoken[FIRST_ES] == {"es-ES"} and spoken["Párrafos dispositivos"] == {"es-ES"}
    numbered = [p for p in word_paragraphs(document) if p._element.pPr is not None and p._element.pPr.numPr is not None]
    assert [p.text for p in numbered] == [FIRST, SECOND, FIRST_ES, SECOND]
    assert len({p._element.pPr.numPr.numId.val for p in numbered}) == 2
    made = PdfReader(io.BytesIO(paper))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.trailer["/Root"]["/Metadata"].get_data()
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"] and made.trailer["/Root"]["/Lang"] == "en"
    assert all(f"Page {n} of {len(made.pages)}" in page.extract_text() for n, page in enumerate(made.pages, 1))
    alone = (await fetched(anybody, f"/api/v1{address(rooms)}.docx?text=es")).content
    assert FIRST_ES in read("docx", alone) and FIRST not in read("docx", alone)
    assert (await anybody.get(f"/api/v1{address(rooms)}.md")).status_code == 404


async def test_a_translation_in_brackets_or_behind_its_authority_is_not_published(rooms: Rooms) -> None:
    id_ = new_id()
    texts = {"en": FIRST, "es": "Las ventanillas [PAN: conjuntas] reciben"}
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{id_}", 201, item="J", texts=texts, language="en")
    stale = new_id()
    texts = {"en": "Old", "es": "Lo de antes"}
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{stale}", 201, item="J", texts=texts, language="en")
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{stale}", texts={"en": SECOND}, version=1)
    await in_adoption(rooms)
    await adopt(rooms)
    page = await rooms.house.reader().page(address(rooms))
    assert FIRST in page and SECOND in page
    assert not re.search("PAN|conjuntas|Lo de antes", page)


async def test_a_translation_that_is_behind_is_told_from_one_that_nobody_made(rooms: Rooms) -> None:
    made = [new_id() for _ in range(4)]
    for id_, spanish in zip(made, ("Recuerda", "Viejo", "Las [PAN: mesas]", ""), strict=True):
        texts = {"en": f"As it was {id_}", **({"es": spanish} if spanish else {})}
        await rooms.call(rooms.ana, "PUT", f"/paragraphs/{id_}", 201, item="J", texts=texts, language="en")
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{made[1]}", texts={"en": "As it was changed"}, version=1)
    await in_adoption(rooms)
    await adopt(rooms)
    fixed = {"paragraph": made[0], "language": "en", "text": "As it is", "reason": "A slip", "confirmed": True}
    await rooms.call(rooms.chair, "PUT", f"/corrections/{new_id()}", 201, **fixed)
    page = words(await rooms.house.reader(language="en").page(f"{address(rooms)}?text=es"))
    assert "Viejo" not in page and "mesas" not in page
    assert page.count("sin traducir todavía") == 1
    assert page.count("traducido antes de que cambiara el original") == 1
    assert page.count("traducido con otros corchetes que el original") == 1
    assert page.count("el original se corrigió: véase la corrección 1") == 1
    document = (await rooms.house.reader().get(f"/api/v1{address(rooms)}")).json()
    assert [one["behind"] for one in document["paragraphs"]] == [[], ["es"], [], []]


async def test_a_narrow_screen_shows_one_language_and_others_on_demand(rooms: Rooms) -> None:
    await written(rooms)
    await in_adoption(rooms)
    await adopt(rooms)

    async def shown(language: str, query: str = "") -> tuple[list[str], str, list[str]]:
        held = lxml.html.fromstring(await rooms.house.reader(language=language).page(f"{address(rooms)}{query}"))
        own = held.xpath("//header//*[contains(@class, 'own')]/@lang")
        current = held.xpath("//*[contains(@class, 'narrow')]//a[@aria-current]/text()")
        return own, str(held.find(".//main").get("class")), current

    assert await shown("es-MX,en;q=0.5") == (["es"], "adopted several one-at-a-time", ["Español"])
    assert await shown("en-GB,es;q=0.5") == (["en"], "adopted several one-at-a-time", ["English"])
    assert await shown("de,ja;q=0.8") == (["en"], "adopted several one-at-a-time", ["English"])
    assert await shown("es", "?text=all") == (["es"], "adopted several", ["Los dos idiomas"])
    assert await shown("en", "?text=es") == (["es"], "adopted", ["Español"])
    held = lxml.html.fromstring(await rooms.house.reader(language="es").page(address(rooms)))
    assert [h.get("lang") for h in held.iter("h1", "h2")] == ["es", "es", "es"]
    # What nobody translated stands in a narrow column in the words that were adopted.
    [alone] = held.xpath("//*[contains(@class, 'own')]//*[@class='alone']")
    assert alone.text_content().strip() == SECOND


async def test_a_paragraph_and_its_origins_keep_the_language_that_was_chosen(rooms: Rooms) -> None:
    ids = await written(rooms)
    await in_adoption(rooms)
    await adopt(rooms)
    page = lxml.html.fromstring(await rooms.house.reader(language="en").page(f"{address(rooms)}?text=es"))
    [link] = page.xpath(f"//div[@id='{ids[1]}']/p[@class='from']/a/@href")
    origins = lxml.html.fromstring(await rooms.house.reader(language="en").page(link))
    said = [(p.get("lang"), p.text_content()) for p in origins.xpath("//div[@class='words']/p")]
    assert said == [("es", FIRST_ES), ("en", FIRST)]
    [back] = origins.xpath("//p[@class='back']/a/@href")
    assert back == f"{address(rooms)}?text=es#{ids[1]}"


async def test_corrections_are_numbered_and_what_was_adopted_stays_with_its_hash(rooms: Rooms) -> None:
    ids = await written(rooms)
    await in_adoption(rooms)
    done = await adopt(rooms)
    made = new_id()
    fixed, why = "Interpreters are on call at all desks", "A slip of the pen"
    said = {"paragraph": ids[2], "language": "en", "text": fixed, "reason": why, "confirmed": True}
    await rooms.call(rooms.chair, "PUT", f"/corrections/{made}", 201, **said)
    anybody = rooms.house.reader()
    document = (await anybody.get(f"/api/v1{address(rooms)}")).json()
    assert document["digest"] == done["digest"] and document["paragraphs"][2]["text"] == SECOND
    (told,) = document["corrections"]
    assert (told["number"], told["paragraph"], told["before"], told["text"]) == (1, ids[2], SECOND, fixed)
    page = await anybody.page(address(rooms))
    assert all(text in page for text in (SECOND, fixed, why, "corrected: see correction 1"))
    for format in ("docx", "pdf"):
        text = squeezed(read(format, (await anybody.get(f"/api/v1{address(rooms)}.{format}")).content))
        assert all(squeezed(said) in text for said in (SECOND, fixed, why)), format


async def test_a_translation_that_follows_the_adoption_is_published_and_reservations_stay(rooms: Rooms) -> None:
    ids = await written(rooms)
    await in_adoption(rooms)
    await rooms.call(rooms.panama, "PUT", f"/positions/{ids[2]}", position="reservation", text=RESERVED, read="1")
    await adopt(rooms)
    later = "Hay intérpretes de guardia en cada ventanilla"
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{ids[2]}", texts={"es": later}, version=1)
    document = (await rooms.house.reader().get(f"/api/v1{address(rooms)}")).json()
    assert document["paragraphs"][2]["translations"] == {"es": later}
    assert [held["text"] for held in document["reservations"]] == [RESERVED]
