"""`sobremesa doctor`: one line for each thing that must hold."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.cli import doctor
from app.kernel.clock import utc_now
from app.settings import Settings
from app.store.models import JournalRow
from tests.cli.conftest import opened
from tests.servers import redis_server

NAMES = ["database", "migrations", "durability", "bus", "disk", "clock"]


def failing(told):
    return [check["name"] for check in told["checks"] if not check["ok"]]


def test_a_healthy_server_has_one_good_line_for_each_check(desk):
    told = desk.facts("doctor")
    assert (told["ok"], [check["name"] for check in told["checks"]]) == (True, NAMES)
    lines = desk.run("doctor").splitlines()
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in NAMES]


def test_without_a_database_its_checks_fail_and_none_is_made(file_desk, tmp_path):
    file_desk.folder = tmp_path / "nothing here"
    told = file_desk.facts("doctor", status=1)
    assert failing(told) == ["database", "migrations", "durability", "disk", "clock"]
    assert not file_desk.folder.exists()


def test_a_clock_that_stands_before_the_newest_entry_is_told(desk):
    with opened(desk.url) as (engines, _, _), engines.writer.begin() as connection:
        connection.execute(sa.update(JournalRow).values(at=utc_now() + timedelta(hours=1)))
    assert failing(desk.facts("doctor", status=1)) == ["clock"]


def test_an_older_database_is_told(desk):
    with opened(desk.url) as (engines, _, _), engines.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    assert failing(desk.facts("doctor", status=1)) == ["migrations"]


def test_a_damaged_file_is_told(file_desk):
    held = bytearray(file_desk.database.read_bytes())
    held[8192:-4096] = b"\xff" * len(held[8192:-4096])
    file_desk.database.write_bytes(held)
    assert "database" in failing(file_desk.facts("doctor", status=1))


def test_a_full_disk_is_told(tmp_path):
    assert "writable" in doctor.disk(Settings(data=tmp_path), wanted=1)
    with pytest.raises(doctor.Unwell, match="MiB free"):
        doctor.disk(Settings(data=tmp_path), wanted=2**70)


def test_the_bus_is_asked(file_desk, tmp_path, monkeypatch: pytest.MonkeyPatch):
    with redis_server(tmp_path) as url:
        monkeypatch.setenv("SOBREMESA_REDIS_URL", url)
        told = file_desk.facts("doctor")
        assert next(c for c in told["checks"] if c["name"] == "bus")["detail"].startswith("redis ")
    assert failing(file_desk.facts("doctor", status=1)) == ["bus"]
