"""When the played forum goes from phase to phase: the minutes of both days, as its programme has them."""

from collections.abc import Mapping
from typing import Final


def _at(day: int, hour: int, minute: int = 0, **after: float) -> dict[str, float]:
    """The minute of each phase, counted from an hour of a day; minute 0 of the play is 14:00 on the first day."""
    begins = (day - 1) * 24 * 60 + (hour - 14) * 60 + minute
    return {phase: begins + minutes for phase, minutes in after.items()}


TIMES: Final[Mapping[str, Mapping[str, float]]] = {
    "R": _at(1, 8, 30, open=0.0, done=30.0),
    "O": _at(1, 9, 0, open=1.0, done=29.0),
    "A": _at(1, 9, 30, presenting=0.0, discussion=9.0, done=13.0),
    "I": _at(1, 9, 45, presenting=0.0, discussion=28.0, done=56.0),
    "B1": _at(1, 10, 45, open=0.5, done=15.0),
    "1": _at(1, 11, 0, introduction=1.0, talks=9.5, discussion=28.0, conclusions=86.0, done=99.0),
    "L1": _at(1, 12, 45, open=0.0, done=74.0),
    "2a": _at(1, 14, 0, briefing=0.0, table_work=10.0, report_out=49.0, commenting=67.0, consolidating=81.0, done=89.0),
    "2b": _at(1, 14, 0, briefing=0.5, table_work=9.5, report_out=50.5, commenting=68.0, consolidating=81.5, done=89.5),
    "P2": _at(1, 15, 30, presenting=1.0, discussion=12.0, done=26.0),
    "B2": _at(1, 16, 0, open=0.0, done=14.5),
    "D1": _at(1, 16, 15, briefing=0.0, table_work=3.5, gathering=56.0, done=69.0),
    "3": _at(2, 9, 0, introduction=1.0, talks=9.5, discussion=28.0, conclusions=74.0, done=84.0),
    "B3": _at(2, 10, 30, open=0.0, done=14.5),
    "4a": _at(2, 10, 45, briefing=0.0, table_work=5.5, report_out=37.0, commenting=50.5, consolidating=61.0, done=67.5),
    "4b": _at(2, 10, 45, briefing=0.5, table_work=6.0, report_out=37.5, commenting=51.5, consolidating=62.0, done=68.5),
    "P4": _at(2, 12, 0, presenting=0.5, discussion=11.5, done=25.5),
    "L2": _at(2, 12, 30, open=0.0, done=89.0),
    "5": _at(2, 14, 0, presenting=0.5, discussion=18.5, done=41.5),
    "D2": _at(2, 14, 45, presenting=0.0, discussion=22.0, done=39.5),
    "J": _at(2, 15, 30, drafting=0.0, review=20.0, adoption=35.0, done=43.0),
    "C": _at(2, 16, 0, open=0.0),
}
"""The minute at which an item that is played goes to each phase. The closing remarks are where the play ends."""

AGAIN: Final = _at(2, 8, 35, open=0.0, done=24.0)
"""Registration is opened once more on the second morning."""

BEGIN: Final = min(TIMES["R"].values()) - 45.0
"""The minute at which the first of the desk comes in."""

END: Final = TIMES["C"]["open"] + 17.0
"""The last minute of the play."""

TOGETHER: Final = (("2a", "2b"), ("4a", "4b"))
"""Items in parallel: the play stops in a phase of both."""

ALONE: Final = {"briefing": "2a", "table_work": "2a", "report_out": "2a", "commenting": "2a", "consolidating": "2a"}
"""Phases that may be named without an item: those of the first day's cafés, and where their plenary begins."""

STOPS: Final[Mapping[str, tuple[str, str]]] = {
    **{phase: (item, phase) for phase, item in ALONE.items()},
    "presenting": ("P2", "presenting"),
    **{f"{item}.{phase}": (item, phase) for item, times in TIMES.items() for phase in times if phase != "done"},
}
"""Where the play may stop, by the name that is given: an item's number and a phase of it (``4a.table_work``)."""


def ends(item: str, phase: str) -> float:
    """The minute at which an item goes on from a phase."""
    return min((at for at in TIMES[item].values() if at > TIMES[item][phase]), default=END)
