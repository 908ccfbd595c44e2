"""The report as a PDF that a screen reader can read (PDF/UA-1), set by typst from ``typst/report.typ``.

The template is ours; everything else is data (JSON in ``sys.inputs``), so nobody's text can become markup.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
import typst

from app.report.characters import paragraphs, spelled
from app.report.colour import colours, srgb
from app.report.fonts import FAMILIES, fonts
from app.report.logos import fitted
from app.report.marks import shape
from app.report.model import Logo
from app.report.outline import Entries, Entry, Grid, Measures, Outline, Subheading
from app.store.shelf import digest_of

_TEMPLATE: Final = Path(__file__).parent / "typst" / "report.typ"
_PICTURES: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_UNDRAWN: Final = re.compile(r'PDF/UA-1 error: the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}")

_ROUNDS: Final = 8
"""How often letters that no font has are looked for before the report is made without its accessibility standard."""


def pdf(report: Outline, made_at: datetime, undrawn_note: str) -> bytes:
    """The whole report. The same outline and *made_at* give the same bytes on a machine with the same fonts.

    Letters that no font at hand can draw are spelled in words or numbers, and *undrawn_note* then says so on the title
    page. A picture that cannot be read is left to its name. The report is always made.
    """
    logos = drawn(report.logos)
    undrawn: dict[str, str] = {}
    for _round in range(_ROUNDS):
        try:
            return _set(report, logos, undrawn, undrawn_note, made_at, standard=True)
        except typst.TypstError as fault:
            missing = undrawable(fault) - undrawn.keys()
            if missing:
                undrawn |= {letter: spelled(letter) for letter in missing}
            elif logos:
                logos = ()
            else:
                break
    return _set(report, (), undrawn, undrawn_note, made_at, standard=False)


def drawable(make: Callable[[Mapping[str, str], bool], bytes]) -> bytes:
    """What *make* sets, given the letters that no font can draw with what stands for each, and whether the accessibility
    standard is to be kept: it is, unless the typesetter cannot.
    """
    undrawn: dict[str, str] = {}
    for _round in range(_ROUNDS):
        try:
            return make(undrawn, True)
        except typst.TypstError as fault:
            missing = undrawable(fault) - undrawn.keys()
            if not missing:
                break
            undrawn |= {letter: spelled(letter) for letter in missing}
    return make(undrawn, False)


def undrawable(fault: typst.TypstError) -> set[str]:
    """The letters that typst says no font can draw. Of a letter with marks on it, the marks: they are the rarer."""
    found: set[str] = set()
    for quoted in _UNDRAWN.findall(fault.diagnostic or str(fault)):
        letters = re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", _unquoted, quoted)
        found.update(letters[1:] or letters)
    return {letter for letter in found if not letter.isascii()}


def _unquoted(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(escape[2], escape[2])


def _set(
    report: Outline,
    logos: tuple[Logo, ...],
    undrawn: Mapping[str, str],
    undrawn_note: str,
    made_at: datetime,
    *,
    standard: bool,
) -> bytes:
    written = asdict(report)
    del written["logos"]
    letters = str.maketrans(dict(undrawn))
    data = {
        "outline": prepared(written, letters),
        "author": _text(report.name.text or report.titles[0].text, letters),
        "keywords": [_text(title.text, letters) for title in report.titles],
        "unshown": [_text(logo.name, letters) for logo in report.logos if logo not in logos],
        "remarks": [undrawn_note] if undrawn else [],
        "logos": [placed(logo, _text(logo.name, letters) or report.kind) for logo in logos],
        "fonts": FAMILIES,
        "colours": colours(),
        "shapes": {str(table): _svg(table) for table in sorted(_tables(report))},
    }
    return compiled(_TEMPLATE, data, made_at, logos=logos, standard=standard)


def drawn(logos: Iterable[Logo]) -> tuple[Logo, ...]:
    """Those of *logos* whose kind of picture the typesetter reads."""
    return tuple(logo for logo in logos if logo.media_type in _PICTURES)


def placed(logo: Logo, name: str) -> dict[str, Any]:
    """A picture for a template, with its size and what a screen reader says of it."""
    width, height = fitted(logo)
    return {"file": _file(logo), "format": _PICTURES[logo.media_type], "width": width, "height": height, "name": name}


def _file(logo: Logo) -> str:
    return f"/{digest_of(logo.content)}.{_PICTURES[logo.media_type]}"


def compiled(
    template: Path,
    data: Mapping[str, Any],
    made_at: datetime,
    *,
    logos: Iterable[Logo] = (),
    standard: bool = True,
) -> bytes:
    """*template* with *data*, as a PDF. Raises typst's own fault when the accessibility *standard* cannot be kept."""
    with TemporaryDirectory(prefix="sobremesa-logos-") as folder:
        for logo in logos:
            Path(folder, _file(logo)[1:]).write_bytes(logo.content)
        made = typst.Compiler(
            template.read_bytes(),
            root=Path(folder),
            font_paths=fonts(),
            sys_inputs={"report": orjson.dumps(data).decode()},
        ).compile(format="pdf", timestamp=made_at, pdf_standards=["ua-1"] if standard else [])
    if not isinstance(made, bytes):
        raise TypeError("typst made no PDF")
    return made


def prepared(value: Any, letters: Mapping[int, str]) -> Any:
    """*value* with every text as paper can hold it, and every language as typst accepts it."""
    match value:
        case str():
            return _text(value, letters)
        case dict():
            return {
                key: _language(held) if key == "language" else prepared(held, letters) for key, held in value.items()
            }
        case list() | tuple():
            return [prepared(held, letters) for held in value]
    return value


def _text(text: str, letters: Mapping[int, str]) -> str:
    return "\n\n".join("\n".join(paragraph) for paragraph in paragraphs(text)).translate(dict(letters))


def _language(tag: str) -> str:
    """The primary subtag, when it is one; typst refuses anything else."""
    primary = tag.split("-")[0].lower()
    return primary if _LANGUAGE.fullmatch(primary) else ""


def _tables(report: Outline) -> set[int]:
    """Every table whose shape is drawn somewhere."""
    found: set[int | None] = set()
    for block in report.blocks:
        match block:
            case Subheading():
                found.add(block.table)
            case Grid():
                found.update(cell.table for row in block.rows for cell in row)
            case Measures():
                found.update(row.table for row in block.rows)
            case Entries():
                found.update(_of(block.entries))
            case _:
                continue
    return {table for table in found if table is not None}


def _of(entries: Iterable[Entry]) -> set[int]:
    found: set[int] = set()
    for entry in entries:
        found.update(entry.tables)
        found |= _of(entry.children)
    return found


def _svg(table: int) -> str:
    """The table's shape as a picture of its own; its colour is the pages', turned into sRGB."""
    drawn = shape(table)
    colour = srgb(f"t{drawn.colour}")
    inside = colour if drawn.rule else "#ffffff"
    filling = f'fill="#ffffff" stroke="{colour}" stroke-width="2.6"' if drawn.rule else f'fill="{colour}"'
    dotted = ' stroke-dasharray="3.5 2.5"' if drawn.rule == 2 else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g {filling}{dotted} '
        f'transform="translate(16 16) scale({0.92 if drawn.rule else 1}) translate(-16 -16)">{drawn.svg}</g>'
        f'<text x="16" y="{drawn.baseline}" font-size="{drawn.size}" font-family="{FAMILIES[0]}" font-weight="600" '
        f'text-anchor="middle" fill="{inside}">{table}</text></svg>'
    )
