"""All SQL that reads what the screens show."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session, col, select

from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.stage.models import Showing
from app.stage.rules import FOLLOWS, OWN_WORK

MAIN: Final = "main"
"""The screen that every forum has."""

HISTORY: Final = 10


def screens(forum: Forum) -> dict[str, str | None]:
    """The forum's screens, each with the place where it hangs: ``main``, and one for each place of the programme."""
    return {MAIN: None, **{place: place for place in forum.details.get("places", {})}}


def showing(session: Session, forum: str, screen: str) -> Showing | None:
    """What was last chosen for a screen."""
    return next(iter(history(session, forum, screen, 1)), None)


def history(session: Session, forum: str, screen: str, most: int = HISTORY) -> Sequence[Showing]:
    """What was chosen for a screen, the newest first."""
    query = select(Showing).where(Showing.forum == forum, Showing.screen == screen)
    return session.exec(query.order_by(col(Showing.seq).desc()).limit(most)).all()


def last_of_own_work(session: Session, forum: str, screen: str, item: str) -> str | None:
    """The key finding of an item that a screen showed last, or showed the sources of."""
    query = select(Showing.thing).where(
        Showing.forum == forum, Showing.screen == screen, Showing.item == item, col(Showing.kind).in_(OWN_WORK)
    )
    return session.exec(query.order_by(col(Showing.seq).desc())).first()


def chosen_answers(session: Session, forum: str, item: str) -> list[str]:
    """Every answer of an item that was ever put on a wall: the whole item may read it from then on."""
    query = select(Showing.things).where(Showing.forum == forum, Showing.item == item, Showing.kind == "answers")
    return [answer for things in session.exec(query) for answer in things]


def item_on(session: Session, forum: Forum, screen: str) -> Item | None:
    """The item that a screen follows by itself: of those under way the first one, in the screen's place if it has one.

    A plenary comes before what it presents, which may still be under way.
    """
    place = screens(forum).get(screen)
    on = [item for item in programme.items(session, forum.id) if phases.is_on(item.technique, item.phase)]
    gathered = {number for item in on for number in item.presents}
    on.sort(key=lambda item: item.number in gathered)
    return next((item for item in on if place is None or item.place == place), None)


def holds(showing: Showing, item: Item | None) -> bool:
    """Whether a choice still stands: it goes with the phase in which it was made, and the wall then follows the next one.

    In a plenary a key finding also goes with the turn: who has the floor next begins with their own.
    """
    if showing.kind == FOLLOWS or item is None:
        return showing.kind != FOLLOWS
    turn = item.turn_since if item.turn_item and showing.kind in OWN_WORK else None
    return showing.shown_at >= (max(item.phase_since, turn) if turn else item.phase_since)


def followed(session: Session, forum: Forum, screen: str, showing: Showing | None) -> Item | None:
    """The item that a screen follows: the one it was chosen for while that goes on, else the one that is on, if any."""
    chosen = next(iter(programme.items(session, forum.id, [showing.item])), None) if showing and showing.item else None
    if showing and chosen and (holds(showing, chosen) or phases.is_on(chosen.technique, chosen.phase)):
        return chosen
    return item_on(session, forum, screen)


def screens_following(session: Session, forum: Forum, item: Item) -> list[str]:
    """The screens on which an item is now; when there is none, the one where it takes place."""
    names = screens(forum)
    now = {name: followed(session, forum, name, showing(session, forum.id, name)) for name in names}
    found = [name for name, on in now.items() if on is not None and on.id == item.id]
    return found or [item.place if item.place in names and item.place else MAIN]


def presented(session: Session, item: Item) -> Sequence[Item]:
    """The items whose results an item shows: those that a plenary presents, in its order, else its own."""
    return programme.presented(session, item) or [item]
