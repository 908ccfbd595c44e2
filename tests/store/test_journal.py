"""The journal as the hub asks for it."""

from app.store import journal
from app.tables.commands.seats import TakeSeat
from tests.forums import SmallForum


async def test_the_poll_learns_every_forums_seq_in_one_query(forum: SmallForum) -> None:
    await forum.person()
    heads = await forum.readers.run(journal.heads, [forum.id, "nowhere"])
    assert heads == {forum.id: 1}


async def test_entries_come_oldest_first_and_at_most_as_many_as_asked(forum: SmallForum) -> None:
    ana = await forum.person(1)
    await forum.run(TakeSeat(forum.tables[2]), ana)
    entries = await forum.readers.run(journal.since, forum.id, 1, 1)
    assert [entry.seq for entry in entries] == [2]
    assert entries[0].command == "TakeSeat"
    assert forum.tables[1] in entries[0].changes[0].tables
