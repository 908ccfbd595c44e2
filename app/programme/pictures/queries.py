"""All SQL that reads pictures."""

from sqlmodel import Session, select

from app.programme.models import Forum
from app.programme.pictures import rules
from app.programme.pictures.models import Picture


def pictures(session: Session, forum: str) -> dict[str, Picture]:
    """A forum's pictures by the file that the programme names."""
    return {row.file: row for row in session.exec(select(Picture).where(Picture.forum == forum))}


def picture_of(session: Session, forum: str, digest: str) -> Picture:
    """A picture of this forum. Raises ``no_such_picture`` (404)."""
    found = session.exec(select(Picture).where(Picture.forum == forum, Picture.digest == digest)).first()
    if found is None:
        raise rules.no_such_picture()
    return found


def digests(session: Session) -> frozenset[str]:
    """The files that anything in this database leads to."""
    return frozenset(session.exec(select(Picture.digest).distinct()))


def logos(session: Session, forum: Forum) -> list[tuple[dict[str, str], Picture]]:
    """The logos that have a picture, in the programme's order, each with its name by language."""
    held = pictures(session, forum.id)
    return [(one["name"], held[one["file"]]) for one in forum.details.get("logos", ()) if one["file"] in held]
