"""All SQL that reads surveys. A forum's id is part of every query."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.models import Participant, RoleGrant
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.survey import rules
from app.survey.models import Response, Survey, SurveyMoment
from app.tables.models import Seat


def surveys(session: Session, forum: str, ids: Collection[str] | None = None) -> Sequence[Survey]:
    """The forum's surveys in their order."""
    query = select(Survey).where(Survey.forum == forum).order_by(col(Survey.position))
    if ids is not None:
        query = query.where(col(Survey.id).in_(list(ids)))
    return session.exec(query).all()


def survey_of(session: Session, forum: str, name: str) -> Survey:
    """A survey by its id, or by its key in the programme file. Raises ``no_such_survey`` (404)."""
    query = select(Survey).where(Survey.forum == forum, (Survey.id == name) | (Survey.key == name))
    found = session.exec(query).first()
    if found is None:
        raise rules.no_such_survey()
    return found


def moments(session: Session, forum: str, survey: str | None = None) -> Sequence[SurveyMoment]:
    """When surveys are asked, ``before`` before ``after``; of one survey, or all."""
    query = select(SurveyMoment).where(SurveyMoment.forum == forum)
    if survey is not None:
        query = query.where(SurveyMoment.survey == survey)
    found = session.exec(query).all()
    order = list(rules.MOMENTS)
    return sorted(found, key=lambda moment: (moment.survey, order.index(moment.name)))


def responses(session: Session, forum: str, survey: str, moment: str) -> Sequence[Response]:
    """All responses of a moment, in no order that means anything."""
    query = select(Response).where(Response.forum == forum, Response.survey == survey, Response.moment == moment)
    return session.exec(query.order_by(col(Response.id))).all()


def counts(session: Session, forum: str) -> dict[tuple[str, str], int]:
    """How many responses each survey has at each moment."""
    query = select(Response.survey, Response.moment, func.count()).where(Response.forum == forum)
    rows = session.exec(query.group_by(col(Response.survey), col(Response.moment)))
    return {(survey, moment): count for survey, moment, count in rows}


def response_of(session: Session, forum: str, response: str) -> Response | None:
    """A response by its id."""
    found = session.get(Response, response)
    return found if found is not None and found.forum == forum else None


def response_ids(session: Session, forum: str) -> Sequence[str]:
    """The ids of all responses of a forum."""
    return session.exec(select(Response.id).where(Response.forum == forum).order_by(col(Response.id))).all()


def response_by_mark(session: Session, survey: str, moment: str, mark: str) -> Response | None:
    """The response that has a writer's mark."""
    query = select(Response).where(Response.survey == survey, Response.moment == moment, Response.mark == mark)
    return session.exec(query).first()


def people(session: Session, forum: str) -> int:
    """Of how many a response is wished: everyone who joined, but of those who came by a role link only who sat at a table.

    Whether somebody said a name counts for nothing here: who answers need not.
    """
    seated = select(Seat.participant).where(Seat.forum == forum)
    by_link = select(RoleGrant.participant).where(RoleGrant.forum == forum)
    wished = col(Participant.id).in_(seated) | col(Participant.id).not_in(by_link)
    return session.exec(select(func.count()).select_from(Participant).where(Participant.forum == forum, wished)).one()


def items_of(session: Session, forum: str, held: Iterable[SurveyMoment]) -> dict[str, Item]:
    """The items with which moments are asked, by id."""
    ids = {moment.item for moment in held if moment.item}
    return {item.id: item for item in programme.items(session, forum, ids)} if ids else {}


def open_moments(session: Session, forum: Forum, now: datetime | None) -> frozenset[tuple[str, str]]:
    """The (survey, moment) that take responses at *now*; with None those that may, whatever the day is.

    What a card says cannot hang on the day: no journal entry says that a night has passed.
    """
    if forum.closed_at is not None:
        return frozenset()
    own, later = (stands(session, forum, day) for day in days_of(forum, now))
    return frozenset(
        (survey, moment)
        for (survey, moment), stand in own.items()
        if rules.is_open(stand, later.get((survey, "after")))
    )


def begun_moments(session: Session, forum: Forum, now: datetime) -> frozenset[tuple[str, str]]:
    """The (survey, moment) that are open, or have been."""
    found = stands(session, forum, days_of(forum, now)[0])
    return frozenset(key for key, stand in found.items() if stand.begun)


def days_of(forum: Forum, now: datetime | None) -> tuple[date, date]:
    """Today in the forum's zone, twice; of no day the last and the first: every day has come, and none."""
    if now is None:
        return date.max, date.min
    today = now.astimezone(ZoneInfo(forum.timezone)).date()
    return today, today


def stands(session: Session, forum: Forum, today: date) -> dict[tuple[str, str], rules.Stand]:
    """What decides about each moment, by (survey, moment)."""
    held = moments(session, forum.id)
    items = items_of(session, forum.id, held)

    def stand(moment: SurveyMoment) -> rules.Stand:
        item = items.get(moment.item or "")
        technique, phase = (item.technique, item.phase) if item else (None, "")
        return rules.Stand(moment.name, technique, phase, moment.opens_on, moment.held, today)

    return {(moment.survey, moment.name): stand(moment) for moment in held}
