"""What may be read of surveys: by whoever responds, and together, of five responses or more, by who runs the forum."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.kernel import roles
from app.kernel.ids import hashed
from app.kernel.roles import Actor, may
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.survey import queries, rules
from app.survey.models import Response, Survey, SurveyMoment

Opened = Collection[tuple[str, str]]
"""The (survey, moment) that take responses."""


def marked(survey: str, moment: str) -> str:
    """What a writer's mark is made for: before and after are two, so nobody can tell who changed their mind."""
    return f"{survey}:{moment}"


def moment_of(session: Session, survey: Survey, name: str | None, opened: Opened) -> SurveyMoment:
    """A survey's moment: the one that is named, else the one that is open, else the last. Raises ``no_such_survey``."""
    held = queries.moments(session, survey.forum, survey.id)
    if name is not None:
        held = [moment for moment in held if moment.name == name]
    if not held:
        raise rules.no_such_survey()
    return next((moment for moment in reversed(held) if (survey.id, moment.name) in opened), held[-1])


def asked_in_words(session: Session, survey: Survey, moment: str) -> list[dict[str, Any]]:
    """The questions of a moment: they are asked once, at the last one."""
    last = queries.moments(session, survey.forum, survey.id)[-1]
    return survey.questions if last.name == moment else []


def may_do(session: Session, actor: Actor, act: str, survey: Survey) -> bool:
    """Whether *actor* may do *act* with a survey: by a role for the forum, or for an item with which it is asked."""
    items = {moment.item for moment in queries.moments(session, survey.forum, survey.id)}
    return any(may(actor, act, item) for item in {None, *items})


def require(session: Session, actor: Actor | None, act: str, survey: Survey) -> Actor:
    """*actor*, when allowed. Raises ``no_pass`` (401) and ``not_yours`` (403)."""
    if actor is not None and may_do(session, actor, act, survey):
        return actor
    return roles.require(actor, act)


def walls(session: Session, actor: Actor, survey: Survey) -> list[Item]:
    """The items on whose walls *actor* may show results: those that are on, else the last with which it is asked."""
    mine = [
        item
        for item in programme.items(session, survey.forum)
        if may(actor, "stage:show", item.id) and may(actor, "survey:read", item.id)
    ]
    asked = {moment.item for moment in queries.moments(session, survey.forum, survey.id)}
    on = [item for item in mine if phases.is_on(item.technique, item.phase)]
    return on or [item for item in mine if item.id in asked][-1:]


def response_document(response: Response) -> dict[str, Any]:
    """A response as its writer is told of it."""
    return {
        "id": response.id,
        "survey": response.survey,
        "moment": response.moment,
        "ratings": response.ratings,
        "words": response.words,
    }


def own_response(session: Session, actor: Actor, survey: str, moment: str) -> Response | None:
    """What *actor* answered; nobody but the holder of the pass can ask this."""
    return queries.response_by_mark(session, survey, moment, actor.mark_of(marked(survey, moment)))


