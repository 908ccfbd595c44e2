"""The dialogue on cooperation: topics by interest beforehand, the observers' pads, and where delegations stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.cli.populating.cues import Cafe, Cue, Part, chance, spread
from app.cli.populating.dialogue_words import DialogueWords
from app.cli.populating.people import cast
from app.cli.populating.table_work import WORK
from app.cli.populating.timetable import TIMES
from app.cooperation.commands.drawing import Ref
from app.cooperation.commands.initiatives import PutInitiative, ReviseInitiative
from app.cooperation.commands.presenting import SetStanding
from app.cooperation.commands.topics import MarkInterest

LUNCH: Final = "L1"
"""When delegations say which topics interest them."""


def interest(cafe: Cafe, words: DialogueWords) -> Iterator[Cue]:
    """Delegations mark topics over lunch, by their own links; the desk records what others told it."""
    heads = cast().heads
    marks = [(table, key, heads[key]) for table, keys in words.interest.items() for key in keys]
    marks += [(table, key, cafe.desk) for table, keys in words.heard.items() for key in keys]
    chance(cafe.item, "interest").shuffle(marks)
    minutes = spread(TIMES[LUNCH]["open"] + 10.0, TIMES[LUNCH]["done"] - 8.0, len(marks), cafe.item, "interest")
    for (table, key, who), minute in zip(marks, minutes, strict=True):
        marked = MarkInterest(cafe.tables[table], key, id=cafe.id("interest", table, key))
        yield Cue(minute, who, marked)


def initiatives(cafe: Cafe, words: DialogueWords) -> Iterator[Cue]:
    """Each observer has two tables. The title comes first, while people talk; the rest when it is read aloud."""
    observers = [holder.name for holder in cast().desk if ("observer", cafe.item) in holder.roles]
    for number, table, one in words.initiatives:
        observer = observers[(table.number - 1) // 2 % len(observers)]
        id_, fields = cafe.id("initiative", number), one.fields
        noted = cafe.at(WORK, 0.5 + number / 40)
        first = {name: fields[name] for name in ("title", "what")}
        yield Cue(noted, observer, PutInitiative(id_, cafe.tables[table.number], first, None, one.language))
        sources = tuple(Ref("answer", cafe.id("answer", table.number, answer)) for answer in one.sources)
        revised = ReviseInitiative(id_, 1, fields, sources, id=cafe.id("initiative", number, "whole"))
        read = cafe.at("gathering", 0.1 + number / 18)
        yield Cue(read, observer, revised)
        for place, (key, standing) in enumerate(one.partners.items(), 1):
            heard = SetStanding(id_, key, standing, cafe.id("heard", number, key))
            yield Cue(read + place / 6, observer, heard)


def standings(dialogue: Part, words: DialogueWords, part: Part, shown: Mapping[str, float]) -> Iterator[Cue]:
    """When an initiative has been presented, each delegation says for itself where it stands."""
    for number, _, one in words.initiatives:
        keys: Sequence[str] = list(one.own)
        start = shown[f"{dialogue.item} {number}"] + 0.5
        minutes = spread(start, max(part.at("discussion", 0.7), start + 2.0), len(keys), part.item, "own", number)
        for key, minute in zip(keys, minutes, strict=True):
            said = SetStanding(dialogue.id("initiative", number), key, one.own[key], part.id("own", number, key))
            yield Cue(minute, cast().heads[key], said)
