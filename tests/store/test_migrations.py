"""Migrations: one line of them, to exactly what the code declares, and over a database with words in it."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.resources import root
from app.schema import metadata
from app.store.engines import open_engines
from app.store.migrate import migrate

CAFE = "ab96875e5951"


def scripts():
    config = Config()
    config.set_main_option("script_location", str(root("migrations")))
    return config


@pytest.fixture
def engines(database_url):
    opened = open_engines(database_url)
    yield opened
    opened.dispose()


def go(engines, act, revision):
    config = scripts()
    with engines.writer.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        act(config, revision)


def test_migrations_are_one_line():
    directory = ScriptDirectory.from_config(scripts())
    assert len(directory.get_heads()) == 1
    assert all(len(revision.nextrev) <= 1 for revision in directory.walk_revisions())


def test_they_lead_to_what_the_code_declares(engines):
    migrate(engines, root("migrations"))
    with engines.reader.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_with_seats_and_delegations_keeps_them(engines):
    go(engines, command.upgrade, CAFE)
    when = "2026-11-24 10:00:00+00" if engines.dialect == "postgresql" else "2026-11-24 10:00:00"
    rows = {
        "forum": "id, code, seq, name, title, credit, languages, privacy, writing, timezone, starts_on, ends_on, details,"
        " created_at) VALUES ('f', 'c', 1, '{}', '{}', '{}', '[]', 'named', 'one_pen', 'UTC', '2026-11-24', '2026-11-24',"
        f" '{{}}', '{when}'",
        "item": "id, forum, number, title, technique, starts, minutes, day, position, minutes_by_phase, background,"
        ' "references", presents, details, phase, phase_since, clock_seconds, clock_left, clock_at, clock_running) VALUES'
        f" ('i', 'f', '2a', '{{}}', 'knowledge_cafe', '{when}', 90, '2026-11-24', 0, '{{}}', '{{}}', '[]', '[]', '{{}}',"
        f" 'waiting', '{when}', 0, 0, '{when}', false",
        "round_table": "id, forum, item, number, code, name, seq) VALUES ('t', 'f', 'i', 1, 'ABCDE', '{}', 1",
        "seat": f"id, forum, item, round_table, participant, since) VALUES ('s', 'f', 'i', 't', 'p', '{when}'",
        "framework": "id, forum, key, position, title) VALUES ('g', 'f', 'gcm', 0, '{}'",
        "delegation": "id, forum, key, position, name, groups, standing) VALUES ('d', 'f', 'PAN', 0, '{}', '[]', 'speaks'",
    }
    with engines.writer.connect() as connection, connection.begin():
        for table, values in rows.items():
            connection.exec_driver_sql(f"INSERT INTO {table} ({values})")
    migrate(engines, root("migrations"))
    with engines.reader.connect() as connection:
        for table in rows:
            counted = sa.select(sa.func.count()).select_from(metadata.tables[table])
            assert connection.execute(counted).scalar_one() == 1, table
        tables = metadata.tables
        assert connection.execute(sa.select(tables["delegation"].c.affiliation)).scalar_one() == {}
        assert connection.execute(sa.select(tables["framework"].c.short, tables["framework"].c.url)).one() == ({}, None)
        at = tables["round_table"].c
        assert connection.execute(sa.select(at.about, at.place, at.link)).one() == (None, {}, None)


def test_they_lead_back_as_well(engines):
    migrate(engines, root("migrations"))
    go(engines, command.downgrade, CAFE)
    assert "link" not in {column["name"] for column in sa.inspect(engines.reader).get_columns("round_table")}
