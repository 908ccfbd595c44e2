"""What the rapporteur does: notes in every phase, key findings from commenting on, and what is left aside."""

from collections.abc import Iterator
from itertools import groupby

from app.cli.populating.cues import Cafe, Cue, spread
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote
from app.synthesis.commands.placing import PlaceKeyFinding, SendToBooth, ShowKeyFinding


def notes(cafe: Cafe) -> Iterator[Cue]:
    """Notes in the order of the file, each in its phase."""
    hours = cafe.hours
    place = 0
    for phase, group in groupby(cafe.words.notes, key=lambda note: note.phase):
        held = list(group)
        start = getattr(hours, phase)
        for note, minute in zip(held, spread(start + 0.8, start + 5.5, len(held), cafe.item, phase), strict=True):
            place += 1
            taken = PutNote(cafe.id("note", place), cafe.item, note.text, note.speaker)
            yield Cue(minute, cafe.rapporteur, taken)


def key_findings(cafe: Cafe) -> Iterator[Cue]:
    """Written, put in order, shown, sent to the booth; the rest set aside with a reason.

    The first one is written second, and is then put where it belongs.
    """
    start, wished = cafe.hours.consolidating, cafe.words.key_findings
    ids = [cafe.id("key-finding", place) for place in range(1, len(wished) + 1)]
    written = [1, 0, *range(2, len(wished))]
    minutes = spread(start + 0.3, start + 4.2, len(written), cafe.item, "key-findings")
    for place, minute in zip(written, minutes, strict=True):
        one = wished[place]
        sources = tuple(_source(cafe, name) for name in one.sources)
        put = PutKeyFinding(ids[place], cafe.item, one.texts, one.language, sources, one.state)
        yield Cue(minute, cafe.rapporteur, put)
    yield Cue(start + 4.4, cafe.rapporteur, PlaceKeyFinding(ids[0], id=cafe.id("placed", 1)))
    shown = [place for place, one in enumerate(wished) if one.shown]
    for place, minute in zip(shown, spread(start + 4.5, start + 5.2, len(shown), cafe.item, "shown"), strict=True):
        shows = ShowKeyFinding(ids[place], id=cafe.id("shown", place + 1))
        yield Cue(minute, cafe.rapporteur, shows)
    for place, aside in enumerate(cafe.words.aside):
        kind, id_, _ = _source(cafe, aside.thing)
        put_aside = PutAside(kind, id_, aside.reason, cafe.id("aside", place + 1))
        yield Cue(start + 5.3 + place / 5, cafe.rapporteur, put_aside)
    yield Cue(start + 5.8, cafe.rapporteur, SendToBooth(cafe.item, cafe.id("booth")))


def _source(cafe: Cafe, name: str) -> Ref:
    kind, _, number = name.partition(" ")
    return Ref(kind, cafe.id(kind, *map(int, number.split("."))))
