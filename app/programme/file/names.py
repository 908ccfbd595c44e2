"""Whether what the file names is there: references, places, groups, items, and numbers that must be unique."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.kernel.language import N_
from app.programme.file.faults import Reading, quoted
from app.programme.file.kinds import Spot


class Known(NamedTuple):
    """The names that a section of the file gives. ``sure`` is False when some of them could not be read."""

    section: str
    names: frozenset[str]
    sure: bool


Unknown = Callable[[Spot | None, Known], None]
"""Tells a name that does not stand where it should."""


def each(spot: Spot | None, name: str) -> list[Spot]:
    """The entries of a list field that were read."""
    found: list[Spot] = spot.of(name, []) if spot else []
    return found


def items(root: Spot) -> Iterator[Spot]:
    """Every item that was read, in the order of the file."""
    for day in each(root, "days"):
        yield from each(day, "items")


def numbers(spots: Iterable[Spot], field: str = "number") -> Iterator[Spot]:
    """That field of each, where it was read."""
    return (found for spot in spots if (found := spot.get(field)) is not None)


def check_names(root: Spot, reading: Reading) -> None:
    """Note every name that leads nowhere and every one that leads to two things."""
    known = {name: _keys(root, name) for name in ("affiliations", "groups", "places", "delegations", "blocks")}
    known["days"] = _numbers_of_items(root)
    known["frameworks"] = _pointers(root)

    def unknown(named: Spot | None, where: Known) -> None:
        if named is not None and where.sure and named.value not in where.names:
            _tell_unknown(named, where.section, reading)

    _check_people(root, known, unknown)
    _check_frameworks(root, reading, unknown, known)
    for pointer in each(root, "references"):
        unknown(pointer, known["frameworks"])
    for survey in (root.of("surveys") or {}).values():
        unknown(survey.get("before"), known["days"])
        unknown(survey.get("after"), known["days"])
        objectives = _keys(survey, "objectives")
        for objective in numbers(each(survey, "statements"), "objective"):
            unknown(objective, objectives)
    for item in items(root):
        _check_item(item, root, known, unknown, reading)
    _unique(numbers(items(root)), reading)
    _check_tables(root, reading)


def is_complete(spot: Spot, name: str) -> bool:
    """Whether all entries of a field were read, so that what is not among them is not in the file."""
    found = spot.get(name)
    return found.whole if found else spot.whole and name not in spot.lost


def _keys(root: Spot, section: str) -> Known:
    spot = root.get(section)
    names = frozenset(spot.value) | spot.lost if spot else frozenset()
    return Known(section, names, is_complete(root, section))


def _numbers_of_items(root: Spot) -> Known:
    sure = is_complete(root, "days") and all(is_complete(day, "items") for day in each(root, "days"))
    sure = sure and all(item.get("number") for item in items(root))
    return Known("days", frozenset(str(number.value) for number in numbers(items(root))), sure)


def _pointers(root: Spot) -> Known:
    names: set[str] = set()
    frameworks = root.get("frameworks")
    sure = is_complete(root, "frameworks") and not (frameworks and frameworks.lost)
    for key, framework in (root.of("frameworks") or {}).items():
        entries = each(framework, "references")
        names.update(f"{key}/{number.value}" for number in numbers(entries))
        sure = sure and is_complete(framework, "references") and all(entry.get("number") for entry in entries)
    return Known("frameworks", frozenset(names), sure)


def _tell_unknown(named: Spot, section: str, reading: Reading) -> None:
    found = quoted(named.value)
    if section == "days":
        msgid = N_("The programme has no item `%(found)s`. Write the number of one that it has.")
        reading.add(named.line, named.path, "unknown_item", msgid, found=found)
    elif section == "frameworks":
        msgid = N_("No framework has an entry `%(found)s`. Add it to `frameworks`, or correct the number.")
        reading.add(named.line, named.path, "unknown_reference", msgid, found=found)
    else:
        msgid = N_("`%(found)s` does not stand under `%(section)s`. Add it there, or correct it here.")
        reading.add(named.line, named.path, f"unknown_{section[:-1]}", msgid, found=found, section=section)


def _check_people(root: Spot, known: dict[str, Known], unknown: Unknown) -> None:
    for delegation in (root.of("delegations") or {}).values():
        for group in each(delegation, "groups"):
            unknown(group, known["groups"])
        unknown(delegation.get("affiliation"), known["affiliations"])
    for holder in (root, *items(root)):
        for person in (*each(holder, "roles"), *each(holder, "experts"), *each(holder, "speakers")):
            unknown(person.get("delegation"), known["delegations"])
            unknown(person.get("affiliation"), known["affiliations"])
            for affiliation in each(person, "affiliations"):
                unknown(affiliation, known["affiliations"])


def _check_frameworks(root: Spot, reading: Reading, unknown: Unknown, known: dict[str, Known]) -> None:
    for framework in (root.of("frameworks") or {}).values():
        entries = each(framework, "references")
        _unique(numbers(entries), reading)
        sections = _keys(framework, "sections")
        for section in numbers(entries, "section"):
            unknown(section, sections)


def _check_item(item: Spot, root: Spot, known: dict[str, Known], unknown: Unknown, reading: Reading) -> None:
    for pointer in each(item, "references"):
        unknown(pointer, known["frameworks"])
    unknown(item.get("place"), known["places"])
    if root.get("blocks") is not None:
        unknown(item.get("block"), known["blocks"])
    for table in each(item, "tables"):
        unknown(table.get("place"), known["places"])
        unknown(table.get("about"), known["days"])
        question = table.get("question")
        asked = len(each(item, "questions"))
        if question and question.value > asked and is_complete(item, "questions"):
            msgid = N_("The item has %(asked)s guiding questions, so there is no number %(question)s.")
            reading.add(question.line, question.path, "unknown_question", msgid, asked=asked, question=question.value)
    for presented in each(item, "presents"):
        unknown(presented, known["days"])
        if presented.value == item.of("number"):
            msgid = N_("An item cannot present itself. Name the items whose results it presents.")
            reading.add(presented.line, presented.path, "presents_itself", msgid)


def _check_tables(root: Spot, reading: Reading) -> None:
    """Table numbers are unique within a block: a person who is told "table 3" finds one table."""
    blocks: dict[str, list[Spot]] = {}
    for position, item in enumerate(items(root)):
        block = item.of("block")
        blocks.setdefault(f"block {block}" if block else str(position), []).extend(numbers(each(item, "tables")))
    for tables in blocks.values():
        _unique(tables, reading)


def _unique(spots: Iterable[Spot], reading: Reading) -> None:
    first: dict[str, Spot] = {}
    for spot in spots:
        name = str(spot.value).casefold()
        if name in first:
            msgid = N_("`%(name)s` already stands in line %(line)s. Each needs a number of its own.")
            reading.add(
                spot.line, spot.path, "number_taken", msgid, name=quoted(str(spot.value)), line=first[name].line
            )
        first.setdefault(name, spot)
