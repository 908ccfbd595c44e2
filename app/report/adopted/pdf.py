"""The adopted text as a PDF that a screen reader can read (PDF/UA-1), set by typst from ``typst/adopted.typ``."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from app.report.adopted.sheet import Sheet
from app.report.colour import colours
from app.report.fonts import FAMILIES
from app.report.model import Logo
from app.report.pdf import compiled, drawable, drawn, placed, prepared

_TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "adopted.typ"


def pdf(sheet: Sheet) -> bytes:
    """The text in every language of *sheet*. The same sheet gives the same bytes on a machine with the same fonts."""
    try:
        return _set(sheet, drawn(sheet.logos))
    except typst.TypstError:  # a picture that cannot be read: the text goes without
        return _set(sheet, ())


def _set(sheet: Sheet, logos: tuple[Logo, ...]) -> bytes:
    written = {**asdict(sheet), "credits": [asdict(credit) for credit in sheet.credits]}
    del written["logos"], written["made_at"]

    def make(undrawn: Mapping[str, str], standard: bool) -> bytes:
        texts: dict[str, Any] = prepared(written, str.maketrans(dict(undrawn)))
        data = {
            **texts,
            "logos": [placed(logo, logo.name or sheet.parts[0].kind) for logo in logos],
            "fonts": FAMILIES,
            "colours": colours(),
        }
        return compiled(_TEMPLATE, data, sheet.made_at, logos=logos, standard=standard)

    return drawable(make)
