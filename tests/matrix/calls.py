"""The matrix as it is written down in ``matrix.txt``: calls and rooms, and who gets what of each."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from tests.desk.conftest import SITE
from tests.matrix.world import PEOPLE, World
from tests.pictures.samples import png
from tests.stage.pdfs import pdf

FILE: Final = Path(__file__).with_name("matrix.txt")

OUTCOMES: Final = ("may", "led on", "not now")
"""What a cell says: done or shown; sent to another page; allowed, but not as things stand. Else it is refused."""

GROUPS: Final[dict[str, frozenset[str]]] = {
    "everybody": frozenset(PEOPLE),
    "members": frozenset(PEOPLE) - {"nobody", "stranger", "strange organizer"},
    "who has a pass": frozenset(PEOPLE) - {"nobody"},
    "who runs it": frozenset({"organizer", "moderator", "moderator here", "facilitator here"}),
    "table 1": frozenset({"seated", "pen", "reporter", "author"}),
}

_CALL: Final = re.compile(
    r"(?P<method>[A-Z]+) (?P<path>/.*?)(?: (?P<how>json|form|pdf|png)=(?P<body>\{.*\}))?"
    r"(?: in=(?P<item>\w+):(?P<phase>\w+))?"
)
_THING: Final = re.compile(r"<([\w ]+)>")
_SENT: Final = {"json": "json", "form": "data"}
_FILES: Final[dict[str | None, Callable[[dict[str, int]], bytes]]] = {
    "pdf": lambda said: pdf(said["pages"]),
    "png": lambda said: png(said["width"]),
}
_FILLED: Final = re.compile(r"\\\{[^}]*\\\}")


@dataclass(frozen=True)
class Call:
    """A request. Things in ``<...>`` are those of the world; ``phase`` is the one that ``item`` must be in."""

    line: str
    method: str
    path: str
    how: str | None
    body: str | None
    item: str | None
    phase: str | None

    @classmethod
    def read(cls, line: str) -> "Call":
        """The call that a line of the file means."""
        found = _CALL.fullmatch(line)
        assert found is not None, line
        return cls(line, *found.group("method", "path", "how", "body", "item", "phase"))

    async def outcome(self, who: str, world: World) -> str:
        """What *who* gets: one of :data:`OUTCOMES`, or nothing."""
        sent: dict[str, Any] = {}
        if self.body is not None:
            said = json.loads(filled(self.body, world))
            sent = {"content": _FILES[self.how](said)} if self.how in _FILES else {_SENT[self.how or ""]: said}
        path = filled(self.path, world)
        answer = await world.client(who).request(self.method, path, headers={"origin": SITE}, **sent)
        return _outcome(answer)


def filled(text: str, world: World) -> str:
    """*text* with the world's things in their places."""
    return _THING.sub(lambda found: world.things[found[1]], text)


def _outcome(answer: httpx2.Response) -> str:
    assert answer.status_code < 500, answer.text
    if answer.status_code in (401, 403, 404):
        return ""
    if answer.status_code >= 400:
        return "not now"
    return "led on" if answer.is_redirect and answer.request.method == "GET" else "may"


def members(written: str) -> frozenset[str]:
    """Who is meant by ``GROUP + NAME, NAME - NAME``. Raises ``KeyError`` for a name that nobody has."""
    plus, _, minus = written.partition(" - ")
    found: set[str] = set()
    for name in re.split(r" \+ |, ", plus):
        found |= GROUPS[name] if name in GROUPS else {PEOPLE[PEOPLE.index(name)]}
    return frozenset(found - {PEOPLE[PEOPLE.index(name)] for name in minus.split(", ") if name})


def written(people: Collection[str]) -> str:
    """The shortest way to write down who is meant, which :func:`members` reads."""
    wished = set(people)
    best = ", ".join(name for name in PEOPLE if name in wished)
    for group, inside in GROUPS.items():
        more = ", ".join(name for name in PEOPLE if name in wished - inside)
        less = ", ".join(name for name in PEOPLE if name in inside - wished)
        way = group + (f" + {more}" if more else "") + (f" - {less}" if less else "")
        best = min(best, way, key=len)
    return best


def read() -> dict[str, dict[str, str]]:
    """Every line that is a call or a room, with what it says under it: who, by outcome."""
    found: dict[str, dict[str, str]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            outcome, _, who = line.strip().partition(": ")
            assert outcome in OUTCOMES, line
            found[list(found)[-1]][outcome] = who
        elif line and not line.startswith("#"):
            assert line not in found, f"twice: {line}"
            found[line] = {}
    return found


def expected(says: Mapping[str, str]) -> dict[str, str]:
    """Everybody's cell of one line."""
    cells = dict.fromkeys(PEOPLE, "")
    for outcome, who in says.items():
        for name in members(who):
            assert not cells[name], f"{name} is named twice"
            cells[name] = outcome
    return cells


def _any_of(name: re.Match[str]) -> str:
    """What may stand for a name in an address: one step, or as many as a path has."""
    return ".+" if name[0].endswith(":path\\}") else "[^/]+"


def undeclared(app: FastAPI, lines: Collection[str]) -> list[str]:
    """The routes of the application that no call of the matrix reaches. Raises for a call that no route answers."""
    routes = [
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in sorted(route.methods or ())
        if method not in ("HEAD", "OPTIONS")
    ]
    reached = set()
    for line in lines:
        call = Call.read(line)
        path = f"{call.method} {call.path.partition('?')[0]}"
        fitting = [name for name in routes if re.fullmatch(_FILLED.sub(_any_of, re.escape(name)), path)]
        assert fitting, f"no route answers {path}"
        # As the router chooses: what is written out before what is filled in.
        reached.add(min(fitting, key=lambda name: (name.count("{"), -len(name))))
    return sorted(set(routes) - reached)
