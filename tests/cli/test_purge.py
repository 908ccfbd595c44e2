"""`sobremesa purge`: nothing readable of a forum remains, and nothing of another is touched."""

import asyncio
import json
from functools import partial

import pytest
import sqlalchemy as sa

from app import schema
from app.store import purging
from tests import forums
from tests.cli.conftest import opened
from tests.report import afterwards, played
from tests.report.played import play

MARKERS = (
    *afterwards.WRITTEN,
    *afterwards.INSIDE,
    afterwards.RESERVED,
    played.CITED,
    played.WITHDRAWN,
    played.REPORTED,
    played.DISSENT,
    played.COMMENT,
    played.NOTE,
    played.DRAFT,
)


def readable(folder):
    """The markers that stand in any of the database's files."""
    held = b"".join(path.read_bytes() for path in sorted(folder.glob("sobremesa.sqlite3*")))
    return [marker for marker in MARKERS if marker.encode() in held]


def rows(url, forum):
    """How many rows every table holds of a forum."""
    with opened(url) as (engines, _, _), engines.reader.connect() as connection:
        found = {}
        for table in schema.metadata.sorted_tables:
            column = table.c.id if table.name == "forum" else table.c.get("forum")
            if column is not None:
                found[table.name] = connection.execute(
                    sa.select(sa.func.count()).select_from(table).where(column == forum)
                ).scalar_one()
        return found


def test_every_table_belongs_to_forums_but_the_databases_own():
    without = {table.name for table in schema.metadata.sorted_tables if "forum" not in table.c}
    assert without == {"forum", "database_epoch"}


def test_no_row_of_a_purged_forum_is_left_and_none_of_another_is_lost(desk):
    with opened(desk.url) as (engines, lanes, readers):
        other = forums.found(engines, lanes, readers).id
    before = rows(desk.url, other)
    assert sum(rows(desk.url, desk.made.forum.id).values()) > 50
    told = desk.facts("purge", desk.made.forum.code)
    assert told["purged"] is True
    assert told["rows"] > 50
    assert sum(rows(desk.url, desk.made.forum.id).values()) == 0
    assert rows(desk.url, other) == before
    assert "opens no forum" in desk.run("purge", desk.made.forum.code, status=2)


def test_the_files_of_the_database_hold_no_word_of_a_purged_forum(file_desk):
    assert readable(file_desk.folder) == list(MARKERS)
    file_desk.run("purge", file_desk.made.forum.code)
    assert readable(file_desk.folder) == []


@pytest.mark.parametrize("scrub", [purging.scrubbed, lambda engines: None], ids=["scrubbed", "mutant: not scrubbed"])
def test_it_is_the_scrubbing_that_takes_the_words_out_of_the_files_of_an_open_database(tmp_path, scrub):
    async def play_and_purge():
        with opened(f"sqlite:///{tmp_path / 'sobremesa.sqlite3'}") as (engines, lanes, readers):
            made = await play(forums.found(engines, lanes, readers))
            await afterwards.second_day(made)
            purging.purge(engines, schema.metadata.sorted_tables, made.forum.id, scrub=scrub)
            return readable(tmp_path)

    found = asyncio.run(play_and_purge())
    assert bool(found) is (scrub is not purging.scrubbed)


def test_a_forum_that_ended_later_is_not_purged(file_desk):
    forum = file_desk.made.forum.id
    told = file_desk.facts("purge", forum, "--before", "2023-09-27")
    assert (told["purged"], told["ended"], told["rows"]) == (False, "2023-09-27", 0)
    assert rows(file_desk.url, forum)["answer"] == 4
    assert file_desk.facts("purge", forum, "--before", "2023-09-28")["purged"] is True


def test_the_demonstrations_links_go_with_its_forum(file_desk):
    kept = file_desk.folder / "demo.json"
    kept.write_text(json.dumps({"forum": "another"}))
    other = file_desk.made.forum.id
    kept.write_text(json.dumps({"forum": other, "links": []}))
    file_desk.run("purge", other)
    assert not kept.exists()


def test_a_reader_who_holds_the_log_is_waited_for_and_then_named(tmp_path):
    async def play_and_purge():
        with opened(f"sqlite:///{tmp_path / 'sobremesa.sqlite3'}") as (engines, lanes, readers):
            made = await play(forums.found(engines, lanes, readers))
            with engines.reader.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM answer").scalar_one()
                scrub = partial(purging.scrubbed, patience=0.2)
                purging.purge(engines, schema.metadata.sorted_tables, made.forum.id, scrub=scrub)

    with pytest.raises(purging.NotScrubbed):
        asyncio.run(play_and_purge())
