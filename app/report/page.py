"""The report as HTML: what a page of ours is given, and the file that stands alone. No script in either."""

import base64
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.report.characters import lines, paragraphs
from app.report.model import Logo
from app.report.outline import Outline
from app.report.speech import Translations
from app.resources import root

_STYLES: Final = ("css/tokens.css", "css/base.css", "css/logos.css", "css/report.css")
_ADDRESS: Final = re.compile(r'url\("([^"]+)"\)')
_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"})


class Picture(NamedTuple):
    """A logo for an ``<img>``, where a drawing's script, if it holds one, does not run. The address holds the picture."""

    name: str
    address: str


def context(report: Outline) -> dict[str, Any]:
    """What ``report/_report.html`` needs: ``report``, ``logos``, ``line(text)`` and ``paragraphs(text)``."""
    return {"report": report, "logos": pictures(report.logos), "line": _line, "paragraphs": paragraphs}


def pictures(logos: Iterable[Logo]) -> list[Picture]:
    """Those of *logos* that a browser shows."""
    return [Picture(logo.name, _held(logo.content, logo.media_type)) for logo in logos if logo.media_type in _PICTURES]


def standalone(report: Outline, translations: Translations) -> bytes:
    """One HTML file with its styles and fonts inside; it asks no server for anything."""
    environment = Environment(
        loader=FileSystemLoader(root("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translations.gettext, translations.ngettext, newstyle=True
    )
    template = environment.get_template("report/standalone.html")
    return template.render(**context(report), styles=_styles()).encode()


def _line(text: str) -> str:
    return " ".join(lines(text))


def _styles() -> Markup:
    """Our style sheets in their order, with what they point at put inside; what is not there is left out."""
    held = []
    for name in _STYLES:
        sheet = root("static") / name
        held.append(_ADDRESS.sub(lambda found, sheet=sheet: _inside(sheet, found[1]), sheet.read_text()))  # type: ignore[misc]
    return Markup("<style>\n{}\n</style>").format(Markup("\n".join(held)))  # noqa: S704 - our own files, nobody's text


def _inside(sheet: Path, address: str) -> str:
    file = (sheet.parent / address).resolve()
    if not file.is_file():
        return "none"
    return f'url("{_held(file.read_bytes(), "font/woff2")}")'


def _held(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
