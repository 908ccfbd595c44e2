"""Practices with their sheets, and the review pack by objective and delegation."""

import csv
import io

import docx
import openpyxl
import pytest
from sqlmodel import Session

from app.findings.commands.findings import ReportFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.programme.models import Forum, Framework, Item, Reference
from app.report.formats import build, data_table
from app.report.practices.commands import DescribePractice
from app.report.practices.pack import by_delegation, by_objective, told
from app.report.reach import operator
from tests.cooperation.dialogue import add_dialogue
from tests.desk.conftest import SITE, House, house
from tests.report.played import KEY, Played, play
from tests.report.reading import word_paragraphs

__all__ = ["House", "house"]

PRACTICE, CHALLENGE = "Shelters open before statements are taken", "Interpreters leave at six"
SECTIONS = {"objectives": {"en": "Objectives"}, "principles": {"en": "Principles"}}


def frameworks(made: Played) -> None:
    """A framework of two objectives and a principle; 2a refers to the second objective and to the principle."""
    forum = made.forum
    with Session(forum.engines.writer) as session:
        row = Framework(
            id=new_id(), forum=forum.id, key="compact", position=9, title={"en": "Compact"}, short={"en": "GC"}
        )
        session.add(row)
        session.flush()
        entries = (
            ("3", "objectives", "Information"),
            ("10", "objectives", "Trafficking"),
            ("15f", "principles", "Rights"),
        )
        for place, (number, section, title) in enumerate(entries):
            session.add(
                Reference(
                    id=new_id(),
                    forum=forum.id,
                    framework=row.id,
                    key=f"compact/{number}",
                    number=number,
                    position=place,
                    section=SECTIONS[section],
                    title={"en": title},
                )
            )
        held, item = session.get(Forum, forum.id), session.get(Item, forum.items["2a"])
        assert held is not None and item is not None
        held.details = {**held.details, "sections": {"compact": SECTIONS}}
        item.references = ["compact/10", "compact/15f"]
        session.add_all((held, item))
        session.commit()


@pytest.fixture
async def made(forum) -> Played:
    made = await play(forum)
    add_dialogue(forum.engines, forum)
    frameworks(made)
    await made.cafe.go("table_work")
    made.ids["practice"] = await made.cafe.finding(1, PRACTICE, kind="practice")
    made.ids["challenge"] = await made.cafe.finding(2, CHALLENGE, kind="challenge")
    await made.cafe.go("report_out")
    for table, name in ((1, "practice"), (2, "challenge")):
        await forum.run(ReportFinding(made.ids[name]), made.cafe.at[table])
    return made


async def describe(made: Played, version: int = 0, **fields: object) -> dict:
    said = {"delegation": "PAN", "implementer": "=cmd|' /C calc'!A0", "contact": "ana@example.org", "status": "pilot"}
    references = fields.pop("references", ("compact/3", "compact/15f"))
    command = DescribePractice(made.ids["practice"], version, **{**said, **fields}, references=references)
    return (await made.forum.run(command, made.rapporteur)).value


async def refused(code: str, made: Played, command: DescribePractice, actor: object = None) -> None:
    with pytest.raises(Refusal, match=code):
        await made.forum.run(command, actor or made.rapporteur)


async def test_a_sheet_is_for_reported_practices_by_rapporteurs_and_organizers_on_the_version_they_read(made):
    practice = made.ids["practice"]
    await refused("no_such_practice", made, DescribePractice(made.ids["challenge"], 0))
    await refused("no_such_practice", made, DescribePractice(new_id(), 0))
    await refused("not_yours", made, DescribePractice(practice, 0), made.cafe.at[1])
    await refused("no_such_status", made, DescribePractice(practice, 0, status="dreamt"))
    await refused("no_such_reference", made, DescribePractice(practice, 0, references=("compact/99",)))
    await refused("no_such_delegation", made, DescribePractice(practice, 0, delegation="XXX"))
    assert (await describe(made))["version"] == 1
    await refused("version_moved", made, DescribePractice(practice, 0))
    assert (await describe(made, 1, status="completed"))["version"] == 2


