"""The fields of a part as a form shows them, made from what the programme file says may stand there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.kernel.language import LANGUAGE_NAMES
from app.organizer.places import Tree, fields_of, items, required_of, without_rows
from app.organizer.wording import CHOICES, HINTS, LABELS
from app.programme import phases
from app.programme.file import form
from app.programme.file.kinds import Kind, Text
from app.programme.file.shapes import Keyed, Listing, Record
from app.programme.file.values import Choice, Day, Flag, Minutes, TimeOfDay, Whole

Label = str | Mapping[str, str]
"""A sentence of ours, or a text of the organizer's by language."""

SPARE_ROWS: Final = 2
_KEYED_BY: Final = {
    "affiliation": "affiliations",
    "affiliations": "affiliations",
    "delegation": "delegations",
    "groups": "groups",
    "place": "places",
}
_SURVEYED: Final = frozenset({"before", "after"})
_ITEM_NUMBERS: Final = _SURVEYED | {"about", "presents"}


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; ``group`` is what it belongs to, with its ``heading``."""

    value: str
    label: Label
    chosen: bool
    group: str = ""
    heading: Label = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One box to type in; ``language`` when it takes a text in one."""

    name: str
    value: str
    language: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A field of a form. ``shape``: ``line``, ``words``, ``number``, ``time``, ``date``, ``select``, ``ticks``, ``flag``.

    ``fault`` is what is wrong with it, ``other`` what somebody else has written there meanwhile.
    """

    field: str
    label: str
    shape: str
    boxes: tuple[Box, ...] = ()
    options: tuple[Option, ...] = ()
    hint: str = ""
    limit: int = 500
    required: bool = False
    faults: tuple[Any, ...] = ()
    other: str = ""
    rows: int = 1
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a part's fields may name: the programme, and the item or framework that the part stands in."""

    tree: Tree
    owner: Mapping[str, Any] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The forum's, the authoritative one first."""
        return tuple(self.tree["languages"])


def controls_of(
    kind: Kind, said: Mapping[str, Any], around: Surroundings, *, hidden: Iterable[str] = ()
) -> list[Control]:
    """The controls of a part's own fields, holding what it *said*."""
    required = required_of(kind)
    left_out = set(hidden)
    found = []
    for name, own in fields_of(kind).items():
        if name not in left_out:
            if isinstance(own, Day) and kind is not form.ITEM:
                found.append(_single(name, LABELS[name], own, said.get(name), around, name in required, ""))
            else:
                control = _control(name, own, said.get(name), around, name in required, said)
                # What an entry of a framework is called is nobody's habit.
                found.append(replace(control, hint="") if name == "number" and kind is not form.ITEM else control)
    return found


def _control(
    name: str, kind: Kind, value: Any, around: Surroundings, required: bool, said: Mapping[str, Any]
) -> Control:
    label, hint = LABELS[name], HINTS.get(name, "")
    if isinstance(kind, Text):
        boxes = _texts(name, value, around.languages)
        shape = "words" if kind.lines or kind.limit > 400 else "line"
        return Control(name, label, shape, boxes, hint=hint, limit=kind.limit, required=required, rows=_rows(kind))
    if isinstance(kind, Listing) and isinstance(kind.kind, Text):
        return _several_texts(name, label, kind, kind.kind, value, around.languages)
    if isinstance(kind, Keyed):
        planned = value if isinstance(value, Mapping) else {}
        technique = str(said.get("technique", ""))
        names = [one for one in phases.TECHNIQUES.get(technique, ()) if one.minutes]
        boxes = tuple(
            Box(f"{name}.{one.name}", str(planned.get(one.name, "")), label=phases.PHASE_NAMES[one.name])
            for one in names
        )
        return Control(name, label, "number", boxes, hint=hint)
    if isinstance(kind, Record):
        held = value if isinstance(value, Mapping) else {}
        boxes = tuple(Box(f"{name}.{sub}", str(held.get(sub, "")), label=LABELS[sub]) for sub in kind.fields)
        return Control(name, label, "number", boxes, hint=hint)
    options = _options(name, kind, value, around)
    if options is not None:
        shape = "ticks" if isinstance(kind, Listing) else "select"
        return Control(name, label, shape, (Box(name, ""),), tuple(options), hint, required=required)
    return _single(name, label, kind, value, around, required, hint)


def prefixed(control: Control, prefix: str) -> Control:
    """A control of something that is made together with another part."""
    boxes = tuple(replace(box, name=prefix + box.name) for box in control.boxes)
    return replace(control, field=prefix + control.field, boxes=boxes)


