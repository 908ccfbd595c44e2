"""Paper: table cards, slips, the state of every table for a power cut, and typing in what was written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES, N_
from app.kernel.refusals import Sentence
from app.kernel.roles import Actor, require
from app.live.rooms import Room
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.tables import keys, queries, round_queries
from app.tables.commands.answers import TypeAnswer
from app.tables.models import RoundTable
from app.web.qr import QrCode, qr_code
from app.web.visit import Visit, field_text, visit

router = APIRouter(include_in_schema=False)

_SCAN: Final = N_("Scan this with your phone, or type the code.")
_TABLE: Final = N_("Table %(number)s")


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table on paper: ``names``, ``questions`` and ``says`` are (language, text) in the forum's languages, the reader's
    first; a name that would stand there twice stands once.
    """

    id: str
    number: int
    name: dict[str, str]
    names: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    says: tuple[tuple[str, str], ...]
    qr: QrCode


@dataclass(frozen=True, slots=True)
class OnPaper:
    """An item's open tables as they are printed."""

    forum: Forum
    item: Item
    tables: Sequence[RoundTable]
    questions: dict[str, dict[str, str]]


def on_paper(session: Session, actor: Actor, name: str) -> OnPaper:
    """What the pages of paper are made of. Raises ``not_yours`` for who is not at the item's desk."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "hear:desk", item.id)
    tables = [t for t in queries.tables_of_item(session, actor.forum, item.id) if t.closed_at is None]
    texts = {q.id: q.text for q in programme.questions(session, actor.forum, item.id)}
    return OnPaper(programme.forum_of(session, actor.forum), item, tables, texts)


def _paper_tables(visit: Visit, found: OnPaper) -> list[PaperTable]:
    languages = sorted(found.forum.languages, key=lambda language: language != visit.language)
    says = tuple((language, visit.site.catalogues.say(Sentence(_SCAN), language)) for language in languages)
    address = f"{visit.reached_at}/join/{found.forum.code}"
    tables = []
    for table in found.tables:
        texts = found.questions.get(table.question or "", {})
        asked = tuple((language, texts[language]) for language in languages if language in texts)
        numbered = Sentence(_TABLE, {"number": table.number})
        names = {table.name.get(at) or visit.site.catalogues.say(numbered, at): at for at in reversed(languages)}
        tables.append(
            PaperTable(
                table.id,
                table.number,
                table.name,
                tuple((at, name) for name, at in reversed(names.items())),
                asked or tuple(texts.items()),
                says,
                qr_code(f"{address}?table={table.code}"),
            )
        )
    return tables


async def _paper(visit: Visit, name: str, template: str) -> Response:
    await visit.settle()
    found = await visit.site.readers.run(on_paper, visit.member(), name)
    address = urlsplit(visit.reached_at)
    return visit.page(
        template,
        item=found.item,
        forum=found.forum,
        tables=_paper_tables(visit, found),
        address=address.netloc + address.path,
        unreachable=address.hostname in ("localhost", "127.0.0.1", "::1"),
    )


@router.get("/items/{name}/cards")
async def cards_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Table cards, two on a sheet."""
    return await _paper(visit, name, "tables/paper_cards.html")


@router.get("/items/{name}/slips")
async def slips_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """For each table six slips for answers, and a sheet for findings."""
    return await _paper(visit, name, "tables/paper_slips.html")


@router.get("/items/{name}/state")
async def state_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The state of every table as it is now, printable: what the desk needs when the power goes."""
    await visit.settle()
    actor = visit.member()
    found = await visit.site.readers.run(on_paper, actor, name)
    rooms: list[Room] = [keys.table_room(table.id) for table in found.tables]
    return await visit.live_page(
        "tables/paper_state.html",
        "desk",
        rooms,
        item=found.item,
        forum=found.forum,
        tables=_paper_tables(visit, found),
        at=visit.site.now().astimezone(ZoneInfo(found.forum.timezone)),
    )


def _typing(session: Session, actor: Actor, name: str) -> tuple[OnPaper, RoundTable, int]:
    table = queries.table_by_name(session, actor.forum, name)
    require(actor, "answer:type", table.item)
    return on_paper(session, actor, table.item), table, round_queries.round_now(session, actor.forum, table.item)


@router.get("/tables/{name}/clerk")
async def clerk_page(name: str, visit: Visit = Depends(visit), written: str = "", of: str = "") -> Response:
    """Type in a table's slips, one after the other."""
    await visit.settle()
    found, table, round = await visit.site.readers.run(_typing, visit.member(), name)
    return await visit.live_page(
        "tables/clerk.html",
        "desk",
        [keys.table_room(table.id)],
        item=found.item,
        forum=found.forum,
        table=table,
        tables=found.tables,
        question=found.questions.get(table.question or "", {}),
        written=written if written in found.forum.languages else visit.language,
        names=LANGUAGE_NAMES,
        rounds=round,
        of=int(of) if of in map(str, range(1, round)) else round,
        reports=phases.opens(found.item.technique, "finding"),
    )


@router.post("/tables/{name}/clerk")
async def post_clerk(name: str, visit: Visit = Depends(visit)) -> Response:
    """One slip. The language and the round of the last one stand for the next."""
    form = await visit.form()
    written = field_text(form, "language")
    of = field_text(form, "round")
    round = int(of) if of.isdecimal() and len(of) < 3 else None
    done = await visit.run(TypeAnswer(parse_id(field_text(form, "id")), name, field_text(form, "text"), written, round))
    return visit.back_to(f"/tables/{name}/clerk", done, written=written, of=of)
