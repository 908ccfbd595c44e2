"""What a part said when somebody opened it: by this two organizers can write at once, and neither loses a word.

A version is a short mark of each field, so that it fits into a form. A field that its writer left alone keeps what somebody
else wrote meanwhile; one that both changed is a clash, and both texts are shown.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.kernel.language import N_
from app.kernel.refusals import Refusal


def says_nothing(value: Any) -> bool:
    """Whether a field may as well be left out. Nought says something."""
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _mark(value: Any) -> str:
    said = "" if says_nothing(value) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def version_of(document: Mapping[str, Any], fields: Iterable[str]) -> str:
    """The marks of all *fields*, in order."""
    return ".".join(_mark(document.get(name)) for name in fields)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; what says nothing is the same as what is left out."""
    return _mark(one) == _mark(other)


def merged(
    current: Mapping[str, Any], typed: Mapping[str, Any], version: str | None, fields: Iterable[str]
) -> tuple[dict[str, Any], list[str]]:
    """What each typed field shall be, and which of them somebody else has changed meanwhile to something else.

    Without a version everything typed is meant.
    """
    names = list(fields)
    seen = dict(zip(names, version.split("."), strict=False)) if version else {}
    kept: dict[str, Any] = {}
    clashes = []
    for name, value in typed.items():
        now, mine = _mark(current.get(name)), _mark(value)
        before = seen.get(name, "") if version else now
        if mine == before:
            continue
        kept[name] = value
        if now not in (before, mine):
            clashes.append(name)
    return kept, clashes


def version_moved(current: Mapping[str, Any], kept: Mapping[str, Any], clashes: list[str], version: str) -> Refusal:
    """Both texts are at hand: what stands now, and what its writer changed. ``version`` is that of what stands now."""
    return Refusal(
        "version_moved",
        N_(
            "Somebody else has changed this meanwhile. Both texts are shown: put together what shall stand, and save again."
        ),
        status=409,
        extra={"current": dict(current), "yours": dict(kept), "clashes": clashes, "version": version},
    )
