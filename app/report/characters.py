"""What each format cannot hold, and what a program behind it would run instead of show.

Only what a format truly cannot hold is touched. The JSON export keeps everything but unpaired surrogates, which no
UTF-8 can hold.
"""

import re
import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# XML 1.0 allows them and discourages them; PDF readers and fonts stumble over them.
_UNSEEN: Final = re.compile("[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffb]")
_PLANES: Final = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_NONCHARACTERS: Final = re.compile(f"[{_PLANES}]")
# A direction override runs on to the end of its paragraph and makes what follows read otherwise (CVE-2021-42574).
_OVERRIDES: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BREAKS: Final = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")

# What a spreadsheet reads as the start of a formula (OWASP, CSV injection; the full-width forms are read so in
# Japanese and Chinese versions), also behind spaces and characters that nobody sees.
_FORMULA: Final = re.compile(r"^[\s\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def printable(text: str) -> str:
    """*text* as any document can hold it: line breaks alike, U+FFFD for what XML cannot hold, no direction overrides."""
    text = _OVERRIDES.sub("", _BREAKS.sub("\n", text))
    for refused in (_NOT_XML, _UNSEEN, _NONCHARACTERS):
        text = refused.sub(REPLACEMENT, text)
    return text


def lines(text: str) -> list[str]:
    """The lines of *text* that hold something, printable, without white space at either end; tabs are spaces."""
    found = (line.replace("\t", " ").strip() for line in printable(text).split("\n"))
    return [line for line in found if line]


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of *text*, each a list of lines: a blank line parts two paragraphs."""
    parts = re.split(r"\n[^\S\n]*\n", _BREAKS.sub("\n", text))
    return [found for found in map(lines, parts) if found]


def encodable(text: str) -> str:
    """*text* as UTF-8 can hold it."""
    return _SURROGATES.sub(REPLACEMENT, text)


def cell(text: str) -> str:
    """*text* as a spreadsheet may open it: what it would run gets an apostrophe before it, and is then only shown."""
    text = printable(text)
    return f"'{text}" if _FORMULA.match(text) else text


def spelled(character: str) -> str:
    """A character that no font at hand can draw, in words: ``[grinning face]``, else ``[U+6F22]``.

    What only joins or shapes others and is not seen itself (joiners, variation selectors) is left out.
    """
    if unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if unicodedata.category(character).startswith("S"):
        name = unicodedata.name(character, "").lower()
        if name:
            return f"[{name}]"
    return f"[U+{ord(character):04X}]"
