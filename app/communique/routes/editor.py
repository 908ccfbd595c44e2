"""A paragraph is revised, by two people at once without losing a word of either."""

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.communique.commands.drawing import Ref
from app.communique.commands.paragraphs import ReviseParagraph, SettleParagraph, WithdrawParagraph
from app.communique.editing import Editor, changed_texts, editor_of
from app.kernel.ids import parse_id
from app.kernel.text import whole_number
from app.sources.versions.rules import version_clash
from app.store.work import Done
from app.synthesis.editing import parse_ref
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


async def _open(visit: Visit, paragraph: str, took: str = "") -> Editor:
    registry, actor, id_ = visit.site.registry, visit.member(), parse_id(paragraph)
    return await visit.site.readers.run(lambda session: editor_of(registry, session, actor, id_, took))


def _part(visit: Visit, editor: Editor, status: int = 200, sentence: str = "") -> Response:
    """The editor as a part of the drafting room, or as a page where there are no scripts."""
    context = {"editor": editor, "item": editor.item, "sentence": sentence}
    if not visit.request.headers.get("hx-request"):
        return visit.page("communique/edit.html", status, **context)
    response = visit.page("communique/_editor.html", status, **context)
    address = f"/items/{editor.item.number}/drafting?write={editor.id}"
    response.headers["hx-replace-url"] = address + (f"&take={editor.took}" if editor.took else "")
    return response


def _closed(visit: Visit, editor: Editor, done: Done) -> Response:
    address = f"/items/{editor.item.number}/drafting"
    if visit.request.headers.get("hx-request"):
        return HTMLResponse("", headers={"hx-replace-url": address})
    return RedirectResponse(f"{address}?after={done.seq}", 303)


@router.get("/paragraphs/{paragraph}/edit")
async def edit_paragraph_page(paragraph: str, visit: Visit = Depends(visit), take: str = "") -> Response:
    """Revise a paragraph; with ``take`` a text that clashed is brought into the boxes."""
    await visit.settle()
    return _part(visit, await _open(visit, paragraph, take))


def _refs(form: FormData) -> tuple[Ref, ...] | None:
    """All sources, when others are ticked than had been; what was read anew, when it had changed."""
    ticked = [one for one in form.getlist("source") if isinstance(one, str)]
    read = {one: whole_number(field_text(form, f"read:{one}")) for one in ticked}
    if set(ticked) == set(form.getlist("had")) and not any(read.values()):
        return None
    things = [parse_ref(one) for one in ticked]
    return tuple(Ref(thing.kind, parse_id(thing.id), read[thing.key]) for thing in things)


@router.post("/paragraphs/{paragraph}/edit")
async def post_paragraph_edit(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """The written texts. When somebody changed the same language meanwhile, both stand side by side, and both are kept."""
    form, id_ = await visit.form(), parse_id(paragraph)
    version = whole_number(field_text(form, "version")) or 0
    typed = {name.partition(":")[2]: field_text(form, name) for name in form if name.startswith("text:")}
    changes = await visit.site.readers.run(changed_texts, visit.member(), id_, version, typed)
    done = await visit.run(ReviseParagraph(id_, version, changes, _refs(form)))
    if field_text(form, "took") and not done.value.get("clash"):
        done = await visit.run(SettleParagraph(id_, parse_id(field_text(form, "took"))))
    editor = await _open(visit, id_)
    if done.value.get("clash"):
        told = version_clash(done.value)
        # For htmx it takes the place of the editor, so it must not be a fault: the text has been kept.
        part = visit.request.headers.get("hx-request")
        return _part(visit, editor, 200 if part else told.status, visit.say(told))
    return _closed(visit, editor, done)


@router.post("/paragraphs/{paragraph}/clashes/{clash}/settle")
async def post_paragraph_settle(paragraph: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """A text that clashed needs nothing more."""
    await visit.form()
    await visit.run(SettleParagraph(parse_id(paragraph), parse_id(clash)))
    if visit.request.headers.get("hx-request"):
        return _part(visit, await _open(visit, paragraph))
    return RedirectResponse(f"/paragraphs/{parse_id(paragraph)}/edit", 303)


@router.post("/paragraphs/{paragraph}/withdraw")
async def post_paragraph_withdraw(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """Take a paragraph away, not over words that came since; or bring it back."""
    form = await visit.form()
    editor = await _open(visit, paragraph)
    if field_text(form, "back"):
        return _closed(
            visit, editor, await visit.run(ReviseParagraph(editor.id, editor.version, {}, id=field_id(form)))
        )
    version = whole_number(field_text(form, "version"))
    return _closed(visit, editor, await visit.run(WithdrawParagraph(editor.id, version, field_id(form))))
