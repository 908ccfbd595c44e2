"""What the programme file says of halls, links, delegations and frameworks reaches the pages of who needs it."""

from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from app.kernel.text import web_address
from app.operations import Operations
from app.programme.models import Forum, Item
from app.tables.models import RoundTable
from tests.desk.conftest import SITE, House, Reader, words

MEETS = "https://video.example.org"
HYBRID = f"""
name: A hybrid forum
title: {{en: A hybrid forum, es: Un foro híbrido}}
time_zone: America/Panama
languages: [en, es]
privacy: by_table
link: {MEETS}/all
affiliations:
  government: {{en: Government, es: Gobierno}}
  civil_society: {{en: Civil society, es: Sociedad civil}}
delegations:
  CAN: {{name: {{en: Canada, es: Canadá}}, affiliation: government}}
  RNCOM: {{name: {{en: RNCOM, es: RROCM}}, affiliation: civil_society}}
  IOM: {{name: {{en: IOM, es: OIM}}}}
places:
  hall: {{name: {{en: Main hall, es: Salón}}}}
  garden: {{name: {{en: Garden, es: Jardín}}}}
  annex: {{name: {{en: Annex, es: Anexo}}, link: {MEETS}/annex}}
frameworks:
  gcm:
    title: {{en: Global Compact, es: Pacto Mundial}}
    short: {{en: GCM, es: PMM}}
    url: https://compact.example.org/
    about: {{en: Adopted in 2018., es: Aprobado en 2018.}}
    references: [{{number: "7", title: {{en: Vulnerabilities, es: Vulnerabilidades}}}}]
  plan:
    title: {{en: A plan, es: Un plan}}
    references: [{{number: G10, title: {{en: Missing migrants, es: Personas desaparecidas}}}}]
days:
  - date: "2026-11-26"
    items:
      - {{number: "1", title: Opening, technique: remarks, starts: "08:00", minutes: 60, place: hall}}
      - number: "2"
        title: {{en: Near and far, es: Cerca y lejos}}
        technique: knowledge_cafe
        starts: "09:00"
        minutes: 120
        place: hall
        link: {MEETS}/hall
        references: [gcm/7, plan/G10]
        questions: [{{en: What works?, es: ¿Qué funciona?}}]
        tables:
          - {{number: 1}}
          - {{number: 2, place: garden, about: "1"}}
          - {{number: 3, link: {MEETS}/three}}
          - {{number: 4, place: annex}}
"""


@dataclass
class Hybrid:
    """A forum of the file above in a running application."""

    house: House
    forum: str
    code: str

    async def join(self, language: str = "en", **fields: object) -> Reader:
        body = {"code": self.code, "language": language, **fields}
        joined = await self.house.reader().post("/api/v1/join", json=body)
        assert joined.status_code == 201, joined.text
        return self.house.reader(joined.json()["pass"], language)

    async def holder(self, role: str, item: str | None = None, language: str = "en", **fields: str) -> Reader:
        server = self.house.server
        made = await Operations(server.lanes, server.readers).link(forum=self.forum, role=role, item=item, **fields)
        joined = await self.house.reader(language=language).post("/api/v1/links", json={"token": made["token"]})
        return self.house.reader(joined.json()["pass"], language)

    def tables(self) -> dict[int, RoundTable]:
        with Session(self.house.server.engines.reader) as session:
            found = session.exec(select(RoundTable).where(RoundTable.forum == self.forum)).all()
            return {table.number: table for table in found}

    def write(self, statement: object) -> None:
        with self.house.server.engines.writer.begin() as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture
async def hybrid(house: House) -> Hybrid:
    made = await Operations(house.server.lanes, house.server.readers).new(source=HYBRID)
    return Hybrid(house, made["forum"], made["code"])


async def affiliation(reader: Reader) -> str:
    return str((await reader.get("/api/v1/me")).json()["affiliation"])


async def test_joining_with_a_delegation_takes_its_affiliation_unless_another_is_said(hybrid: Hybrid) -> None:
    assert await affiliation(await hybrid.join(delegation="CAN")) == "Government"
    assert await affiliation(await hybrid.join("es", delegation="CAN")) == "Gobierno"
    assert await affiliation(await hybrid.join(delegation="CAN", affiliation="Embassy")) == "Embassy"
    assert await affiliation(await hybrid.join(delegation="IOM")) == ""
    assert await affiliation(await hybrid.join(delegation="ATLANTIS")) == ""
    assert await affiliation(await hybrid.join()) == ""


async def test_a_delegations_own_link_brings_its_affiliation(hybrid: Hybrid) -> None:
    assert await affiliation(await hybrid.holder("observer", language="es", delegation="RNCOM")) == "Sociedad civil"


async def test_another_delegation_proposes_an_affiliation_only_to_who_has_none(hybrid: Hybrid) -> None:
    ana = await hybrid.join("es")
    await ana.post_form("/me", name="Ana", affiliation="", delegation="CAN", language="es")
    assert await affiliation(ana) == "Gobierno"
    await ana.post_form("/me", name="Ana", affiliation="Gobierno", delegation="RNCOM", language="es")
    assert await affiliation(ana) == "Gobierno"
    await ana.post_form("/me", name="Ana", affiliation="", delegation="RNCOM", language="es")
    assert await affiliation(ana) == ""


async def test_the_join_page_proposes_and_says_what_an_empty_choice_means(hybrid: Hybrid) -> None:
    page = await hybrid.house.reader(language="es").page(f"/join/{hybrid.code}")
    assert '<option value="CAN" data-proposal="Gobierno">Canadá</option>' in page
    assert '<option value="IOM" data-proposal="">OIM</option>' in page
    assert "la de la delegación, si la hay" in words(page)


