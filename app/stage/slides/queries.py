"""All SQL that reads slides."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.stage.slides import rules
from app.stage.slides.models import Slides


def slides(session: Session, forum: str, item: str) -> Sequence[Slides]:
    """The slides that are held with an item, in the order they came."""
    query = select(Slides).where(Slides.forum == forum, Slides.item == item, col(Slides.removed_at).is_(None))
    return session.exec(query.order_by(col(Slides.seq))).all()


def slides_of(session: Session, forum: str, id: str) -> Slides:
    """Slides that are held. Raises ``no_such_slides`` (404)."""
    found = session.get(Slides, id)
    if found is None or found.forum != forum or found.removed_at is not None:
        raise rules.no_such_slides()
    return found


def bytes_held(session: Session, forum: str) -> int:
    """How much the PDFs of a forum take."""
    query = select(func.coalesce(func.sum(Slides.size), 0)).where(
        Slides.forum == forum, col(Slides.removed_at).is_(None)
    )
    return int(session.exec(query).one())


def digests(session: Session) -> frozenset[str]:
    """The files that anything in this database leads to."""
    query = select(Slides.digest).where(col(Slides.digest).is_not(None), col(Slides.removed_at).is_(None))
    return frozenset(digest for digest in session.exec(query) if digest)
