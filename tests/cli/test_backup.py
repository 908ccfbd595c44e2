"""`sobremesa backup` and `restore`: whole, private, and another epoch afterwards."""

import asyncio
import sqlite3
import stat
from contextlib import suppress

from sqlmodel import Session, select

from app import operations
from app.operations import Operations
from app.programme.pictures.shelf import Pictures
from app.store.models import DatabaseEpoch
from app.store.ownership import owned
from tests.cli.conftest import opened
from tests.cli.test_purge import rows


def epoch(url):
    with opened(url) as (engines, _, _), Session(engines.reader) as session:
        return session.exec(select(DatabaseEpoch)).one().epoch


def test_what_was_backed_up_is_there_again_after_a_restore_in_another_epoch(file_desk):
    forum, before = file_desk.made.forum.id, epoch(file_desk.url)
    held = rows(file_desk.url, forum)
    copy = file_desk.folder / "copies.sqlite3"
    told = file_desk.facts("backup", str(copy))
    assert told["bytes"] == copy.stat().st_size > 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    file_desk.run("purge", forum)
    restored = file_desk.facts("restore", str(copy))
    assert rows(file_desk.url, forum) == held
    assert restored["epoch"] == epoch(file_desk.url) != before
    assert restored["kept"][0].endswith("sobremesa.sqlite3.replaced")


def test_slides_are_copied_beside_a_backup_and_come_back_with_it(file_desk, tmp_path):
    slides = file_desk.folder / "slides"
    slides.mkdir()
    (slides / "abc.pdf").write_bytes(b"%PDF-1.7")
    copy = tmp_path / "copy.sqlite3"
    file_desk.run("backup", str(copy))
    file_desk.run("purge", file_desk.made.forum.id)
    assert list(slides.glob("*")) == [], "nothing leads to it"
    file_desk.run("restore", str(copy))
    assert (slides / "abc.pdf").read_bytes() == b"%PDF-1.7"


async def test_a_picture_that_is_replaced_during_a_backup_is_in_it_as_the_copied_rows_say(forum, tmp_path, monkeypatch):
    at = Pictures(tmp_path).path(await Pictures(tmp_path).keep(b"the logo of then"))

    async def nothing():
        return frozenset()

    async def meanwhile():
        with suppress(TimeoutError):
            await asyncio.wait_for(Pictures(tmp_path).tidy(nothing), 0.2)

    def copied(engines, file):
        asyncio.run(meanwhile())
        return 1

    monkeypatch.setattr(operations, "back_up", copied)
    copy = tmp_path / "copy.sqlite3"
    await Operations(forum.lanes, forum.readers, tmp_path).backup(file=str(copy))
    assert (tmp_path / "copy.sqlite3.pictures" / at.name).read_bytes() == b"the logo of then"
    await Pictures(tmp_path).tidy(nothing)
    assert not at.exists()


def test_a_restore_into_an_empty_folder_makes_the_database(file_desk, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    file_desk.run("backup", str(copy))
    file_desk.folder = tmp_path / "new machine"
    assert file_desk.facts("restore", str(copy))["kept"] == []
    assert rows(f"sqlite:///{file_desk.database}", file_desk.made.forum.id)["answer"] == 4


def test_what_is_no_backup_is_refused_and_changes_nothing(file_desk, tmp_path):
    forum, before = file_desk.made.forum.id, epoch(file_desk.url)
    noise, other, cut = (tmp_path / name for name in ("noise", "other.sqlite3", "cut.sqlite3"))
    noise.write_bytes(b"no database at all" * 400)
    with sqlite3.connect(other) as foreign:
        foreign.execute("CREATE TABLE forum (id TEXT)")
    foreign.close()
    file_desk.run("backup", str(cut))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    for bad in (noise, other, cut, tmp_path / "missing"):
        assert str(bad) in file_desk.run("restore", str(bad), status=2), bad
    assert epoch(file_desk.url) == before
    assert rows(file_desk.url, forum)["answer"] == 4
    assert not list(file_desk.folder.glob("*.part"))


def test_restoring_is_refused_while_another_process_owns_the_folder(file_desk, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    file_desk.run("backup", str(copy))
    before = epoch(file_desk.url)
    with owned(file_desk.folder):
        assert "Another Sobremesa process" in file_desk.run("restore", str(copy), status=2)
    assert epoch(file_desk.url) == before


def test_with_postgresql_the_right_tools_are_named(desk, tmp_path):
    if desk.kind == "sqlite":
        assert desk.facts("backup", str(tmp_path / "copy.sqlite3"))["bytes"] > 0
        return
    assert "pg_dump" in desk.run("backup", str(tmp_path / "copy"), status=2)
    restoring = desk.run("restore", str(tmp_path / "copy"), status=2)
    assert "pg_restore" in restoring
    assert "UPDATE database_epoch" in restoring
