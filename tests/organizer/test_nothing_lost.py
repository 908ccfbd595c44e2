"""A forum that runs: its programme changes only in ways that lose nothing that was written, said or taken."""

import pytest
from sqlmodel import Session, select

from app.cooperation.commands.initiatives import PutInitiative
from app.kernel.ids import new_id
from app.organizer import guards, queries
from app.organizer.places import ROW
from app.programme.commands import MovePhase
from app.stage.talks.commands import RunTalk
from app.stage.talks.queries import talks
from app.survey.commands import PutResponse
from app.tables.commands.answers import PutAnswer
from app.tables.commands.hall.rooms import CloseTable
from app.tables.models import Answer
from tests.organizer.office import Office, joined
from tests.organizer.test_changes import refused


async def write_an_answer(office: Office, table: int = 1) -> str:
    """Somebody at a table of 1a writes, while the tables work."""
    forum = office.forum
    desk = await forum.holder("facilitator", "1a")
    await forum.run(MovePhase("1a", "table_work"), desk)
    id_ = new_id()
    await forum.run(PutAnswer(id_, forum.tables[table], "Joint desks."), await forum.person(table))
    return id_


def answers(session: Session, forum: str) -> dict[str, tuple[str, str, str | None]]:
    rows = session.exec(select(Answer).where(Answer.forum == forum))
    return {row.id: (row.text, row.table, row.question) for row in rows}


async def test_an_item_with_answers_stays_and_the_sentence_says_what_to_do(office: Office):
    await write_an_answer(office)
    kept = await office.forum.readers.run(answers, office.forum.id)
    await office.put("items/P", presents=["1b"])
    await office.change("remove", (await office.part("D", "tables", 0)))
    await refused(office.change("remove", "items/1a"), "role_held")
    await office.put("items/1a", title={"en": "Renamed", "es": "Otro nombre"})
    fault = await refused(office.put("items/1a", technique="dialogue", rotation=None), "item_begun")
    assert "It can be renamed and moved" in str(fault.sentence)
    desk = await office.forum.holder("facilitator", "1a")
    await office.forum.run(MovePhase("1a", "waiting"), desk)
    fault = await refused(office.change("remove", "items/1a"), "role_held")
    assert await office.forum.readers.run(answers, office.forum.id) == kept


async def test_going_back_to_the_first_phase_does_not_make_answers_worthless(office: Office):
    await write_an_answer(office)
    await office.forum.run(MovePhase("1a", "waiting"), await office.forum.holder("moderator"))
    fault = await refused(office.put("items/1a", technique="dialogue", rotation=None, phases=None), "item_in_use")
    assert "none of them may be lost" in str(fault.sentence)


async def test_a_question_that_was_answered_and_a_table_that_was_sat_at_stay(office: Office):
    await write_an_answer(office)
    answered = await office.part("1a", "questions", 1)
    await office.put("items/1a", rotation=None)
    await office.put(await office.part("1a", "tables", 0), question=1)
    await office.put(await office.part("1a", "tables", 1), question=1)
    fault = await refused(office.change("remove", answered), "question_answered")
    assert "its words can be changed" in str(fault.sentence)
    await office.put(answered, text={"en": "What did not?", "es": "¿Qué no funcionó?"})
    fault = await refused(office.change("remove", await office.part("1a", "tables", 0)), "table_in_use")
    assert "Close it at the item's desk" in str(fault.sentence)
    await office.change("remove", await office.part("1a", "tables", 1))


async def test_what_was_written_is_the_same_after_everything_around_it_was_changed(office: Office):
    await write_an_answer(office)
    kept = await office.forum.readers.run(answers, office.forum.id)
    await office.put("items/1a", number="11", starts="08:00", minutes=45, block=None, place="annex", overlaps=True)
    await office.put("items/1b", block=None, overlaps=True)
    item = (await office.item("11"))[ROW]
    await office.change("move", f"items/{item}/questions/{(await office.item('11'))['questions'][1][ROW]}", by=-1)
    await office.put(await office.part("11", "tables", 0), number=44, name={"en": "By the door", "es": "La puerta"})
    assert await office.forum.readers.run(answers, office.forum.id) == kept


async def test_a_closed_table_keeps_its_number(office: Office):
    await office.forum.run(CloseTable("1a", "2"), await office.forum.holder("facilitator", "1a"))
    assert [table["number"] for table in (await office.item("1a"))["tables"]] == [1]
    fault = await refused(office.change("add", "items/1a/tables", {"number": 2}), "number_taken")
    assert "open it again at the desk" in str(fault.sentence)


