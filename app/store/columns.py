"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite gives naive datetimes back; this type never does.

    Binding a naive datetime is a ``ValueError``: it would be an hour off for half of the year, unnoticed.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To what the driver keeps: aware on PostgreSQL, naive UTC on SQLite."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the store")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def utc(**options: Any) -> Any:
    """A column of aware instants."""
    return sa.Column(UtcDateTime(), **{"nullable": False, **options})


def document(**options: Any) -> Any:
    """A column holding a JSON document."""
    return sa.Column(sa.JSON(), **{"nullable": False, **options})