async def test_an_items_page_says_where_it_is_how_to_be_there_from_afar_and_what_it_touches(hybrid: Hybrid) -> None:
    page = await (await hybrid.join()).page("/items/2")
    assert "Main hall" in words(page)
    assert f'href="{MEETS}/hall"' in page
    assert f'href="{MEETS}/all"' in page
    assert "GCM 7 Vulnerabilities" in words(page)
    assert "PLAN G10 Missing migrants" in words(page)
    assert 'href="https://compact.example.org/"' in page
    assert "Adopted in 2018." in page
    assert "PMM 7 Vulnerabilidades" in words(await (await hybrid.join("es")).page("/items/2"))
    opening = await (await hybrid.join()).page("/items/1")
    assert f'href="{MEETS}/all"' in opening
    assert f"{MEETS}/hall" not in opening


async def test_a_remote_table_has_its_link_where_people_choose_it_sit_down_and_write(hybrid: Hybrid) -> None:
    tables = hybrid.tables()
    reader = await hybrid.join()
    choosing = words(await reader.page("/items/2/tables"))
    assert "Table 2 Garden" in choosing
    assert "Table 3 by video" in choosing
    assert "Table 4 Annex · by video" in choosing
    for number, link in ((3, "three"), (4, "annex")):
        code = tables[number].code
        assert f'href="{MEETS}/{link}"' in await reader.page(f"/tables/{code}/here")
        seated = await reader.post_form(f"/tables/{code}/seat")
        assert f'href="{MEETS}/{link}"' in seated
    near = await reader.post_form(f"/tables/{tables[2].code}/seat")
    assert "Garden" in words(near)
    assert 'href="/items/1"' in near
    assert "It continues item 1" in words(near)
    assert MEETS not in near
    plain = await reader.post_form(f"/tables/{tables[1].code}/seat")
    assert 'class="beside"' not in plain


async def test_a_desk_sees_which_tables_are_elsewhere(hybrid: Hybrid) -> None:
    desk = await hybrid.holder("facilitator", "2")
    page = words(await desk.page("/items/2/desk"))
    assert "0 people · Garden" in page
    assert "0 people · Annex · by video" in page
    assert f'href="{MEETS}/three"' in await desk.page(f"/tables/{hybrid.tables()[3].code}/desk")
    hall = {"action": "split", "table": "2", "people": []}
    await hybrid.join(table=2)
    await hybrid.join(table=2)
    split = await desk.post("/api/v1/items/2/tables", json=hall, headers={"origin": SITE})
    assert split.status_code in (200, 201), split.text
    made_table = hybrid.tables()[5]
    assert (made_table.place["en"], made_table.about, made_table.link) == ("Garden", "1", None)


async def test_programs_receive_it_too(hybrid: Hybrid) -> None:
    reader = await hybrid.join("es", table=3)
    item = (await reader.get("/api/v1/items/2")).json()
    assert item["link"] == f"{MEETS}/hall"
    assert [(r["key"], r["label"], r["number"]) for r in item["references"]] == [
        ("gcm/7", "PMM 7", "7"),
        ("plan/G10", "PLAN G10", "G10"),
    ]
    assert [(t["number"], t["place"], t["link"], t["about"]) for t in item["tables"]] == [
        (1, "", None, None),
        (2, "Jardín", None, "1"),
        (3, "", f"{MEETS}/three", None),
        (4, "Anexo", f"{MEETS}/annex", None),
    ]
    assert (await reader.get("/api/v1/tables/3")).json()["link"] == f"{MEETS}/three"
    forum = (await reader.get("/api/v1/forum")).json()
    assert forum["link"] == f"{MEETS}/all"
    assert [(f["key"], f["title"], f["about"], f["url"]) for f in forum["frameworks"]] == [
        ("gcm", "Pacto Mundial", "Aprobado en 2018.", "https://compact.example.org/"),
        ("plan", "Un plan", "", None),
    ]


async def test_walls_and_reports_cite_as_the_framework_is_cited(hybrid: Hybrid) -> None:
    desk = await hybrid.holder("facilitator", "2")
    await desk.post_form("/items/2/phase", to="briefing")
    assert "GCM 7 Vulnerabilities" in words(await desk.page("/wall/main"))
    organizer = await hybrid.holder("organizer")
    assert "PMM 7" in await organizer.page("/api/v1/report.md?language=es")


async def test_what_is_no_web_address_is_linked_nowhere(hybrid: Hybrid) -> None:
    code = "javascript:alert(document.cookie)"
    hybrid.write(update(Item).where(col(Item.forum) == hybrid.forum).values(link=code))
    hybrid.write(update(RoundTable).where(col(RoundTable.forum) == hybrid.forum).values(link=code))
    hybrid.write(update(Forum).where(col(Forum.id) == hybrid.forum).values(details={"link": code, "days": []}))
    reader = await hybrid.join(table=3)
    table = hybrid.tables()[3].code
    for address in ("/items/2", "/items/2/tables", f"/tables/{table}", "/api/v1/items/2", "/api/v1/forum"):
        answer = await reader.get(address)
        assert answer.status_code == 200
        assert "javascript:" not in answer.text, address
    other = await (await hybrid.join()).page(f"/tables/{table}/here")
    assert "javascript:" not in other


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://video.example.org/a?b=c#d", True),
        ("HTTP://video.example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("//video.example.org", False),
        (" https://video.example.org", False),
        ("https://", False),
        ('https://video.example.org/"onclick=', False),
        ("", False),
        (None, False),
    ],
)
def test_only_the_webs_own_addresses_are_links(address: str | None, shown: bool) -> None:
    assert web_address(address) == (address if shown else "")
