"""Who reads an initiative: the row of the reading matrix, room by room and call by call."""

import pytest

from app.cooperation import queries
from app.cooperation.commands.topics import MarkInterest
from app.cooperation.reading import readable
from app.live.rooms import Room
from app.people.keys import me_room
from app.tables.commands.seats import TakeSeat
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue
from tests.findings.cafe import like

REGISTRY, ADMISSIONS = registered()

READERS = {
    "its table": (True, True),
    "who left its table": (True, True),
    "another table": (False, True),
    "somebody of the forum": (False, True),
    "observer": (True, True),
    "observer of another item": (False, True),
    "facilitator": (True, True),
    "facilitator of another item": (False, True),
    "moderator of the forum": (True, True),
    "rapporteur": (True, True),
    "interpreter": (False, True),
    "a delegation": (False, True),
}
"""Whether they read it before it is presented, and after."""


async def people(dialogue):
    forum = dialogue.forum
    left = await forum.person(21, name="Left")
    await forum.run(TakeSeat(forum.tables[22]), left)
    return {
        "its table": dialogue.at[21],
        "who left its table": left,
        "another table": dialogue.at[22],
        "somebody of the forum": await forum.person(name="Somebody"),
        "observer": dialogue.ana,
        "observer of another item": await forum.holder("observer", "2a"),
        "facilitator": dialogue.desk,
        "facilitator of another item": await forum.holder("facilitator", "2a"),
        "moderator of the forum": await forum.holder("moderator"),
        "rapporteur": await forum.holder("rapporteur", "D1"),
        "interpreter": await forum.holder("interpreter"),
        "a delegation": await dialogue.speaker("PAN"),
    }


async def test_every_cell_of_the_matrix(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note(21)
    actors = await people(dialogue)
    assert actors.keys() == READERS.keys()
    rooms = [
        Room("table", forum.tables[21]),
        Room("table", forum.tables[22]),
        Room("item", dialogue.item),
        Room("desk", dialogue.item),
        Room("forum", forum.id),
        Room("work", dialogue.item),
    ]
    for presented in (False, True):
        await dialogue.present(id_, presented)
        for name, actor in actors.items():

            def read(session, actor=actor):
                found = queries.initiative_of(session, forum.id, id_)
                heard = [
                    room
                    for room in [*rooms, me_room(actor.participant)]
                    if ADMISSIONS.refused(session, actor, room) is None
                    and any(
                        card.key == f"initiative:{id_}" for card in REGISTRY.load(session, forum.id, room, None, actor)
                    )
                ]
                return readable(session, actor, found), bool(heard)

            expected = READERS[name][presented]
            assert await forum.readers.run(read) == (expected, expected), (name, presented)


async def test_the_desk_alone_reads_which_delegations_a_topic_interests(forum):
    dialogue = await open_dialogue(forum, "waiting")
    await forum.run(MarkInterest(forum.tables[22]), await dialogue.speaker("PAN"))

    def topics(session, kind):
        cards = REGISTRY.load(session, forum.id, Room(kind, dialogue.item))
        return {card.data["number"]: card for card in cards if card.kind == "topic"}

    desk, item = await forum.readers.run(topics, "desk"), await forum.readers.run(topics, "item")
    assert desk[22].data["interested"] == ["PAN"] and desk[22].view.who
    assert item[22].data["delegations"] == 1
    assert "interested" not in item[22].data and not item[22].view.who


@pytest.mark.parametrize("privacy", ["by_table", "anonymous"])
async def test_nothing_of_an_initiative_says_who_noted_it(forum, privacy):
    other = like(forum, privacy=privacy)
    dialogue = await open_dialogue(other)
    id_ = await dialogue.note(21)
    await dialogue.present(id_)
    cards = await other.readers.run(REGISTRY.load, other.id, Room("forum", other.id))
    said = str([card for card in cards if card.kind == "initiative"])
    assert dialogue.ana.participant not in said
    row = (await other.readers.run(queries.initiatives, other.id))[0]
    assert (row.author == dialogue.ana.participant) == (privacy == "by_table")
