"""How many of the first thirty hints of likely duplicates are right, beside plain rapidfuzz on the same sentences.

``python -m bench.hints comments.csv``, a file with the columns ``comment-id`` and ``comment-body``: for instance those of
the deliberation on biodiversity (HiveMind, Scoop New Zealand, published on polis; CC BY 4.0). They are written as answers
of twenty tables, each of which reports them as findings, and the hints are those that the workbench shows.

``hints.csv`` holds a person's judgement of pairs of that deliberation, by id: would one key finding say both? A pair that
nobody has judged counts as wrong, and is told.
"""

import asyncio
import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, utils

from app.findings.commands.findings import PutFinding
from app.kernel.ids import new_id
from app.programme.commands import MovePhase
from app.store.lane import Lanes
from app.store.readers import Readers
from app.synthesis.cards.hints import hints
from app.tables.commands.answers import PutAnswer
from tests.databases import migrated
from tests.forums import found

TABLES: Final = 20
FIRST: Final = 30
JUDGED: Final = Path(__file__).with_suffix(".csv")

Pair = frozenset[str]


def judged() -> dict[Pair, bool]:
    """What a person said of pairs of sentences."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {frozenset((row["one"], row["other"])): row["same"] == "yes" for row in csv.DictReader(file)}


async def shown(sentences: Mapping[str, str]) -> list[Pair]:
    """The pairs that the workbench hints at, the most alike first."""
    with tempfile.TemporaryDirectory() as folder, migrated("sqlite", Path(folder)) as engines:
        lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
        lanes.start()
        try:
            forum = found(engines, lanes, readers, tables=TABLES)
            desk = await forum.holder("facilitator", "2a")
            await forum.run(MovePhase("2a", "table_work"), desk)
            people = [await forum.person(number + 1) for number in range(TABLES)]
            said = {}
            for place, (name, text) in enumerate(sentences.items()):
                person, table = people[place % TABLES], forum.tables[place % TABLES + 1]
                answer, finding = new_id(), new_id()
                await forum.run(PutAnswer(answer, table, text, "en"), person)
                await forum.run(PutFinding(finding, table, text, language="en"), person)
                said[finding] = name
            seen = await readers.run(hints, forum.id, forum.items["2a"])
        finally:
            lanes.stop()
            readers.close()
    alike = {frozenset((said[h.finding], said[m.id])): m.likeness for h in seen.values() for m in h.matches}
    return sorted(alike, key=lambda pair: (-alike[pair], sorted(pair)))


def plain(sentences: Mapping[str, str], scorer: Callable[..., float]) -> list[Pair]:
    """The pairs that a scorer of rapidfuzz finds the most alike."""
    prepared = {name: utils.default_process(text) for name, text in sentences.items()}
    scored = {
        frozenset((one, other)): scorer(prepared[one], prepared[other]) for one, other in combinations(sentences, 2)
    }
    return sorted(scored, key=lambda pair: (-scored[pair], sorted(pair)))


def tell(name: str, pairs: Iterable[Pair], known: Mapping[Pair, bool]) -> float:
    """Print and give the share of the first hints that a person called the same."""
    first = list(pairs)[:FIRST]
    right = sum(known.get(pair, False) for pair in first)
    unknown = sum(pair not in known for pair in first)
    beside = f"   ({unknown} not judged)" if unknown else ""
    print(f"{name:<28} {right:2} of {len(first)} right   precision {right / FIRST:.2f}{beside}")
    return right / FIRST


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bench.hints comments.csv")
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        sentences = {row["comment-id"]: row["comment-body"] for row in csv.DictReader(file)}
    known = judged()
    ours = tell("Sobremesa", asyncio.run(shown(sentences)), known)
    scorers = (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio, fuzz.WRatio)
    best = max(tell(f"rapidfuzz {s.__name__}", plain(sentences, s), known) for s in scorers)
    print(f"ratio to the best of rapidfuzz: {ours / best:.2f}" if best else "rapidfuzz found nothing")


if __name__ == "__main__":
    main()