async def test_a_practice_is_one_row_with_all_that_the_review_asks_and_nothing_that_runs(made):
    (plain,) = rows(await made.report(), "practices")
    assert (plain["country"], plain["objectives"], plain["principles"]) == ("", "GC 10 Trafficking", "GC 15f Rights")
    await describe(made)
    report = await made.report()
    (row,) = rows(report, "practices")
    told_of = {name: row[name] for name in ("text", "country", "delegation", "contact", "status", "objectives")}
    assert told_of == {
        "text": PRACTICE,
        "country": "Panama",
        "delegation": "PAN",
        "contact": "ana@example.org",
        "status": "pilot",
        "objectives": "GC 3 Information",
    }
    assert row["principles"] == "GC 15f Rights" and row["implementer"].startswith("'=cmd")
    book = openpyxl.load_workbook(io.BytesIO(build(report, "xlsx", language="en", audience="desk")))
    sheet = [[cell.value for cell in line] for line in book["practices"]]
    assert PRACTICE in sheet[1] and "Panama" in sheet[1]
    assert all(cell.data_type != "f" for line in book["practices"] for cell in line)
    public = await made.report(operator(made.forum.id, "public"))
    assert [p.contact for p in public.practices] == [""] and public.practices[0].country


def rows(report, name, audience="desk"):
    content = data_table(report, name, audience=audience).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


async def test_the_pack_tells_by_objective_what_was_found_and_by_delegation_what_names_it(made):
    await describe(made)
    report = await made.report()
    objectives = {r.label: {(one.kind, one.words.text) for one in held} for r, held in by_objective(told(report))}
    assert list(objectives) == ["GC 3", "GC 10"]
    assert objectives["GC 3"] == {("practice", PRACTICE)}
    assert {("progress", KEY), ("challenge", CHALLENGE)} <= objectives["GC 10"]
    named = {name["en"]: [one.words.text for one in held] for name, held in by_delegation(told(report))}
    assert named == {"Panama": [PRACTICE]}
    written = rows(report, "review")
    assert {(row["objective"], row["kind"], row["text"]) for row in written} >= {
        ("GC 3", "practice", PRACTICE),
        ("GC 10", "challenge", CHALLENGE),
    }


async def test_the_pack_is_a_word_file_with_objectives_delegations_and_sheets(made):
    await describe(made)
    document = docx.Document(io.BytesIO(build(await made.report(), "review", language="en", audience="desk")))
    headings = [p.text for p in word_paragraphs(document) if p.style.name.startswith("Heading")]
    for heading in (
        "By objective",
        "GC 3  Information",
        "GC 10  Trafficking",
        "By delegation",
        "Panama",
        "Practices",
    ):
        assert heading in headings, headings
    words = "\n".join(p.text for p in word_paragraphs(document))
    assert words.count(PRACTICE) >= 3 and "being tried" in words and "ana@example.org" in words and KEY in words


async def test_the_page_saves_a_sheet_and_keeps_what_was_typed_when_it_cannot(house: House) -> None:
    organizer = await house.holder("organizer")
    assert "No table has reported a practice yet." in await organizer.page("/report/practices")
    await (await house.seated(1)).page("/report/practices", 403)
    made = await play(house.forum)
    await made.cafe.go("table_work")
    id_ = made.ids["practice"] = await made.cafe.finding(1, PRACTICE, kind="practice")
    await made.cafe.go("report_out")
    await made.forum.run(ReportFinding(id_), made.cafe.at[1])
    page = await organizer.page("/report/practices")
    assert PRACTICE in page and 'name="version" value="0"' in page
    sheet = {"version": "0", "implementer": "A <b>ministry</b>", "contact": "+507 1", "status": "pilot"}

    async def post(**more: str):
        return await organizer.post(f"/practices/{id_}", data={**sheet, **more}, headers={"origin": SITE})

    saved = (await post()).text
    assert "A &lt;b&gt;ministry" in saved and 'name="version" value="1"' in saved
    again = await post(implementer="Another")
    assert again.status_code == 409
    assert "Somebody saved this sheet meanwhile." in again.text and "Another" in again.text
    told = (await organizer.get("/api/v1/practices")).json()["practices"]
    assert [(one["implementer"], one["status"], one["version"]) for one in told] == [("A <b>ministry</b>", "pilot", 1)]
    put = await organizer.put(f"/api/v1/practices/{id_}", json={"version": 1, "contact": "c"}, headers={"origin": SITE})
    assert put.status_code == 200 and put.json()["version"] == 2
    csv_file = await organizer.get("/api/v1/data/practices.csv")
    assert PRACTICE in csv_file.text
