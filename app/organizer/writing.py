"""Setting what differs, and nothing else: rows that say the same already are not written."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel


def alter(row: SQLModel, values: Mapping[str, Any]) -> bool:
    """Set what differs. Whether anything did."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
