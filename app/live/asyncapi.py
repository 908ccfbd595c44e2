"""The AsyncAPI 3 description of the live protocol, made from the frames' own dataclasses."""

from collections.abc import Iterator
from typing import Any, Final

import yaml
from pydantic import TypeAdapter

from app.live import frames, protocol
from app.live.rooms import KINDS

HEARD: Final = (protocol.Hello, protocol.Ping, protocol.Pong)
"""What clients say."""

SAID: Final = (
    frames.Welcome,
    frames.Cards,
    frames.Whole,
    frames.Present,
    frames.Editing,
    frames.Drafting,
    protocol.Fault,
    protocol.Ping,
    protocol.Pong,
)
"""What the server says."""

CLOSE_CODES: Final = {
    protocol.CLOSE_SILENT: "45 s of silence; come back with full jitter, 0.5-8 s",
    protocol.CLOSE_FAULTY: "three frames were not understood",
    protocol.CLOSE_ERROR: "a fault of the server; come back with full jitter, 0.5-8 s",
    protocol.CLOSE_RESTART: "the server restarts; come back with full jitter, 0.5-8 s",
    protocol.CLOSE_SLOW: "too slow or too busy; come back with full jitter, 0.5-8 s",
    protocol.CLOSE_PASS_ENDED: "the pass ended; join again",
    protocol.CLOSE_TOO_MANY: "too many sockets for one pass (5)",
}

_ROOMS = f"Rooms are `me` and `KIND:ID`, with the kinds {', '.join(f'`{kind}`' for kind in sorted(KINDS - {'me'}))}."
_ABOUT = (
    "The client says `hello` with the head it has for each room, or null for everything. The server answers `welcome`, then "
    "what has changed since, then what changes. State travels, not deltas: receiving a card twice, or only its newest "
    "version, is always right. The client never writes over the socket: writes are HTTP.\n\n"
    f"{_ROOMS} A room that a pass may not hear is refused by name, and the others go on.\n\n"
)


def document(version: str) -> dict[str, Any]:
    """The description as one JSON-like document; *version* is the server's."""
    codes = "\n".join(f"- `{code}`: {meaning}" for code, meaning in CLOSE_CODES.items())
    schemas: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    for frame in dict.fromkeys((*HEARD, *SAID)):
        schemas.update(_schemas(frame))
        messages[_name(frame)] = {
            "name": _name(frame),
            "summary": (frame.__doc__ or "").splitlines()[0],
            "contentType": "application/json",
            "payload": {"$ref": f"#/components/schemas/{frame.__name__}"},
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sobremesa, live",
            "version": version,
            "description": f"{_ABOUT}Close codes:\n\n{codes}\n",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "live": {
                "address": "/live",
                "summary": f"Text frames of JSON, at most {protocol.FRAME_LIMIT} bytes from the client.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {
            "hear": _operation("receive", "What clients say.", HEARD),
            "say": _operation("send", "What the server says.", SAID),
        },
        "components": {
            "messages": messages,
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "A pass, for programs."},
                "cookie": {
                    "type": "httpApiKey",
                    "in": "cookie",
                    "name": "sobremesa_pass_PORT",
                    "description": "A pass, for browsers; Origin must be the server's own.",
                },
            },
        },
    }


def text(version: str) -> str:
    """The description as YAML."""
    return yaml.safe_dump(document(version), sort_keys=False, allow_unicode=True, width=120)


def schemas() -> dict[str, Any]:
    """The JSON Schema of every frame, by the name of its dataclass, with references among ``#/components/schemas``."""
    found: dict[str, Any] = document("0")["components"]["schemas"]
    return found


def _operation(action: str, summary: str, said: tuple[type, ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/live"},
        "summary": summary,
        "security": [{"$ref": f"#/components/securitySchemes/{name}"} for name in ("bearer", "cookie")],
        "messages": [{"$ref": f"#/channels/live/messages/{_name(frame)}"} for frame in said],
    }


def _name(frame: type) -> str:
    return frame.__name__.lower()


def _schemas(frame: type) -> Iterator[tuple[str, Any]]:
    schema = TypeAdapter(frame).json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    yield from ((name, _plain(part)) for name, part in schema.pop("$defs", {}).items())
    # A frame without its `t` is none, though in Python it has a default.
    schema["required"] = ["t", *schema.get("required", [])]
    yield frame.__name__, _plain(schema)


def _plain(schema: Any) -> Any:
    """Without the titles that only repeat the names."""
    if isinstance(schema, dict):
        return {key: _plain(part) for key, part in schema.items() if key != "title" or not isinstance(part, str)}
    return [_plain(part) for part in schema] if isinstance(schema, list) else schema
