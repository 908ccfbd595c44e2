"""Pure rules of what a wall shows: the scenes, which one follows which phase, and what cannot be shown."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases

FOLLOWS: Final = "phase"
"""Nothing is chosen: the wall follows the item's phase."""

SCENES: Final = {
    FOLLOWS: N_("By the phase"),
    "question": N_("Question"),
    "answers": N_("Answers"),
    "table-findings": N_("Findings"),
    "finding": N_("One finding"),
    "key-finding": N_("Key finding"),
    "initiative": N_("Initiative"),
    "paragraph": N_("Paragraph"),
    "sources": N_("Where from?"),
    "presenting": N_("Who presents"),
    "running-order": N_("Who speaks"),
    "pause": N_("Pause"),
    "survey-results": N_("Before and after"),
    "clock": N_("Clock"),
    "talk": N_("Talk"),
    "floor-questions": N_("Questions"),
    "speakers": N_("Speakers"),
    "presenters": N_("Presenters"),
    "message": N_("Message"),
    "briefing": N_("Topic"),
    "programme": N_("Programme"),
    "join": N_("Join code"),
}
"""What can be chosen, with the words on the desk's buttons. A screen can be hidden besides, whatever it shows."""

BUTTONS: Final = {
    FOLLOWS: "1",
    "question": "2",
    "talk": "2",
    "presenters": "2",
    "paragraph": "2",
    "answers": "3",
    "floor-questions": "3",
    "table-findings": "4",
    "speakers": "4",
    "key-finding": "5",
    "sources": "6",
    "clock": "7",
    "message": "8",
    "join": "9",
}
"""The scenes that stand on a desk at hand, with their keys. No desk has two of one key: what an item has no use for is not
drawn there.
"""

RESULTS: Final[Mapping[str, str]] = {"key-finding": "key-finding:show", "initiative": "initiative:present"}
"""What comes out of an item and is shown one at a time, in a plenary too, each with the act of who shows it."""

ABILITIES: Final[Mapping[str, str]] = {"key-finding": "key_finding", "initiative": "initiative"}
"""The ability that a technique opens in some phase when its items have such results."""

OWN_WORK: Final = frozenset({*RESULTS, "sources"})
"""Scenes that a rapporteur may put on the wall without running the item: what they made themselves."""

ANSWERS: Final = 3
FINDINGS: Final = 3
QUESTIONS: Final = 4
BARS: Final = 6
ROWS: Final = 10
"""How many of them a room reads from twenty metres."""


_CEREMONY: Final = {"present": "presenters", "remarks": "running-order", "rest": "pause", "arrive": "join"}
"""The scene of a phase in which people listen, rest or arrive, by the ability that it opens."""


def following(
    technique: str,
    phase: str,
    *,
    turn: bool,
    key_findings: bool,
    presents: bool = False,
    talks: bool = False,
    discussed: bool = False,
) -> str:
    """The scene of a phase, by what it opens: nobody compares phases' names.

    Before people work: the topic, and how to join. While they answer: the question and the clock. While tables report: the
    one whose ``turn`` it is. While experts talk: who speaks. While a plenary ``presents``: who has the floor there, or what
    it presents. While a text is drafted: what of it is ``discussed``. When the rapporteur consolidates, and when the plenary
    discusses: a key finding, once there is one.
    """
    opened = phases.abilities(technique, phase)
    if "answer" in opened:
        return "question"
    for ability, scene in _CEREMONY.items():
        if ability in opened:
            return scene
    if "follow" in opened and presents:
        return "presenting"
    if "follow" in opened and turn:
        return "table-findings"
    if "talk" in opened and talks:
        return "talk"
    if "position" in opened and discussed:
        return "paragraph"
    if phases.distance(technique, phase) == 1 or any(
        phases.is_early(technique, phase, a) for a in ("answer", "follow", "talk")
    ):
        return "briefing"
    if key_findings and "comment" not in opened and not ("follow" in opened and "report" in opened):
        return "key-finding"
    return "clock"


def acts(techniques: Collection[str]) -> frozenset[str]:
    """The acts of who shows the results of items of *techniques*; key findings are shown wherever nothing else is."""
    held = [kind for kind in RESULTS if any(phases.opens(one, ABILITIES[kind]) for one in techniques)]
    return frozenset(RESULTS[kind] for kind in held or ["key-finding"])


def step(order: Sequence[str], now: str | None, by: int, first: str | None = None) -> str | None:
    """The thing *by* places after *now* in *order*, never past an end; when *now* is not in it *first*, else the first."""
    if not order:
        return None
    if now not in order:
        return first or order[0]
    return order[min(max(order.index(now) + by, 0), len(order) - 1)]


def require_scene(kind: str) -> None:
    """Refuse what no wall shows."""
    if kind not in SCENES:
        raise Refusal.of_field(
            "show", "no_such_scene", N_("A wall shows one of: %(scenes)s."), scenes=", ".join(SCENES)
        )


def no_such_screen(screens: Collection[str]) -> Refusal:
    """The forum has no such screen."""
    return Refusal(
        "no_such_screen",
        N_("There is no such screen. This forum has: %(screens)s."),
        status=404,
        screens=", ".join(screens),
    )


def nothing_to_show() -> Refusal:
    """Nothing of that kind is there yet, or it may not be read in the whole room."""
    return Refusal(
        "nothing_to_show",
        N_(
            "There is nothing of this to show. What a table wrote can be shown once it has been reported, or chosen here."
        ),
        status=409,
    )


def unknown_action(actions: Collection[str]) -> Refusal:
    """The stage knows no such action."""
    return Refusal.of_field(
        "action", "bad_action", N_("The stage can: %(actions)s. Nothing was changed."), actions=", ".join(actions)
    )
