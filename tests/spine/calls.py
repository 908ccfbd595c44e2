"""Random calls of the JSON interface, by role: everything of a café that changes what somebody sees."""

import uuid
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.forums import SmallForum

WORDS = ("Ventanillas conjuntas", "Joint desks", "Formação comum", "Un seul numéro", "🤝 señal", "Línea\nnueva")
PHASES = (
    "briefing",
    "table_work",
    "table_work",
    "table_work",
    "report_out",
    "report_out",
    "commenting",
    "consolidating",
)
KINDS = ("plain", "practice", "lesson", "challenge", "recommendation")
STANCES = ("supports", "adds", "questions", "disagrees")
STATES = ("", "shared", "single-table", "contested", "open")

Call = tuple[str, str, Any]


class Calls:
    """Makes calls, and remembers the ids of what they made once :meth:`accepted` says so."""

    def __init__(self, forum: SmallForum, people: Sequence[str]) -> None:
        self._forum = forum
        self._people = people
        self._made: dict[str, list[str]] = {}
        self._home = 1
        self._fresh: tuple[str, str] | None = None
        self._by_role = {"seated": SEATED, "facilitator": FACILITATOR, "rapporteur": RAPPORTEUR}

    def pick(self, rng: Random, role: str, client: int) -> Call:
        """One call of somebody in *role*."""
        makers = self._by_role[role]
        self._home, self._fresh = client % 3 + 1, None
        (maker,) = rng.choices(list(makers), list(makers.values()))
        call: Call = maker(self, rng)
        return call

    def accepted(self) -> None:
        """What the last call was to make is there now."""
        if self._fresh is not None:
            kind, id_ = self._fresh
            self._made.setdefault(kind, []).append(id_)

    def new(self, rng: Random, kind: str) -> str:
        id_ = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        self._fresh = (kind, id_)
        return id_

    def known(self, rng: Random, kind: str) -> str:
        """One of the last that were made; an unknown one now and then."""
        made = self._made.get(kind, [])[-12:]
        return rng.choice([*made, str(uuid.UUID(int=rng.getrandbits(128), version=4))])

    def table(self, rng: Random) -> str:
        """Any table; mostly the one that the caller sat down at first."""
        return self._forum.tables[self._home if rng.random() < 0.7 else rng.randrange(1, 4)]

    @property
    def item(self) -> str:
        return self._forum.items["2a"]

    def person(self, rng: Random) -> str:
        return rng.choice(self._people[:6])

    @staticmethod
    def text(rng: Random) -> str:
        return f"{rng.choice(WORDS)} {rng.randrange(1000)}"

    def source(self, rng: Random) -> dict[str, str]:
        kind = rng.choice(("finding", "finding", "comment", "note", "answer", "key-finding"))
        return {"kind": kind, "id": self.known(rng, kind)}

    def aside(self, rng: Random) -> str:
        kind = rng.choice(("finding", "comment", "note"))
        return f"/set-aside/{kind}/{self.known(rng, kind)}"

    def finding(self, rng: Random) -> Call:
        body = {"table": self.table(rng), "text": self.text(rng), "kind": rng.choice(KINDS)}
        return "PUT", f"/findings/{self.new(rng, 'finding')}", {**body, "sources": [self.known(rng, "answer")]}

    def revision(self, rng: Random) -> Call:
        body = {"text": self.text(rng), "version": rng.randrange(1, 3), "sources": [self.known(rng, "answer")]}
        return "PUT", f"/findings/{self.known(rng, 'finding')}", body

    def hall(self, rng: Random) -> Call:
        action = rng.choice(("add", "swap", "merge", "split", "close", "reopen", "seat", "undo", "undo", "undo"))
        body: dict[str, Any] = {"action": action, "table": self.table(rng), "people": [self.person(rng)]}
        body |= (
            {"with": self.table(rng)} if action == "swap" else {"into": self.table(rng)} if action == "merge" else {}
        )
        return "POST", f"/items/{self.item}/tables", body


