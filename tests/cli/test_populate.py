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
from statistics import mean

import httpx2
import pytest
from sqlmodel import Session, select

from app.cli.offline import opened
from app.cli.populating import founding_time, populate
from app.cli.populating.arriving import Door
from app.cli.populating.booth import booth_words
from app.cli.populating.cues import House
from app.cli.populating.dialogue_words import DialogueWords, dialogue_words_of
from app.cli.populating.floor_words import FloorWords, floor_words_of
from app.cli.populating.people import cast
from app.cli.populating.script import DIALOGUE, IDEAS, PANELS, PLENARIES, PRESENTATIONS, script
from app.cli.populating.surveying import survey_words
from app.cli.populating.timetable import ALONE, STOPS, TIMES
from app.cli.populating.words import ITEMS, Words, observed_notes, words_of
from app.communique.adoption import digest_of
from app.communique.models import Amendment, Communique, Paragraph, Position, Silence, SilenceBreak
from app.cooperation.models import Initiative, Partner, TopicInterest
from app.findings.models import Comment, Finding, SignOff
from app.kernel.clock import utc_now
from app.kernel.ids import hashed, new_id, new_secret
from app.main import application
from app.people import commands as people
from app.people.models import Arrival, Delegation, Participant, RoleGrant
from app.people.queries import find_pass
from app.programme import queries as programme
from app.programme import reference
from app.programme.commands import MovePhase
from app.programme.file import read
from app.programme.models import Item
from app.report.formats import FORMATS
from app.settings import Settings
from app.sources.models import Source
from app.sources.queries import origins_of
from app.sources.rules import Thing
from app.sources.translations.models import Translation
from app.stage.booth.models import SlowerSignal, Term
from app.stage.models import Showing
from app.stage.questions.models import FloorQuestion, Support
from app.stage.slides.models import Slides
from app.stage.speakers.models import Speaker
from app.stage.talks.models import Talk
from app.store import journal
from app.survey.models import Response
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
FLOORS = {item: floor_words_of(item) for item in (*PANELS, *PLENARIES, *PRESENTATIONS, IDEAS)}
DIALOGUE_WORDS = dialogue_words_of(DIALOGUE)
PHASES = tuple(ALONE)
MORNING = ("R", "O", "A", "I", "B1", "1", "L1")
AFTERNOON = ("2a", "2b", "P2", "B2", "D1")
SECOND_DAY = ("3", "B3", "4a", "4b", "P4", "L2", "5", "D2", "J")
TABLES = [table for words in (*CAFES.values(), dialogue_words_of(DIALOGUE)) for table in words.tables]
SPOKEN = [said for table in TABLES for said in table.answers]


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
        """The phase of every item that has begun."""
        return {item.number: item.phase for item in self.rows(Item) if item.phase != "waiting"}


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
    assert sum(1 for said in SPOKEN) >= 220
    assert all(len(table.answers) >= 15 for words in CAFES.values() for table in words.tables)
    by_language = Counter(said.language for said in SPOKEN)
    assert by_language["es"] > by_language["en"] > 20
    assert by_language["fr"] >= 3 <= by_language["pt"]
    assert len({said.text for said in SPOKEN}) == len(SPOKEN)
    for words in CAFES.values():
        assert [len(table.findings) for table in words.tables] == [4, 4, 4]
        assert {note.phase for note in words.notes} == set(PHASES)
        assert {comment.stance for comment in words.comments} == {"supports", "adds", "questions", "disagrees"}
        assert all({"en", "es"} <= key_finding.texts.keys() for key_finding in words.key_findings)


def test_who_speaks_is_in_the_cast_and_what_they_refer_to_is_said():
    names = {person.name for person in cast().everyone}
    debaters = names - {holder.name for holder in cast().desk if ("observer", "D1") in holder.roles}
    for item, words in FLOORS.items():
        assert {talk.by for talk in words.talks} <= names
        assert {question.by for question in words.questions} <= debaters
        assert {speaker.by for speaker in words.speakers} - {""} <= debaters
        assert {note.phase for note in words.notes} <= TIMES[item].keys()
        for question in words.questions:
            home, _, number = question.about.partition(" ")
            made = list(DIALOGUE_WORDS.initiatives) if home == DIALOGUE else CAFES[home].key_findings if home else []
            assert not home or int(number) <= len(made)
    heads = cast().heads
    assert set(heads.values()) <= {person.name for person in cast().seated}
    for _, table, initiative in DIALOGUE_WORDS.initiatives:
        assert initiative.sources and initiative.own.keys() <= heads.keys()
        assert len(table.answers) >= 5


