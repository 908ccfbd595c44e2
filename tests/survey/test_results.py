"""What is told of many: nothing of fewer than five, five at a time while a survey is open, and words only afterwards."""

import pytest
from sqlmodel import Session

from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES
from app.live.rooms import Room
from app.people.commands import Leave
from app.programme import queries as programme
from app.resources import root
from app.stage.commands import Show
from app.survey import queries, reading
from app.survey.commands import HoldSurvey, PutResponse
from app.survey.models import Survey
from app.survey.reading import Opened, ResultsView, Words
from app.survey.rules import FEWEST, Figure, figure, figures
from app.tables.commands.seats import TakeSeat
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.registry import Card
from app.web.render import Pages
from app.wiring import registered
from tests.forums import START, SmallForum
from tests.mirror import Mirror
from tests.survey.asking import Asking, open_survey

REGISTRY = registered()[0]


@pytest.fixture
async def asking(forum: SmallForum) -> Asking:
    opened = await open_survey(forum)
    await opened.go("S", "open")
    return opened


async def results(asking: Asking) -> ResultsView:
    def read(session: Session) -> ResultsView:
        survey = queries.survey_of(session, asking.forum.id, asking.survey)
        return reading.results(session, survey, opened(session, asking))

    return await asking.forum.readers.run(read)


async def words(asking: Asking) -> tuple[Words, ...]:
    def read(session: Session) -> tuple[Words, ...]:
        survey = queries.survey_of(session, asking.forum.id, asking.survey)
        return reading.words(session, survey, opened(session, asking))

    return await asking.forum.readers.run(read)


def opened(session: Session, asking: Asking) -> Opened:
    return queries.open_moments(session, programme.forum_of(session, asking.forum.id), START)


def line(view: ResultsView, name: str) -> tuple[Figure | None, Figure | None]:
    lines = [one for group in view.groups for one in (group.objective, *group.statements) if one]
    found = next(one for one in lines if one.id == name)
    return found.before, found.after


async def test_of_fewer_than_five_nothing_is_told_open_or_closed(asking: Asking) -> None:
    await asking.crowd(FEWEST - 1, s1=5)
    assert (await results(asking)).counted == {}
    await asking.go("S", "done")
    told = await results(asking)
    assert told.counted == {} and line(told, "s1") == (None, None)


async def test_five_are_told_by_statement_and_by_objective(asking: Asking) -> None:
    for rating in (1, 2, 4, 5, 5):
        await asking.crowd(1, s1=rating, s2=3)
    told = await results(asking)
    assert told.counted == {"before": 5}
    assert line(told, "s1") == (Figure(5, 3.4, 60), None)
    assert line(told, "objective:knowing") == (Figure(10, 3.2, 30), None)
    assert line(told, "s3") == (None, None)


async def test_a_statement_that_fewer_than_five_rated_is_not_told_and_its_objective_neither(asking: Asking) -> None:
    await asking.crowd(FEWEST, s1=5, s3=1)
    await asking.crowd(2, s2=5, s3=1)
    await asking.go("S", "done")
    told = await results(asking)
    assert told.counted == {"before": 7}
    assert line(told, "s1") == (Figure(5, 5.0, 100), None)
    assert line(told, "s2") == line(told, "objective:knowing") == (None, None)
    assert line(told, "objective:sharing") == (Figure(7, 1.0, 0), None)


async def test_while_it_is_open_the_figures_stand_until_five_more_have_answered(asking: Asking) -> None:
    people = await asking.crowd(FEWEST, s1=5)
    await asking.crowd(4, s1=1)
    assert line(await results(asking), "s1") == (Figure(5, 5.0, 100), None)
    await asking.crowd(1, s1=1)
    assert line(await results(asking), "s1") == (Figure(10, 3.0, 50), None)
    own = await asking.forum.readers.run(reading.own_response, people[0], asking.survey, "before")
    assert own is not None
    await asking.respond(people[0], own.id, s1=1)
    assert line(await results(asking), "s1") == (Figure(10, 3.0, 50), None)
    await asking.go("S", "done")
    assert line(await results(asking), "s1") == (Figure(10, 2.6, 40), None)


async def test_before_and_after_stand_side_by_side(asking: Asking) -> None:
    await asking.crowd(6, s1=2)
    await asking.go("S", "done")
    await asking.go("C", "open")
    await asking.crowd(5, s1=4)
    told = await results(asking)
    assert (told.counted, told.open) == ({"before": 6, "after": 5}, ("after",))
    assert line(told, "s1") == (Figure(6, 2.0, 0), Figure(5, 4.0, 100))


async def test_words_are_told_once_the_survey_is_closed_in_an_order_that_is_no_time(asking: Asking) -> None:
    await asking.go("C", "open")
    said = [f"Text {number}" for number in range(12)]
    for text in said:
        await asking.crowd(1, s1=3, q1=text)
    assert await words(asking) == ()
    await asking.forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)
    (told,) = await words(asking)
    assert sorted(told.said) == sorted(said)
    assert list(told.said) != said


async def test_words_of_fewer_than_five_are_never_told(asking: Asking) -> None:
    await asking.go("C", "open")
    await asking.crowd(FEWEST - 1, q1="Said by one of four")
    await asking.forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)
    assert await words(asking) == ()


