"""A programme from a file beside the one that stands: which of its parts are the same, so that each keeps its words."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from app.organizer.places import DAY, ROW, Tree, items, without_rows

Entry = dict[str, Any]


def matched(before: Tree, document: Tree) -> Tree:
    """*document*, its items, questions, tables and words named by the rows of those that they continue.

    Items and tables are known by their numbers, or else by what they are called; a reworded question keeps its place.
    """
    tree = deepcopy(document)
    tree.pop("code", None)
    for day in tree["days"]:
        for item in day.get("items") or ():
            item[DAY] = day["date"]
    _continue([item for *_, item in items(before)], [item for *_, item in items(tree)], (_number, _called))
    old = {item[ROW]: item for *_, item in items(before)}
    for *_, item in items(tree):
        came_from = old.get(item.get(ROW, ""), {})
        _continue(came_from.get("questions") or [], item.get("questions") or [], (_said,), in_place=True)
        _continue(came_from.get("tables") or [], item.get("tables") or [], (_number,))
    _continue(before.get("glossary") or [], tree.get("glossary") or [], (_said, _called))
    return tree


def _number(entry: Entry) -> str:
    return str(entry["number"])


def _called(entry: Entry) -> str:
    texts = entry.get("title") or entry.get("text") or {}
    return f"{entry.get('technique', '')} {next(iter(texts.values()), '')}"


def _said(entry: Entry) -> str:
    return repr(sorted(without_rows(entry).items(), key=str))


def _continue(
    before: Iterable[Entry],
    after: Iterable[Entry],
    known_by: tuple[Callable[[Entry], str], ...],
    *,
    in_place: bool = False,
) -> None:
    """Name each entry after the one that it continues; *in_place*: what is left over goes by its order."""
    left, new = list(before), list(after)
    for name in known_by:
        for entry in [one for one in new if ROW not in one]:
            found = next((one for one in left if name(one) == name(entry)), None)
            if found is not None:
                entry[ROW] = found[ROW]
                left.remove(found)
    if in_place:
        for found, entry in zip(left, [one for one in new if ROW not in one], strict=False):
            entry[ROW] = found[ROW]
