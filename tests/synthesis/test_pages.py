"""A page that loaded once and heard every change equals one that is loaded now, in every room and privacy."""

import pytest

from app.live.rooms import Room
from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.synthesis import queries
from tests.forums import found
from tests.mirror import Mirror
from tests.synthesis.play import REGISTRY, Play

STEPS = 90


@pytest.mark.parametrize("privacy", ["named", "by_table", "anonymous"])
async def test_whatever_happens_every_page_shows_what_is_there(engines: Engines, privacy: str) -> None:
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        play = await Play.begin(found(engines, lanes, readers, privacy=privacy), seed=len(privacy))
        item, tables = play.item, [play.forum.tables[n] for n in (1, 2, 3)]
        rooms = [Room(kind, item) for kind in ("item", "desk", "work")] + [Room("table", t) for t in tables]
        # In an anonymous forum the journal does not say whose marks a change touches: a page learns them when it is loaded.
        mine = [] if privacy == "anonymous" else [*play.people[:2], play.observer]
        seen: set[str] = set()
        pages = []
        for step in range(STEPS):
            if step in (0, STEPS // 2):
                pages.append(Mirror(play.forum, REGISTRY, rooms, [*mine, play.booth, play.translator]))
                await pages[-1].start()
            await play.step()
            if step % 9 == 0:
                for page in pages:
                    assert not await page.differences(), f"step {step}"
                seen |= {
                    card.kind
                    for room in [*rooms, Room("me", play.booth.participant), Room("me", play.translator.participant)]
                    for card in pages[0].of(room).values()
                }
            clashes = await readers.run(queries.HISTORY.clashes, play.forum.id, play.made.get("key-finding", []))
            play.made["clash"] = [row.id for rows in clashes.values() for row in rows]
        for page in pages:
            assert not await page.differences()
        assert {"finding", "work-finding", "comment", "work-comment", "note", "key-finding", "coverage"} <= seen
        assert {"hint", "sent-key-finding", "table-findings", "to-translate"} <= seen
        assert play.accepted > STEPS / 3, play.refused
    finally:
        lanes.stop()
        readers.close()
