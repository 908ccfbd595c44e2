"""Everything that key findings stand on, loaded at once: what they draw on, from which tables, and what is used."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.reading import table_numbers
from app.sources import queries as sources
from app.sources.rules import Link, Thing
from app.synthesis import origins, queries, rules
from app.synthesis.models import KeyFinding
from app.synthesis.origins import Origin


@dataclass(frozen=True)
class Bench:
    """``links`` lead from each key finding down to what has no sources; ``known`` is every thing they lead to.

    ``disputed`` are findings that somebody dissented from or disagreed with; ``numbers`` are tables' numbers by id.
    """

    key_findings: tuple[KeyFinding, ...]
    links: dict[Thing, list[Link]]
    known: dict[Thing, Origin]
    disputed: frozenset[str]
    numbers: dict[str | None, int]

    def drawn_on(self, key_finding: KeyFinding) -> list[tuple[Link, Origin]]:
        """What a key finding draws on directly, with the link's version."""
        links = self.links.get(Thing("key-finding", key_finding.id), ())
        return [(link, self.known[link.thing]) for link in links if link.thing in self.known]

    def state(self, key_finding: KeyFinding) -> str:
        """The rapporteur's own word for it, or what its sources say."""
        return key_finding.state or self.computed_state(key_finding)

    def computed_state(self, key_finding: KeyFinding) -> str:
        """What its sources say."""
        below = self._behind(key_finding)
        disputed = any(self._is_disputed(origin) for origin in below)
        return rules.computed_state(self.tables(key_finding), disputed=disputed)

    def tables(self, key_finding: KeyFinding) -> tuple[int, ...]:
        """The numbers of the tables that stand behind a key finding."""
        return tuple(sorted({self.numbers[o.table] for o in self._behind(key_finding) if o.table in self.numbers}))

    def _behind(self, key_finding: KeyFinding) -> Iterable[Origin]:
        """What it was drawn from; where it was drawn from another key finding, what that one was."""
        seen: set[Thing] = set()
        waiting = [Thing("key-finding", key_finding.id)]
        while waiting:
            for link in self.links.get(waiting.pop(), ()):
                if link.thing in seen or link.thing not in self.known:
                    continue
                seen.add(link.thing)
                if link.thing.kind == "key-finding":
                    waiting.append(link.thing)
                elif not self.known[link.thing].withdrawn:
                    yield self.known[link.thing]

    def _is_disputed(self, origin: Origin) -> bool:
        if origin.thing.kind == "comment":
            return origin.mark == "disagrees"
        return origin.thing.kind == "finding" and origin.thing.id in self.disputed

    @cached_property
    def used(self) -> dict[Thing, int]:
        """How many of the item's key findings draw on each thing directly."""
        count: dict[Thing, int] = {}
        for key_finding in self.key_findings:
            for link in self.links.get(Thing("key-finding", key_finding.id), ()):
                count[link.thing] = count.get(link.thing, 0) + 1
        return count


def load_bench(session: Session, forum: str, key_findings: Collection[KeyFinding]) -> Bench:
    """The bench of *key_findings*, in a handful of queries however many they are."""
    links = sources.below(session, forum, [Thing("key-finding", k.id) for k in key_findings])
    known = origins.load(session, forum, {link.thing for drawn in links.values() for link in drawn})
    of_findings = [thing.id for thing in known if thing.kind == "finding"]
    disputed = set(findings.dissents(session, forum, of_findings))
    disputed |= {f for f, counts in findings.stance_counts(session, forum, of_findings).items() if counts["disagrees"]}
    numbers = table_numbers(session, forum, {origin.table for origin in known.values()})
    return Bench(tuple(key_findings), links, known, frozenset(disputed), numbers)


def drawing_on(session: Session, forum: str, things: Iterable[Thing]) -> list[KeyFinding]:
    """The key findings that stand and draw on any of *things*, directly or by way of another."""
    above = [thing.id for thing in sources.above(session, forum, things) if thing.kind == "key-finding"]
    return queries.key_findings(session, forum, ids=above) if above else []


def answers_used(session: Session, forum: str, bench: Bench, item_findings: Collection[str]) -> frozenset[str]:
    """The answers that key findings draw on, directly or through a finding."""
    direct = {thing.id for thing in bench.used if thing.kind == "answer"}
    through = [f for f in item_findings if Thing("finding", f) in bench.used]
    return frozenset(direct | set(findings.cited(session, forum, through)))
