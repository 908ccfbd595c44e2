"""The booth: a glossary that its people keep together, and a signal that is over when it was passed on."""

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase
from app.stage.booth import queries, rules
from app.stage.booth.commands import AskSlower, ChangeTerm, PutTerm, RemoveTerm
from app.store.journal import head
from app.wiring import registered
from tests.forums import SmallForum, found
from tests.mirror import Mirror

REGISTRY = registered()[0]
TERM = {"en": "smuggling of migrants", "es": "tráfico ilícito de migrantes"}


async def kept(forum: SmallForum) -> list[tuple[dict[str, str], str, int]]:
    return [(term.texts, term.note, term.version) for term in await forum.readers.run(queries.terms, forum.id)]


async def refused(forum: SmallForum, code: str, command: object, actor: Actor | None) -> Refusal:
    """The refusal of a command; it must have changed nothing."""
    before = await forum.readers.run(head, forum.id), await kept(forum)
    with pytest.raises(Refusal) as told:
        await forum.run(command, actor)  # type: ignore[arg-type]
    assert (await forum.readers.run(head, forum.id), await kept(forum)) == before
    assert told.value.code == code
    return told.value


async def on(forum: SmallForum, item: str = "2a", phase: str = "briefing") -> Actor:
    """The moderator of a forum where an item is on."""
    moderator = await forum.holder("moderator")
    await forum.run(MovePhase(item, phase), moderator)
    return moderator


async def test_interpreters_translators_and_the_organizer_keep_one_glossary(forum: SmallForum) -> None:
    interpreter, translator = await forum.holder("interpreter"), await forum.holder("translator", "2b")
    id_ = new_id()
    first = await forum.run(PutTerm(id_, TERM, "not trata"), interpreter)
    again = await forum.run(PutTerm(id_, TERM, "not trata"), interpreter)
    assert (first.created, again.created, first.value) == (True, False, again.value)
    await forum.run(PutTerm(new_id(), {"en": "  border \n management ", "es": ""}), await forum.holder("organizer"))
    changed = await forum.run(ChangeTerm(id_, {**TERM, "es": "tráfico de migrantes"}, "", version=1), translator)
    assert changed.value["version"] == 2
    assert await kept(forum) == [
        ({"en": "smuggling of migrants", "es": "tráfico de migrantes"}, "", 2),
        ({"en": "border management"}, "", 1),
    ]


async def test_two_who_change_a_term_at_once_both_learn_of_it(forum: SmallForum) -> None:
    interpreter, id_ = await forum.holder("interpreter"), new_id()
    await forum.run(PutTerm(id_, TERM), interpreter)
    await forum.run(ChangeTerm(id_, {"en": "smuggling"}, version=1), interpreter)
    told = await refused(forum, "version_moved", ChangeTerm(id_, {"en": "people smuggling"}, version=1), interpreter)
    assert told.extra["current"]["texts"] == {"en": "smuggling"}
    same = await forum.run(ChangeTerm(id_, {"en": "smuggling"}, version=1), interpreter)
    assert same.value["version"] == 2


async def test_a_term_that_is_taken_out_is_gone_and_its_place_stays_free(forum: SmallForum) -> None:
    interpreter, first, second = await forum.holder("interpreter"), new_id(), new_id()
    await forum.run(PutTerm(first, {"en": "one"}), interpreter)
    await forum.run(PutTerm(second, {"en": "two"}), interpreter)
    for _ in range(2):
        await forum.run(RemoveTerm(first), interpreter)
    assert [texts for texts, _, _ in await kept(forum)] == [{"en": "two"}]
    await refused(forum, "no_such_term", ChangeTerm(first, {"en": "one"}), interpreter)
    await forum.run(PutTerm(new_id(), {"en": "a third"}), interpreter)
    assert [texts["en"] for texts, _, _ in await kept(forum)] == ["two", "a third"]


@pytest.mark.parametrize(
    ("texts", "note", "code", "field"),
    [
        ({}, "", "empty", "texts"),
        ({"en": " \n "}, "a note alone", "empty", "texts"),
        ({"en": "word", "de": "Wort"}, "", "no_such_language", "texts.de"),
        ({"en": "x" * (rules.TERM_LIMIT + 1)}, "", "too_long", "texts.en"),
        ({"en": "word"}, "x" * (rules.NOTE_LIMIT + 1), "too_long", "note"),
        ({"en": "nul \x00"}, "", "bad_character", "en"),
    ],
)
async def test_what_is_no_term_is_refused(
    forum: SmallForum, texts: dict[str, str], note: str, code: str, field: str
) -> None:
    told = await refused(forum, code, PutTerm(new_id(), texts, note), await forum.holder("interpreter"))
    assert list(told.fields) == [field]


