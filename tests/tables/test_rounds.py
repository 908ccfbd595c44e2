"""Balanced seating and a world café's rounds, as the desk commands them: people move, words stay, and all can be undone."""

from collections import Counter
from typing import Any

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.people import commands as people
from app.programme.commands import MovePhase
from app.store.work import Done
from app.tables import queries, round_queries
from app.tables.commands import answers, seats
from app.tables.commands.hall.balance import BalanceSeats
from app.tables.commands.hall.people import SeatPeople
from app.tables.commands.hall.rooms import CloseTable
from app.tables.commands.hall.rounds import MoveRound, PlanRounds
from app.tables.commands.hall.undo import UndoStep
from app.tables.models import Answer, RoundTable
from app.wiring import registered
from tests.forums import SmallForum

MOVERS = registered()[0].movers


async def sitting(forum: SmallForum, item: str = "2a") -> dict[str, int]:
    """Person → the number of their table."""
    numbers = {id_: number for number, id_ in forum.tables.items()}
    found = await forum.readers.run(round_queries.open_seats, forum.id, forum.items[item])
    return {seat.participant: numbers[seat.table] for seat in found}


async def table(forum: SmallForum, number: int) -> RoundTable:
    return await forum.readers.run(queries.table_of, forum.id, forum.tables[number])


async def said_at(forum: SmallForum, number: int) -> list[Answer]:
    return list(await forum.readers.run(queries.answers, forum.id, forum.tables[number]))


async def write(forum: SmallForum, actor: Actor, number: int, text: str) -> None:
    await forum.run(answers.PutAnswer(new_id(), forum.tables[number], text), actor)


async def plan(forum: SmallForum, desk: Actor, rounds: int | None = 3, hosts: int | None = 1, seed: int = 1) -> Done:
    drawn = await forum.readers.run(round_queries.draw, forum.id, "2a", rounds, hosts, seed)
    return await forum.run(PlanRounds("2a", drawn, rounds, hosts, seed), desk)