def test_every_observer_and_both_panels_facilitators_note_something():
    observers = {holder.name for holder in cast().desk if "observer" in {role for role, _ in holder.roles}}
    panels = {cast().holder("facilitator", item).name for item in PANELS}
    assert {note.by for note in observed_notes()} == observers | panels
    assert all(note.phase in TIMES[note.item] for note in observed_notes())


def test_spanish_opens_its_questions_and_quotations_are_closed():
    def texts(held):
        if isinstance(held, dict):
            return [text for value in held.values() for text in texts(value)]
        if isinstance(held, list | tuple):
            return [text for value in held for text in texts(value)]
        return [held] if isinstance(held, str) else []

    for words in (*CAFES.values(), *FLOORS.values(), DIALOGUE_WORDS, survey_words()):
        for text in texts(words.model_dump(exclude_none=True)):
            assert text.count("«") == text.count("»"), text
            assert text.count("“") == text.count("”"), text
            assert text == text.strip() and "  " not in text
    for said in (*SPOKEN, *(question for words in FLOORS.values() for question in words.questions)):
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


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"questions": [{"by": "Ana", "phase": "talks", "es": "¿?", "into": 1}]}, "question 1 is grouped with none"),
        ({"aside": [{"thing": "note 99", "reason": ""}]}, "no note 99"),
        ({"aside": [{"thing": "comment 1", "reason": ""}]}, "no comment 1"),
    ],
)
def test_words_from_the_floor_that_lead_nowhere_are_told(fault, told):
    with pytest.raises(ValueError, match=told):
        FloorWords.model_validate(FLOORS["1"].model_dump(exclude_none=True) | fault)


def test_an_initiative_is_drawn_from_what_its_table_said():
    held = DIALOGUE_WORDS.model_dump(exclude_none=True)
    held["tables"][1]["initiatives"][0]["sources"] = [99]
    with pytest.raises(ValueError, match="initiative 3 is drawn from an answer that is not there"):
        DialogueWords.model_validate(held)


def test_forty_people_of_nine_champion_countries_civil_society_and_agencies_sit_at_six_tables():
    forum = read(reference.text())
    seated = [person for people in cast().tables.values() for person in people]
    assert len(seated) == len({person.name for person in seated}) == 40
    for day in (1, 2):
        tables = cast().tables_of(day)
        assert {n: len(people) >= 6 for n, people in tables.items()} == dict.fromkeys(range(1, 7), True)
        names = [person.name for people in tables.values() for person in people]
        assert len(names) == len(set(names)) == 40 + 4 * (day - 1)
    roster = {delegation.key: delegation for delegation in forum.delegations}
    champions = {key for key, delegation in roster.items() if "champions" in delegation.groups}
    assert {person.delegation for person in seated if person.affiliation == "government"} == champions
    for person in cast().everyone:
        assert person.affiliation == roster[person.delegation].affiliation, person.name
    assert {person.affiliation for person in seated} == {"government", "civil_society", "observer_agency"}
    assert {person.speaks[0] for person in seated} == {"es", "en", "fr", "pt"}


def test_the_play_falls_the_same_way_each_time_and_nobody_else_can_make_its_passes():
    names = read(reference.text()).affiliations
    links = [{"role": role, "item": item, "token": "t"} for holder in cast().desk for role, item in holder.roles]
    tables = dict.fromkeys(TIMES, dict.fromkeys(range(1, 7), "table"))
    ground = {"items": dict.fromkeys(TIMES, "item"), "tables": tables, "talks": dict.fromkeys(TIMES, tuple("abcde"))}
    door, other = (Door(new_id(), secret, links, names) for secret in (SECRET, SECRET[::-1]))
    registry = registered()[0]
    first, again, elsewhere = (script(where, House(where.forum, registry, **ground)) for where in (door, door, other))
    assert first == again
    assert [(cue.minute, cue.who) for cue in first] == [(cue.minute, cue.who) for cue in elsewhere]
    assert {cue.command.id for cue in first} & {cue.command.id for cue in elsewhere} == {None}, (
        "a response has no receipt"
    )
    person = cast().tables[1][0]
    assert door.token(person) != replace(door, secret=SECRET[::-1]).token(person)
    assert door.token(person) != replace(door, forum=other.forum).token(person)


