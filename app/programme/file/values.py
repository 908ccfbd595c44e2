"""Kinds of single values: numbers, times, links, codes and words out of a few."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from app.kernel import ids
from app.kernel.language import N_
from app.programme.file.faults import Reading, Wrong, quoted
from app.programme.file.kinds import Scalar, Schema


@dataclass(frozen=True)
class Shaped(Scalar):
    """A short name of a given shape. ``says`` tells the writer of the file what the shape is."""

    pattern: str
    says: str

    def value(self, written: str, reading: Reading) -> str:
        if not re.fullmatch(self.pattern, written):
            raise Wrong("bad_shape", self.says, found=quoted(written))
        return written

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "pattern": f"^({self.pattern})$"}


@dataclass(frozen=True)
class Choice(Scalar):
    """One of a few words."""

    options: Sequence[str]
    code: str = "not_an_option"

    def value(self, written: str, reading: Reading) -> str:
        if written not in self.options:
            raise Wrong(
                self.code,
                N_("`%(found)s` is not known here. Choose one of: %(options)s."),
                found=quoted(written),
                options=", ".join(self.options),
            )
        return written

    def schema(self, defs: Schema) -> Schema:
        return {"enum": list(self.options)}


@dataclass(frozen=True)
class Whole(Scalar):
    """A whole number within bounds."""

    low: int
    high: int

    def value(self, written: str, reading: Reading) -> int:
        if re.fullmatch(r"[+-]?[0-9]{1,9}", written) and self.low <= int(written) <= self.high:
            return int(written)
        raise Wrong(
            "bad_number",
            N_("`%(found)s` is not a whole number from %(low)s to %(high)s."),
            found=quoted(written),
            low=self.low,
            high=self.high,
        )

    def schema(self, defs: Schema) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Minutes(Whole):
    """How long an item takes."""

    low: int = 1
    high: int = 24 * 60

    def value(self, written: str, reading: Reading) -> int:
        if re.fullmatch(r"-[0-9]{1,9}|[+-]?0{1,9}", written):
            raise Wrong(
                "ends_before_it_begins",
                N_("With %(minutes)s minutes it ends before it has begun. Give it at least one."),
                minutes=int(written),
            )
        return super().value(written, reading)


class Flag(Scalar):
    """True or false."""

    def value(self, written: str, reading: Reading) -> bool:
        if written not in ("true", "false"):
            raise Wrong("not_a_flag", N_("`%(found)s` should be `true` or `false`."), found=quoted(written))
        return written == "true"

    def schema(self, defs: Schema) -> Schema:
        return {"type": "boolean"}


class Day(Scalar):
    """A date, ``2023-09-27``."""

    def value(self, written: str, reading: Reading) -> date:
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
                return date.fromisoformat(written)
        except ValueError:
            pass
        raise Wrong(
            "bad_date", N_("`%(found)s` is not a day of the calendar. Write it as 2023-09-27."), found=quoted(written)
        )

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

    def plain(self, value: Any) -> str:
        return str(value.isoformat())


class TimeOfDay(Scalar):
    """A time of the forum's own clock, ``08:30``."""

    def value(self, written: str, reading: Reading) -> time:
        found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", written)
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return time(int(found[1]), int(found[2]))
        msgid = N_("`%(found)s` is not a time of day. Write it as 09:30, from 00:00 to 23:59.")
        raise Wrong("bad_time", msgid, found=quoted(written))

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}

    def plain(self, value: Any) -> str:
        return str(value.isoformat(timespec="minutes"))


class Address(Scalar):
    """A link that a browser may open. Only the web's own: a `javascript:` link would run in the reader's page."""

    def value(self, written: str, reading: Reading) -> str:
        try:
            parts = urlsplit(written)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
            fits = fits and len(written) <= 500 and re.fullmatch(r"[^\s\"'<>\\`]+", written) is not None
            fits = fits and written.isprintable() and (parts.port or 1) > 0
        except ValueError:
            fits = False
        if not fits:
            raise Wrong(
                "bad_link",
                N_("`%(found)s` is not a link. Write it whole, beginning with https:// or http://."),
                found=quoted(written),
            )
        return unicodedata.normalize("NFC", written)

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": 500}


class JoinCode(Scalar):
    """A forum's join code, as a person may type it."""

    def value(self, written: str, reading: Reading) -> str:
        code = ids.normalise_code(written)
        if not ids.is_code(code):
            raise Wrong(
                "bad_code",
                N_("`%(found)s` is not a join code: 8 digits and letters, without I, L, O and U. Or leave it out."),
                found=quoted(written),
            )
        return code

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "pattern": "^[ ]*([0-9A-TV-Za-tv-z][-. ·]*){8}$"}


class TimeZone(Scalar):
    """A time zone by its name in the IANA database."""

    def value(self, written: str, reading: Reading) -> str:
        if written in time_zones():
            return written
        near = get_close_matches(written[:60], time_zones(), 1, 0.5)
        if near:
            raise Wrong(
                "unknown_time_zone",
                N_("There is no time zone `%(found)s`. Did you mean `%(near)s`?"),
                found=quoted(written),
                near=near[0],
            )
        raise Wrong(
            "unknown_time_zone",
            N_("There is no time zone `%(found)s`. Write a continent and a city, as America/Panama."),
            found=quoted(written),
        )

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "pattern": "^[A-Za-z0-9_+/-]+$", "examples": ["America/Panama", "UTC"]}


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones, from the package that carries them."""
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split())