def _rows(kind: Text) -> int:
    return 6 if kind.lines else 2


def _texts(name: str, value: Any, languages: Sequence[str]) -> tuple[Box, ...]:
    """A box for each of the forum's languages, and for every other in which something stands."""
    held = {languages[0]: value} if isinstance(value, str) else value if isinstance(value, Mapping) else {}
    shown = [*languages, *(language for language in held if language not in languages)]
    return tuple(Box(f"{name}.{language}", str(held.get(language) or ""), language) for language in shown)


def _several_texts(
    name: str, label: str, listing: Listing, kind: Text, value: Any, languages: Sequence[str]
) -> Control:
    held = list(value) if isinstance(value, list | tuple) else []
    rows = min(listing.high, len(held) + SPARE_ROWS)
    boxes = [
        box for at in range(rows) for box in _texts(f"{name}.{at}", held[at] if at < len(held) else None, languages)
    ]
    return Control(name, label, "words", tuple(boxes), limit=kind.limit, rows=1)


def _single(name: str, label: str, kind: Kind, value: Any, around: Surroundings, required: bool, hint: str) -> Control:
    if isinstance(kind, Listing):
        held = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value or "")]
        if isinstance(kind.kind, Day):
            boxes = tuple(Box(name, one) for one in (*held, "", "")[:2])
            return Control(name, label, "date", boxes, hint=hint, required=required)
        return Control(name, label, "line", (Box(name, ", ".join(held)),), hint=hint, required=required)
    shapes: dict[type[Kind], str] = {TimeOfDay: "time", Day: "date", Flag: "flag"}
    shape = shapes.get(type(kind), "line")
    if isinstance(kind, Whole):
        # Minutes are typed, and a plan that ends before it begins is told in words: no browser's bubble instead.
        shape = "minutes" if isinstance(kind, Minutes) else "number"
    text = "" if value is None or value is False else str(value)
    suggestions = _blocks(around.tree) if name == "block" else ()
    return Control(name, label, shape, (Box(name, text),), hint=hint, required=required, suggestions=suggestions)


def _blocks(tree: Tree) -> tuple[str, ...]:
    used = [item["block"] for _, _, item in items(tree) if item.get("block")]
    return tuple(dict.fromkeys([*(tree.get("blocks") or {}), *used]))


def _options(name: str, kind: Kind, value: Any, around: Surroundings) -> list[Option] | None:
    """What may be chosen, or None for what is typed. What stands there already is always among it."""
    found = _known(name, kind, around)
    if found is None:
        return None
    chosen = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    strange = [Option(one, one, True) for one in chosen if one not in {option.value for option in found}]
    return [*(replace(option, chosen=option.value in chosen) for option in found), *strange]


def _brings(technique: str) -> bool:
    """Whether an item has results that another may present or go on with."""
    return phases.opens(technique, "key_finding") or phases.opens(technique, "initiative")


def _known(name: str, kind: Kind, around: Surroundings) -> list[Option] | None:
    tree = around.tree
    if name == "date":
        return [Option(day["date"], day.get("title", ""), False, lead=day["date"]) for day in tree["days"]]
    if isinstance(kind, Choice):
        words = CHOICES.get(name, {})
        return [Option(option, words.get(option, option), False) for option in kind.options]
    if name in _KEYED_BY:
        held = tree.get(_KEYED_BY[name]) or {}
        return [Option(key, one.get("name", one), False) for key, one in held.items()]
    if name in _ITEM_NUMBERS:
        bring = [item for _, _, item in items(tree) if name in _SURVEYED or _brings(item["technique"])]
        return [Option(item["number"], item["title"], False, lead=item["number"]) for item in bring]
    if name == "question" and "questions" in around.owner:
        asked = enumerate(without_rows(around.owner["questions"]), 1)
        return [Option(str(at), texts, False, lead=str(at)) for at, texts in asked]
    if name == "section":
        return [Option(key, one["title"], False) for key, one in (around.owner.get("sections") or {}).items()]
    if name == "objective":
        return [Option(key, texts, False) for key, texts in (around.owner.get("objectives") or {}).items()]
    if name == "language":
        return [Option(code, LANGUAGE_NAMES[code], False) for code in LANGUAGE_NAMES]
    if name == "references":
        return [
            Option(f"{key}/{entry['number']}", entry["title"], False, key, framework["title"], entry["number"])
            for key, framework in (tree.get("frameworks") or {}).items()
            for entry in framework.get("references") or ()
        ]
    return None
