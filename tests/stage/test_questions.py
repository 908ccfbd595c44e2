"""Questions from the floor through the commands: who asks, who reads, what support says, and what the moderator does."""

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.commands import ChangeMe
from app.programme.commands import MovePhase
from app.programme.models import Forum
from app.stage.commands import Show
from app.stage.questions.commands import (
    AskQuestion,
    GroupQuestion,
    KeepQuestions,
    MarkQuestion,
    SupportQuestion,
    SupportResult,
    WithdrawQuestion,
)
from app.store.work import Command
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import ShowKeyFinding
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.stage.podium import REGISTRY, add_podium


@dataclass
class Floor:
    """Item 5, a presentation whose floor is open."""

    forum: SmallForum
    desk: Actor
    ana: Actor

    @classmethod
    async def open(cls, forum: SmallForum, privacy: str = "named") -> "Floor":
        add_podium(forum)
        with forum.engines.writer.connect() as connection, connection.begin():
            connection.execute(sa.update(Forum).where(sa.column("id") == forum.id).values(privacy=privacy))
        floor = cls(
            forum, await forum.holder("moderator", "5"), await forum.person(name="Ana", affiliation="Government")
        )
        await forum.run(MovePhase("5", "presenting"), floor.desk)
        return floor

    async def ask(self, text: str = "Who pays?", by: Actor | None = None, item: str = "5", about: str = "") -> str:
        id_ = new_id()
        await self.forum.run(AskQuestion(REGISTRY, id_, item, text, about=about), by or self.ana)
        return id_

    async def read(self, room: str = "item", item: str = "5") -> dict[str, Any]:
        """What a room reads, by id, in its order."""
        where = Room(room, self.forum.items[item])
        cards = await self.forum.readers.run(REGISTRY.load, self.forum.id, where, None, None, ["floor-question"])
        return {card.data["id"]: card.data for card in cards}

    async def marks(self, actor: Actor) -> dict[str, list[str]]:
        cards = await self.forum.readers.run(
            REGISTRY.load, self.forum.id, Room("me", actor.participant), None, actor, ["mine-floor"]
        )
        found: dict[str, list[str]] = cards[0].data["marks"]
        return found


