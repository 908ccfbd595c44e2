"""What a page shows of a room is loaded once for everybody, and again as soon as something has touched it."""

from jinja2 import Environment, FileSystemLoader, meta, nodes

from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.live.rooms import Room, parse_room
from app.resources import root
from app.tables.commands.answers import PutAnswer
from app.web.render import Region
from app.wiring import registered
from tests.desk.conftest import House, house

__all__ = ["house"]

OF_ONE_ANSWER = {"new_id", "visit", "request", "actor", "cards", "lists"}
"""What belongs to one answer, or to who gets it."""


async def regions(house: House, actor: Actor, *rooms: Room) -> dict[str, Region]:
    site = house.server.site
    await site.feed.caught_up(actor.forum, await site.head_of(actor.forum), 5.0)
    return await site.regions.of(actor, list(rooms))


async def said(house: House, actor: Actor, text: str, table: int = 1) -> None:
    await house.server.lanes.run(house.forum.id, PutAnswer(new_id(), house.forum.tables[table], text), actor)


async def test_a_room_that_nothing_touched_is_loaded_and_drawn_once(house: House) -> None:
    house.forum.lanes = house.server.lanes
    ana, luis, eva = [await house.forum.person(table) for table in (1, 1, 2)]
    await said(house, ana, "First")
    mine, theirs = (Room("table", house.forum.tables[number]) for number in (1, 2))
    first = await regions(house, ana, mine)
    assert (await regions(house, luis, mine))[str(mine)] is first[str(mine)]
    await said(house, eva, "At another table", 2)
    assert (await regions(house, luis, mine))[str(mine)] is first[str(mine)]
    await said(house, luis, "Second")
    after = await regions(house, ana, mine)
    assert after[str(mine)] is not first[str(mine)]
    shown = [card.data["text"] for card in after[str(mine)].cards if card.kind == "answer"]
    assert shown == ["First", "Second"]
    assert [c.data["text"] for c in (await regions(house, eva, theirs))[str(theirs)].cards if c.kind == "answer"] == [
        "At another table"
    ]


async def test_what_this_process_has_not_read_yet_is_shown_all_the_same(house: House) -> None:
    house.forum.lanes = house.server.lanes
    ana = await house.forum.person(1)
    room = Room("table", house.forum.tables[1])
    await regions(house, ana, room)
    for number in range(20):
        await said(house, ana, f"Answer {number}")
        region = (await house.server.site.regions.of(ana, [room]))[str(room)]
        assert sum(card.kind == "answer" for card in region.cards) == number + 1


async def test_what_is_mine_is_never_shared(house: House) -> None:
    house.forum.lanes = house.server.lanes
    ana, luis = [await house.forum.person(1) for _ in range(2)]
    await said(house, ana, "Mine")
    own = (await regions(house, ana, Room("me", ana.participant)))["me"]
    other = (await regions(house, luis, Room("me", luis.participant)))["me"]
    marks = [card.data["marks"] for card in own.cards if card.kind == "mine-answers"]
    assert marks != [card.data["marks"] for card in other.cards if card.kind == "mine-answers"]


def test_a_drawn_card_knows_nothing_of_who_asks_nor_of_the_answer_that_carries_it() -> None:
    """A list is drawn once for everybody: an id of its own in a form would be the same one on every phone."""
    environment = Environment(loader=FileSystemLoader(root("templates")), extensions=["jinja2.ext.i18n"])
    waiting = {path for kind in registered()[0].kinds.values() for path in kind.templates.values()}
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        tree = environment.parse(environment.loader.get_source(environment, path)[0])
        assert not {name.name for name in tree.find_all(nodes.Name)} & OF_ONE_ANSWER, path
        waiting |= {name for name in meta.find_referenced_templates(tree) if name} - seen
    assert len(seen) > 30


def test_every_room_in_which_cards_stand_can_be_asked_for_on_the_wire() -> None:
    stand_in = {room for kind in registered()[0].kinds.values() for room in kind.rooms}
    assert {"me", "forum", "item", "table", "desk", "work", "screen"} <= stand_in
    for kind in stand_in:
        room = Room(kind, new_id())
        assert parse_room(room.wire, room.id) == room, f"nobody can hear the room {kind!r}"
