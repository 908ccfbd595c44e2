"""Answers: kept from anyone who has or had a seat, late or not; revised without losing a text."""

from dataclasses import replace

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.programme.commands import MovePhase
from app.tables import queries
from app.tables.commands import answers, seats
from tests.forums import SmallForum


async def test_an_answer_is_kept_once_however_often_it_is_sent(forum: SmallForum) -> None:
    ana, luis = await forum.person(1), await forum.person(1)
    put = answers.PutAnswer(new_id(), forum.tables[1], "Ventanillas conjuntas 🤝", "es")
    first, again = await forum.run(put, ana), await forum.run(put, luis)
    assert first.created
    assert again.value == first.value
    assert not again.created
    found = await forum.readers.run(queries.answers, forum.id, forum.tables[1])
    assert [(a.text, a.author) for a in found] == [("Ventanillas conjuntas 🤝", ana.participant)]


async def test_an_answer_from_another_table_is_refused(forum: SmallForum) -> None:
    ana = await forum.person(1)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(answers.PutAnswer(new_id(), forum.tables[2], "Hello"), ana)


async def test_who_stood_up_may_still_send_what_they_wrote_there(forum: SmallForum) -> None:
    ana = await forum.person(1)
    await forum.run(seats.TakeSeat(forum.tables[2]), ana)
    done = await forum.run(answers.PutAnswer(new_id(), forum.tables[1], "From before"), ana)
    assert done.created


async def test_words_that_arrive_after_the_phase_are_kept_and_marked_late(forum: SmallForum) -> None:
    ana, desk = await forum.person(1), await forum.holder("facilitator", "2a")
    await forum.run(MovePhase("2a", "table_work", "waiting"), desk)
    in_time = await forum.run(answers.PutAnswer(new_id(), forum.tables[1], "In time"), ana)
    await forum.run(MovePhase("2a", "commenting", "table_work"), desk)
    late = await forum.run(answers.PutAnswer(new_id(), forum.tables[1], "From a dead corner"), ana)
    assert (in_time.value["late"], late.value["late"]) == (False, True)


async def test_a_revision_of_an_older_version_is_refused_with_the_current_text(forum: SmallForum) -> None:
    ana = await forum.person(1)
    id_ = new_id()
    await forum.run(answers.PutAnswer(id_, forum.tables[1], "One"), ana)
    await forum.run(answers.ReviseAnswer(id_, "Two", 1), ana)
    with pytest.raises(Refusal) as refused:
        await forum.run(answers.ReviseAnswer(id_, "Deux", 1), ana)
    assert refused.value.code == "version_moved"
    assert refused.value.extra["current"] == {"text": "Two", "version": 2}


async def test_nobody_changes_the_answer_of_another(forum: SmallForum) -> None:
    ana, luis = await forum.person(1), await forum.person(1)
    id_ = new_id()
    await forum.run(answers.PutAnswer(id_, forum.tables[1], "Mine"), ana)
    for command in (answers.ReviseAnswer(id_, "Yours", 1), answers.WithdrawAnswer(id_)):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(command, luis)


async def test_agreement_counts_each_person_once(forum: SmallForum) -> None:
    ana, luis = await forum.person(1), await forum.person(1)
    id_ = new_id()
    await forum.run(answers.PutAnswer(id_, forum.tables[1], "One"), ana)
    for _ in range(2):
        await forum.run(answers.Agree(id_), luis)
    assert await forum.readers.run(queries.agreement_counts, forum.id, [id_]) == {id_: 1}
    await forum.run(answers.Agree(id_, agrees=False), luis)
    assert await forum.readers.run(queries.agreement_counts, forum.id, [id_]) == {}


async def test_an_observer_takes_no_part_in_the_debate(forum: SmallForum) -> None:
    observer = await forum.holder("observer", "2a")
    await forum.run(seats.TakeSeat(forum.tables[1]), observer)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(answers.PutAnswer(new_id(), forum.tables[1], "I think"), observer)


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u2060", "nul\x00", "\ud800", "x" * 4001])
async def test_what_cannot_be_kept_is_refused_with_a_sentence(forum: SmallForum, text: str) -> None:
    ana = await forum.person(1)
    with pytest.raises(Refusal) as refused:
        await forum.run(answers.PutAnswer(new_id(), forum.tables[1], text), ana)
    assert refused.value.code in ("empty", "bad_character", "too_long")
    assert "text" in refused.value.fields


async def test_in_an_anonymous_forum_nothing_stored_tells_who_wrote(forum: SmallForum) -> None:
    person = await forum.person(1, affiliation="Government")
    ana = replace(person, anonymous=True)
    id_ = new_id()
    await forum.run(answers.PutAnswer(id_, forum.tables[1], "Said in confidence"), ana)
    answer = (await forum.readers.run(queries.answers, forum.id, forum.tables[1]))[0]
    assert ana.participant not in (answer.author, answer.affiliation)
    assert answer.affiliation == ""
    await forum.run(answers.WithdrawAnswer(id_), ana)
