"""What a page says of its reader and of this very moment, put on just before it goes out.

Cards hold nothing personal, and a drawn card is kept for as long as nothing touches it: whose is what stands beside them
(``data-marks``), and a clock carries when it ends. The page's scripts put both right at once and after every push; here it
is done to the page's own bytes, so that it reads right from its first moment, and without a script.
"""

import json
import re
from collections import defaultdict
from html import unescape
from typing import Final

_MARKS: Final = re.compile(r'data-marks="([^"]*)"')
_PLACES: Final = re.compile(r'data-key="(?P<key>[^"]+)"|data-mark="(?P<mark>[a-z]+)" aria-pressed="false"')
_RUNS: Final = re.compile(
    r'(?P<before>data-clock(?P<bar>-bar)? data-ends="(?P<ends>\d+)" data-left="\d+" data-running="true" '
    r'data-planned="(?P<planned>\d+)"(?P<counts> data-over="true")? data-low="(?P<low>\d+)" data-state=")\w+'
    r'(?P<between>" aria-hidden="true" max="\d+" value="|">)[\d:]+'
)


def dressed(html: str, now_ms: int) -> str:
    """*html* with ``data-mine`` on what is mine, the buttons pressed that I pressed, and its clocks at *now_ms*."""
    return _PLACES.sub(_Marks(html), _RUNS.sub(lambda found: _clock(found, now_ms), html))


class _Marks:
    """Goes through a page's things in their order: a button belongs to the thing that was named last."""

    def __init__(self, html: str) -> None:
        self._marks: defaultdict[str, set[str]] = defaultdict(set)
        self._at = ""
        for said in _MARKS.findall(html):
            for key, own in json.loads(unescape(said)).items():
                self._marks[key].update(own)

    def __call__(self, found: re.Match[str]) -> str:
        if mark := found["mark"]:
            return f'data-mark="{mark}" aria-pressed="{"true" if mark in self._marks.get(self._at, ()) else "false"}"'
        self._at = found["key"]
        own = self._marks.get(self._at)
        return f'{found[0]} data-mine="{" ".join(sorted(own))}"' if own else found[0]


def _clock(found: re.Match[str], now_ms: int) -> str:
    left = int(found["ends"]) - now_ms
    state = "over" if left <= 0 else "low" if left <= int(found["low"]) else "running"
    # Some clocks count on over zero.
    over = -left if found["counts"] and left < 0 else 0
    left = max(left, 0)
    minutes, seconds = divmod((over or left) // 1000, 60)
    clock = f"{'+' if over >= 1000 else ''}{minutes}:{seconds:02d}"
    said = str(max(int(found["planned"]) - left, 0)) if found["bar"] else clock
    return f"{found['before']}{state}{found['between']}{said}"
