"""`sobremesa demo --populate`: the reference forum is played by invented people, through the commands that people use."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import httpx2
import pytest
from sqlmodel import Session, select

from app.cli.offline import opened
from app.cli.populating import founding_time, populate
from app.cli.populating.arriving import Door
from app.cli.populating.people import cast
from app.cli.populating.script import PHASES, script
from app.cli.populating.words import ITEMS, Words, words_of
from app.findings.models import Comment, Finding, SignOff
from app.kernel.clock import utc_now
from app.kernel.ids import hashed, new_id, new_secret
from app.main import application
from app.people import commands as people
from app.people.models import Participant
from app.people.queries import find_pass
from app.programme import queries as programme
from app.programme import reference
from app.programme.commands import MovePhase
from app.programme.file import read
from app.programme.models import Item
from app.report.formats import FORMATS
from app.settings import Settings
from app.sources.models import Source
from app.store import journal
from app.synthesis.models import KeyFinding, Note, SetAside
from app.tables.models import Answer, AnswerVersion, RoundTable, Seat
from app.wiring import build, registered
from tests.cli.conftest import RUNNER, cli
from tests.databases import KINDS, fresh_database
from tests.report.reading import read as read_back
from tests.report.reading import squeezed
from tests.servers import SECRET, environment, free_port

demo = import_module("app.cli.demo")  # the package shows the command of that name
CAFES = {item: words_of(item) for item in ITEMS}
SPOKEN = [said for words in CAFES.values() for table in words.tables for said in table.answers]


@dataclass
class Stand:
    """A data folder and its database, in which the reference forum stands."""

    settings: Settings
    facts: dict

    @property
    def forum(self):
        return self.facts["forum"]

    def play(self, until=None):
        return populate(self.settings, self.facts, until)

    def rows(self, model, **fields):
        """Every row of the forum."""
        with opened(self.settings) as operations, Session(operations.readers.engines.reader) as session:
            found = session.exec(select(model).where(model.forum == self.forum)).all()
            return [row for row in found if all(getattr(row, name) == value for name, value in fields.items())]

    def entries(self):
        with opened(self.settings) as operations:
            return operations.readers.now(journal.since, self.forum, 0, limit=10**6)

    def item(self, number):
        return next(item for item in self.rows(Item) if item.number == number)

    def at(self):
        return {number: self.item(number).phase for number in (*ITEMS, "P2")}


@contextmanager
def stand(kind, folder):
    with fresh_database(kind, folder) as url:
        settings = Settings(data=folder, database_url=url, secret=SECRET)
        yield Stand(settings, demo.reference_forum(settings, founding_time))


@pytest.fixture(params=KINDS)
def fresh(request, tmp_path):
    with stand(request.param, tmp_path) as found:
        yield found


@pytest.fixture(scope="module", params=KINDS)
def played(request, tmp_path_factory):
    """The forum after all of the play, made once on each kind of database; tests of it only read."""
    with stand(request.param, tmp_path_factory.mktemp("played")) as found:
        assert found.play() > 600
        yield found


def test_what_is_said_is_enough_and_in_the_languages_of_the_forum():
    assert sum(1 for said in SPOKEN) >= 120
    by_language = Counter(said.language for said in SPOKEN)
    assert by_language["es"] > by_language["en"] > 20
    assert by_language["fr"] >= 3 <= by_language["pt"]
    assert len({said.text for said in SPOKEN}) == len(SPOKEN)
    for words in CAFES.values():
        assert [len(table.findings) for table in words.tables] == [4, 4, 4]
        assert {note.phase for note in words.notes} == set(PHASES[:-1])
        assert {comment.stance for comment in words.comments} == {"supports", "adds", "questions", "disagrees"}
        assert all({"en", "es"} <= key_finding.texts.keys() for key_finding in words.key_findings)


def test_spanish_opens_its_questions_and_quotations_are_closed():
    def texts(held):
        if isinstance(held, dict):
            return [text for value in held.values() for text in texts(value)]
        if isinstance(held, list | tuple):
            return [text for value in held for text in texts(value)]
        return [held] if isinstance(held, str) else []

    for words in CAFES.values():
        for text in texts(words.model_dump(exclude_none=True)):
            assert text.count("«") == text.count("»"), text
            assert text.count("“") == text.count("”"), text
            assert text == text.strip() and "  " not in text
    for said in SPOKEN:
        if said.language == "es":
            assert said.text.count("¿") == said.text.count("?"), said.text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"comments": [{"finding": "1.9", "by": 2, "stance": "supports", "es": ""}]}, "no finding 1.9"),
        ({"comments": [{"finding": "1.1", "by": 1, "stance": "supports", "es": ""}]}, "not come from another table"),
        ({"comments": [{"finding": "1.1", "by": 2, "stance": "adds", "es": ""}]}, "says nothing"),
        ({"aside": [{"thing": "note 99", "reason": ""}]}, "no note 99"),
        ({"aside": [{"thing": "finding 1.1", "reason": ""}]}, "set aside and drawn on"),
    ],
)
def test_words_that_lead_nowhere_are_told(fault, told):
    with pytest.raises(ValueError, match=told):
        Words.model_validate(CAFES["2a"].model_dump(exclude_none=True) | fault)


def test_forty_people_of_nine_champion_countries_civil_society_and_agencies_sit_at_six_tables():
    forum = read(reference.text())
    seated = [person for people in cast().tables.values() for person in people]
    assert len(seated) == len({person.name for person in seated}) == 40
    assert {n: len(people) >= 6 for n, people in cast().tables.items()} == dict.fromkeys(range(1, 7), True)
    roster = {delegation.key: delegation for delegation in forum.delegations}
    champions = {key for key, delegation in roster.items() if "champions" in delegation.groups}
    assert {person.delegation for person in seated if person.affiliation == "government"} == champions
    for person in cast().everyone:
        assert person.affiliation == roster[person.delegation].affiliation, person.name
    assert {person.affiliation for person in seated} == {"government", "civil_society", "observer_agency"}
    assert {person.speaks[0] for person in seated} == {"es", "en", "fr", "pt"}


def test_the_play_falls_the_same_way_each_time_and_nobody_else_can_make_its_passes():
    names = read(reference.text()).affiliations
    links = [{"role": h.role, "item": h.item, "token": "t"} for h in cast().desk]
    tables = {"2a": dict.fromkeys((1, 2, 3), "a"), "2b": dict.fromkeys((4, 5, 6), "b")}
    door, other = (Door(new_id(), secret, links, names) for secret in (SECRET, SECRET[::-1]))
    registry = registered()[0]
    first, again, elsewhere = (script(where, registry, tables) for where in (door, door, other))
    assert first == again
    assert [(cue.minute, cue.who) for cue in first] == [(cue.minute, cue.who) for cue in elsewhere]
    assert not {cue.command.id for cue in first} & {cue.command.id for cue in elsewhere}
    person = cast().tables[1][0]
    assert door.token(person) != replace(door, secret=SECRET[::-1]).token(person)
    assert door.token(person) != replace(door, forum=other.forum).token(person)


def test_everything_is_there(played):
    assert played.at() == {"2a": "done", "2b": "done", "P2": "presenting"}
    seats = Counter(seat.table for seat in played.rows(Seat, until=None))
    tables = {table.id: table for table in played.rows(RoundTable) if table.id in seats}
    assert sorted(table.number for table in tables.values()) == [1, 2, 3, 4, 5, 6]
    assert sum(seats.values()) == 40 and min(seats.values()) >= 6
    assert all(table.pen and table.reporter and table.pen != table.reporter for table in tables.values())
    assert (
        sum(1 for person in played.rows(Participant) if person.name and person.affiliation and person.delegation) == 45
    )

    standing = played.rows(Answer, withdrawn_at=None)
    languages = Counter(answer.language for answer in standing)
    assert len(standing) >= 120 and languages["es"] > 60 and languages["en"] > 20
    assert len(played.rows(Answer)) - len(standing) == 2
    assert len(played.rows(AnswerVersion)) == 4
    assert len(played.rows(Answer, late=True)) == 2
    assert len({answer.author for answer in standing}) > 30

    findings = played.rows(Finding)
    assert Counter(finding.table for finding in findings) == dict.fromkeys(tables, 4)
    assert all(finding.reported_at and finding.signed_version == finding.version == 1 for finding in findings)
    assert sum(1 for sign_off in played.rows(SignOff) if sign_off.dissent) == 4
    assert len(played.rows(Comment)) == 44
    assert {note.phase for note in played.rows(Note)} == set(PHASES[:-1])
    assert all(aside.reason for aside in played.rows(SetAside)) and len(played.rows(SetAside)) == 4


def test_key_findings_have_their_sources_their_order_and_their_own_state(played):
    drawn = Counter((source.made_kind, source.made) for source in played.rows(Source))
    assert all(drawn["finding", finding.id] >= 2 for finding in played.rows(Finding))
    for number, words in CAFES.items():
        rows = sorted(played.rows(KeyFinding, item=played.item(number).id), key=lambda row: row.rank.encode())
        wanted = words.key_findings
        assert [row.texts for row in rows] == [one.texts for one in wanted]
        assert [row.shown_at is not None for row in rows] == [one.shown for one in wanted]
        assert [row.state for row in rows] == [one.state for one in wanted]
        assert [drawn["key-finding", row.id] for row in rows] == [len(one.sources) for one in wanted]
        assert all(row.sent_texts == row.texts for row in rows)


def test_played_again_it_doubles_nothing(played):
    before = played.entries()
    assert played.play() == 0
    assert played.play("table_work") == 0
    assert played.entries() == before


def test_times_follow_one_another_and_end_now(played):
    instants = [entry.at for entry in played.entries()]
    assert instants == sorted(instants)
    assert instants[-1] < utc_now()
    lasted = instants[-1] - min(answer.written_at for answer in played.rows(Answer))
    assert timedelta(minutes=70) < lasted < timedelta(minutes=100)
    phases = {e.at for e in played.entries() if e.command == "MovePhase"}
    assert len(phases) == 13


@pytest.mark.parametrize("until", ["table_work", "commenting"])
def test_it_stops_in_a_phase_with_time_on_its_clocks_and_goes_on_from_there(fresh, until):
    assert fresh.play(until) > 500
    assert fresh.at() == {"2a": until, "2b": until, "P2": "waiting"}
    for number in ITEMS:
        left = programme.clock_of(fresh.item(number)).left_at(utc_now())
        assert 60 < left < 15 * 60, (number, left)
    assert timedelta(seconds=50) < utc_now() - fresh.entries()[-1].at < timedelta(seconds=100)
    assert all(finding.reported_at is None for finding in fresh.rows(Finding)) is (until == "table_work")
    assert fresh.play() > 0
    assert fresh.at() == {"2a": "done", "2b": "done", "P2": "presenting"}
    assert len(fresh.rows(Answer)) == len(SPOKEN) + 2
    instants = [entry.at for entry in fresh.entries()]
    assert instants == sorted(instants)
    assert instants[-1] < utc_now()


async def _goes_on(operations, forum, token, phase):
    """Somebody opens the facilitator's link, and moves the café with their own hands; without a *phase* only looks."""
    secret = new_secret()
    await operations.lanes.run(forum, people.ExchangeLink(hashed(token), hashed(secret)))
    if phase:
        actor = await operations.readers.run(find_pass, hashed(secret))
        await operations.lanes.run(forum, MovePhase("2a", phase), actor)


