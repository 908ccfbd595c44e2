"""Halls change: people and words move together, every step can be undone, and nothing written is lost."""

from dataclasses import replace

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.programme.commands import MovePhase
from app.tables import queries
from app.tables.commands import answers, seats
from app.tables.commands.hall.people import SeatPeople, SplitTable
from app.tables.commands.hall.rooms import AddTable, CloseTable, ReopenTable
from app.tables.commands.hall.undo import UndoStep
from app.tables.commands.hall.words import MergeTables, SwapTables
from app.tables.commands.turns import GiveTurn
from app.tables.models import RoundTable
from app.wiring import registered
from tests.forums import SmallForum

MOVERS = registered()[0].movers


async def table(forum: SmallForum, number: int) -> RoundTable:
    return await forum.readers.run(queries.table_of, forum.id, forum.tables[number])


async def words_at(forum: SmallForum, number: int) -> list[str]:
    return [a.text for a in await forum.readers.run(queries.answers, forum.id, forum.tables[number])]


async def people_at(forum: SmallForum, number: int) -> set[str]:
    found = await forum.readers.run(queries.seats_of_table, forum.id, forum.tables[number])
    return {seat.participant for seat, _ in found}


async def write(forum: SmallForum, actor: Actor, number: int, text: str) -> str:
    return (await forum.run(answers.PutAnswer(new_id(), forum.tables[number], text), actor)).value["table"]


async def test_a_new_table_has_the_blocks_smallest_free_number_and_the_question_fewest_answer(
    forum: SmallForum,
) -> None:
    desk = await forum.holder("facilitator", "2a")
    added = (await forum.run(AddTable("2a"), desk)).value["tables"][0]
    assert added["number"] == 7  # 2b has 4 to 6
    assert len(added["code"]) == 5
    await forum.run(CloseTable("2a", "2"), desk)
    second = await forum.run(AddTable("2a"), desk)
    made = await forum.readers.run(queries.table_of, forum.id, second.value["tables"][0]["id"])
    assert (made.number, made.question) == (8, forum.questions[2])
    with pytest.raises(Refusal, match="number_taken"):
        await forum.run(AddTable("2a", number=5), desk)
    with pytest.raises(Refusal, match="no_such_question"):
        await forum.run(AddTable("2a", question=forum.questions[5]), desk)


async def test_only_the_desk_of_the_item_changes_its_hall(forum: SmallForum) -> None:
    ana, other_desk = await forum.person(1), await forum.holder("facilitator", "2b")
    for actor in (ana, other_desk):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(AddTable("2a"), actor)


