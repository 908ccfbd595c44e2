"""Hints that two findings look alike. Only a rapporteur, who reads both, ever sees one; nothing is merged by it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.models import Finding
from app.findings.reading import table_numbers
from app.live.rooms import Room
from app.synthesis import keys
from app.synthesis.likeness import pairs
from app.web.registry import Card, Registry

MOST: Final = 3
"""Matches of one finding: the most alike."""


@dataclass(frozen=True, slots=True)
class MatchView:
    """Another finding that looks like this one; ``table`` is a number, ``likeness`` of 100."""

    id: str
    table: int
    text: str
    language: str
    likeness: float


@dataclass(frozen=True, slots=True)
class HintView:
    """What a finding looks like, the most alike first."""

    finding: str
    table: int
    order: str
    matches: tuple[MatchView, ...]


def hints(session: Session, forum: str, item: str) -> dict[str, HintView]:
    """The hints of an item's findings, by finding."""
    found = {f.id: f for f in findings.findings(session, forum, item=item)}
    numbers = table_numbers(session, forum, {f.table for f in found.values()})
    matches: dict[str, list[MatchView]] = defaultdict(list)
    for pair in pairs((f.id, f.text, f.language) for f in found.values()):
        for own, other in ((pair.one, pair.other), (pair.other, pair.one)):
            match = found[other]
            matches[own].append(MatchView(other, numbers[match.table], match.text, match.language, pair.likeness))
    return {
        id_: HintView(id_, numbers[found[id_].table], _under(found[id_], numbers), tuple(those[:MOST]))
        for id_, those in matches.items()
    }


def _under(finding: Finding, numbers: Mapping[str | None, int]) -> str:
    """In the list of findings: right after the one it is a hint of, before the comments on it."""
    return f"{numbers[finding.table]:05d}:{finding.first_seq:010d}:"


def _hint_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for finding, view in hints(session, forum, room.id).items():
        key = keys.hint_key(finding)
        if wanted is None or key in wanted:
            data = {"finding": finding, "matches": [asdict(match) for match in view.matches]}
            yield Card(key, "findings", view.order, data, view)


def register(registry: Registry) -> None:
    """The kind ``hint``."""
    registry.kind("hint", rooms=["work"], load=_hint_cards, template="synthesis/_hint.html")
