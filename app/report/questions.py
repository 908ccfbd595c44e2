"""An item's guiding questions as a PDF, to read and print before the day."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from babel.dates import format_date
from sqlmodel import Session

from app.kernel.language import N_, text_in
from app.kernel.refusals import Refusal
from app.programme import queries
from app.programme.models import Forum, Item
from app.report.colour import colours
from app.report.fonts import FAMILIES
from app.report.pdf import compiled, drawable, prepared

HEADING: Final = N_("The guiding questions")
_TEMPLATE: Final = Path(__file__).parent / "typst" / "questions.typ"


def questions_sheet(session: Session, forum_id: str, name: str, language: str, heading: str) -> dict[str, Any]:
    """What stands on the sheet, in one language. Raises ``no_questions`` (404)."""
    forum, item = queries.forum_of(session, forum_id), queries.item_of(session, forum_id, name)
    texts = [question.text for question in queries.questions(session, forum.id, item.id)]
    asked = [{"about": "", "text": text_in(text, language)} for text in texts]
    for expert in item.details.get("experts") or ():
        about = text_in(expert.get("topic"), language) or text_in(expert.get("name"), language)
        asked += [{"about": about, "text": text_in(text, language)} for text in expert.get("questions") or ()]
    if not asked:
        raise Refusal("no_questions", N_("This item has no guiding questions."), status=404)
    return {
        "number": item.number,
        "title": text_in(item.title, language),
        "forum": text_in(forum.name or forum.title, language),
        "facts": _facts(forum, item, language),
        "background": [part for part in text_in(item.background, language).split("\n\n") if part],
        "heading": heading,
        "parts": [{"heading": heading, "questions": asked}],
        "language": language,
    }


def _facts(forum: Forum, item: Item, language: str) -> list[str]:
    starts = item.starts.astimezone(ZoneInfo(forum.timezone))
    ends = starts + timedelta(minutes=item.minutes)
    when = f"{format_date(starts, 'full', locale=language)}, {starts:%H:%M}–{ends:%H:%M}"
    where = [text_in(item.details.get("place"), language), text_in(forum.details.get("venue"), language)]
    return [when, ", ".join(filter(None, where))] if any(where) else [when]


def questions_pdf(sheet: Mapping[str, Any], made_at: datetime) -> bytes:
    """The sheet as a PDF that a screen reader can read; letters that no font can draw are spelled. The same sheet is made
    once: a whole hall asks for it in the same minute.
    """
    return _made(orjson.dumps(dict(sheet)), made_at)


@lru_cache(maxsize=64)
def _made(sheet: bytes, made_at: datetime) -> bytes:
    return drawable(lambda undrawn, standard: compiled(_TEMPLATE, _data(sheet, undrawn), made_at, standard=standard))


def _data(sheet: bytes, undrawn: Mapping[str, str]) -> dict[str, Any]:
    texts: dict[str, Any] = prepared(orjson.loads(sheet), str.maketrans(dict(undrawn)))
    return {**texts, "fonts": FAMILIES, "colours": colours()}
