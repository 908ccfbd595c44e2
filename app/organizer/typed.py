"""A posted form of a part, back to what its fields say."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import FormData

from app.kernel.text import whole_number
from app.organizer.places import fields_of
from app.programme.file.kinds import Kind, Text
from app.programme.file.shapes import Keyed, Listing, Record
from app.programme.file.values import Day, Flag


def typed_document(form: FormData, kind: Kind, shown: frozenset[str], prefix: str = "") -> dict[str, Any]:
    """What a form says of each field that was *shown*: nothing where nothing was typed."""
    return {name: _typed(form, prefix + name, own) for name, own in fields_of(kind).items() if name in shown}


def _typed(form: FormData, name: str, kind: Kind) -> Any:
    if isinstance(kind, Text):
        return _by_name(form, name)
    if isinstance(kind, Listing) and isinstance(kind.kind, Text):
        rows: dict[str, dict[str, str]] = {}
        for key, text in _by_name(form, name).items():
            row, _, language = key.partition(".")
            rows.setdefault(row, {})[language] = text
        return [rows[row] for row in sorted(rows, key=lambda row: whole_number(row) or 0)]
    if isinstance(kind, Keyed | Record):
        return _by_name(form, name)
    values = [value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip()]
    if isinstance(kind, Listing):
        apart = isinstance(kind.kind, Day) or name not in ("languages",)
        return values if apart else [one for value in values for one in value.replace(",", " ").split()]
    if isinstance(kind, Flag):
        return bool(values)
    return values[0] if values else None


def _by_name(form: FormData, name: str) -> dict[str, str]:
    """The boxes of a field that something was typed in, by what follows its name."""
    held: Mapping[str, Any] = dict(form.items())
    return {
        key.removeprefix(f"{name}."): value
        for key, value in held.items()
        if key.startswith(f"{name}.") and isinstance(value, str) and value.strip()
    }
