"""The fonts of the paper report: those of the pages, turned from the web's form into one that a typesetter reads."""

import atexit
import io
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from app.resources import root

FAMILIES: Final = ("Sobremesa Latin", "Sobremesa Latin Extended", "Libertinus Serif", "DejaVu Sans Mono")
"""In the order in which a letter is looked for. The last two come with the typesetter, with Greek, Cyrillic, Hebrew,
Arabic and symbols; whatever they lack is looked for among the machine's own fonts."""

_FILES: Final = ("atkinson-400-latin", "atkinson-600-latin", "atkinson-400-latin-ext", "atkinson-600-latin-ext")


@cache
def fonts() -> typst.Fonts:
    """All fonts at hand, read once per process. Where the pages' own are missing, the typesetter's take their place."""
    folder = tempfile.TemporaryDirectory(prefix="sobremesa-fonts-")
    atexit.register(folder.cleanup)
    for name in _FILES:
        source = root("static") / "vendor" / "fonts" / f"{name}.woff2"
        if source.is_file():
            (Path(folder.name) / f"{name}.ttf").write_bytes(_unpacked(source))
    return typst.Fonts(font_paths=[folder.name])


def _unpacked(source: Path) -> bytes:
    """A WOFF2 file as TrueType.

    Its two halves have one name; a typesetter would look into either and miss half of the letters. So each half gets
    a name of its own, which also is not one that the font's licence reserves.
    """
    font = TTFont(source)
    font.flavor = None
    family = FAMILIES[1] if source.stem.endswith("-ext") else FAMILIES[0]
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = family
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
