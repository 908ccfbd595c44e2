"""The report over HTTP: who may have it, as what file, and that making it is bounded."""

import asyncio
import html
import time
from contextlib import asynccontextmanager

import pytest

from app.findings.commands.findings import ReportFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.operations import Operations
from app.report import queries
from app.report.formats import FORMATS
from app.report.press import MOST, Press
from app.report.reach import Reach
from app.report.tables import TABLES
from app.report.told_first import HOLDS, told_first
from app.tables.commands.answers import WithdrawAnswer
from tests.desk.conftest import SITE, House, house, words
from tests.forums import START
from tests.report.played import DISSENT, DRAFT, KEY, NOTE, REPORTED, UNCITED, play
from tests.report.reading import read, squeezed
from tests.report.sealed import verified

__all__ = ["House", "house"]


@pytest.fixture
async def made(house):
    house.forum.readers, house.forum.lanes = house.server.readers, house.server.lanes
    return await play(house.forum)


async def test_every_format_is_a_file_with_its_type_and_its_name(house, made):
    organizer = await house.holder("organizer", language="es")
    for format, known in FORMATS.items():
        answer = await organizer.get(f"/api/v1/report.{format}?language=es")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == known.media_type
        name = f"a-small-forum-report-es.{known.suffix}"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        text = squeezed(read(format, answer.content))
        # The review pack holds practices and what the plenary saw, not every finding.
        assert squeezed(KEY if format == "review" else REPORTED) in text
        assert squeezed(DRAFT) not in text


