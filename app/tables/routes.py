"""The phone's pages at a table: choosing it, sitting down, writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, require
from app.kernel.text import whole_number
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import forum_room, item_room
from app.programme.models import Forum, Item
from app.store.work import Done
from app.tables import keys, queries, round_queries
from app.tables.commands import answers, seats
from app.tables.models import Answer, RoundTable
from app.web.admission import Admissions
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)

GREETING_SECONDS: Final = 120
"""First, people greet each other: for so long every screen shows only the question (product, "Table work")."""

VIEWS: Final = {
    "waiting": "brief",
    "briefing": "brief",
    "table_work": "answers findings",
    "report_out": "heard",
    "commenting": "heard",
    "consolidating": "heard",
    "gathering": "answers",
    "done": "heard",
}
"""Which view of the phone each phase opens; the further ones are not roaming either."""

OF_INITIATIVES: Final = {
    **VIEWS,
    "table_work": "answers initiatives",
    "gathering": "initiatives answers",
    "done": "initiatives answers",
}
"""The same where a table's ideas become initiatives and nobody reports."""

ALL_VIEWS: Final = frozenset({"answers", "findings", "pick", "write", "heard", "brief", "initiatives"})


@dataclass(frozen=True, slots=True)
class AtTable:
    """A table, its item and forum, how the visitor stands to it, and whether its people change tables in rounds."""

    forum: Forum
    item: Item
    table: RoundTable
    relations: frozenset[str]
    rotates: bool


def at_table(session: Session, actor: Actor, name: str) -> AtTable:
    """The table of an address (id, code or number)."""
    table = queries.table_by_name(session, actor.forum, name)
    forum, item = queries.forum_and_item(session, actor.forum, table)
    rotates = bool(item.details.get("rotation")) or round_queries.rotation_of(session, forum.id, item.id) is not None
    return AtTable(forum, item, table, queries.relations(session, actor, table, forum.writing), rotates)


def _heard_at(session: Session, admission: Admissions, actor: Actor, name: str) -> tuple[AtTable, bool]:
    """The table of an address, and whether the visitor would have to sit down there first."""
    at = at_table(session, actor, name)
    return at, admission.refused(session, actor, keys.table_room(at.table.id)) == "not_yours"


def _hall(session: Session, forum: str, name: str) -> tuple[Item, Sequence[RoundTable]]:
    item = programme.item_of(session, forum, name)
    return item, queries.tables_of_item(session, forum, item.id)


def _to_choose(session: Session, actor: Actor, name: str) -> tuple[Item, Sequence[RoundTable], RoundTable | None]:
    item, tables = _hall(session, actor.forum, name)
    # Where tables have topics, people go where theirs is.
    topics = phases.opens(item.technique, "interest")
    roomiest = None if topics else round_queries.most_room(session, item, actor.participant)
    return item, [t for t in tables if t.closed_at is None], roomiest


@router.get("/items/{name}/tables")
async def choose_table(name: str, visit: Visit = Depends(visit)) -> Response:
    """Choose a table by hand, when there is no card to scan. Who comes late is led to where there is most room."""
    item, tables, roomiest = await visit.site.readers.run(_to_choose, visit.member(), name)
    return visit.page("tables/choose.html", item=item, tables=tables, roomiest=roomiest, names=LANGUAGE_NAMES)


@router.get("/tables/{name}/here")
async def here_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """ "You are at Table 3?": after a scan of the card, and once for each table."""
    await visit.settle()
    actor = visit.member()
    at = await visit.site.readers.run(at_table, actor, name)
    if "seated" in at.relations:
        return RedirectResponse(f"/tables/{at.table.code}", 303)
    _, tables = await visit.site.readers.run(_hall, actor.forum, at.item.id)
    others = [t for t in tables if t.closed_at is None and t.id != at.table.id]
    return visit.page("tables/here.html", at=at, item=at.item, table=at.table, others=others, names=LANGUAGE_NAMES)


@router.post("/tables/{name}/seat")
async def post_seat(name: str, visit: Visit = Depends(visit)) -> Response:
    """Yes, I sit here."""
    form = await visit.form()
    done = await visit.run(seats.TakeSeat(name, id=field_id(form)))
    return visit.back_to(f"/tables/{done.value['code']}", done)


@router.get("/tables/{name}")
async def table_page(name: str, visit: Visit = Depends(visit), view: str = "") -> Response:
    """The phone at the table: the question, the answers, the box; it follows the phase and may roam."""
    await visit.settle()
    actor = visit.member()
    at, elsewhere = await visit.site.readers.run(_heard_at, visit.site.admission, actor, name)
    if elsewhere:
        return RedirectResponse(f"/tables/{at.table.code}/here", 303)
    rooms = [keys.table_room(at.table.id), item_room(at.item.id), forum_room(actor.forum), me_room(actor.participant)]
    ideas = phases.opens(at.item.technique, "initiative")
    views = OF_INITIATIVES if ideas else VIEWS
    return await visit.live_page(
        "tables/table.html",
        "phone",
        rooms,
        at=at,
        item=at.item,
        table=at.table,
        ideas=ideas,
        views={phase: views[phase] for phase in phases.phases(at.item.technique)},
        view=view if view in ALL_VIEWS else _opened(at, views),
        abilities=" ".join(sorted(phases.abilities(at.item.technique, at.item.phase))),
        greeting_ms=GREETING_SECONDS * 1000,
    )