SEATED = {
    lambda c, r: (
        "PUT",
        f"/answers/{c.new(r, 'answer')}",
        {"table": c.table(r), "text": c.text(r), "language": "es"},
    ): 8,
    lambda c, r: ("PUT", f"/answers/{c.known(r, 'answer')}/agreement", None): 3,
    lambda c, r: ("DELETE", f"/answers/{c.known(r, 'answer')}/agreement", None): 2,
    lambda c, r: (
        "POST",
        f"/answers/{c.known(r, 'answer')}/revisions",
        {"text": c.text(r), "version": r.randrange(1, 3)},
    ): 2,
    lambda c, r: ("DELETE", f"/answers/{c.known(r, 'answer')}", None): 1,
    lambda c, r: ("PUT", f"/tables/{c.table(r)}/seat", None): 2,
    lambda c, r: ("DELETE", f"/tables/{c.table(r)}/seat", None): 1,
    lambda c, r: ("PUT", f"/tables/{c.table(r)}/pen", None): 2,
    lambda c, r: ("PUT", f"/tables/{c.table(r)}/reporter", None): 2,
    lambda c, r: ("POST", f"/tables/{c.table(r)}/help", None): 1,
    lambda c, r: ("PUT", f"/tables/{c.table(r)}/ready", None): 1,
    lambda c, r: ("PATCH", "/me", {"name": f"P {r.choice(WORDS)}", "affiliation": r.choice("AAB")}): 1,
    lambda c, r: c.finding(r): 6,
    lambda c, r: c.revision(r): 2,
    lambda c, r: ("POST", f"/findings/{c.known(r, 'finding')}/signoff", {"nobody_objected": True}): 3,
    lambda c, r: ("POST", f"/findings/{c.known(r, 'finding')}/signoff", {"dissent": c.text(r)}): 2,
    lambda c, r: ("POST", f"/findings/{c.known(r, 'finding')}/report", {}): 4,
    lambda c, r: ("DELETE", f"/findings/{c.known(r, 'finding')}/report", None): 1,
    lambda c, r: ("DELETE", f"/findings/{c.known(r, 'finding')}", None): 0.5,
    lambda c, r: (
        "PUT",
        f"/comments/{c.new(r, 'comment')}",
        {"finding": c.known(r, "finding"), "stance": r.choice(STANCES), "text": c.text(r)},
    ): 4,
    lambda c, r: ("DELETE", f"/comments/{c.known(r, 'comment')}", None): 1,
}
"""What people at tables do, and how often."""

FACILITATOR = {
    lambda c, r: ("POST", f"/items/{c.item}/phase", {"to": r.choice(PHASES)}): 4,
    lambda c, r: (
        "POST",
        f"/items/{c.item}/clock",
        {"action": r.choice(["start", "pause", "add"]), "seconds": 60},
    ): 2,
    lambda c, r: ("POST", f"/items/{c.item}/turn", {"table": r.choice([None, c.table(r)])}): 2,
    lambda c, r: ("POST", f"/items/{c.item}/announcement", {"text": c.text(r)}): 1,
    lambda c, r: c.hall(r): 4,
    lambda c, r: c.finding(r): 6,
    lambda c, r: c.revision(r): 4,
    lambda c, r: ("POST", f"/findings/{c.known(r, 'finding')}/report", {}): 6,
    lambda c, r: ("DELETE", f"/findings/{c.known(r, 'finding')}/report", None): 1,
    lambda c, r: ("PUT", f"/tables/{c.table(r)}/reporter", {"participant": c.person(r)}): 1,
    lambda c, r: ("POST", "/stage", {"item": c.item, "show": {"kind": r.choice(["question", "clock", "phase"])}}): 1,
    lambda c, r: (
        "POST",
        "/stage",
        {"item": c.item, "show": {"kind": "key-finding", "id": c.known(r, "key-finding")}},
    ): 1,
    lambda c, r: ("POST", "/stage", {"item": c.item, "show": {"kind": "answers", "id": c.table(r)}}): 1,
}
"""What the desk does."""

RAPPORTEUR = {
    lambda c, r: (
        "PUT",
        f"/notes/{c.new(r, 'note')}",
        {"item": c.item, "text": c.text(r), "speaker": r.choice(["", "Mesa 1"])},
    ): 3,
    lambda c, r: ("DELETE", f"/notes/{c.known(r, 'note')}", None): 1,
    lambda c, r: (
        "PUT",
        f"/key-findings/{c.new(r, 'key-finding')}",
        {"item": c.item, "text": c.text(r), "language": "es", "sources": [c.source(r), c.source(r)]},
    ): 4,
    lambda c, r: (
        "PUT",
        f"/key-findings/{c.new(r, 'key-finding')}",
        {"item": c.item, "text": c.text(r), "language": "es"},
    ): 2,
    lambda c, r: (
        "PUT",
        f"/key-findings/{c.known(r, 'key-finding')}",
        {"texts": {r.choice(["es", "en"]): c.text(r)}, "version": r.randrange(1, 4), "state": r.choice(STATES)},
    ): 4,
    lambda c, r: (
        r.choice(["PUT", "PUT", "DELETE"]),
        "/key-findings/{}/sources/{kind}/{id}".format(c.known(r, "key-finding"), **c.source(r)),
        None,
    ): 5,
    lambda c, r: (
        "POST",
        f"/key-findings/{c.known(r, 'key-finding')}/order",
        {"after": r.choice([None, c.known(r, "key-finding")])},
    ): 2,
    lambda c, r: (r.choice(["POST", "POST", "DELETE"]), f"/key-findings/{c.known(r, 'key-finding')}/show", None): 3,
    lambda c, r: (r.choice(["POST", "DELETE"]), f"/key-findings/{c.known(r, 'key-finding')}/send", None): 1,
    lambda c, r: ("DELETE", f"/key-findings/{c.known(r, 'key-finding')}", None): 0.5,
    lambda c, r: ("PUT", c.aside(r), {"reason": r.choice([None, c.text(r)])}): 2,
    lambda c, r: ("DELETE", c.aside(r), None): 1,
}
"""What the workbench does."""
