"""Pictures as programs and pages receive them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.programme.models import Forum
from app.programme.pictures import queries, rules
from app.programme.pictures.models import Picture
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class LogoView:
    """A logo with its picture: ``name`` by language is what stands for it where nobody sees it."""

    name: Mapping[str, str]
    address: str
    width: int
    height: int


def address_of(picture: Picture, base: str = "/logos") -> str:
    """Where a picture is; the address names what it holds, so what is there never changes."""
    return f"{base}/{picture.digest}.{rules.ENDINGS[picture.media_type][0]}"


def logo_views(session: Session, forum: Forum, base: str = "/logos") -> list[LogoView]:
    """The logos that have a picture, in the programme's order."""
    return [
        LogoView(name, address_of(held, base), held.width, held.height) for name, held in queries.logos(session, forum)
    ]


def pictures_by_file(session: Session, forum: str) -> dict[str, LogoView]:
    """The pictures by the file that a logo names."""
    return {
        file: LogoView({}, address_of(held), held.width, held.height)
        for file, held in queries.pictures(session, forum).items()
    }


def picture_document(picture: Picture) -> dict[str, Any]:
    """A picture as programs receive it."""
    return {
        "file": picture.file,
        "url": address_of(picture),
        "digest": picture.digest,
        "media_type": picture.media_type,
        "bytes": picture.size,
        "width": picture.width,
        "height": picture.height,
    }


def logos_told(session: Session, forum: Forum) -> list[dict[str, Any]]:
    """Every logo of the programme for programs; ``url`` is missing until its picture was brought."""
    held = queries.pictures(session, forum.id)
    return [
        {
            "name": Texts(one["name"]),
            **(picture_document(held[one["file"]]) if one["file"] in held else {"file": one["file"], "url": None}),
        }
        for one in forum.details.get("logos", ())
    ]