async def test_a_delegation_that_somebody_speaks_for_stays(office: Office):
    await joined(office.forum, delegation="COL")
    fault = await refused(office.change("remove", "delegations/COL"), "still_named")
    await office.put("items/C/speakers/0", delegation=None)
    fault = await refused(office.change("remove", "delegations/COL"), "delegation_in_use")
    assert "its name can be changed" in str(fault.sentence)
    await office.put("delegations/COL", name={"en": "Republic of Colombia", "es": "República de Colombia"})


async def test_what_the_join_page_promised_holds_for_who_has_joined(office: Office):
    await office.put("forum", privacy="anonymous")
    await office.put("forum", privacy="by_table")
    await joined(office.forum)
    fault = await refused(office.put("forum", privacy="named"), "privacy_promised")
    assert list(fault.fields) == ["privacy"]


async def test_a_talk_stays_its_expert_s(office: Office):
    forum = office.forum
    second = {"name": "Bo", "topic": {"en": "Roads", "es": "Caminos"}}
    await office.change("add", "items/2/experts", second)
    await office.change("move", "items/2/experts/1", by=-1)
    assert [one["name"]["en"] for one in (await office.item("2"))["experts"]] == ["Bo", "Ana"]
    desk = await forum.holder("moderator")
    await forum.run(MovePhase("2", "talks"), desk)
    first = await forum.readers.run(lambda session: talks(session, session.get(guards.Item, forum.items["2"]))[0].id)
    await forum.run(RunTalk("2", "next"), desk)
    assert first
    await refused(office.change("move", "items/2/experts/1", by=-1), "talks_kept")
    await refused(office.change("remove", "items/2/experts/0"), "talks_kept")
    await office.put("items/2/experts/0", function={"en": "Engineer", "es": "Ingeniera"})
    await office.change("add", "items/2/experts", {"name": "Cy"})


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (["a", "b"], ["a", "b", "c"], True),
        (["a", "b"], ["a", "B"], True),
        (["a", "b"], ["b", "a"], False),
        (["a", "b"], ["a"], False),
        (["a", "b"], ["c", "a", "b"], False),
        ([], ["a"], True),
    ],
)
def test_places_are_kept_when_others_only_come_after_or_words_change(before, after, kept):
    assert guards.kept_places(before, after) is kept


async def test_an_unused_item_goes_with_its_links_and_leaves_no_row_behind(office: Office):
    await office.put("items/P", presents=["1b"])
    await office.change("remove", await office.part("D", "tables", 0))
    item = office.forum.items["1a"]
    await office.change("remove", "items/1a")
    for kind in ("item",):
        assert not await office.forum.readers.run(queries.hanging, office.forum.id, kind, [item])
    links = await office.forum.readers.run(queries.links_of_item, office.forum.id, item)
    assert not links
    assert await office.file() == await office.copied()


async def test_an_entry_that_an_initiative_serves_stays(office: Office):
    forum = office.forum
    await office.put("items/1a", references=[])
    await office.put("forum", references=[])
    observer = await forum.holder("observer", "D")
    await forum.run(MovePhase("D", "table_work"), await forum.holder("moderator"))
    fields = {"title": "One register", "references": "pact/1"}
    await forum.run(PutInitiative(new_id(), "1", fields, "D"), observer)
    fault = await refused(office.change("remove", "frameworks/pact/references/1"), "reference_in_use")
    assert "its title can be changed" in str(fault.sentence)
    await office.put("frameworks/pact/references/1", title={"en": "Better data", "es": "Mejores datos"})
    await office.change("remove", "frameworks/pact/references/1.2")


async def test_a_survey_that_was_answered_keeps_its_statements_in_their_places(office: Office):
    forum = office.forum
    await forum.run(MovePhase("R", "open"), await forum.holder("moderator"))
    await forum.run(PutResponse("results", new_id(), (("s1", 5), ("s2", 2))), await forum.person())
    await refused(office.change("remove", "surveys/results"), "survey_answered")
    await refused(office.change("move", "surveys/results/statements/1", by=-1), "survey_answered")
    await refused(office.change("remove", "surveys/results/statements/0"), "survey_answered")
    await refused(office.put("surveys/results", before=None), "survey_answered")
    await office.put("surveys/results/statements/0", text={"en": "I know much more.", "es": "Sé mucho más."})
    await office.change("add", "surveys/results/statements", {"text": "I will come again."})
    assert await office.file() == await office.copied()
