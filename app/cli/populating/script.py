"""The whole played forum as cues in the order of time, and where it may stop."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from app.cli.populating.arriving import Door, desks, registration, second_morning, sitting_down
from app.cli.populating.booth import booth
from app.cli.populating.ceremony import remarks, slides
from app.cli.populating.cues import Cafe, Cue, House, Part
from app.cli.populating.dialogue import initiatives, interest, standings
from app.cli.populating.dialogue_words import dialogue_words_of
from app.cli.populating.drafting import Room
from app.cli.populating.drafting_words import drafting_words
from app.cli.populating.floor import questions, speakers
from app.cli.populating.floor_words import FloorWords, floor_words_of
from app.cli.populating.panel import talks
from app.cli.populating.people import cast
from app.cli.populating.plenary import Presented, presenting, steps
from app.cli.populating.rapporteur import key_findings, notes, observed
from app.cli.populating.reporting import commenting, report_out
from app.cli.populating.surveying import responses
from app.cli.populating.table_work import WORK, table_work
from app.cli.populating.timetable import STOPS, TOGETHER
from app.cli.populating.words import ITEMS, words_of
from app.programme.commands import Announce, MovePhase, SetClock

PANELS: Final = ("1", "3")
PRESENTATIONS: Final = ("A", "I", "5")
PAUSES: Final = ("B1", "L1", "B2", "B3", "L2")
REMARKS: Final = {"O": 3, "C": 2}
"""With how many speakers."""

DIALOGUE: Final = "D1"
IDEAS: Final = "D2"
"""Where the initiatives of the dialogue are presented."""

PLENARIES: Final[Mapping[str, tuple[str, ...]]] = {"P2": ("2a", "2b"), "P4": ("4a", "4b")}
LONGER: Final = "2b"
"""The café whose tables are given more time."""


def script(door: Door, house: House, until: str | None = None) -> list[Cue]:
    """Every cue up to the end of a phase, one of :data:`STOPS`; all of them when None."""
    cues = [*desks(door), *_mornings(door, house)]
    for item in ITEMS:
        cues += _cafe(house, item)
    for item in PANELS:
        cues += _panel(house, item)
    for item in PRESENTATIONS:
        part, words = Part.of(house, item), floor_words_of(item)
        cues += [*_heard(part, words), *slides(part, words)]
    for item, presents in PLENARIES.items():
        cues += _plenary(house, item, presents)
    for item in (*PAUSES, *REMARKS):
        cues += Part.of(house, item).moves()
    for item, count in REMARKS.items():
        cues += remarks(Part.of(house, item), count, stays=item == "C")
    cues += [*_dialogue(house), *responses(house), *observed(house), *booth(house)]
    cues += Room(house, drafting_words()).played()
    return _stopped(sorted(cues, key=lambda cue: cue.minute), until)


def _mornings(door: Door, house: House) -> Iterator[Cue]:
    part = Part(house, "R", cast().holder("organizer").name)
    yield from (*part.moves(), *registration(door, part), *second_morning(door, part))


def _cafe(house: House, item: str) -> Iterator[Cue]:
    words, part, day = words_of(item), Part.of(house, item), 1 if item.startswith("2") else 2
    people = {table.number: cast().tables_of(day)[table.number] for table in words.tables}
    cafe = Cafe(house, item, part.desk, part.rapporteur, words=words, people=people)
    yield from (*sitting_down(cafe), *cafe.moves(), *notes(cafe, words.notes), *table_work(cafe))
    yield from (*report_out(cafe), *commenting(cafe))
    yield from key_findings(cafe, "consolidating", words.key_findings, words.aside)
    says = cafe.at(WORK, 0.8)
    yield Cue(says, cafe.desk, Announce(words.announcement, item, cafe.id("announcement")))
    if item == LONGER:
        yield Cue(says + 0.2, cafe.desk, SetClock(item, "add", 300, cafe.id("clock")))


def _panel(house: House, item: str) -> Iterator[Cue]:
    words, part = floor_words_of(item), Part.of(house, item)
    yield from (*_heard(part, words), *talks(part, words))
    yield from key_findings(part, "conclusions", words.key_findings, words.aside)


def _heard(part: Part, words: FloorWords, shown: Mapping[str, float] = MappingProxyType({})) -> Iterator[Cue]:
    yield from (*part.moves(), *questions(part, words, shown), *speakers(part, words), *notes(part, words.notes))
    if words.announcement:
        says = Announce(words.announcement, part.item, part.id("announcement"))
        yield Cue(part.at("discussion", 0.05), part.desk, says)


def _plenary(house: House, item: str, presents: Iterable[str]) -> Iterator[Cue]:
    part = Part.of(house, item)
    presented = []
    for number in presents:
        home = Part.of(house, number)
        presented.append(Presented(home, "key-finding", len(words_of(number).key_findings), home.rapporteur))
    yield from (*_heard(part, floor_words_of(item), steps(part, presented)), *presenting(part, presented))


def _dialogue(house: House) -> Iterator[Cue]:
    """The dialogue, and the plenary of the next day to which its initiatives are presented."""
    words, part = dialogue_words_of(DIALOGUE), Part.of(house, DIALOGUE)
    cafe = Cafe(house, DIALOGUE, part.desk, part.rapporteur, words=words, people=cast().at_dialogue)
    yield from (*interest(cafe, words), *sitting_down(cafe), *cafe.moves(), *table_work(cafe))
    yield from (*initiatives(cafe, words), *notes(cafe, words.notes))
    yield Cue(cafe.at(WORK, 0.82), cafe.desk, Announce(words.announcement, DIALOGUE, cafe.id("announcement")))
    plenary = Part.of(house, IDEAS)
    presented = [Presented(cafe, "initiative", len(list(words.initiatives)), plenary.rapporteur)]
    shown = steps(plenary, presented)
    yield from (*_heard(plenary, floor_words_of(IDEAS), shown), *presenting(plenary, presented))
    yield from standings(cafe, words, plenary, shown)


def _stopped(cues: Sequence[Cue], until: str | None) -> list[Cue]:
    """*cues* before the item, or what runs in parallel to it, goes on from the phase *until*."""
    if until is None:
        return list(cues)
    item, phase = STOPS[until]
    together = next((items for items in TOGETHER if item in items), (item,))
    for place, cue in enumerate(cues):
        move = cue.command
        if isinstance(move, MovePhase) and move.item in together and move.came_from == phase:
            return list(cues[:place])
    return list(cues)
