"""All SQL that reads the list of speakers."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.kernel.roles import ACTS
from app.people.models import RoleGrant
from app.programme.models import Item
from app.stage.speakers import rules
from app.stage.speakers.models import Speaker, SpeakerKeeping


def listed(session: Session, item: Item) -> Sequence[Speaker]:
    """Everybody who is or was on an item's list, in its order."""
    query = select(Speaker).where(Speaker.forum == item.forum, Speaker.item == item.id)
    return session.exec(query.order_by(col(Speaker.position), col(Speaker.id))).all()


def place_of(speaker: Speaker) -> rules.Listed:
    """An entry as the rules see it."""
    return rules.Listed(speaker.id, speaker.state, speaker.called, rules.same(speaker.name, speaker.delegation))


def keeping(session: Session, item: Item) -> SpeakerKeeping:
    """How an item's list is kept; as a fresh row when nobody has said anything about it."""
    return session.get(SpeakerKeeping, item.id) or SpeakerKeeping(
        item=item.id, forum=item.forum, closed=False, paused=False
    )


def items_listed(session: Session, forum: str) -> list[str]:
    """The items on whose lists somebody is or was."""
    return sorted(session.exec(select(Speaker.item).where(Speaker.forum == forum).distinct()).all())


def who_run(session: Session, forum: str, item: str) -> list[str]:
    """The people who give the floor in an item."""
    held = select(RoleGrant).where(RoleGrant.forum == forum, col(RoleGrant.role).in_(list(ACTS["speaker:run"].roles)))
    return sorted({grant.participant for grant in session.exec(held) if grant.item in (None, item)})


def asked_by(session: Session, forum: str, participant: str) -> Sequence[Speaker]:
    """The entries that a person's phone asked for and that are still to come, or speak."""
    query = select(Speaker).where(
        Speaker.forum == forum, Speaker.participant == participant, col(Speaker.state).in_(rules.LIVE)
    )
    return session.exec(query.order_by(col(Speaker.position))).all()