def meddled(found, phase=None):
    token = next(
        link["token"] for link in found.facts["links"] if (link["role"], link["item"]) == ("facilitator", "2a")
    )
    with opened(found.settings) as operations:
        asyncio.run(_goes_on(operations, found.forum, token, phase))


def test_a_forum_that_people_have_gone_on_with_is_left_as_it_is(fresh):
    meddled(fresh)
    assert fresh.play("briefing") > 50
    meddled(fresh, "table_work")
    before = fresh.entries()
    assert fresh.play() is None
    assert fresh.entries() == before
    assert "gone on with" in demo.played(None)


async def test_its_pages_and_reports_show_it(played):
    door = Door(played.forum, SECRET, played.facts["links"], read(reference.text()).affiliations)
    server = build(played.settings)
    await server.start()
    transport = httpx2.ASGITransport(app=application(server))

    async def page(person, address):
        cookies = {"sobremesa_pass": str(door.token(person))}
        async with httpx2.AsyncClient(transport=transport, base_url="http://testserver", cookies=cookies) as reader:
            answer = await reader.get(address)
            assert answer.status_code == 200, (address, answer.text[:400])
            return answer.content

    try:
        said = CAFES["2a"].tables[0]
        moderator, rapporteur = cast().holder("moderator"), cast().holder("rapporteur", "2a")
        desk = (await page(cast().holder("facilitator", "2a"), "/items/2a/desk?language=en")).decode()
        assert "20 answers" in desk and "4 findings" in desk
        table = next(t for t in played.rows(RoundTable, item=played.item("2a").id) if t.number == 1)
        phone = (await page(cast().tables[1][0], f"/tables/{table.code}?view=answers")).decode()
        assert said.answers[0].text in phone
        wall = (await page(moderator, "/wall/main?language=es")).decode()
        assert CAFES["2a"].key_findings[0].es[:40] in wall
        for format_ in FORMATS:
            content = await page(rapporteur, f"/api/v1/report.{format_}?language=es")
            if format_ != "csv":
                shown = squeezed(read_back(format_, content))
                assert squeezed(said.findings[0].text)[:60] in shown, format_
                assert squeezed(CAFES["2a"].key_findings[0].es)[:60] in shown, format_
    finally:
        await server.stop()


@pytest.mark.parametrize("words", [["--until", "briefing"], ["--populate", "--until", "lunch"]])
def test_where_to_stop_is_a_phase_of_what_is_played(words, tmp_path):
    done = RUNNER.invoke(cli, ["demo", *words, "--data", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert not (tmp_path / "none").exists()


def test_the_command_plays_and_then_serves(tmp_path: Path):
    with environment("sqlite", tmp_path) as (variables, _), (tmp_path / "log").open("ab") as log:
        command = [sys.executable, "-m", "app.cli", "demo", "--populate", "--until", "briefing", "--json"]
        command += ["--data", str(tmp_path), "--host", "127.0.0.1", "--port", str(free_port())]
        process = subprocess.Popen(command, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=log)
        try:
            assert process.stdout is not None
            facts = json.loads(process.stdout.readline())
            deadline = time.monotonic() + 30
            shown = 0
            while shown != 200 and time.monotonic() < deadline:
                with suppress(httpx2.HTTPError):
                    shown = httpx2.get(f"{facts['url']}/join/{facts['code']}").status_code
                time.sleep(0.05)
            assert shown == 200
        finally:
            process.terminate()
            process.wait(20)
    assert "commands" in (tmp_path / "log").read_text()
