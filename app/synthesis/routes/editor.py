"""A key finding is written and revised, by two people at once without losing a word of either."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.kernel.ids import new_id, parse_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.kernel.text import ANSWER_LIMIT, optional, whole_number
from app.sources.versions.rules import version_clash
from app.store.work import Done
from app.synthesis import queries, rules
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, SettleClash, WithdrawKeyFinding
from app.synthesis.commands.saving import SaveKeyFinding
from app.synthesis.editing import Editor, editor_of, new_editor, parse_ref
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


def editor_address(item: str, id: str, picked: list[str]) -> str:
    """Where a key finding that is not written yet stands open on the workbench: it survives a reload."""
    return f"/items/{item}/workbench?{urlencode({'write': 'new', 'id': id, 'source': picked}, doseq=True)}"


def _drawn(visit: Visit, editor: Editor, status: int = 200, sentence: str = "") -> Response:
    """The editor as a part of the workbench, or as a page where there are no scripts."""
    context: dict[str, Any] = {"editor": editor, "states": rules.STATES, "sentence": sentence}
    if not visit.request.headers.get("hx-request"):
        return visit.page("synthesis/edit.html", status, item=editor.item, **context)
    response = visit.page("synthesis/_editor.html", status, **context)
    address = f"/items/{editor.item.number}/workbench?write={editor.id}"
    if editor.took:
        address += f"&take={editor.took}"
    elif not editor.version:
        address = editor_address(editor.item.number, editor.id, [one.ref for one in editor.sources])
    response.headers["hx-replace-url"] = address
    return response


async def open_new(visit: Visit, item: str, id: str, picked: list[str]) -> Response:
    """A key finding that is to be made from what was picked."""
    registry, actor = visit.site.registry, visit.member()
    return _drawn(visit, await visit.site.readers.run(lambda s: new_editor(registry, s, actor, item, id, picked)))


@router.get("/items/{name}/key-findings/new")
async def new_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Write a key finding, from what is picked or from nothing."""
    return await open_new(visit, name, new_id(), visit.request.query_params.getlist("source"))


async def _open(visit: Visit, key_finding: str, took: str = "") -> Editor:
    registry, actor = visit.site.registry, visit.member()
    return await visit.site.readers.run(lambda s: editor_of(registry, s, actor, parse_id(key_finding), took))


@router.get("/key-findings/{key_finding}/edit")
async def edit_page(key_finding: str, visit: Visit = Depends(visit), take: str = "") -> Response:
    """Revise a key finding; with ``take`` a text that clashed is brought into the boxes."""
    await visit.settle()
    return _drawn(visit, await _open(visit, key_finding, take))


def _texts(form: FormData) -> dict[str, str]:
    return {name.partition(":")[2]: field_text(form, name) for name in form if name.startswith("text:")}


def _own_changes(session: Session, actor: Actor, id: str, version: int, typed: dict[str, str]) -> dict[str, str]:
    """What of *typed* differs from what the writer saw: a language that was left alone can clash with nobody's words."""
    found = queries.key_finding_of(session, actor.forum, id, withdrawn=True)
    seen = queries.HISTORY.seen(session, actor.forum, found, version)
    cleaned = {tag: optional(text, limit=ANSWER_LIMIT, lines=True) for tag, text in typed.items()}
    return {tag: text for tag, text in cleaned.items() if seen is None or seen.get(tag, "") != text}


async def _revise(visit: Visit, form: FormData, id: str, version: int) -> Done:
    """The texts, what is not drawn on any more, and what was read anew."""
    changes = await visit.site.readers.run(_own_changes, visit.member(), id, version, _texts(form))
    state, took = field_text(form, "state"), field_text(form, "took")
    ticked, had = set(form.getlist("source")), {ref for ref in form.getlist("had") if isinstance(ref, str)}
    read = {ref: whole_number(field_text(form, f"read:{ref}")) for ref in had & ticked}
    return await visit.run(
        SaveKeyFinding(
            id,
            version,
            changes,
            None if state == field_text(form, "was") else state,
            tuple(_ref(one) for one in sorted(had - ticked)),
            tuple(_ref(one, seen) for one, seen in sorted(read.items()) if seen is not None),
            parse_id(took) if took else "",
        )
    )


def _ref(named: str, version: int | None = None) -> Ref:
    thing = parse_ref(named)
    return Ref(thing.kind, parse_id(thing.id), version)


async def _write(visit: Visit, form: FormData, id: str) -> Done:
    refs = tuple(_ref(one) for one in form.getlist("source") if isinstance(one, str))
    try:
        return await visit.run(
            PutKeyFinding(id, field_text(form, "item"), _texts(form), None, refs, field_text(form, "state"))
        )
    except Refusal as refusal:
        # It arrived before, though its answer did not: what was typed since is a revision of it.
        if refusal.code != "id_reused":
            raise
        return await _revise(visit, form, id, 1)


@router.post("/key-findings/{key_finding}/edit")
async def post_edit(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """The written texts. When somebody changed the same language meanwhile, both stand side by side, and both are kept."""
    form, id_ = await visit.form(), parse_id(key_finding)
    version = whole_number(field_text(form, "version"))
    if version:
        done = await _revise(visit, form, id_, version)
    else:
        done = await _write(visit, form, id_)
    editor = await _open(visit, id_)
    if done.value.get("clash"):
        told = version_clash(done.value)
        # For htmx it takes the place of the editor, so it must not be a fault: the text has been kept.
        status = 200 if visit.request.headers.get("hx-request") else told.status
        return _drawn(visit, editor, status, visit.say(told))
    joined = done.value.get("brought_together")
    fragment = visit.site.pages.page("synthesis/_together.html", visit.language, editor=editor) if joined else ""
    return close(visit, editor.item.number, done, fragment)


def close(visit: Visit, item: str, done: Done, fragment: str = "") -> Response:
    """What was written is saved. On the workbench *fragment* takes the editor's place; from another page one goes there."""
    address = f"/items/{item}/workbench"
    if not visit.request.headers.get("hx-request"):
        return RedirectResponse(f"{address}?after={done.seq}", 303)
    if urlsplit(visit.request.headers.get("hx-current-url", address)).path != address:
        return Response(status_code=204, headers={"hx-redirect": f"{address}?after={done.seq}"})
    return HTMLResponse(fragment, headers={"hx-replace-url": address})


@router.post("/key-findings/{key_finding}/clashes/{clash}/settle")
async def post_settle(key_finding: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """A text that clashed needs nothing more."""
    await visit.form()
    await visit.run(SettleClash(parse_id(key_finding), parse_id(clash)))
    editor = await _open(visit, key_finding)
    if visit.request.headers.get("hx-request"):
        return _drawn(visit, editor)
    return RedirectResponse(f"/key-findings/{editor.id}/edit", 303)


@router.post("/key-findings/{key_finding}/withdraw")
async def post_withdraw(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Take a key finding away, not over words that came since; and bring it back."""
    form, id_ = await visit.form(), parse_id(key_finding)
    version = whole_number(field_text(form, "version"))
    editor = await _open(visit, id_)
    if field_text(form, "back"):
        done = await visit.run(ReviseKeyFinding(id_, editor.version, {}, id=field_id(form)))
        return close(visit, editor.item.number, done)
    done = await visit.run(WithdrawKeyFinding(id_, version, field_id(form)))
    fragment = visit.site.pages.page("synthesis/_withdrawn.html", visit.language, editor=editor)
    return close(visit, editor.item.number, done, fragment)