def _leaves(session, forum, thing):
    """What a made thing comes from in the end."""
    found = origins_of(session, forum, [thing]).get(thing, [])
    return {leaf for link in found for leaf in _leaves(session, forum, link.thing)} if found else {thing}


def test_the_communique_is_adopted_and_every_paragraph_comes_from_the_tables_or_says_that_it_was_written(played):
    text = [one for one in played.rows(Paragraph) if one.withdrawn_at is None]
    sections = Counter(one.section for one in text)
    assert sections == {"preamble": 3, "operative": 12}
    assert all(one.texts.keys() == {"es", "en"} and not one.stale and one.status == "agreed" for one in text)
    [whole] = played.rows(Communique)
    assert (whole.outcome, whole.digest) == ("with_reservations", digest_of(whole.adopted))
    assert len(whole.adopted) == len(text) and whole.opened_at < whole.adopted_at
    with opened(played.settings) as operations, Session(operations.readers.engines.reader) as session:
        for one in text:
            leaves = {leaf.kind for leaf in _leaves(session, played.forum, Thing("paragraph", one.id))}
            # The drafters wrote the preamble, and its pages say so.
            assert leaves == {"paragraph"} if one.section == "preamble" else leaves & {"answer", "note", "comment"}, one
    states = Counter(one.state for one in played.rows(Amendment))
    assert states["accepted"] >= 9 and states["rejected"] == 1 and states["merged"] == 2 and not states["pending"]
    assert {one.delegation for one in played.rows(Amendment)} >= {
        one.id for one in played.rows(Delegation) if one.standing == "adopts"
    }
    assert sorted(one.result for one in played.rows(Silence)) == ["agreed", "broken"]
    assert len(played.rows(SilenceBreak)) == 1
    assert Counter(one.position for one in played.rows(Position)) == {"no_objection": 18, "reservation": 1}