async def test_every_table_is_a_file_and_notes_are_for_rapporteurs_only(house, made):
    organizer, rapporteur = await house.holder("organizer"), await house.holder("rapporteur", "2a")
    for name in TABLES:
        answer = await rapporteur.get(f"/api/v1/data/{name}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="a-small-forum-{name}.csv"'
        assert answer.content.startswith(b"\xef\xbb\xbf")
    assert NOTE in (await rapporteur.get("/api/v1/data/notes.csv")).text
    for address in ("/api/v1/data/notes.csv", "/api/v1/data/people.csv", "/api/v1/report.odt"):
        assert (await organizer.get(address)).status_code == 404, address
    public = await organizer.get("/api/v1/data/answers.csv?for=public")
    assert UNCITED not in public.text


async def test_the_page_shows_the_report_and_offers_every_file(house, made):
    moderator = await house.holder("moderator")
    page = await moderator.page("/report")
    assert all(sentence in words(page) for sentence in (KEY, REPORTED, DISSENT))
    assert all(f'href="/api/v1/report.{format}?' in page for format in FORMATS)
    assert "Ana at 1" not in await moderator.page("/report?for=public")


async def test_only_those_who_may_read_the_report_get_it(house, made):
    seated, stranger = await house.seated(1), house.reader()
    for address in ("/report", "/api/v1/report.json", "/api/v1/data/answers.csv"):
        assert (await seated.get(address)).status_code == 403, address
        assert (await stranger.get(address)).status_code == 401, address


async def test_a_second_report_of_a_forum_is_refused_while_one_is_made(house, made):
    organizer = await house.holder("organizer")
    answers = await asyncio.gather(*(organizer.get("/api/v1/report.docx") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 503, 503]
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.headers["retry-after"] == "5"
    assert busy.json()["code"] == "report_busy"
    assert (await organizer.get("/api/v1/report.md")).status_code == 200


async def test_the_press_serves_forums_beside_each_other_but_never_without_bound(tmp_path):
    press = Press("sqlite:///nothing.sqlite3", tmp_path, None)

    @asynccontextmanager
    async def all_of(*forums):
        async with press.turn(forums[0]):
            if forums[1:]:
                async with all_of(*forums[1:]):
                    yield
            else:
                yield

    async with all_of(*(f"forum {n}" for n in range(MOST))):
        with pytest.raises(Refusal) as refused:
            async with press.turn("one more"):
                pass
    assert (refused.value.status, refused.value.retry_after) == (503, 5)
    async with press.turn("one more"):
        pass


async def test_nobody_waits_on_the_event_loop_while_a_word_document_is_made(house, made):
    organizer = await house.holder("organizer")
    building = asyncio.create_task(organizer.get("/api/v1/report.docx"))
    turns = 0
    while not building.done():
        turns += 1
        await asyncio.sleep(0.01)
    assert (await building).status_code == 200
    assert turns > 20


async def eventually(ask):
    """What a run's document says when it runs no more; bounded."""
    for _ in range(600):
        told = (await ask()).json()
        if told["state"] != "running":
            return told
        await asyncio.sleep(0.2)
    raise AssertionError(told)


async def test_all_files_are_made_beside_the_server_and_their_page_says_how_far_they_are(house, made):
    organizer, other = await house.holder("organizer"), await house.holder("moderator")
    page = await organizer.page("/report/files")
    assert "Make all files" in page
    assert (await organizer.get("/api/v1/report/files")).json()["code"] == "no_files"
    running = await organizer.post("/report/files", data={"for": ""}, headers={"origin": SITE})
    assert running.headers["refresh"] == "2" and "<progress" in running.text
    assert (await other.get("/api/v1/report.docx")).status_code == 503  # one at a time for a forum
    told = await eventually(lambda: organizer.get("/api/v1/report/files"))
    assert (told["state"], told["made"], told["of"]) == ("made", len(FORMATS), len(FORMATS))
    assert {file["format"] for file in told["files"]} == set(FORMATS)
    there = await organizer.get("/report/files")
    assert "refresh" not in there.headers and there.text.count("/report/files/") >= len(FORMATS)
    for file in told["files"]:
        answer = await organizer.get(f"/report/files/{file['format']}")
        assert answer.status_code == 200 and len(answer.content) == file["bytes"]
        assert file["name"] in answer.headers["content-disposition"]
    bundle = (await organizer.get("/api/v1/report/files/evidence")).content
    assert verified(bundle).whole
    assert (await other.get("/report/files/pdf")).status_code == 404  # whoever ordered them, and nobody else
    assert (await other.get("/api/v1/report.docx")).status_code == 200


async def test_what_the_files_hold_and_leave_out_is_said_before_they_are_ordered_and_after(house):
    organizer, rapporteur = await house.holder("organizer"), await house.holder("rapporteur", "2a")
    page = html.unescape(words(await organizer.page("/report/files")))
    for said in ("notes and drafts of the rapporteurs are left out", "up to a minute", "half an hour"):
        assert said in page, said
    assert all(said in page for said in HOLDS.values()) and set(HOLDS) == set(FORMATS)
    assert "notes and drafts are in it" in words(await rapporteur.page("/report/files"))
    public = words(await rapporteur.page("/report/files?for=public"))
    assert "nobody is named" in public and "notes and drafts are in it" not in public
    await organizer.post("/report/files", data={"for": ""}, headers={"origin": SITE})
    after = html.unescape(words(await organizer.page("/report/files")))
    assert all(said in after for said in HOLDS.values())


@pytest.mark.parametrize(
    ("privacy", "audience", "said"),
    [
        ("named", "desk", "Names stand beside words"),
        ("named", "public", "with their affiliation"),
        ("by_table", "desk", "never with a name"),
        ("anonymous", "public", "no affiliation"),
    ],
)
def test_what_privacy_leaves_beside_words_is_said(privacy, audience, said):
    assert said in told_first(privacy, audience)[1]


async def test_a_forum_that_wrote_much_is_read_as_files_and_never_in_the_servers_own_process(house, made, monkeypatch):
    monkeypatch.setattr(queries, "LONG", 1)
    organizer = await house.holder("organizer")
    page = await organizer.page("/report")
    assert "Make all files" in page and KEY not in words(page)
    assert squeezed(KEY) in squeezed(read("md", (await organizer.get("/api/v1/report.md")).content))


async def test_a_press_whose_process_ends_says_so_and_is_free_again(house, made, tmp_path):
    press = Press(f"sqlite:///{tmp_path / 'nothing.sqlite3'}", tmp_path, house.server.readers)
    forum, key = house.forum.id, ("p", "public", "en")
    for _ in range(2):
        await press.begin(key, Reach("public"), forum, START, ("md",))
        run = await over(press, forum, key)
        assert run.document()["state"] == "failed"
        assert {path.name for path in run.folder.iterdir()} == {"run.json"}
    async with press.turn(forum):
        pass
    await press.stop()


async def over(press, forum, key):
    """A run that is over; bounded."""
    for _ in range(600):
        run = await press.run_of(forum, key)
        if run.ended:
            return run
        await asyncio.sleep(0.1)
    raise AssertionError(run)


async def test_a_press_is_free_again_when_there_is_no_room_for_a_run(house, made, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    press = Press(f"sqlite:///{tmp_path / 'nothing.sqlite3'}", full, house.server.readers)
    async with press.turn(house.forum.id):
        pass
    (full / "reports" / house.forum.id).write_text("a file is in the way")
    with pytest.raises(Refusal, match="report_not_made"):
        await press.begin(("p", "en"), Reach("public"), house.forum.id, START, ("md",))
    async with press.turn(house.forum.id):
        pass
    await press.stop()


async def made_files(reader):
    """All files of this reader, made."""
    assert (await reader.post("/api/v1/report/files", headers={"origin": SITE})).status_code == 202
    told = await eventually(lambda: reader.get("/api/v1/report/files"))
    assert told["state"] == "made", told


def lying(house):
    """The names of all files that lie in the data folder for this forum's reports."""
    return {
        path.name for path in (house.server.settings.data / "reports" / house.forum.id).rglob("*") if path.is_file()
    }


async def test_files_are_not_handed_out_once_an_answer_in_them_was_withdrawn(house, made):
    organizer = await house.holder("organizer")
    await made_files(organizer)
    assert "docx" in lying(house)
    await house.forum.run(WithdrawAnswer(made.ids["cited"], id=new_id()), made.cafe.at[1])
    gone = await organizer.get("/api/v1/report/files/docx")
    assert (gone.status_code, gone.json()["code"]) == (410, "files_outdated")
    assert (await organizer.get("/api/v1/report/files")).json()["state"] == "outdated"
    assert lying(house) == {"run.json"}
    page = words(await organizer.page("/report/files"))
    assert "Something was withdrawn or is kept back since these files were made." in page and "Make them again" in page
    await made_files(organizer)


async def test_files_that_nobody_asks_for_go_too_when_a_finding_is_taken_back(house, made):
    organizer = await house.holder("organizer")
    await made_files(organizer)
    press = Press(str(house.server.engines.writer.url), house.server.settings.data, house.server.readers)
    await press.tidy()
    assert "docx" in lying(house)
    await house.forum.run(ReportFinding(made.ids["reported"], reports=False), made.cafe.at[1])
    await press.tidy()
    assert lying(house) == {"run.json"}
    await press.stop()


async def test_a_purge_ends_what_is_made_of_the_forum_and_takes_every_file_of_it_away(house, made):
    organizer, other = await house.holder("organizer"), await house.holder("moderator")
    await made_files(organizer)
    await other.post("/api/v1/report/files", headers={"origin": SITE})
    one = asyncio.create_task(organizer.get("/api/v1/report.docx"))
    operations = Operations(house.server.lanes, house.server.readers, house.server.settings.data)
    began = time.monotonic()
    assert (await operations.purge(forum=house.forum.id))["purged"]
    assert time.monotonic() - began < 30
    assert house.forum.id not in {path.name for path in (house.server.settings.data / "reports").rglob("*")}
    assert (await one).status_code in (500, 503)
    assert (await other.get("/api/v1/report/files")).status_code in (401, 404)
    for _ in range(20):  # nor does what was under way write anything afterwards
        await asyncio.sleep(0.1)
        assert house.forum.id not in {path.name for path in (house.server.settings.data / "reports").rglob("*")}
