"""The published description of the HTTP interface: OpenAPI 3.1, made from the routes themselves."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "RFC 9457. `code` is stable for programs, `detail` is in the reader's language.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "A sentence for each field that is at fault.",
            "additionalProperties": {"type": "string"},
        },
    },
}
"""The one schema of every fault; a refusal may add what it is about (``current`` beside ``version_moved``)."""

TAGS: Final = {
    "programme": "The forum, its items, phases, clocks and messages",
    "people": "Joining, role links, and who a pass is",
    "tables": "Round tables, seats, pens, answers",
    "hall": "Tables added, closed, split, merged and swapped; people seated and moved on; whose turn it is",
    "sources": "What a text comes from, and what became of it",
    "findings": "Findings, sign-off, report-out, comments",
    "stage": "What a wall shows, and talks",
    "floor": "Questions from the floor and their support, the list of speakers",
    "booth": "The booth: the glossary, the signal to the moderator, the translator's queue",
    "synthesis": "Notes, key findings, coverage, the speaking note, the session brief",
    "cooperation": "Initiatives, where delegations stand on them, topics by interest",
    "communique": "The text that is adopted: paragraphs, how each stands, where each comes from",
    "survey": "Surveys before and after: responding, and what the responses say together",
    "organizer": "The programme made and changed, part by part or by a file; role links",
    "report": "The forum's report and its data as files",
    "descriptions": "What programs and programme files look like",
}

_ABOUT: Final = (
    "JSON in and out; times RFC 3339 UTC; ids are strings. `Authorization: Bearer PASS`, or the cookie of a browser. "
    "Faults are `application/problem+json`. Every POST and PUT takes an id made by its sender, by which a repeat has its "
    "effect once. The live protocol is described at `/api/v1/asyncapi.yaml`."
)
_OPEN: Final = frozenset({"/api/v1/join", "/api/v1/links", "/api/v1/programme.schema.json"})
"""What takes no pass."""
_PUBLIC: Final = "/api/v1/public/"
"""Under it stands what was published, for anybody."""


def describe(app: FastAPI) -> None:
    """Have *app* publish its description: summaries from the docstrings, problems on every call."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> dict[str, Any]:
    """The description as one JSON document."""
    found = get_openapi(
        title="Sobremesa",
        version=app.version,
        summary="Live collaboration for people who think around tables",
        description=_ABOUT,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
    )
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    # FastAPI describes its own fault; ours answers in its place.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "A pass, for programs."},
        "cookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sobremesa_pass_PORT",
            "description": "A pass, for browsers; writes need an Origin that is the server's own.",
        },
    }
    for path, operations in found["paths"].items():
        for operation in operations.values():
            _complete(operation, path not in _OPEN and not path.startswith(_PUBLIC))
    return found


def _complete(operation: dict[str, Any], needs_pass: bool) -> None:
    described = " ".join(operation.get("description", "").split())
    first, _, _rest = described.partition(". ")
    operation["summary"] = first.rstrip(".")
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {
        "description": "A fault, as problem document.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if needs_pass:
        operation["security"] = [{"bearer": []}, {"cookie": []}]
