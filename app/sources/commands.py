"""Linking, for the commands of the slices that make things. The links belong to the made thing's own change."""

from collections.abc import Iterable

from app.sources import queries, rules
from app.sources.models import Source
from app.sources.rules import Relinked, Thing, Wish
from app.store.work import Work


def link(work: Work, made: Thing, wishes: Iterable[Wish], *, whole: bool) -> Relinked:
    """Draw *made* from *wishes*. With ``whole`` they are all its sources, and other links end; else they are added.

    A link that stood before keeps the version it was drawn from, unless the wish is ``redrawn``. Whether the origins
    exist is the caller's to know. Raises ``circular_source`` (409) and ``too_many_sources``.
    """
    wished = {wish.origin: wish for wish in wishes}
    rows = queries.link_rows(work.session, work.forum, made)
    removed = tuple(origin for origin in rows if whole and origin not in wished)
    added = tuple(origin for origin in wished if origin not in rows)
    if added:
        _require_no_circle(work, made, added)
    if len(rows) - len(removed) + len(added) > rules.MOST:
        raise rules.too_many_sources(len(rows) - len(removed) + len(added))
    redrawn = []
    for origin in removed:
        work.session.delete(rows[origin])
    for origin in added:
        work.session.add(
            Source(
                made_kind=made.kind,
                made=made.id,
                origin_kind=origin.kind,
                origin=origin.id,
                forum=work.forum,
                origin_version=wished[origin].version,
                linked_at=work.now,
            )
        )
    for origin, row in rows.items():
        wish = wished.get(origin)
        if wish is not None and wish.redrawn and row.origin_version != wish.version:
            row.origin_version = wish.version
            redrawn.append(origin)
    work.session.flush()
    return Relinked(added, removed, tuple(redrawn))


def unlink(work: Work, made: Thing, origin: Thing) -> bool:
    """End one link; whether there was one. The origin stays as it is."""
    row = queries.link_rows(work.session, work.forum, made).get(origin)
    if row is None:
        return False
    work.session.delete(row)
    work.session.flush()
    return True


def _require_no_circle(work: Work, made: Thing, added: Iterable[Thing]) -> None:
    def down(thing: Thing) -> Iterable[Thing]:
        return [link.thing for link in queries.origins_of(work.session, work.forum, [thing]).get(thing, ())]

    if rules.reaches(added, made, down):
        raise rules.circular()
