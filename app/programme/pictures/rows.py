"""The rows of pictures: held for a logo's file, gone with the last logo that names it."""

from collections.abc import Collection
from dataclasses import asdict

from app.kernel.ids import new_id
from app.programme.pictures.examining import Brought
from app.programme.pictures.models import Picture
from app.programme.pictures.queries import pictures
from app.store.work import Work


def hold(work: Work, brought: Brought) -> None:
    """Let *brought* be the picture of its file."""
    row = pictures(work.session, work.forum).get(brought.file)
    if row is None:
        row = Picture(id=new_id(), forum=work.forum, held_at=work.now, **asdict(brought))
    for name, value in asdict(brought).items():
        setattr(row, name, value)
    row.held_at = work.now
    work.session.add(row)
    work.session.flush()


def drop_unnamed(work: Work, named: Collection[str]) -> None:
    """Pictures of files that no logo names any more go."""
    for file, row in pictures(work.session, work.forum).items():
        if file not in named:
            work.session.delete(row)
    work.session.flush()
