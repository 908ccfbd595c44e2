"""What may be kept of what people type: one rule for every field and every database."""

import re
import unicodedata
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

ANSWER_LIMIT: Final = 4_000
NAME_LIMIT: Final = 80
LINE_LIMIT: Final = 200

_CONTROL: Final = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ufeff\u2060-\u2065\U000e0000-\U000e007f]"
)
# Embeddings, overrides and isolates can make a sentence read otherwise than it was written (CVE-2021-42574);
# the plain marks U+200E, U+200F and U+061C stay, Arabic and Hebrew need them.
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_COMBINING: Final = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MARKS: Final = re.compile(f"({_COMBINING}{{4}}){_COMBINING}+")


_WEB_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\`]+", re.IGNORECASE)


def web_address(address: str | None) -> str:
    """*address* when a page may link to it, else the empty string: a `javascript:` link would run in the reader's page."""
    return address if address and _WEB_ADDRESS.fullmatch(address) else ""


def clean(typed: str, *, limit: int = ANSWER_LIMIT, field: str = "text", lines: bool = True) -> str:
    """*typed* as it is kept: NFC, without control characters and direction overrides, trimmed.

    Refused: NUL (``bad_character``), unpaired surrogates (``bad_character``), nothing left (``empty``), more than *limit*
    characters after NFC (``too_long``, 422). With ``lines=False`` line breaks become spaces.
    """
    text = optional(typed, limit=limit, field=field, lines=lines)
    if not text:
        raise Refusal.of_field(field, "empty", N_("There is nothing to send yet. Write something first."))
    return text


def optional(typed: str | None, *, limit: int = LINE_LIMIT, field: str = "text", lines: bool = False) -> str:
    """As :func:`clean`, but nothing is allowed: the empty string then."""
    if not typed:
        return ""
    if not is_keepable(typed):
        raise bad_character(field)
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    text = _MARKS.sub(r"\1", _BIDI.sub("", _CONTROL.sub("", text)))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    if not lines:
        text = " ".join(text.split())
    text = unicodedata.normalize("NFC", text).strip()
    if not _visible(text):
        return ""
    if len(text) > limit:
        raise Refusal.of_field(
            field,
            "too_long",
            N_("The text has %(length)s characters; %(limit)s fit. Shorten it or send it in two parts."),
            length=len(text),
            limit=limit,
        )
    return text


def is_keepable(text: str) -> bool:
    """Whether every database can take *text*: PostgreSQL knows no NUL, and an unpaired surrogate has no UTF-8."""
    return "\x00" not in text and (text.isascii() or not _SURROGATE.search(text))


def replaced(text: str) -> str:
    """*text* as a page can show it again: what cannot be kept, as the sign for it."""
    return text if is_keepable(text) else _SURROGATE.sub("\ufffd", text).replace("\x00", "\ufffd")


def bad_character(field: str) -> Refusal:
    """The refusal of a field that is not keepable."""
    return Refusal.of_field(
        field, "bad_character", N_("The text holds a character that cannot be kept. Remove it and send again.")
    )


def whole_number(typed: str, digits: int = 9) -> int | None:
    """What somebody typed, or a page sent, as a whole number; None when it is none of at most *digits* digits.

    ``isdigit`` holds for ² and ``int`` refuses it; ``int`` refuses thousands of digits, and databases much fewer.
    """
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= digits else None


def _visible(text: str) -> bool:
    """Whether anything would be seen: only spaces and format characters read as an empty card."""
    return any(unicodedata.category(c)[0] not in "ZC" and c not in "\u115f\u1160\u3164\uffa0" for c in text)