async def cafe(forum: SmallForum, each: int = 4) -> tuple[Actor, list[Actor]]:
    """A desk, and people of three affiliations at tables 1 to 3; who sat down first holds the pen."""
    desk = await forum.holder("facilitator", "2a")
    everybody = [await forum.person(1 + n % 3, affiliation="ABC"[n // 3 % 3]) for n in range(3 * each)]
    await forum.run(MovePhase("2a", "table_work"), desk)
    return desk, everybody


async def test_those_present_are_seated_mixed_and_within_one(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator", "2a")
    standing = [await forum.person(affiliation="AB"[n % 2]) for n in range(8)]
    elsewhere, gone = await forum.person(4), await forum.person()
    await forum.run(people.Leave(), gone)
    expert, observer = await forum.holder("expert", "2a"), await forum.holder("observer")
    await forum.run(seats.TakeSeat("1"), expert)
    done = (await forum.run(BalanceSeats("2a"), desk)).value
    now = await sitting(forum)
    assert now.keys() == {*(p.participant for p in standing), expert.participant}
    assert not now.keys() & {elsewhere.participant, gone.participant, desk.participant, observer.participant}
    assert sorted(Counter(now.values()).values()) == [3, 3, 3]
    for kind in range(2):
        at = Counter(now[p.participant] for p in standing[kind::2])
        assert max(at.values()) - min(at.get(n, 0) for n in (1, 2, 3)) <= 1
    assert (done["seated"], [size["seated"] for size in done["sizes"]]) == (9, [3, 3, 3])
    assert (await table(forum, 2)).pen is not None


async def test_balancing_moves_nobodys_words_and_is_undone(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator", "2a")
    together = [await forum.person(1) for _ in range(5)]
    late = await forum.person()
    await write(forum, together[3], 1, "Said at one")
    await forum.run(seats.NameReporter("1"), together[2])
    before = await sitting(forum)
    await forum.run(BalanceSeats("2a"), desk)
    now = await sitting(forum)
    assert sorted(Counter(now.values()).values()) == [2, 2, 2]
    assert now[together[0].participant] == now[together[2].participant] == 1, "pen and reporter stay"
    one = await table(forum, 1)
    assert (one.pen, one.reporter) == (together[0].participant, together[2].participant)
    assert [a.text for a in await said_at(forum, 1)] == ["Said at one"]
    again = (await forum.run(BalanceSeats("2a"), desk)).value
    assert (again["moved"], "step" in again) == ([], False), "a hall that is mixed stays as it is"
    await write(forum, together[4], 1, "From a page that was open before")
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert await sitting(forum) == before
    assert late.participant not in before
    assert len(await said_at(forum, 1)) == 2


async def test_nobody_is_seated_where_nobody_is_or_nothing_is_open(forum: SmallForum) -> None:
    desk, ana = await forum.holder("facilitator", "2a"), await forum.person(4)
    with pytest.raises(Refusal, match="nobody_here"):
        await forum.run(BalanceSeats("2a"), desk)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(BalanceSeats("2a"), ana)
    for number in (1, 2, 3):
        await forum.run(CloseTable("2a", str(number)), desk)
    with pytest.raises(Refusal, match="no_open_table"):
        await forum.run(BalanceSeats("2a"), desk)


async def test_a_late_comer_is_led_to_the_emptiest_table_where_fewest_are_like_them(forum: SmallForum) -> None:
    item = await forum.readers.run(queries.forum_and_item, forum.id, await table(forum, 1))
    late = await forum.person(affiliation="A")

    async def proposed() -> RoundTable | None:
        return await forum.readers.run(round_queries.most_room, item[1], late.participant)

    assert await proposed() is None, "while nobody sits every table has as much room"
    await forum.person(1, affiliation="A")
    await forum.person(2, affiliation="B")
    for _ in range(2):
        await forum.person(3)
    found = await proposed()
    assert found is not None and found.number == 2


async def test_in_each_round_hosts_stay_and_the_others_sit_by_the_plan(forum: SmallForum) -> None:
    desk, everybody = await cafe(forum)
    await forum.run(seats.NameReporter("2"), everybody[4])
    first = await sitting(forum)
    told = (await plan(forum, desk)).value
    hosts = {everybody[0].participant, everybody[4].participant, everybody[2].participant}
    assert set(told["hosts"]) == hosts, "who reports stays, else who writes"
    rounds = [first]
    for number in (2, 3):
        done = await forum.run(MoveRound("2a", number, number - 1), desk)
        assert (done.value["round"], done.value["action"]) == (number, "round")
        rounds.append(await sitting(forum))
    for seating in rounds:
        assert seating.keys() == first.keys()
        assert sorted(Counter(seating.values()).values()) == [4, 4, 4]
        assert {person: seating[person] for person in hosts} == {person: first[person] for person in hosts}
    for actor in everybody:
        if actor.participant not in hosts:
            assert len({seating[actor.participant] for seating in rounds}) == 3
    two = await table(forum, 2)
    assert two.reporter == everybody[4].participant
    assert [(await table(forum, n)).pen in hosts for n in (1, 2, 3)] == [True] * 3
    with pytest.raises(Refusal, match="no_such_round"):
        await forum.run(MoveRound("2a", 4), desk)


async def test_what_was_written_stays_at_its_table_by_its_round(forum: SmallForum) -> None:
    desk, everybody = await cafe(forum)
    mover, host = everybody[3], everybody[0]
    await write(forum, mover, 1, "In round one")
    await plan(forum, desk)
    await forum.run(MoveRound("2a", 2), desk)
    there = (await sitting(forum))[mover.participant]
    await write(forum, mover, there, "In round two")
    await write(forum, mover, 1, "Offline until now")
    await write(forum, host, 1, "The host, in round two")
    assert [(a.text, a.round) for a in await said_at(forum, 1)] == [
        ("In round one", 1),
        ("Offline until now", 1),
        ("The host, in round two", 2),
    ]
    await forum.run(answers.TypeAnswer(new_id(), "3", "On a slip"), await forum.holder("rapporteur", "2a"))
    assert [a.round for a in await said_at(forum, 3) if a.text == "On a slip"] == [2]


async def test_going_back_a_round_loses_nothing(forum: SmallForum) -> None:
    desk, everybody = await cafe(forum)
    await plan(forum, desk)
    first = await sitting(forum)
    await forum.run(MoveRound("2a", 2), desk)
    second = await sitting(forum)
    mover = everybody[3]
    await write(forum, mover, second[mover.participant], "In round two")
    late = await forum.person(2)
    await forum.run(MoveRound("2a", 1, 2), desk)
    assert await sitting(forum) == first | {late.participant: 2}
    assert [a.round for a in await said_at(forum, second[mover.participant])] == [2]
    await forum.run(MoveRound("2a", 2, 1), desk)
    again = await sitting(forum)
    assert {person: again[person] for person in second} == second, "the plan is still the same"
    assert late.participant in again
    for _ in range(3):
        await forum.run(UndoStep("2a", MOVERS), desk)
    assert {p: t for p, t in (await sitting(forum)).items() if p != late.participant} == first
    assert (await forum.readers.run(round_queries.round_now, forum.id, forum.items["2a"])) == 1
    await forum.run(UndoStep("2a", MOVERS), desk)
    assert await forum.readers.run(round_queries.rotation_of, forum.id, forum.items["2a"]) is None


async def test_who_came_late_is_placed_who_left_is_not_and_a_closed_table_is_no_aim(forum: SmallForum) -> None:
    desk, everybody = await cafe(forum)
    await plan(forum, desk)
    late, left = await forum.person(3), everybody[7]
    await forum.run(seats.StandUp("2"), left)
    await forum.run(CloseTable("2a", "2", to="1"), desk)
    for person in (everybody[4], everybody[10]):
        await forum.run(seats.TakeSeat("1"), person)
    await forum.run(MoveRound("2a", 2), desk)
    now = await sitting(forum)
    assert set(now.values()) == {1, 3}
    assert late.participant in now and left.participant not in now
    assert len(now) == 3 + 4 + 4


async def test_two_desks_move_people_once(forum: SmallForum) -> None:
    desk, _ = await cafe(forum)
    with pytest.raises(Refusal, match="not_planned"):
        await forum.run(MoveRound("2a", 2), desk)
    await plan(forum, desk)
    await forum.run(MoveRound("2a", 2, 1), desk)
    assert (await forum.run(MoveRound("2a", 2, 1), desk)).value["round"] == 2
    with pytest.raises(Refusal, match="round_moved"):
        await forum.run(MoveRound("2a", 3, 1), desk)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(MoveRound("2a", 3, 2), await forum.person(1))


async def test_rounds_belong_to_table_work_of_a_cafe_with_people(forum: SmallForum) -> None:
    desk = await forum.holder("facilitator")

    async def refused(code: str, **wish: Any) -> None:
        with pytest.raises(Refusal, match=code):
            await plan(forum, desk, **wish)

    await refused("too_few_tables")
    for number in (1, 2):
        await forum.person(number)
    await refused("no_rotation", rounds=None)
    await refused("bad_rounds", rounds=1)
    await refused("bad_hosts", hosts=9)
    with pytest.raises(Refusal, match="no_rotation_here"):
        await forum.readers.run(round_queries.draw, forum.id, "P2", 3, 1, 1)
    await plan(forum, desk)
    with pytest.raises(Refusal, match="not_now"):
        await forum.run(MoveRound("2a", 2), desk)


async def test_planning_again_keeps_the_round_and_can_be_undone(forum: SmallForum) -> None:
    desk, everybody = await cafe(forum)
    await plan(forum, desk)
    await forum.run(MoveRound("2a", 2), desk)
    before = await forum.readers.run(round_queries.rotation_of, forum.id, forum.items["2a"])
    assert before is not None
    late = await forum.person(2)
    await forum.run(SeatPeople("2a", "3", (everybody[5].participant,)), desk)
    await plan(forum, desk, rounds=4, seed=7)
    after = await forum.readers.run(round_queries.rotation_of, forum.id, forum.items["2a"])
    assert after is not None
    assert (after.round, after.rounds, after.plan.keys()) == (2, 4, {"3", "4"})
    assert late.participant in after.plan["3"]
    assert set(before.hosts) == set(after.hosts), "who stayed until now stays on"
    await forum.run(UndoStep("2a", MOVERS), desk)
    undone = await forum.readers.run(round_queries.rotation_of, forum.id, forum.items["2a"])
    assert undone is not None and (undone.rounds, undone.plan) == (before.rounds, before.plan)


async def test_an_affiliation_that_was_alone_in_its_round_stays_unnamed_when_more_of_it_come(forum: SmallForum) -> None:
    desk, _ = await cafe(forum)
    await plan(forum, desk)
    alone = await forum.readers.run(queries.affiliations_at, forum.id, forum.tables[1], 1)
    await forum.run(MoveRound("2a", 2), desk)
    for _ in range(3):
        await forum.person(1, affiliation="A")
    assert await forum.readers.run(queries.affiliations_at, forum.id, forum.tables[1], 1) == alone
    over_all = await forum.readers.run(queries.affiliations_at, forum.id, forum.tables[1])
    assert over_all["A"] <= alone["A"]