def test_everything_is_there(played):
    assert played.at() == {**dict.fromkeys((*MORNING, *AFTERNOON, *SECOND_DAY), "done"), "C": "open"}
    dialogue = played.item(DIALOGUE).id
    seats = Counter(seat.table for seat in played.rows(Seat, until=None) if seat.item != dialogue)
    tables = {table.id: table for table in played.rows(RoundTable) if table.id in seats}
    assert sorted(table.number for table in tables.values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    assert sum(seats.values()) == 84 and min(seats.values()) >= 6
    assert all(table.pen and table.reporter and table.pen != table.reporter for table in tables.values())
    people = [person for person in played.rows(Participant) if person.name and person.affiliation and person.delegation]
    assert len(people) == len(cast().everyone) + len(cast().by_hand)

    standing = played.rows(Answer, withdrawn_at=None)
    languages = Counter(answer.language for answer in standing)
    assert len(standing) >= 220 and languages["es"] > 120 and languages["en"] > 40
    said = TABLES
    assert len(played.rows(Answer)) - len(standing) == sum(len(table.withdrawn) for table in said)
    assert len(played.rows(AnswerVersion)) == sum(len(table.revisions) for table in said)
    assert len(played.rows(Answer, late=True)) == sum(table.late is not None for table in said) == 4
    assert len({answer.author for answer in standing}) > 30

    findings = played.rows(Finding)
    assert Counter(finding.table for finding in findings) == dict.fromkeys(tables, 4)
    assert {finding.kind for finding in findings} == {"practice", "lesson", "challenge", "recommendation"}
    assert all(finding.reported_at and finding.signed_version == finding.version == 1 for finding in findings)
    dissents = sum(finding.dissent is not None for table in said for finding in table.findings)
    assert sum(1 for sign_off in played.rows(SignOff) if sign_off.dissent) == dissents >= 8
    assert len(played.rows(Comment)) == sum(len(words.comments) for words in CAFES.values()) >= 88
    assert {note.phase for note in played.rows(Note)} >= {*PHASES, "talks", "discussion", "presenting"}
    assert all(aside.reason for aside in played.rows(SetAside)) and len(played.rows(SetAside)) >= 10


def test_everybody_is_checked_in_and_who_speaks_for_a_country_came_by_its_link(played):
    came = {arrival.participant for arrival in played.rows(Arrival)}
    missing = {person.name for person in played.rows(Participant) if person.id not in came}
    assert missing == {one.name for one in cast().by_hand if not one.come}
    assert sum(1 for arrival in played.rows(Arrival) if arrival.by_hand) > len(cast().by_hand) - len(missing)
    spoken_for = [grant for grant in played.rows(RoleGrant) if grant.delegation]
    assert len(spoken_for) == len({grant.delegation for grant in spoken_for}) == len(cast().heads) == 9


def test_talks_were_held_in_their_order_and_the_floor_was_asked_for(played):
    of = {item.id: item.number for item in played.rows(Item)}
    talks, speakers = (sorted(played.rows(model), key=lambda row: row.called) for model in (Talk, Speaker))
    questions = sorted(played.rows(FloorQuestion), key=lambda question: question.first_seq)
    supported = Counter(support.thing for support in played.rows(Support))
    for number in PANELS:
        held = [talk for talk in talks if of[talk.item] == number]
        assert [(talk.state, talk.position) for talk in held] == [("done", place) for place in range(1, 6)]
        assert all(talk.participant and talk.name and -40 < talk.clock_left < 40 for talk in held)
    for number, words in FLOORS.items():
        asked = [question for question in questions if of[question.item] == number]
        assert [question.text for question in asked] == [question.text for question in words.questions]
        for question, wanted in zip(asked, words.questions, strict=True):
            assert supported[question.id] == wanted.support
            assert (question.answered_at is not None) is (wanted.then == "answered")
            assert question.hidden is (wanted.then == "hidden")
            assert bool(question.about) is bool(wanted.about), question.text
            assert (question.into is not None) is (wanted.into is not None)
        assert [one.state for one in speakers if of[one.item] == number] == ["spoken"] * len(words.speakers)


def test_initiatives_have_their_sources_and_delegations_say_for_themselves_where_they_stand(played):
    drawn = Counter((source.made_kind, source.made) for source in played.rows(Source))
    keys = {delegation.id: delegation.key for delegation in played.rows(Delegation)}
    tables = {table.id: table.number for table in played.rows(RoundTable)}
    found = sorted(played.rows(Initiative), key=lambda row: (tables[row.table], row.first_seq))
    partners = played.rows(Partner)
    for row, (_, table, one) in zip(found, DIALOGUE_WORDS.initiatives, strict=True):
        assert (tables[row.table], row.words["title"], row.words["first_step"]) == (
            table.number,
            one.title,
            one.first_step,
        )
        assert (row.by_when, row.references, keys.get(row.lead)) == (one.by_when, list(one.references), one.lead)
        assert row.presented_at is not None and drawn["initiative", row.id] == len(one.sources)
        stand = {keys[p.delegation]: (p.standing, p.own) for p in partners if p.initiative == row.id}
        heard = {key: (standing, False) for key, standing in one.partners.items() if key not in one.own}
        assert stand == {**heard, **{key: (standing, True) for key, standing in one.own.items()}}
    wished = [(tables[row.table], keys[row.delegation]) for row in played.rows(TopicInterest)]
    both = {**DIALOGUE_WORDS.interest}
    for number, more in DIALOGUE_WORDS.heard.items():
        both[number] = (*both[number], *more)
    assert sorted(wished) == sorted((number, key) for number, wish in both.items() for key in wish)


def test_the_survey_was_answered_before_and_after_and_people_know_more_than_they_did(played):
    answered = {moment: played.rows(Response, moment=moment) for moment in ("before", "after")}
    assert {moment: len(rows) for moment, rows in answered.items()} == survey_words().answering
    before, after = (
        [mean(row.ratings[f"s{n}"] for row in rows if f"s{n}" in row.ratings) for n in range(1, 10)]
        for rows in answered.values()
    )
    assert all(later > earlier for earlier, later in zip(before, after, strict=True))
    written = Counter(question for row in answered["after"] for question in row.words)
    assert written == {question: len(texts) for question, texts in survey_words().words.items()}


def test_the_booth_kept_terms_and_the_translator_began_with_what_was_reported(played):
    words = booth_words()
    kept = [term.texts for term in sorted(played.rows(Term), key=lambda term: term.position)]
    assert kept[-len(words.terms) :] == [term.texts for term in words.terms]
    assert all(signal.passed_on_at for signal in played.rows(SlowerSignal))
    assert len(played.rows(SlowerSignal)) == len(words.slower)
    findings = {finding.id: finding for finding in played.rows(Finding)}
    written = played.rows(Translation, kind="finding")
    assert Counter(row.text for row in written) == Counter(one.text for one in words.translations)
    assert all(findings[row.thing].language != row.language for row in written)


def test_who_presents_brought_slides_before(played):
    held = {slides.item: slides for slides in played.rows(Slides)}
    for number in PRESENTATIONS:
        slides, wanted = held[played.item(number).id], FLOORS[number].slides
        assert wanted is not None and (slides.title, slides.url) == (wanted.title, wanted.url)


def test_each_rapporteur_stepped_through_all_key_findings_on_the_wall(played):
    ids = {item.number: item.id for item in played.rows(Item)}
    showings = sorted(played.rows(Showing), key=lambda showing: showing.seq)
    made = sorted(played.rows(KeyFinding), key=lambda row: row.rank.encode())
    supported = Counter(support.thing for support in played.rows(Support))
    for number, presents in PLENARIES.items():
        shown = [one.thing for one in showings if (one.item, one.kind) == (ids[number], "key-finding")]
        wanted = [row.id for home in presents for row in made if row.item == ids[home]]
        assert list(dict.fromkeys(shown)) == wanted
        assert all(supported[thing] >= 3 for thing in wanted)


def test_key_findings_have_their_sources_their_order_and_their_own_state(played):
    drawn = Counter((source.made_kind, source.made) for source in played.rows(Source))
    assert all(drawn["finding", finding.id] >= 2 for finding in played.rows(Finding))
    for number, words in CAFES.items():
        rows = sorted(played.rows(KeyFinding, item=played.item(number).id), key=lambda row: row.rank.encode())
        wanted = words.key_findings
        assert [row.texts for row in rows] == [one.texts for one in wanted]
        assert all(row.shown_at is not None for row in rows), "the plenary shows them all"
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
    moved = [e.at for e in played.entries() if e.command == "MovePhase"]
    assert len(moved) == len(set(moved))
    on = {item.number: item.phase_since for item in played.rows(Item)}
    first_day = max(on[number] for number in (*MORNING[1:], *AFTERNOON))
    assert first_day + timedelta(hours=10) < on["R"] < min(on[number] for number in SECOND_DAY)
    assert timedelta(minutes=20) < on["2a"] - played.rows(Answer)[0].written_at < timedelta(minutes=100)


def test_it_stops_in_a_phase_with_time_on_its_clocks_and_goes_on_from_there(tmp_path):
    with stand("sqlite", tmp_path) as found:
        assert found.play("table_work") > 500
        assert found.at() == {**dict.fromkeys(MORNING, "done"), "2a": "table_work", "2b": "table_work"}
        for number in ("2a", "2b"):
            left = programme.clock_of(found.item(number)).left_at(utc_now())
            assert 60 < left < 15 * 60, (number, left)
        assert timedelta(seconds=50) < utc_now() - found.entries()[-1].at < timedelta(seconds=100)
        assert all(finding.reported_at is None for finding in found.rows(Finding))
        assert found.play() > 0
        assert set(found.at()) == {*MORNING, *AFTERNOON, *SECOND_DAY, "C"}
        assert len(found.rows(Answer)) == len(SPOKEN) + 4
        instants = [entry.at for entry in found.entries()]
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
        plenary = (await page(moderator, "/items/P2?language=es")).decode()
        assert all(key_finding.es[:40] in plenary for key_finding in CAFES["2a"].key_findings)
        for format_ in FORMATS:
            content = await page(rapporteur, f"/api/v1/report.{format_}?language=es")
            if format_ != "csv":
                shown = squeezed(read_back(format_, content))
                assert squeezed(said.findings[0].text)[:60] in shown, format_
                assert squeezed(CAFES["2a"].key_findings[0].es)[:60] in shown, format_
    finally:
        await server.stop()


@pytest.mark.parametrize("until", ["O.open", "1.talks", "commenting", "D1.gathering", "4b.report_out"])
def test_it_stops_in_a_phase_of_any_item(until, tmp_path):
    item, phase = STOPS[until]
    with stand("sqlite", tmp_path) as found:
        assert found.play(until) > 200
        on = found.item(item)
        assert on.phase == phase
        assert 0 < programme.clock_of(on).left_at(utc_now()) < 15 * 60


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