def _opened(at: AtTable, views: Mapping[str, str]) -> str:
    """The view that the moment opens: who has the floor stands before what their table found."""
    floor = at.item.turn_table or at.item.turn_question
    return "findings" if floor and floor in (at.table.id, at.table.question) else views[at.item.phase].split()[0]


@router.post("/tables/{name}/answers")
async def post_answer(name: str, visit: Visit = Depends(visit)) -> Response:
    """Without JavaScript: the form's own fresh id is the answer's."""
    form = await visit.form()
    at = await visit.site.readers.run(at_table, visit.member(), name)
    command = answers.PutAnswer(parse_id(field_text(form, "id")), at.table.id, field_text(form, "text"), visit.language)
    return visit.back_to(f"/tables/{at.table.code}", await visit.run(command))


@router.post("/tables/{name}/pen")
async def post_pen(name: str, visit: Visit = Depends(visit)) -> Response:
    """Take the pen; from the desk, give it to somebody of the table."""
    form = await visit.form()
    command = seats.TakePen(name, field_id(form), field_text(form, "participant") or None)
    return await _back(visit, name, await visit.run(command))


@router.post("/tables/{name}/reporter")
async def post_reporter(name: str, visit: Visit = Depends(visit)) -> Response:
    """I report."""
    form = await visit.form()
    command = seats.NameReporter(name, field_text(form, "participant") or None, field_id(form))
    return await _back(visit, name, await visit.run(command))


@router.post("/tables/{name}/help")
async def post_help(name: str, visit: Visit = Depends(visit)) -> Response:
    """Call for help, or say that it came."""
    form = await visit.form()
    command = seats.CallHelp(name, wanted=field_text(form, "wanted") != "no", id=field_id(form))
    return await _back(visit, name, await visit.run(command))


@router.post("/tables/{name}/ready")
async def post_ready(name: str, visit: Visit = Depends(visit)) -> Response:
    """The table is ready, or not yet."""
    form = await visit.form()
    command = seats.MarkReady(name, ready=field_text(form, "ready") != "no", id=field_id(form))
    return await _back(visit, name, await visit.run(command))


@router.post("/tables/{name}/leave")
async def post_leave_table(name: str, visit: Visit = Depends(visit)) -> Response:
    """Stand up."""
    form = await visit.form()
    done = await visit.run(seats.StandUp(name, field_id(form)))
    return visit.back_to("/programme", done)


@router.post("/answers/{answer}/agreement")
async def post_agreement(answer: str, visit: Visit = Depends(visit)) -> Response:
    """Agree, or with the button pressed before agree no more."""
    form = await visit.form()
    actor = visit.member()
    found = await visit.site.readers.run(queries.answer_of, actor.forum, parse_id(answer))
    own = actor.author_of(found.id)
    held = await visit.site.readers.run(queries.agreed_by, actor.forum, own, found.id)
    wished = field_text(form, "agrees")
    agrees = held is None if wished == "" else wished == "yes"
    done = await visit.run(answers.Agree(found.id, agrees))
    return await _back(visit, found.table, done)


@router.get("/answers/{answer}/edit")
async def edit_answer_page(answer: str, visit: Visit = Depends(visit)) -> Response:
    """Change the words of my answer."""
    found = await _my_answer(visit, answer)
    return visit.page("tables/edit.html", answer=found, text=found.text, version=found.version, fault="", current="")


async def _my_answer(visit: Visit, answer: str) -> Answer:
    actor = visit.member()
    found = await visit.site.readers.run(queries.answer_of, actor.forum, parse_id(answer))
    require(actor, "answer:change", found.item, ["author"] if actor.wrote(found.id, found.author) else [])
    return found


@router.post("/answers/{answer}/edit")
async def post_edit(answer: str, visit: Visit = Depends(visit)) -> Response:
    """The changed words; when somebody was faster, both texts stand side by side."""
    form = await visit.form()
    found = await _my_answer(visit, answer)
    text, version = field_text(form, "text"), whole_number(field_text(form, "version")) or 0
    try:
        done = await visit.run(answers.ReviseAnswer(found.id, text, version, field_id(form)))
    except Refusal as refusal:
        current = refusal.extra.get("current", {"text": "", "version": found.version})
        return visit.page(
            "tables/edit.html",
            refusal.status,
            answer=found,
            text=text,
            version=current["version"],
            fault=visit.say(refusal),
            current=current["text"],
        )
    return await _back(visit, found.table, done)


@router.post("/answers/{answer}/withdraw")
async def post_withdraw(answer: str, visit: Visit = Depends(visit)) -> Response:
    """Take an answer back."""
    await visit.form()
    found = await _my_answer(visit, answer)
    return await _back(visit, found.table, await visit.run(answers.WithdrawAnswer(found.id)))


async def _back(visit: Visit, table: str, done: Done) -> Response:
    """To the table: as its people see it, or as the desk that sent the form does; or to the observer's pad."""
    at = await visit.site.readers.run(at_table, visit.member(), table)
    own = f"/tables/{at.table.code}"
    back = {"desk": f"{own}/desk", "pad": f"/items/{at.item.number}/pad"}
    return visit.back_to(back.get(field_text(await visit.form(), "back"), own), done)
