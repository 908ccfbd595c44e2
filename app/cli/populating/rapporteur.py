"""What the rapporteur does: notes in every phase, key findings at the end, and what is left aside; and observers' notes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.cli.populating.cues import Cue, House, Part, chance
from app.cli.populating.words import Aside, KeyFinding, Note, observed_notes
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote
from app.synthesis.commands.placing import PlaceKeyFinding, SendToBooth, ShowKeyFinding


def notes(part: Part, taken: Sequence[Note]) -> Iterator[Cue]:
    """Notes in the order of the file, each in its phase."""
    place = 0
    for phase, group in groupby(taken, key=lambda note: note.phase):
        held = list(group)
        for note, minute in zip(held, part.over(phase, 0.08, 0.62, len(held), "notes"), strict=True):
            place += 1
            yield Cue(minute, part.rapporteur, PutNote(part.id("note", place), part.item, note.text, note.speaker))


def observed(house: House) -> Iterator[Cue]:
    """What observers note for themselves, in the order of the file."""
    for place, note in enumerate(observed_notes(), 1):
        part = Part(house, note.item, note.by)
        minute = part.at(note.phase, 0.2 + 0.6 * chance("observed", place).random())
        yield Cue(minute, note.by, PutNote(part.id("observed", place), note.item, note.text, note.speaker))


def key_findings(part: Part, phase: str, wished: Sequence[KeyFinding], asides: Sequence[Aside]) -> Iterator[Cue]:
    """Written, put in order, shown, sent to the booth; the rest set aside with a reason.

    The first one is written second, and is then put where it belongs.
    """
    ids = [part.id("key-finding", place) for place in range(1, len(wished) + 1)]
    written = [1, 0, *range(2, len(wished))]
    minutes = part.over(phase, 0.04, 0.53, len(written), "key-findings")
    for place, minute in zip(written, minutes, strict=True):
        one = wished[place]
        sources = tuple(_source(part, name) for name in one.sources)
        put = PutKeyFinding(ids[place], part.item, one.texts, one.language, sources, one.state)
        yield Cue(minute, part.rapporteur, put)
    yield Cue(part.at(phase, 0.55), part.rapporteur, PlaceKeyFinding(ids[0], id=part.id("placed", 1)))
    shown = [place for place, one in enumerate(wished) if one.shown]
    for place, minute in zip(shown, part.over(phase, 0.56, 0.65, len(shown), "shown"), strict=True):
        shows = ShowKeyFinding(ids[place], id=part.id("shown", place + 1))
        yield Cue(minute, part.rapporteur, shows)
    for place, aside in enumerate(asides):
        kind, id_, _ = _source(part, aside.thing)
        put_aside = PutAside(kind, id_, aside.reason, part.id("aside", place + 1))
        yield Cue(part.at(phase, 0.66 + place / 50), part.rapporteur, put_aside)
    yield Cue(part.at(phase, 0.72), part.rapporteur, SendToBooth(part.item, part.id("booth")))


def _source(part: Part, name: str) -> Ref:
    kind, _, number = name.partition(" ")
    return Ref(kind, part.id(kind, *map(int, number.split("."))))