def test_figures_of_too_few_are_none() -> None:
    assert figure([5] * (FEWEST - 1)) is None
    assert figures([{"s1": 5}] * (FEWEST - 1), {"s1": ["s1"]}) == {}
    assert figures([{"s1": 5}] * FEWEST, {"s1": ["s1"], "s2": ["s2"]}) == {"s1": Figure(5, 5.0, 100)}


async def test_no_card_holds_a_response(asking: Asking) -> None:
    await asking.go("C", "open")
    people = await asking.crowd(FEWEST, s1=4, q1="Words of one person")
    rooms = [Room("forum", asking.forum.id), Room("survey", asking.survey)]
    rooms += [Room(kind, asking.forum.items[number]) for kind in ("item", "desk") for number in ("S", "C")]

    def cards(session: Session) -> list[Card]:
        shared = [card for room in rooms for card in REGISTRY.load(session, asking.forum.id, room)]
        mine = [REGISTRY.load(session, asking.forum.id, Room("me", p.participant), None, p) for p in people]
        return shared + [card for own in mine for card in own]

    held = await asking.forum.readers.run(cards)
    responses = await asking.forum.readers.run(queries.responses, asking.forum.id, asking.survey, "after")
    assert any(card.kind == "survey-results" for card in held)
    for card in held:
        said = f"{card.key} {card.data} {card.view}"
        assert "Words of one person" not in said
        assert not any(response.id in said or response.mark in said for response in responses)


async def test_results_are_drawn_on_every_surface_in_every_language(asking: Asking) -> None:
    with Session(asking.forum.engines.writer) as session:
        survey = session.get_one(Survey, asking.survey)
        survey.objectives = [{"key": "knowing", "title": {"en": "<i>Knowledge</i>"}}]
        survey.statements = [{**one, "text": {"en": "<i>Statement</i>"}} for one in survey.statements]
        session.commit()
    await asking.crowd(FEWEST, s1=4, s2=4)
    await asking.go("C", "open")
    await asking.crowd(FEWEST, q1="<i>Said</i>")
    await asking.forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)
    rooms = [Room("survey", asking.survey), Room("desk", asking.forum.items["S"]), Room("forum", asking.forum.id)]
    for thing in (asking.survey, f"{asking.survey}/knowing"):
        await asking.forum.run(Show(REGISTRY, "survey-results", thing, "S", "main"), asking.moderator)
        rooms.append(Room("screen", "main"))

    def cards(session: Session) -> list[Card]:
        return [card for room in rooms for card in REGISTRY.load(session, asking.forum.id, room)]

    folder, catalogues = root("templates"), Catalogues(root("locale"))
    pages = Pages(folder, catalogues, Assets(root("static")), REGISTRY)
    for card in await asking.forum.readers.run(cards):
        for surface in ("wall", "desk", "phone", "booth"):
            for language in INTERFACE_LANGUAGES:
                html = pages.card(card, surface, language, 7)
                assert html.count(f'data-key="{card.key}"') == 1
                assert "<i>" not in html.replace("<i></i>", "")


async def test_a_page_that_hears_what_is_touched_shows_what_a_fresh_one_does(asking: Asking) -> None:
    forum = asking.forum
    rooms = [Room("forum", forum.id), Room("survey", asking.survey), Room("screen", "main")]
    rooms += [Room(kind, forum.items[number]) for kind in ("item", "desk") for number in ("S", "C")]
    organizer = await forum.holder("organizer")
    mirror = Mirror(forum, REGISTRY, rooms)
    await mirror.start()

    async def holds() -> None:
        assert await mirror.differences() == []

    people = await asking.crowd(FEWEST, s1=2, s2=3)
    await holds()
    own = await forum.readers.run(reading.own_response, people[0], asking.survey, "before")
    assert own is not None
    await asking.respond(people[0], own.id, s1=4)
    await holds()
    await forum.run(TakeSeat(forum.tables[1]), organizer)
    await holds()
    await forum.run(Leave(), people[1])
    await holds()
    for item, phase in (("S", "done"), ("C", "open"), ("C", "done"), ("S", "open"), ("C", "waiting")):
        await asking.go(item, phase)
        await holds()
    for held in (True, False, None):
        await forum.run(HoldSurvey(asking.survey, "after", held), asking.moderator)
        await holds()
    await forum.run(Show(REGISTRY, "survey-results", asking.survey, "C", "main"), asking.moderator)
    await holds()
    await forum.run(HoldSurvey(asking.survey, "after", open=True), asking.moderator)
    for person in [*people[2:], *[await forum.person() for _ in range(3)]]:
        await forum.run(PutResponse(asking.survey, new_id(), (("s1", 5),), (("q1", "<i>Said.</i>"),)), person)
        await holds()
    (wall,) = mirror.of(Room("screen", "main")).values()
    assert wall.data["scene"]["bars"]["counted"] == {"before": 5, "after": 5}
    assert [one["after"] and one["after"]["agree"] for one in wall.data["scene"]["bars"]["lines"]] == [None, None]
    await forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)
    await holds()
    (told,) = mirror.of(Room("survey", asking.survey))[f"survey-words:{asking.survey}"].data["words"]
    assert told["said"] == ["<i>Said.</i>"] * 6
