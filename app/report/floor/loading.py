"""What an item's speakers brought and what was asked of them, of what was read of the forum."""

from app.programme.models import Item
from app.report.floor.model import Floor, FloorQuestion, Slides, Talk
from app.report.record import Record
from app.report.wording import Words
from app.stage.questions import queries as questions
from app.stage.questions.models import FloorQuestion as Row
from app.stage.questions.views import question_views
from app.stage.slides.queries import slides
from app.stage.talks import queries as talks
from app.stage.talks.views import talk_views


def item_floor(record: Record, item: Item) -> Floor:
    """The item's talks, slides and questions. What the moderator holds back or took away is told to nobody."""
    return Floor(_talks(record, item), _slides(record, item), _questions(record, item))


def _talks(record: Record, item: Item) -> tuple[Talk, ...]:
    found = talks.talks(record.session, item)
    if not found:
        return ()
    views = talk_views(record.session, item, found, talks.keeping(record.session, item))
    return tuple(Talk(v.id, dict(v.name), dict(v.function), dict(v.topic), held=v.state == "done") for v in views)


def _slides(record: Record, item: Item) -> tuple[Slides, ...]:
    return tuple(
        Slides(one.id, one.title, one.pages, one.url or "") for one in slides(record.session, record.forum.id, item.id)
    )


def _questions(record: Record, item: Item) -> tuple[FloorQuestion, ...]:
    asked = [q for q in questions.questions(record.session, record.forum.id, item=item.id) if questions.is_public(q)]
    heads = [question for question in asked if question.into is None]
    views = question_views(record.session, record.forum.id, heads)
    ranked = sorted(zip(heads, views, strict=True), key=lambda both: (-both[1].support, both[0].first_seq))
    return tuple(
        FloorQuestion(
            id=row.id,
            words=Words(row.text, row.language),
            answered=row.answered_at is not None,
            support=view.support,
            alike=tuple(Words(text, language) for _, text, language in view.alike),
            by=record.name(row.author),
            affiliation=_affiliation(record, row),
            late=row.late,
            written_at=row.written_at,
        )
        for row, view in ranked
    )


def _affiliation(record: Record, row: Row) -> str:
    return record.affiliations.key(row.affiliation) if row.affiliation else ""
