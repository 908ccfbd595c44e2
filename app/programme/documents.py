"""What there is to read: the documents and links of the forum and of its items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kernel.text import web_address
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read. ``url`` is empty for what is handed out otherwise; ``language`` is empty when it has several."""

    title: Mapping[str, str]
    url: str
    language: str


def documents(details: Mapping[str, Any]) -> tuple[Reading, ...]:
    """The documents, and then the links, of a forum's or an item's details. Only web addresses are linked."""
    held = [*details.get("documents", ()), *details.get("links", ())]
    return tuple(Reading(one["title"], web_address(one.get("url")), one.get("language") or "") for one in held)


def documents_told(details: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same as programs receive it."""
    return [
        {"title": Texts(one.title), "url": one.url or None, "language": one.language or None}
        for one in documents(details)
    ]