async def test_people_of_a_closed_table_stand_up_and_are_told_where_to_go(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(1)
    await write(forum, ana, 1, "Before")
    await forum.person(2)
    done = await forum.run(CloseTable("2a", forum.tables[1]), desk)
    closed = await table(forum, 1)
    assert done.value["to"] == closed.sent_to == forum.tables[3]  # the emptiest one
    assert await people_at(forum, 1) == set()
    assert await write(forum, ana, 1, "From a dead corner") == forum.tables[1]
    assert await words_at(forum, 1) == ["Before", "From a dead corner"]
    with pytest.raises(Refusal, match="table_closed"):
        await forum.run(seats.TakeSeat(closed.code), ana)
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert await people_at(forum, 1) == {ana.participant}
    assert (await table(forum, 1)).pen == ana.participant


async def test_who_sat_down_elsewhere_since_is_not_torn_away_by_an_undo(forum: SmallForum) -> None:
    desk, ana, luis = await forum.holder("facilitator", "2a"), await forum.person(1), await forum.person(1)
    await forum.run(CloseTable("2a", "1"), desk)
    await forum.run(seats.TakeSeat("2"), luis)
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert (await people_at(forum, 1), await people_at(forum, 2)) == ({ana.participant}, {luis.participant})


async def test_every_second_person_goes_to_the_new_table_and_the_words_stay(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator", "2a")
    people = [await forum.person(1) for _ in range(4)]
    await write(forum, people[1], 1, "Said together")
    done = await forum.run(SplitTable("2a", "1"), desk)
    forum.tables[7] = done.value["tables"][1]["id"]
    assert await people_at(forum, 7) == {people[1].participant, people[3].participant}
    assert await words_at(forum, 1) == ["Said together"]
    made = await table(forum, 7)
    assert (made.question, made.pen) == (forum.questions[1], people[1].participant)
    await write(forum, people[3], 7, "Said since")
    await forum.run(UndoStep("2a", MOVERS, done.value["step"]), desk)
    assert await people_at(forum, 1) == {p.participant for p in people}
    assert await words_at(forum, 1) == ["Said together", "Said since"]
    assert await write(forum, people[3], 7, "Sent late") == forum.tables[1]
    with pytest.raises(Refusal, match="too_few"):
        await forum.run(SplitTable("2a", "2"), desk)


async def test_a_merged_tables_people_words_and_card_go_to_the_other(forum: SmallForum) -> None:
    desk, ana, left = await forum.holder("facilitator", "2a"), await forum.person(1), await forum.person(1)
    luis = await forum.person(2)
    await write(forum, ana, 1, "From one")
    await write(forum, luis, 2, "From two")
    await forum.run(seats.NameReporter("1"), ana)
    await forum.run(seats.StandUp("1"), left)
    await forum.run(MergeTables("2a", "1", "2", MOVERS), desk)
    assert await words_at(forum, 2) == ["From one", "From two"]
    assert await people_at(forum, 2) == {ana.participant, luis.participant}
    one, two = await table(forum, 1), await table(forum, 2)
    assert (one.merged_into, two.pen, two.reporter) == (two.id, luis.participant, ana.participant)
    for name in (one.code, "1", one.id):
        assert (await forum.readers.run(queries.table_by_name, forum.id, name)).id == two.id
    assert await write(forum, left, 1, "Offline meanwhile") == two.id
    asked = [a.question for a in await forum.readers.run(queries.answers, forum.id, two.id)]
    assert asked == [forum.questions[n] for n in (1, 2, 1)], "an answer keeps the question that its writer was asked"
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert await words_at(forum, 1) == ["From one"]
    assert await words_at(forum, 2) == ["From two", "Offline meanwhile"]
    assert await people_at(forum, 1) == {ana.participant}
    assert (await table(forum, 1)).reporter == ana.participant


async def test_what_was_written_under_the_wrong_card_comes_to_the_right_table(forum: SmallForum) -> None:
    desk, ana, left = await forum.holder("facilitator", "2a"), await forum.person(2), await forum.person(2)
    luis = await forum.person(3)
    await write(forum, ana, 2, "We hold card 2")
    await write(forum, luis, 3, "We hold card 3")
    await forum.run(seats.StandUp("2"), left)
    codes = [(await table(forum, n)).code for n in (2, 3)]
    await forum.run(SwapTables("2a", "2", "3", MOVERS), desk)
    assert (await words_at(forum, 2), await words_at(forum, 3)) == (["We hold card 3"], ["We hold card 2"])
    assert (await people_at(forum, 2), await people_at(forum, 3)) == ({luis.participant}, {ana.participant})
    assert (await table(forum, 3)).pen == ana.participant
    assert [(await table(forum, n)).code for n in (2, 3)] == codes, "number, code and question stand on the card"
    assert (await table(forum, 3)).question == forum.questions[3]
    for writer in (ana, left):
        assert await write(forum, writer, 2, "From a page that was open before") == forum.tables[3]
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert len(await words_at(forum, 2)) == 3
    assert await write(forum, ana, 3, "From a page opened in between") == forum.tables[2]


async def test_words_find_their_writer_through_one_swap_after_the_other(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(2)
    for one, other in (("2", "3"), ("3", "1")):
        await forum.run(SwapTables("2a", one, other, MOVERS), desk)
    assert await people_at(forum, 1) == {ana.participant}
    assert await write(forum, ana, 2, "From the first page") == forum.tables[1]


async def test_an_undo_is_for_the_last_step_and_harmless_twice(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(1)
    with pytest.raises(Refusal, match="nothing_to_undo"):
        await forum.run(UndoStep("2a", MOVERS), desk)
    first = (await forum.run(AddTable("2a"), desk)).value["step"]
    second = (await forum.run(SeatPeople("2a", "2", (ana.participant,)), desk)).value["step"]
    with pytest.raises(Refusal, match="step_moved"):
        await forum.run(UndoStep("2a", MOVERS, first), desk)
    for _ in range(2):
        await forum.run(UndoStep("2a", MOVERS, second), desk)
    assert await people_at(forum, 1) == {ana.participant}
    await forum.run(seats.TakeSeat("7"), ana)
    with pytest.raises(Refusal, match="cannot_undo"):
        await forum.run(UndoStep("2a", MOVERS), desk)
    await forum.run(seats.StandUp("7"), ana)
    await forum.run(UndoStep("2a", MOVERS), desk)
    seven = await forum.readers.run(queries.table_by_name, forum.id, "7")
    assert seven.closed_at is not None, "who sat there may still send words: the table closes, and does not vanish"


async def test_an_added_table_that_nobody_used_vanishes_when_undone(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator", "2a")
    await forum.run(AddTable("2a"), desk)
    await forum.run(UndoStep("2a", MOVERS), desk)
    with pytest.raises(Refusal, match="no_such_table"):
        await forum.readers.run(queries.table_by_name, forum.id, "7")


async def test_a_merged_table_can_open_again_while_its_words_stay(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(1)
    await write(forum, ana, 1, "From one")
    await forum.run(MergeTables("2a", "1", "2", MOVERS), desk)
    with pytest.raises(Refusal, match="table_merged"):
        await forum.run(MergeTables("2a", "1", "3", MOVERS), desk)
    await forum.run(ReopenTable("2a", "1"), desk)
    assert await words_at(forum, 2) == ["From one"]
    await forum.run(seats.TakeSeat("1"), ana)
    with pytest.raises(Refusal, match="cannot_undo"):
        await forum.run(UndoStep("2a", MOVERS), desk)


async def test_in_an_anonymous_forum_a_move_tells_nobodys_words(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), replace(await forum.person(1), anonymous=True)
    await write(forum, ana, 1, "In confidence")
    await forum.run(MergeTables("2a", "1", "2", MOVERS), desk)
    moved = await forum.readers.run(queries.answers, forum.id, forum.tables[2])
    assert moved[0].author == ana.author_of(moved[0].id)
    await forum.run(answers.WithdrawAnswer(moved[0].id), ana)


async def test_a_small_groups_affiliation_stays_unnamed_when_its_words_join_a_large_one(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator", "2a")
    await forum.person(1, affiliation="Government")
    for _ in range(3):
        await forum.person(2, affiliation="Government")
    assert await forum.readers.run(queries.affiliations_at, forum.id, forum.tables[2]) == {"Government": 3}
    await forum.run(MergeTables("2a", "1", "2", MOVERS), desk)
    assert await forum.readers.run(queries.affiliations_at, forum.id, forum.tables[2]) == {"Government": 1}


async def test_the_desk_gives_pen_and_reporters_part_to_somebody_who_sits_there(forum: SmallForum) -> None:
    desk, ana, luis = await forum.holder("facilitator", "2a"), await forum.person(1), await forum.person(1)
    await forum.run(seats.TakePen("1", participant=luis.participant), desk)
    await forum.run(seats.NameReporter("1", luis.participant), desk)
    one = await table(forum, 1)
    assert (one.pen, one.reporter) == (luis.participant, luis.participant)
    stranger = await forum.person(2)
    for command in (seats.TakePen("1"), seats.TakePen("1", participant=stranger.participant)):
        with pytest.raises(Refusal, match="not_seated"):
            await forum.run(command, desk)
    assert ana.participant


async def test_the_turn_is_given_in_report_out_only_and_goes_along_with_a_merge(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(1)
    with pytest.raises(Refusal, match="not_now"):
        await forum.run(GiveTurn("2a", "1"), desk)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(GiveTurn("2a", "1"), ana)
    await forum.run(MovePhase("2a", "report_out"), desk)
    done = await forum.run(GiveTurn("2a", "1"), desk)
    assert done.value["turn"]["table"] == forum.tables[1]
    await forum.run(MergeTables("2a", "1", "2", MOVERS), desk)
    again = await forum.run(GiveTurn("2a", "1"), desk)
    assert again.value["turn"]["table"] == forum.tables[2], "the card of a merged table leads to the other"
    await forum.run(UndoStep("2a", MOVERS), desk)
    done = await forum.run(GiveTurn("2a", question=forum.questions[3]), desk)
    assert done.value["turn"] == {"table": None, "question": forum.questions[3], "item": None}
    done = await forum.run(GiveTurn("2a"), desk)
    assert done.value["turn"] == {"table": None, "question": None, "item": None}