async def test_a_question_is_kept_once_however_often_it_is_sent(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    question = AskQuestion(REGISTRY, new_id(), "5", "  Who pays?  ", "es")
    first, again = await forum.run(question, floor.ana), await forum.run(question, floor.ana)
    assert (first.created, again.repeated, first.value) == (True, True, again.value)
    with pytest.raises(Refusal, match="id_reused"):
        await forum.run(AskQuestion(REGISTRY, question.id, "5", "Another"), floor.ana)
    assert [(d["text"], d["language"], d["by"]) for d in (await floor.read()).values()] == [("Who pays?", "es", "Ana")]
    for text, code in (("", "empty"), ("x" * 1001, "too_long"), ("a\x00", "bad_character")):
        with pytest.raises(Refusal, match=code):
            await floor.ask(text)


async def test_words_that_come_late_are_kept_and_those_that_come_early_wait(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    await forum.run(MovePhase("5", "waiting"), floor.desk)
    with pytest.raises(Refusal, match="phase_closed"):
        await floor.ask()
    await forum.run(MovePhase("5", "done"), floor.desk)
    late = await floor.ask("After the bell")
    assert (await floor.read())[late]["late"] is True
    with pytest.raises(Refusal, match="support_closed"):
        await forum.run(SupportQuestion(late), floor.ana)
    with pytest.raises(Refusal, match="no_questions"):
        await floor.ask(item="2a")


async def test_an_observers_hand_made_request_is_refused_whatever_else_they_are(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    question = await floor.ask()
    for item in ("5", None):
        observer = await forum.holder("observer", item)
        for command in (
            AskQuestion(REGISTRY, new_id(), "5", "Mine"),
            SupportQuestion(question),
            SupportQuestion(question, supports=False),
            WithdrawQuestion(question),
            MarkQuestion(question, answered=True),
            KeepQuestions("5", True),
        ):
            with pytest.raises(Refusal, match="not_yours"):
                await forum.run(command, observer)
    assert (await floor.read())[question]["support"] == 0


async def test_one_person_supports_once_and_everybody_reads_only_the_number(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    question = await floor.ask()
    others = [await forum.person(name=f"P{n}") for n in range(3)]
    for person in (*others, others[0]):
        await forum.run(SupportQuestion(question), person)
    assert (await floor.read())[question]["support"] == 3
    await forum.run(SupportQuestion(question, supports=False), others[1])
    await forum.run(SupportQuestion(question, supports=False), others[1])
    data = (await floor.read())[question]
    assert data["support"] == 2 and not any(other.participant in str(data) for other in others)
    assert await floor.marks(others[0]) == {f"floor-question:{question}": ["supported"]}
    assert await floor.marks(floor.ana) == {f"floor-question:{question}": ["mine"]}
    assert await floor.marks(others[1]) == {}


async def test_the_moderator_answers_hides_and_shows_again(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    first, second = await floor.ask("First"), await floor.ask("Second")
    await forum.run(MarkQuestion(second, answered=True), floor.desk)
    assert [(d["text"], d["state"]) for d in (await floor.read()).values()] == [
        ("First", "open"),
        ("Second", "answered"),
    ]
    await forum.run(MarkQuestion(first, hidden=True), floor.desk)
    assert list(await floor.read()) == [second]
    assert (await floor.read("desk"))[first]["state"] == "hidden"
    with pytest.raises(Refusal, match="no_such_question"):
        await forum.run(SupportQuestion(first), await forum.person())
    await forum.run(MarkQuestion(first, hidden=False), floor.desk)
    await forum.run(MarkQuestion(second, answered=False), floor.desk)
    assert [d["text"] for d in (await floor.read()).values()] == ["Second", "First"], "the newest first"
    for stranger in (floor.ana, await forum.holder("moderator", "1"), await forum.holder("rapporteur", "5")):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(MarkQuestion(first, hidden=True), stranger)


async def test_in_a_sensitive_room_nobody_reads_a_question_before_it_is_released(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    before = await floor.ask("Before")
    await forum.run(KeepQuestions("5", True), floor.desk)
    held = await floor.ask("It names somebody")
    assert list(await floor.read()) == [before], "what is shown already stays"
    assert [d["state"] for d in (await floor.read("desk")).values()] == ["held", "open"]
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Show(REGISTRY, "floor-questions", held, "5"), floor.desk)
    await forum.run(MarkQuestion(held, hidden=False), floor.desk)
    assert list(await floor.read()) == [held, before]
    await forum.run(KeepQuestions("5", False), floor.desk)
    assert len(await floor.read()) == 2
    with pytest.raises(Refusal, match="no_questions"):
        await forum.run(KeepQuestions("2a", True), await forum.holder("facilitator", "2a"))


async def test_questions_that_ask_the_same_count_their_supporters_together_and_each_once(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    lead, same, other = await floor.ask("Lead"), await floor.ask("Same"), await floor.ask("Other")
    both, one = await forum.person(), await forum.person()
    for question, person in ((lead, both), (same, both), (same, one)):
        await forum.run(SupportQuestion(question), person)
    await forum.run(GroupQuestion(same, lead), floor.desk)
    read = await floor.read()
    assert list(read) == [other, lead]
    assert read[lead]["support"] == 2 and [one["text"] for one in read[lead]["alike"]] == ["Same"]
    await forum.run(GroupQuestion(lead, other), floor.desk)
    assert list(await floor.read()) == [other] and (await floor.read())[other]["support"] == 2
    for question, into in ((other, other), (other, same), (other, new_id())):
        with pytest.raises(Refusal, match="bad_group"):
            await forum.run(GroupQuestion(question, into), floor.desk)
    await forum.run(GroupQuestion(same), floor.desk)
    assert list(await floor.read()) == [other, same]
    await forum.run(WithdrawQuestion(other), floor.ana)
    assert sorted(await floor.read()) == sorted([lead, same]), "what was grouped with it stands by itself"


async def test_only_the_writer_takes_a_question_back(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    question = await floor.ask()
    for other in (await forum.person(), floor.desk):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(WithdrawQuestion(question), other)
    await forum.run(WithdrawQuestion(question), floor.ana)
    assert (await forum.run(WithdrawQuestion(question), floor.ana)).value["withdrawn_at"]
    assert not await floor.read() and not await floor.read("desk")
    with pytest.raises(Refusal, match="no_such_question"):
        await forum.run(MarkQuestion(question, answered=True), floor.desk)


@pytest.mark.parametrize(("privacy", "alone", "shared"), [("by_table", "", "Government"), ("anonymous", "", "")])
async def test_who_asks_is_told_as_the_forum_allows(forum: SmallForum, privacy: str, alone: str, shared: str) -> None:
    floor = await Floor.open(forum, privacy)
    people = [Actor(**{**_fields(p), "anonymous": privacy == "anonymous"}) for p in (floor.ana,)]
    first = await floor.ask("One of us", people[0])
    for _ in range(2):
        await forum.person(affiliation="Government")
    second = await floor.ask("Three of us", people[0])
    read = await floor.read("desk")
    assert (read[first]["by"], read[second]["by"]) == (alone, shared)
    assert "Ana" not in str(read)
    if privacy == "anonymous":
        with forum.engines.writer.connect() as connection:
            kept = str(connection.execute(sa.text("SELECT author, affiliation FROM floor_question")).all())
            told = str(connection.execute(sa.text("SELECT changes FROM journal WHERE command = 'AskQuestion'")).all())
        assert floor.ana.participant not in kept + told, "no stored link between a person and their words"
        assert await floor.marks(people[0]) == {f"floor-question:{q}": ["mine"] for q in (first, second)}


def _fields(actor: Actor) -> dict[str, Any]:
    return {name: getattr(actor, name) for name in actor.__slots__}


async def shown_key_finding(forum: SmallForum) -> str:
    rapporteur, key = await forum.holder("rapporteur", "2a"), new_id()
    await forum.run(
        PutKeyFinding(key, forum.items["2a"], {"en": "Two interviews", "es": "Dos entrevistas"}, "en"), rapporteur
    )
    await forum.run(ShowKeyFinding(key), rapporteur)
    return key


async def test_a_plenary_supports_what_is_shown_and_asks_about_it(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    key, moderator = await shown_key_finding(forum), await forum.holder("moderator")
    with pytest.raises(Refusal, match="support_closed"):
        await forum.run(SupportResult(REGISTRY, "key-finding", key), floor.ana)
    await forum.run(MovePhase("P2", "presenting"), moderator)
    await forum.run(Show(REGISTRY, "key-finding", key, "P2"), moderator)
    await forum.run(SupportResult(REGISTRY, "key-finding", key), floor.ana)
    for kind, thing in (("key-finding", new_id()), ("finding", key), ("initiative", key)):
        with pytest.raises(Refusal, match="not_shown"):
            await forum.run(SupportResult(REGISTRY, kind, thing), floor.ana)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(SupportResult(REGISTRY, "key-finding", key), await forum.holder("observer"))
    where = Room("item", forum.items["P2"])
    cards = await forum.readers.run(REGISTRY.load, forum.id, where, None, None, ["presented"])
    assert cards[0].data["support"] == 1
    question = await floor.ask("Who pays?", item="P2", about=f"key-finding:{key}")
    gone = await floor.ask("And this?", item="P2", about=f"key-finding:{new_id()}")
    read = await floor.read(item="P2")
    assert read[question]["about"]["text"] == {"en": "Two interviews", "es": "Dos entrevistas"}
    assert read[gone]["about"] is None, "the words are kept, whatever they were about"


async def test_the_wall_shows_the_most_supported_or_one(forum: SmallForum) -> None:
    floor = await Floor.open(forum)
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Show(REGISTRY, "floor-questions", None, "5"), floor.desk)
    asked = [await floor.ask(f"Question {n}") for n in range(6)]
    for person in [await forum.person() for _ in range(2)]:
        await forum.run(SupportQuestion(asked[4]), person)
    await forum.run(Show(REGISTRY, "floor-questions", None, "5", "main"), floor.desk)

    async def said() -> list[str]:
        cards = await forum.readers.run(REGISTRY.load, forum.id, Room("screen", "main"))
        return [one["text"][one["language"]] for one in cards[0].data["scene"]["said"]]

    assert await said() == ["Question 4", "Question 0", "Question 1", "Question 2"]
    await forum.run(MarkQuestion(asked[4], answered=True), floor.desk)
    assert "Question 4" not in await said()
    await forum.run(Show(REGISTRY, "floor-questions", asked[5], "5", "main"), floor.desk)
    assert await said() == ["Question 5"]
    await forum.run(MarkQuestion(asked[5], hidden=True), floor.desk)
    assert await said() == [], "what is hidden leaves the wall in the same moment"


@pytest.mark.parametrize("seed", range(2))
async def test_pages_that_only_hear_what_was_touched_show_what_fresh_ones_would(forum: SmallForum, seed: int) -> None:
    floor, rng = await Floor.open(forum, "named" if seed else "by_table"), Random(seed)
    key, moderator = await shown_key_finding(forum), await forum.holder("moderator")
    people = [floor.ana, *[await forum.person(name=f"P{n}", affiliation="Government") for n in range(3)]]
    rooms = [Room(kind, forum.items[item]) for kind in ("item", "desk") for item in ("5", "P2")]
    mirror = Mirror(forum, REGISTRY, [*rooms, Room("screen", "main")], people)
    await mirror.start()
    asked, refused = [await floor.ask("First")], set[str]()
    for _ in range(45):
        command, actor = _anything(rng, asked, key, people, moderator)
        try:
            done = await forum.run(command, actor)
            asked += [done.value["id"]] if isinstance(command, AskQuestion) else []
        except Refusal as refusal:
            refused.add(refusal.code)
        assert not await mirror.differences()
    assert refused and not refused & {"fault", "not_found"}


def _anything(rng: Random, asked: list[str], key: str, people: list[Actor], desk: Actor) -> tuple[Command, Actor]:
    question, person = rng.choice(asked), rng.choice(people)
    phase = rng.choice(("presenting", "discussion", "done"))
    about = rng.choice(("", f"key-finding:{key}"))
    return rng.choice(
        (
            (AskQuestion(REGISTRY, new_id(), rng.choice(("5", "P2")), f"Text {rng.random()}", about=about), person),
            (SupportQuestion(question, rng.random() < 0.7), person),
            (SupportResult(REGISTRY, "key-finding", key, rng.random() < 0.7), person),
            (WithdrawQuestion(question), person),
            (MarkQuestion(question, answered=rng.random() < 0.6), desk),
            (MarkQuestion(question, hidden=rng.random() < 0.6), desk),
            (GroupQuestion(question, rng.choice((None, rng.choice(asked)))), desk),
            (KeepQuestions("5", rng.random() < 0.5), desk),
            (MovePhase(rng.choice(("5", "P2")), phase), desk),
            (Show(REGISTRY, "floor-questions", rng.choice((None, question)), "5"), desk),
            (Show(REGISTRY, "key-finding", key, "P2"), desk),
            (ChangeMe(name=f"N{rng.random()}", affiliation=rng.choice(("Government", "Agency"))), person),
        )
    )
