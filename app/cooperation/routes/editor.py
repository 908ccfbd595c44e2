"""An initiative is revised, by two people at once without losing a word of either, and its partners recorded."""

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.cooperation.commands.initiatives import ReviseInitiative, SettleInitiative, WithdrawInitiative
from app.cooperation.commands.presenting import SetStanding
from app.cooperation.editing import Editor, changed_fields, editor_of
from app.cooperation.routes.pad import typed_fields
from app.cooperation.rules import STANDINGS
from app.kernel.ids import parse_id
from app.kernel.text import whole_number
from app.sources.versions.rules import version_clash
from app.store.work import Done
from app.synthesis.commands.drawing import Ref
from app.synthesis.editing import parse_ref
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


async def _open(visit: Visit, initiative: str, took: str = "") -> Editor:
    registry, actor, id_ = visit.site.registry, visit.member(), parse_id(initiative)
    return await visit.site.readers.run(lambda session: editor_of(registry, session, actor, id_, took))


def _part(visit: Visit, editor: Editor, status: int = 200, sentence: str = "") -> Response:
    """The editor as a part of the pad, or as a page where there are no scripts."""
    context = {"editor": editor, "item": editor.choices.item, "sentence": sentence, "standings": STANDINGS}
    if not visit.request.headers.get("hx-request"):
        return visit.page("cooperation/edit.html", status, **context)
    response = visit.page("cooperation/_editor.html", status, **context)
    address = f"/items/{editor.choices.item.number}/pad?write={editor.id}"
    response.headers["hx-replace-url"] = address + (f"&take={editor.took}" if editor.took else "")
    return response


def _closed(visit: Visit, editor: Editor, done: Done) -> Response:
    address = f"/items/{editor.choices.item.number}/pad"
    if visit.request.headers.get("hx-request"):
        return HTMLResponse("", headers={"hx-replace-url": address})
    return RedirectResponse(f"{address}?after={done.seq}", 303)


@router.get("/initiatives/{initiative}/edit")
async def edit_initiative_page(initiative: str, visit: Visit = Depends(visit), take: str = "") -> Response:
    """Revise an initiative; with ``take`` the fields that clashed are brought into the boxes."""
    await visit.settle()
    return _part(visit, await _open(visit, initiative, take))


def _sources(form: FormData) -> tuple[Ref, ...] | None:
    """All sources, when others are ticked than had been."""
    ticked = [one for one in form.getlist("source") if isinstance(one, str)]
    if set(ticked) == set(form.getlist("had")):
        return None
    things = [parse_ref(one) for one in ticked]
    return tuple(Ref(thing.kind, parse_id(thing.id)) for thing in things)


@router.post("/initiatives/{initiative}/edit")
async def post_initiative_edit(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """The written fields. When somebody changed one of them meanwhile, both stand side by side, and both are kept."""
    form, id_ = await visit.form(), parse_id(initiative)
    version = whole_number(field_text(form, "version")) or 0
    changes = await visit.site.readers.run(changed_fields, visit.member(), id_, version, typed_fields(form))
    table, language = field_text(form, "table") or None, field_text(form, "language") or None
    done = await visit.run(ReviseInitiative(id_, version, changes, _sources(form), table, language))
    if field_text(form, "took") and not done.value.get("clash"):
        done = await visit.run(SettleInitiative(id_, parse_id(field_text(form, "took"))))
    editor = await _open(visit, id_)
    if done.value.get("clash"):
        told = version_clash(done.value)
        # For htmx it takes the place of the editor, so it must not be a fault: the text has been kept.
        part = visit.request.headers.get("hx-request")
        return _part(visit, editor, 200 if part else told.status, visit.say(told))
    return _closed(visit, editor, done)


@router.post("/initiatives/{initiative}/clashes/{clash}/settle")
async def post_initiative_settle(initiative: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """What clashed needs nothing more."""
    await visit.form()
    await visit.run(SettleInitiative(parse_id(initiative), parse_id(clash)))
    if visit.request.headers.get("hx-request"):
        return _part(visit, await _open(visit, initiative))
    return RedirectResponse(f"/initiatives/{parse_id(initiative)}/edit", 303)


@router.post("/initiatives/{initiative}/withdraw")
async def post_initiative_withdraw(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Take an initiative away, not over words that came since; or bring it back."""
    form = await visit.form()
    editor = await _open(visit, initiative)
    if field_text(form, "back"):
        return _closed(
            visit, editor, await visit.run(ReviseInitiative(editor.id, editor.version, {}, id=field_id(form)))
        )
    version = whole_number(field_text(form, "version"))
    done = await visit.run(WithdrawInitiative(editor.id, version, field_id(form)))
    return _closed(visit, editor, done)


@router.post("/initiatives/{initiative}/partners")
async def post_partner(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Record where a delegation stands, as it was said at the table; without a standing it stands nowhere any more."""
    form = await visit.form()
    standing = field_text(form, "standing") or None
    await visit.run(SetStanding(parse_id(initiative), field_text(form, "delegation"), standing, field_id(form)))
    if visit.request.headers.get("hx-request"):
        editor = await _open(visit, initiative)
        return visit.page("cooperation/_partners.html", editor=editor, standings=STANDINGS)
    return RedirectResponse(f"/initiatives/{parse_id(initiative)}/edit#partners", 303)
