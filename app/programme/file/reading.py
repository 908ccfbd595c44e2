"""From the text of a programme file to the programme, or to all of its faults."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Sentence
from app.programme import phases
from app.programme.file import form
from app.programme.file.faults import MOST_FAULTS, Fault, Reading
from app.programme.file.hours import check_hours
from app.programme.file.kinds import Spot
from app.programme.file.mending import parse
from app.programme.file.names import check_names
from app.programme.file.nodes import Node
from app.programme.file.parts import Item, Programme, Table
from app.programme.file.pictures import Beside, check_pictures

_NOT_UTF8: Final = N_("From here on the file is not UTF-8. Save it as UTF-8.")


def read(source: str | bytes, beside: Beside | None = None) -> Programme | list[Fault]:
    """The programme that *source* (YAML) describes, or every fault of it, by line. Never an exception.

    *beside* says what is wrong with a file that it names.
    """
    reading = Reading()
    root = parse(_decoded(source, reading), reading)
    if root is None or root.empty:
        if not reading.faults:
            reading.add(1, (), "empty_file", N_("The file is empty. Begin with the forum's `name`."))
        return _ordered(reading.faults)
    spot = read_tree(root, reading)
    if spot is not None and beside is not None:
        check_pictures(spot, reading, beside)
    return _ordered(reading.faults) if reading.faults or spot is None else built(spot)


def read_tree(root: Node, reading: Reading) -> Spot | None:
    """What stands in a tree, with every fault noted."""
    reading.languages = _languages(root)
    spot = form.PROGRAMME.read(root, (), reading)
    if spot is not None:
        _check_languages(root, reading)
        check_names(spot, reading)
        check_hours(spot, reading)
    return spot


def built(spot: Spot) -> Programme:
    """The programme that was read whole, with what follows from the rest."""
    programme: Programme = form.PROGRAMME.build(spot)
    return _complete(programme)


def _decoded(source: str | bytes, reading: Reading) -> str:
    """*source* as text; bytes that are not UTF-8 are told by their line, and the rest is read on."""
    if isinstance(source, str):
        return source
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        reading.add(1, (), "not_utf8", _NOT_UTF8)
        return source.decode("utf-16", "replace")
    try:
        return source.decode()
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        reading.add(line, (), "not_utf8", _NOT_UTF8)
        return source.decode(errors="replace")


def _languages(root: Node) -> tuple[str, ...]:
    """The forum's languages ahead of everything else; what is wrong with them is told when their turn comes."""
    for key, value in root.pairs:
        if key.text == "languages":
            spot = form.LANGUAGES.read(value, (), Reading())
            return tuple(entry.value for entry in spot.value) if spot and spot.whole else ()
    return ()


def _check_languages(root: Node, reading: Reading) -> None:
    twice = {language for language in reading.languages if reading.languages.count(language) > 1}
    if twice:
        line = next(value.line for key, value in root.pairs if key.text == "languages")
        msgid = N_("A language stands here twice: %(languages)s. Keep each once.")
        reading.add(line, ("languages",), "stands_twice", msgid, languages=", ".join(sorted(twice)))


def _ordered(faults: list[Fault]) -> list[Fault]:
    """By line, each once: what an alias repeats is one fault."""
    if len(faults) >= MOST_FAULTS:
        more = N_("The file has more faults than the %(told)s that are told here. Mend these first.")
        faults = [*faults, Fault(1, "", "more_faults", Sentence(more, {"told": MOST_FAULTS}))]
    return sorted(
        {str(fault): fault for fault in faults}.values(), key=lambda fault: (fault.line, fault.path, fault.code)
    )


def _complete(programme: Programme) -> Programme:
    """The programme with what follows from the rest: its dates, every phase's minutes, each table's question."""
    days = tuple(replace(day, items=tuple(_completed(item) for item in day.items)) for day in programme.days)
    dates = programme.dates or (days[0].date, days[-1].date)
    return replace(programme, days=days, dates=(dates[0], dates[-1]))


def _completed(item: Item) -> Item:
    return replace(
        item,
        phases=shared_out(item.technique, item.minutes, item.phases),
        tables=tuple(
            _with_question(table, position, len(item.questions)) for position, table in enumerate(item.tables)
        ),
    )


def _with_question(table: Table, position: int, questions: int) -> Table:
    if table.question is not None or not questions:
        return table
    return replace(table, question=position % questions + 1)


def shared_out(technique: str, minutes: int, planned: Mapping[str, int]) -> dict[str, int]:
    """Minutes for every phase that takes time, in order: those *planned*, and the rest shared as the technique does.

    Shares are rounded so that together they are exactly *minutes*.
    """
    usual = {name: phases.planned_minutes(technique, name, {}) for name in phases.phases(technique)}
    shares = {name: weight for name, weight in usual.items() if weight and name not in planned}
    left, whole = max(0, minutes - sum(planned.values())), sum(shares.values())
    exact = {name: left * weight / whole for name, weight in shares.items()}
    given = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: given[name] - exact[name])
    for name in by_remainder[: left - sum(given.values())]:
        given[name] += 1
    together = {**given, **planned}
    return {name: together[name] for name in usual if together.get(name)}
