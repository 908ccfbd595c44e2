"""Any run of changes, in any order: the file says it all, a forum made from it says the same, and live pages follow."""

import random
from typing import Any

import pytest

from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.organizer.places import ROW, Tree, items
from app.people.keys import roster_room
from app.programme.file import Programme, read, write
from app.programme.keys import desk_room, forum_room, item_room, work_room
from app.programme.phases import TECHNIQUES
from app.stage.commands import Show
from app.stage.keys import screen_room
from app.tables.keys import table_room
from app.wiring import registered
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.organizer.office import Office
from tests.organizer.test_nothing_lost import write_an_answer

STEPS = 10
SEEDS = range(2)
WORDS = [
    "Data",
    "Ports & borders",
    "“Quoted” — ñandú",
    "50 % more",
    "#1: yes",
    "null",
    "- no",
    "<b>x</b>",
    "日本",
    "{{ x }}",
]


def text(rng: random.Random) -> Any:
    word = f"{rng.choice(WORDS)} {rng.randrange(99)}"
    return rng.choice([word, {"en": word, "es": f"{word} (es)"}, {"en": word, "fr": word}])


def clock(rng: random.Random) -> str:
    return f"{rng.randrange(7, 19):02}:{rng.choice((0, 15, 30, 45)):02}"


def change(rng: random.Random, tree: Tree) -> tuple[str, str, dict[str, Any] | None, dict[str, Any]]:
    """Something that an organizer might do next; many of these are refused."""
    item = rng.choice([held for _, _, held in items(tree)])
    at = f"items/{item[ROW]}"
    lists = [name for name in ("questions", "tables", "documents", "experts", "speakers", "roles") if item.get(name)]
    within = rng.choice(lists) if lists else "documents"
    entries = item.get(within) or []
    place = rng.randrange(len(entries)) if entries else 0
    entry = f"{at}/{within}/{entries[place].get(ROW, place) if entries else 0}"
    keyed = rng.choice(["places", "affiliations", "groups", "delegations", "blocks", "frameworks", "surveys"])
    key = rng.choice([*(tree.get(keyed) or {}), "new"])
    named = {"affiliations": "text", "groups": "text", "blocks": "text", "places": "name", "delegations": "name"}
    new_item = {
        "date": tree["days"][-1]["date"],
        "number": f"n{rng.randrange(40)}",
        "title": text(rng),
        "technique": rng.choice(list(TECHNIQUES)),
        "starts": clock(rng),
        "minutes": rng.randrange(5, 60),
        "overlaps": rng.random() < 0.7,
        "questions": [text(rng)],
        "tables": [rng.randrange(60, 99)],
    }
    return rng.choice(
        [
            ("put", at, {"title": text(rng), "background": text(rng)}, {}),
            ("put", at, {"starts": clock(rng), "minutes": rng.randrange(10, 90), "overlaps": True, "block": None}, {}),
            ("put", at, {"number": f"r{rng.randrange(30)}"}, {}),
            ("put", at, {"technique": rng.choice(list(TECHNIQUES))}, {}),
            ("put", at, {"place": rng.choice([*tree["places"], None]), "link": "https://video.example.org/x"}, {}),
            ("put", at, {"date": rng.choice(tree["days"])["date"]}, {}),
            ("put", entry, {"text": text(rng)} if within == "questions" else {"name": text(rng)}, {}),
            ("put", entry, {"number": rng.randrange(1, 60), "question": rng.randrange(1, 3)}, {}),
            ("add", f"{at}/questions", {"text": text(rng)}, {}),
            ("add", f"{at}/tables", {"number": rng.randrange(1, 60), "name": text(rng), "place": "annex"}, {}),
            ("add", f"{at}/speakers", {"name": text(rng), "topic": text(rng), "minutes": 5}, {}),
            ("add", f"{at}/documents", {"title": text(rng), "url": "https://example.org/d"}, {}),
            ("remove", entry, None, {}),
            ("remove", at, None, {}),
            ("move", rng.choice([at, entry]), None, {"by": rng.choice((-1, 1))}),
            ("add", "items", new_item, {}),
            ("add", keyed, {named.get(keyed, "title"): text(rng)}, {"key": f"k{rng.randrange(20)}"}),
            ("put", f"{keyed}/{key}", {named.get(keyed, "title"): text(rng)}, {}),
            ("remove", f"{keyed}/{key}", None, {}),
            ("move", f"{keyed}/{key}", None, {"by": rng.choice((-1, 1))}),
            ("put", "forum", {"venue": text(rng), "writing": rng.choice(["one_pen", "every_phone"])}, {}),
            ("put", "surveys/results/statements/0", {"text": text(rng)}, {}),
        ]
    )


def is_of_the_gone(difference: str, forum: SmallForum, standing: str) -> bool:
    """Whether it is said in the room of an item or table that was taken away: nobody may hear that any more."""
    room = difference.partition(" ")[0].partition(":")[2]
    return room in {*forum.items.values(), *forum.tables.values()} and room not in standing


async def rooms_of(office: Office) -> list[Room]:
    forum = office.forum
    rooms = [forum_room(forum.id), screen_room("main")]
    followed = [forum.items[number] for number in ("R", "1a", "P", "D", "2") if number in forum.items]
    rooms += [room(item) for item in followed for room in (item_room, desk_room, work_room, roster_room)]
    return rooms + [table_room(table) for table in forum.tables.values()]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SEEDS)
async def test_after_any_changes_the_file_holds_all_and_live_pages_are_as_fresh_ones(office: Office, seed: int):
    rng, forum = random.Random(seed), office.forum
    await write_an_answer(office)
    desk = await forum.holder("moderator")
    await forum.run(Show(registered()[0], "question", None, "1a"), desk)
    people = [await forum.person(1, name="Ana"), desk, await forum.holder("expert", "2"), office.me]
    mirror = Mirror(forum, registered()[0], await rooms_of(office), people)
    await mirror.start()
    done, before = 0, await office.file()
    for step in range(STEPS):
        action, address, document, more = change(rng, await office.tree())
        try:
            await office.change(action, address, document, **more)
            done, before = done + 1, await office.file()
        except Refusal as refusal:
            assert refusal.status in (404, 409, 422), refusal.code
            assert await office.file() == before, (action, address, document)
        standing = str(await office.tree())
        apart = [one for one in await mirror.differences() if not is_of_the_gone(one, forum, standing)]
        assert not apart, (step, action, address, document, apart)
    assert done > STEPS / 10
    written = await office.file()
    programme = read(written)
    assert isinstance(programme, Programme)
    assert write(programme) == written == await office.copied()


async def test_a_mirror_that_hears_of_no_change_is_caught(office: Office):
    registry = registered()[0]
    registry._expansions["programme"] = []
    mirror = Mirror(office.forum, registry, await rooms_of(office), [office.me])
    await mirror.start()
    await office.put("items/P", title={"en": "Unheard", "es": "Sin oír"})
    assert await mirror.differences()


async def test_a_running_item_s_clock_is_not_touched_by_other_minutes(office: Office):
    await write_an_answer(office)
    mirror = Mirror(office.forum, registered()[0], [item_room(office.forum.items["1a"])])
    await mirror.start()
    key = f"clock:{office.forum.items['1a']}"
    before = mirror.of(item_room(office.forum.items["1a"]))[key]
    await office.put("items/1a", minutes=50)
    assert not await mirror.differences()
    assert mirror.of(item_room(office.forum.items["1a"]))[key] == before
