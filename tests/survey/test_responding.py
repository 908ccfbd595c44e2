"""Responding: once per pass and moment, changed by its writer, and refused clearly where it cannot be kept."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.store.journal import head
from app.survey import queries
from app.survey.commands import HoldSurvey, PutResponse
from app.survey.rules import WORDS_LIMIT
from tests.forums import SmallForum, found
from tests.survey.asking import Asking, open_survey


@pytest.fixture
async def asking(forum: SmallForum) -> Asking:
    opened = await open_survey(forum)
    await opened.go("S", "open")
    return opened


async def stored(asking: Asking, moment: str = "before") -> list[tuple[str, dict[str, int], dict[str, str]]]:
    rows = await asking.forum.readers.run(queries.responses, asking.forum.id, asking.survey, moment)
    return [(row.id, row.ratings, row.words) for row in rows]


async def refused(asking: Asking, code: str, status: int, *args: object, **fields: object) -> Refusal:
    """The refusal of a response; it must have changed nothing."""
    before = await stored(asking), await stored(asking, "after"), await asking.forum.readers.run(head, asking.forum.id)
    with pytest.raises(Refusal) as told:
        await asking.respond(*args, **fields)  # type: ignore[arg-type]
    now = await stored(asking), await stored(asking, "after"), await asking.forum.readers.run(head, asking.forum.id)
    assert now == before
    assert (told.value.code, told.value.status) == (code, status)
    return told.value


async def test_a_response_is_kept_with_what_was_left_out_left_out(asking: Asking) -> None:
    ana, id_ = await asking.forum.person(), new_id()
    said = await asking.respond(ana, id_, s1=4, s3=1)
    assert said == {
        "id": id_, "survey": asking.survey, "moment": "before", "ratings": {"s1": 4, "s3": 1}, "words": {},
    }  # fmt: skip
    assert await stored(asking) == [(id_, {"s1": 4, "s3": 1}, {})]


async def test_the_same_response_again_has_its_effect_once_whoever_sends_it(asking: Asking) -> None:
    ana, other, id_ = await asking.forum.person(), await asking.forum.person(), new_id()
    first = await asking.forum.run(PutResponse(asking.survey, id_, (("s1", 4),)), ana)
    again = await asking.forum.run(PutResponse(asking.survey, id_, (("s1", 4),)), ana)
    joined_again = await asking.forum.run(PutResponse(asking.survey, id_, (("s1", 4),)), other)
    assert (first.created, again.created, joined_again.created) == (True, False, False)
    assert first.value == again.value == joined_again.value
    assert len(await stored(asking)) == 1
    await asking.go("S", "done")
    assert await asking.respond(ana, id_, s1=4) == first.value  # a phone that missed the answer asks again


async def test_the_writer_changes_a_response_while_the_survey_is_open(asking: Asking) -> None:
    ana, id_ = await asking.forum.person(), new_id()
    await asking.respond(ana, id_, s1=4, s2=2)
    await asking.respond(ana, id_, s1=5)
    assert await stored(asking) == [(id_, {"s1": 5}, {})]


async def test_a_second_response_of_the_same_pass_is_refused_and_told_which_was_the_first(asking: Asking) -> None:
    ana, id_ = await asking.forum.person(), new_id()
    await asking.respond(ana, id_, s1=4)
    told = await refused(asking, "already_responded", 409, ana, s1=2)
    assert told.extra == {"response": id_}


async def test_somebody_elses_id_is_refused(asking: Asking) -> None:
    ana, luis, id_ = await asking.forum.person(), await asking.forum.person(), new_id()
    await asking.respond(ana, id_, s1=4)
    await refused(asking, "id_reused", 409, luis, id_, s1=1)


async def test_an_id_of_another_forum_is_refused(asking: Asking) -> None:
    ana, id_ = await asking.forum.person(), new_id()
    await asking.respond(ana, id_, s1=4)
    far = await open_survey(found(asking.forum.engines, asking.forum.lanes, asking.forum.readers))
    await far.go("S", "open")
    await refused(far, "id_reused", 409, await far.forum.person(), id_, s1=4)


async def test_before_and_after_are_two_responses_of_one_pass(asking: Asking) -> None:
    ana = await asking.forum.person()
    await asking.respond(ana, s1=2)
    await asking.go("C", "open")
    said = await asking.respond(ana, s1=5, q1="How much we share.")
    assert (said["moment"], said["words"]) == ("after", {"q1": "How much we share."})
    assert len(await stored(asking)) == len(await stored(asking, "after")) == 1


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"s1": 0}, "bad_rating", "ratings.s1"),
        ({"s1": 6}, "bad_rating", "ratings.s1"),
        ({"s1": -3}, "bad_rating", "ratings.s1"),
        ({"s1": True}, "bad_rating", "ratings.s1"),
        ({"s1": 10**30}, "bad_rating", "ratings.s1"),
        ({"q1": "asked after, not before"}, "no_such_question", "words.q1"),
        ({"s1": 3, "q9": "?"}, "no_such_question", "words.q9"),
        ({}, "nothing_answered", None),
    ],
)
async def test_what_no_survey_asks_is_refused(asking: Asking, fields: dict[str, object], code: str, field: str) -> None:
    told = await refused(asking, code, 422, await asking.forum.person(), **fields)
    assert list(told.fields) == ([field] if field else [])


async def test_an_unknown_statement_and_one_rated_twice_are_refused(asking: Asking) -> None:
    ana = await asking.forum.person()
    for ratings, code in (((("s9", 3),), "no_such_statement"), ((("s1", 3), ("s1", 4)), "stands_twice")):
        with pytest.raises(Refusal, match=code):
            await asking.forum.run(PutResponse(asking.survey, new_id(), ratings), ana)
    assert await stored(asking) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (WORDS_LIMIT + 1), "too_long"),
        ("a\x00b", "bad_character"),
        ("\ud800", "bad_character"),
        (" \n ", "nothing_answered"),
    ],
)
async def test_words_that_cannot_be_kept_are_refused(asking: Asking, text: str, code: str) -> None:
    await asking.go("C", "open")
    await refused(asking, code, 422, await asking.forum.person(), q1=text)


async def test_a_survey_takes_nothing_before_it_opens_and_after_it_closed(asking: Asking) -> None:
    ana, id_ = await asking.forum.person(), new_id()
    await asking.go("S", "waiting")
    await refused(asking, "survey_closed", 409, ana, s1=3, moment="before")
    await refused(asking, "survey_closed", 409, ana, s1=3, moment="after")
    await asking.go("S", "open")
    await asking.respond(ana, id_, s1=3)
    await asking.go("S", "done")
    await refused(asking, "survey_closed", 409, ana, id_, s1=4, moment="before")


async def test_an_unknown_survey_or_moment_is_refused(asking: Asking) -> None:
    ana = await asking.forum.person()
    for survey, moment in ((new_id(), None), (asking.survey, "during")):
        with pytest.raises(Refusal, match="no_such_survey"):
            await asking.forum.run(PutResponse(survey, new_id(), (("s1", 3),), moment=moment), ana)


async def test_before_is_over_when_after_begins(asking: Asking) -> None:
    await asking.go("C", "open")
    await refused(asking, "survey_closed", 409, await asking.forum.person(), s1=3, moment="before")


async def test_an_after_goes_on_when_its_remarks_are_over(asking: Asking) -> None:
    await asking.go("C", "done")
    assert (await asking.respond(await asking.forum.person(), s1=3))["moment"] == "after"


async def test_a_moderator_opens_and_closes_by_hand_whatever_the_item_does(asking: Asking) -> None:
    ana, forum = await asking.forum.person(), asking.forum
    held = await forum.run(HoldSurvey(asking.survey, "before", open=False), asking.moderator)
    assert held.value["open"] is False
    await refused(asking, "survey_closed", 409, ana, s1=3, moment="before")
    await forum.run(HoldSurvey(asking.survey, "after", open=True), asking.moderator)
    assert (await asking.respond(ana, s1=3))["moment"] == "after"
    follows = await forum.run(HoldSurvey(asking.survey, "after", open=None), asking.moderator)
    assert follows.value["open"] is False


async def test_only_who_runs_the_survey_opens_it(asking: Asking) -> None:
    seat, rapporteur = await asking.forum.person(1), await asking.forum.holder("rapporteur")
    for actor in (seat, rapporteur):
        with pytest.raises(Refusal, match="not_yours"):
            await asking.forum.run(HoldSurvey(asking.survey, "before", open=False), actor)
    item = await asking.forum.holder("moderator", "C")
    await asking.forum.run(HoldSurvey(asking.survey, "before", open=False), item)


@pytest.mark.parametrize(("days", "opens"), [(3, False), (-3, True)])
async def test_a_day_opens_a_survey_without_an_item(asking: Asking, days: int, opens: bool) -> None:
    with Session(asking.forum.engines.writer) as session:
        for moment in queries.moments(session, asking.forum.id):
            moment.item, moment.opens_on = None, date.today() + timedelta(days=days)
        session.commit()
    person = await asking.forum.person()
    if opens:
        assert (await asking.respond(person, s1=3))["moment"] == "after"
    else:
        await refused(asking, "survey_closed", 409, person, s1=3, moment="after")
