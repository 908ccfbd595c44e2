"""The programme as the organizer sees it: each day's items, with what they hold so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.organizer.controls import Control, Surroundings, controls_of
from app.organizer.edits import ends_at
from app.organizer.ordering import groups
from app.organizer.pages import NEW
from app.organizer.places import ROW, Tree
from app.organizer.shown import Form, Opening, elsewhere, told, tried_at
from app.programme.file import form
from app.programme.phases import TECHNIQUE_NAMES

_FIRST = ("number", "title", "technique", "date", "starts", "minutes", "block", "place")
"""The fields that a new item begins with; the rest stands on its own page."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of a day. ``beside``: it runs beside the one above it."""

    id: str
    number: str
    title: Mapping[str, str]
    technique: str
    starts: str
    ends: str
    minutes: int
    place: Mapping[str, str]
    block: str
    questions: int
    tables: int
    beside: bool


@dataclass(frozen=True, slots=True)
class DayRows:
    """A day with its items, in order; ``adding`` is the open form of a new one."""

    date: str
    title: Mapping[str, str]
    rows: tuple[ItemRow, ...]
    adding: Form | None
    tables: int = 0
    first: int = 1


def days_of(tree: Tree, opening: Opening) -> list[DayRows]:
    """Every day of the programme."""
    found = []
    for day in tree["days"]:
        rows = []
        for group in groups(day.get("items") or []):
            rows += [_row(tree, item, at > 0) for at, item in enumerate(group)]
        adding = _adding(tree, day["date"], opening) if opening.address == f"items/{NEW}/{day['date']}" else None
        tables = (opening.tried.document.get("tables") or ()) if opening.tried else ()
        first = tables[0]["number"] if tables else 1
        found.append(DayRows(day["date"], day.get("title", {}), tuple(rows), adding, len(tables), first))
    return found


def _row(tree: Tree, item: Tree, beside: bool) -> ItemRow:
    return ItemRow(
        item[ROW],
        item["number"],
        item["title"],
        TECHNIQUE_NAMES[item["technique"]],
        item["starts"],
        ends_at(item),
        item["minutes"],
        (tree.get("places") or {}).get(item.get("place"), {}).get("name", {}),
        item.get("block", ""),
        len(item.get("questions") or ()),
        len(item.get("tables") or ()),
        beside,
    )


def _adding(tree: Tree, date: str, opening: Opening) -> Form:
    """The form of a new item; a café also needs its first question and its tables."""
    tried = tried_at(opening, f"items/{NEW}/{date}")
    said = tried.document if tried else {"date": date, "starts": _next(tree, date)}
    hidden = [name for name in form.ITEM.fields if name not in _FIRST]
    around = Surroundings(tree)
    controls: list[Control] = controls_of(form.ITEM, said, around, hidden=hidden)
    questions = controls_of(
        form.SPEAKER, {"questions": said.get("questions")}, around, hidden=set(form.SPEAKER.fields) - {"questions"}
    )
    controls = [told(control, tried, None) for control in (*controls, *questions)]
    return Form(
        f"items/{NEW}/{date}", tuple(controls), "", True, tried.refusal if tried else None, elsewhere(controls, tried)
    )


def _next(tree: Tree, date: str) -> str:
    items = next((day.get("items") or [] for day in tree["days"] if day["date"] == date), [])
    ended = max((ends_at(item) for item in items), default="09:00")
    return ended if ended > "00:00" else ""