def figures_now(session: Session, survey: Survey, moment: str) -> dict[str, Any]:
    """The figures of all responses of a moment: ``count``, and by ``s1`` or ``objective:KEY`` what may be told."""
    held = [response.ratings for response in queries.responses(session, survey.forum, survey.id, moment)]
    groups = {one["id"]: [one["id"]] for one in survey.statements}
    for objective in survey.objectives:
        of = [one["id"] for one in survey.statements if one["objective"] == objective["key"]]
        groups |= {f"objective:{objective['key']}": of} if of else {}
    told = rules.figures(held, groups)
    return {"count": len(held), "told": {name: asdict(figure) for name, figure in told.items()}}


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment of a survey in numbers. ``opens_on`` is the day from which it is asked, where it hangs on one."""

    survey: str
    survey_title: dict[str, str]
    name: str
    title: str
    open: bool
    held: bool | None
    item: str
    opens_on: date | None
    responses: int
    people: int

    @property
    def rate(self) -> int:
        """Responses in percent of those who took part."""
        return min(100, round(100 * self.responses / self.people)) if self.people else 0


@dataclass(frozen=True, slots=True)
class Line:
    """A statement or an objective, with what is told of it ``before`` and ``after``."""

    id: str
    text: dict[str, str]
    before: rules.Figure | None
    after: rules.Figure | None


@dataclass(frozen=True, slots=True)
class Group:
    """An objective with its statements; statements without one have ``objective=None``."""

    key: str | None
    objective: Line | None
    statements: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ResultsView:
    """What the responses to a survey say together. ``counted`` gives for each moment that is told of how many they are;
    ``open`` are the moments that may still take responses.
    """

    id: str
    title: dict[str, str]
    counted: dict[str, int]
    open: tuple[str, ...]
    groups: tuple[Group, ...]


def moment_views(session: Session, forum: str, opened: Opened) -> list[MomentView]:
    """Every moment of the forum's surveys in numbers, in the order of the file."""
    counts, people = queries.counts(session, forum), queries.people(session, forum)
    held = queries.moments(session, forum)
    return [
        MomentView(
            survey.id,
            survey.title,
            moment.name,
            rules.MOMENTS[moment.name],
            (survey.id, moment.name) in opened,
            moment.held,
            moment.item or "",
            moment.opens_on,
            counts.get((survey.id, moment.name), 0),
            people,
        )
        for survey in queries.surveys(session, forum)
        for moment in held
        if moment.survey == survey.id
    ]


def results(session: Session, survey: Survey, opened: Opened) -> ResultsView:
    """What may be told. While a moment is open, its figures are those of the last full five."""
    held: dict[str, dict[str, Any]] = {}
    for moment in queries.moments(session, survey.forum, survey.id):
        is_open = (survey.id, moment.name) in opened
        found = (moment.figures or {}) if is_open else figures_now(session, survey, moment.name)
        if found.get("count", 0) >= rules.FEWEST:
            held[moment.name] = found

    def line(name: str, text: dict[str, str]) -> Line:
        told = {moment: found["told"].get(name) for moment, found in held.items()}
        figures = {moment: rules.Figure(**figure) for moment, figure in told.items() if figure}
        return Line(name, text, figures.get("before"), figures.get("after"))

    def group(objective: dict[str, Any] | None) -> Group:
        key = objective["key"] if objective else None
        lines = tuple(line(one["id"], one["text"]) for one in survey.statements if one["objective"] == key)
        return Group(key, line(f"objective:{key}", objective["title"]) if objective else None, lines)

    groups = tuple(one for one in map(group, [*survey.objectives, None]) if one.statements)
    counted = {moment: found["count"] for moment, found in held.items()}
    still = tuple(moment for moment in rules.MOMENTS if (survey.id, moment) in opened)
    return ResultsView(survey.id, survey.title, counted, still, groups)


@dataclass(frozen=True, slots=True)
class Words:
    """A question, and what was answered to it, in no order that means anything."""

    id: str
    text: dict[str, str]
    said: tuple[str, ...]


def words(session: Session, survey: Survey, opened: Opened) -> tuple[Words, ...]:
    """What was written, once the moment is closed: while it is open, the newest text would be that of who came last.

    Each question has an order of its own, so that nobody puts together what one person wrote.
    """
    moment = queries.moments(session, survey.forum, survey.id)[-1].name
    held = queries.responses(session, survey.forum, survey.id, moment)
    if (survey.id, moment) in opened or len(held) < rules.FEWEST:
        return ()

    def said(question: str) -> tuple[str, ...]:
        shuffled = sorted(held, key=lambda response: hashed(f"{question}:{response.id}"))
        return tuple(response.words[question] for response in shuffled if question in response.words)

    return tuple(Words(one["id"], one["text"], said(one["id"])) for one in survey.questions)


def opened_whatever_the_day(session: Session, forum: str) -> Opened:
    """What may be open, for cards."""
    return queries.open_moments(session, programme.forum_of(session, forum), None)
