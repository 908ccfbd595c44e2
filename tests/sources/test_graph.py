"""The graph of sources after whatever people did: nothing dangles, nothing leads back to itself."""

import pytest
from sqlmodel import Session, select

from app.sources import queries
from app.sources.models import Source
from app.sources.rules import Thing, reaches
from app.synthesis import origins
from tests.forums import SmallForum
from tests.synthesis.play import Play


@pytest.mark.parametrize("seed", [1, 2])
async def test_after_random_commands_no_link_dangles_and_none_is_circular(forum: SmallForum, seed: int) -> None:
    play = await Play.begin(forum, seed)
    acts = ("key finding", "key finding", *["link"] * 6, "finding", "note", "no finding", "no key finding", "no note")
    for step in range(160):
        await play.step(None if step < 30 else play.rng.choice(acts))

    def read(session: Session) -> list[Source]:
        return list(session.exec(select(Source).where(Source.forum == forum.id)))

    links = await forum.readers.run(read)
    ends = {Thing(row.made_kind, row.made) for row in links} | {Thing(row.origin_kind, row.origin) for row in links}
    known = await forum.readers.run(origins.load, forum.id, ends)
    assert ends == known.keys()
    assert all(1 <= row.origin_version <= known[Thing(row.origin_kind, row.origin)].version for row in links)
    below = await forum.readers.run(queries.below, forum.id, ends)
    for thing, drawn in below.items():
        assert not reaches([link.thing for link in drawn], thing, lambda one: [k.thing for k in below.get(one, [])])
    assert len(links) > 10
    assert {Thing(row.origin_kind, row.origin).kind for row in links} >= {"answer", "finding", "key-finding"}
    assert "circular_source" in play.refused