async def test_nobody_else_keeps_the_glossary_nor_another_forums(forum: SmallForum) -> None:
    id_ = new_id()
    await forum.run(PutTerm(id_, TERM), await forum.holder("interpreter"))
    for actor in (await forum.person(1), await forum.holder("moderator"), await forum.holder("observer", "2a")):
        for command in (PutTerm(new_id(), TERM), ChangeTerm(id_, {"en": "else"}), RemoveTerm(id_)):
            await refused(forum, "not_yours", command, actor)
    far = found(forum.engines, forum.lanes, forum.readers)
    stranger = await far.holder("interpreter")
    await refused(far, "no_such_term", ChangeTerm(id_, {"en": "else"}), stranger)
    await refused(far, "no_such_term", RemoveTerm(id_), stranger)


async def test_slower_please_is_asked_once_and_over_when_it_was_passed_on(forum: SmallForum) -> None:
    moderator, interpreter = await on(forum), await forum.holder("interpreter")
    asked = await forum.run(AskSlower("2a", "ask"), interpreter)
    again = await forum.run(AskSlower("2a", "ask"), await forum.holder("interpreter", "2a"))
    assert asked.value["standing"] == "asked" and again.value == asked.value
    passed = await forum.run(AskSlower("2a", "pass_on"), moderator)
    assert passed.value["standing"] == "passed_on"
    assert (await forum.run(AskSlower("2a", "pass_on"), moderator)).value == passed.value
    assert (await forum.run(AskSlower("2a", "ask"), interpreter)).value["standing"] == "asked"
    assert (await forum.run(AskSlower("2a", "take_back"), interpreter)).value["standing"] is None
    assert (await forum.run(AskSlower("2a", "take_back"), interpreter)).value["standing"] is None


async def test_a_signal_is_over_with_its_phase(forum: SmallForum) -> None:
    moderator, interpreter = await on(forum), await forum.holder("interpreter")
    await forum.run(AskSlower("2a", "ask"), interpreter)
    await forum.run(MovePhase("2a", "table_work"), moderator)
    assert (await forum.run(AskSlower("2a", "pass_on"), moderator)).value["standing"] is None


async def test_only_an_interpreter_asks_and_only_who_runs_the_item_passes_on(forum: SmallForum) -> None:
    moderator = await on(forum)
    interpreter = await forum.holder("interpreter", "2a")
    for actor in (
        moderator,
        await forum.person(1),
        await forum.holder("translator"),
        await forum.holder("expert", "2a"),
    ):
        await refused(forum, "not_yours", AskSlower("2a", "ask"), actor)
    await refused(forum, "not_yours", AskSlower("2a", "pass_on"), interpreter)
    await refused(forum, "not_yours", AskSlower("2b", "ask"), interpreter)
    await refused(forum, "bad_action", AskSlower("2a", "louder"), interpreter)


async def test_where_nobody_speaks_nobody_is_asked(forum: SmallForum) -> None:
    interpreter = await forum.holder("interpreter")
    await refused(forum, "item_not_on", AskSlower("2a", "ask"), interpreter)
    await on(forum, phase="done")
    await refused(forum, "item_not_on", AskSlower("2a", "ask"), interpreter)


async def test_desk_and_booth_that_hear_what_is_touched_show_what_fresh_ones_do(forum: SmallForum) -> None:
    moderator, interpreter = await on(forum), await forum.holder("interpreter")
    translator, organizer = await forum.holder("translator", "2a"), await forum.holder("organizer")
    desk, own = Room("desk", forum.items["2a"]), Room("me", interpreter.participant)
    mirror = Mirror(forum, REGISTRY, [desk, Room("item", forum.items["2a"])], [interpreter, translator, organizer])
    await mirror.start()
    term = new_id()

    def kinds(room: Room) -> set[str]:
        return {card.kind for card in mirror.of(room).values()}

    for command, actor, at_desk, in_booth in (
        (PutTerm(term, TERM), interpreter, False, ""),
        (AskSlower("2a", "ask"), interpreter, True, "asked"),
        (ChangeTerm(term, {"en": "smuggling"}, "not trata"), translator, True, "asked"),
        (AskSlower("2a", "pass_on"), moderator, False, "passed_on"),
        (AskSlower("2a", "ask"), interpreter, True, "asked"),
        (MovePhase("2a", "table_work"), moderator, False, ""),
        (AskSlower("2a", "ask"), interpreter, True, "asked"),
        (AskSlower("2a", "take_back"), interpreter, False, ""),
        (RemoveTerm(term), organizer, False, ""),
    ):
        await forum.run(command, actor)
        assert await mirror.differences() == []
        assert ("slower" in kinds(desk)) is at_desk
        cards = [card for card in mirror.of(own).values() if card.kind == "own-slower"]
        assert [card.data["standing"] for card in cards] == ([in_booth] if in_booth else [])
        assert ("own-slower" in kinds(Room("me", translator.participant))) is False
        assert kinds(Room("me", organizer.participant)) >= ({"term"} if command.__class__ is PutTerm else set())
