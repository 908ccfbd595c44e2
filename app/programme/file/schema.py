"""The published description of programme files, served at ``/api/v1/programme.schema.json``."""

from typing import Any

from app.programme.file import form
from app.programme.file.kinds import Schema


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12). What only the whole file shows, as times and names, the reader checks."""
    defs: Schema = {}
    reference = form.PROGRAMME.schema(defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "/api/v1/programme.schema.json",
        "title": "Programme file",
        **reference,
        "$defs": dict(sorted(defs.items())),
    }
