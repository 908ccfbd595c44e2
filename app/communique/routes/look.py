"""The text to read: clean, with its brackets, with what is proposed, compared with an earlier version; and its journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import looking, queries, rules
from app.communique.cards.paragraphs import ParagraphView, paragraph_view, shelf_of
from app.communique.commands.releasing import ReleaseJournal
from app.communique.reading import relations
from app.kernel.language import LANGUAGE_NAMES, N_
from app.kernel.roles import Actor, may, require
from app.programme.models import Item
from app.programme.queries import forum_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()

VIEWS: Final = {
    "clean": N_("Clean"),
    "bracketed": N_("With brackets"),
    "changes": N_("With changes"),
    "compared": N_("Compared"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A text to read. ``room`` and ``journal``: the drafting room and the journal are open to the visitor."""

    item: Item
    zone: ZoneInfo
    languages: tuple[str, ...]
    paragraphs: tuple[ParagraphView, ...]
    room: bool
    journal: bool

    @property
    def adopted(self) -> bool:
        """Whether it stands still."""
        return any(view.adopted for view in self.paragraphs)

    @property
    def proposed(self) -> bool:
        """Whether a change waits."""
        return any(view.amendments for view in self.paragraphs)

    def bracketed(self, language: str) -> bool:
        """Whether a bracket is left, as it is read in *language*: where that has no text, in the authority's."""
        return any(
            (language if dict(view.twins).get(language) else view.language) in view.nodes for view in self.paragraphs
        )


def _looked(session: Session, actor: Actor, name: str) -> Looked:
    item = queries.drafting_item(session, actor.forum, name)
    require(actor, "hear:communique", item.id, relations(session, actor, item.id))
    room, forum = may(actor, "hear:drafting", item.id), forum_of(session, actor.forum)
    found = queries.paragraphs(session, actor.forum, item.id)
    shelf = shelf_of(session, actor.forum, item, found, at_work=room)
    row = queries.communique_of(session, actor.forum, item.id)
    views = tuple(paragraph_view(shelf, p) for p in found)
    written = dict.fromkeys(tag for view in views for tag, text in view.twins if text)
    journal = room or (row is not None and row.released_at is not None)
    return Looked(item, ZoneInfo(forum.timezone), tuple(written), views, room, journal)


def moments_of(times: Iterable[datetime], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Moments to choose from, as (value, what is shown): of those within one second the last."""
    told: dict[str, str] = {}
    for at in times:
        told[f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"] = looking.exactly(at)
    return [(value, label) for label, value in told.items()]


def _chosen(options: Sequence[tuple[str, str]], at: datetime | None) -> str:
    """The option that stands for a moment."""
    if at is None:
        return ""
    later = (value for value, _ in options if datetime.fromisoformat(value) >= at.astimezone(UTC))
    return next(later, options[-1][0])


@router.get("/items/{name}/communique/text")
async def text_page(
    name: str,
    visit: Visit = Depends(visit),
    view: str = "clean",
    text: str = "",
    since: str = "",
    until: str = "",
) -> Response:
    """The text in one of its views, in one language."""
    await visit.settle()
    actor = visit.member()
    looked = await visit.site.readers.run(_looked, actor, name)
    language = text if text in looked.languages else ""
    comparison = await visit.site.readers.run(looking.comparison, actor, name, since, until, language)
    options = moments_of(comparison.moments, looked.zone)
    return visit.page(
        "communique/text.html",
        looked=looked,
        item=looked.item,
        view=view if view in VIEWS else "clean",
        views=VIEWS,
        chosen=language,
        comparison=comparison,
        options=options,
        since=_chosen(options, comparison.since),
        until=_chosen(options, comparison.until),
        sections=rules.SECTION_NAMES,
        names=LANGUAGE_NAMES,
    )


def _journal(session: Session, actor: Actor, name: str) -> tuple[looking.Journal, ZoneInfo]:
    return looking.drafting_journal(session, actor, name), ZoneInfo(forum_of(session, actor.forum).timezone)


@router.get("/items/{name}/communique/journal")
async def journal_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Who proposed what, when, and how it was decided."""
    await visit.settle()
    journal, zone = await visit.site.readers.run(_journal, visit.member(), name)
    return visit.page(
        "communique/journal.html",
        journal=journal,
        item=journal.item,
        times=[at.at.astimezone(zone) for at in journal.entries],
        names=LANGUAGE_NAMES,
    )


@router.post("/items/{name}/communique/journal")
async def post_release(name: str, visit: Visit = Depends(visit)) -> Response:
    """The chair releases the journal to who reads the text, or takes it back."""
    form = await visit.form()
    act = field_text(form, "act")
    if act not in ("release", "hold"):
        raise rules.no_such_act()
    done = await visit.run(ReleaseJournal(name, act == "release", field_id(form)))
    return visit.back_to(f"/items/{name}/communique/journal", done)
