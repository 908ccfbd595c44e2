"""QR codes as one path of an inline SVG: no image to fetch, no style of its own, sized by the page's CSS."""

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET = 2
"""The margin in modules. The norm says four; walls and cards set the code on white with room around it."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square of ``size`` modules, margin included; ``path`` is SVG's ``d``. Draw it with ``ui/qr.html``."""

    size: int
    path: str


@lru_cache(maxsize=256)
def qr_code(text: str) -> QrCode:
    """*text* with error correction M: a code that is still read with 15 % of it under a coffee stain."""
    rows = [bytes(bool(module) for module in row) for row in segno.make(text, error="m", micro=False).matrix]
    runs: list[str] = []
    for y, row in enumerate(rows):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            runs.append(f"M{start + QUIET} {y + QUIET}h{end - start}v1h-{end - start}z")
            start = row.find(1, end)
    return QrCode(len(rows) + 2 * QUIET, "".join(runs))
