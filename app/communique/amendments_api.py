"""Amendments over JSON: proposed, merged, accepted, rejected, taken back. Positions, and the adoption."""

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.communique import queries
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment, WithdrawAmendment
from app.communique.commands.correcting import PutCorrection
from app.communique.previewing import preview_document, previewed
from app.communique.proposing import Wish
from app.kernel.ids import parse_id
from app.store.work import Command
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


class AmendmentBody(BaseModel):
    """``quote`` are words of the paragraph as it stands in ``version``: ``replace`` and ``delete`` change them, ``insert``
    puts ``text`` after them, ``bracket`` puts brackets around them; ``paragraph`` proposes a new one right after it. With
    ``merges`` it is made of two that compete, and ``text`` is for all that both would change.
    """

    paragraph: str | None = None
    version: int = 0
    kind: str = "replace"
    quote: str = ""
    text: str = ""
    reason: str = ""
    language: str | None = None
    occurrence: int | None = None
    delegation: str | None = None
    merges: list[str] | None = Field(default=None, min_length=2, max_length=2)


@router.put("/amendments/{amendment}")
async def put_amendment(amendment: str, body: AmendmentBody, visit: Visit = Depends(visit)) -> Response:
    """Propose a change, or merge two that compete: 201 the first time.

    409 ``version_moved`` when the text was changed since ``version``: ``current`` is what it says now. The proposal
    stays with its sender.
    """
    id_ = parse_id(amendment)
    command: Command
    if body.merges is not None:
        one, other = (parse_id(each) for each in body.merges)
        command = MergeAmendments(id_, one, other, body.text, body.reason)
    else:
        paragraph = parse_id(body.paragraph or "")
        command = PutAmendment(
            id_,
            paragraph,
            body.version,
            body.kind,
            body.quote,
            body.text,
            body.reason,
            body.language,
            body.occurrence,
            body.delegation,
        )
    done = await visit.run(command)
    return visit.json(done.value, 201 if done.created else 200)


@router.post("/paragraphs/{paragraph}/preview")
async def post_preview(paragraph: str, body: AmendmentBody, visit: Visit = Depends(visit)) -> Response:
    """A change as it would be shown if it were proposed now, and the ids of those that it would compete with. Nothing is
    filed.
    """
    wish = Wish(body.version, body.kind, body.quote, body.text, body.reason, body.language, body.occurrence)
    args = (visit.member(), parse_id(paragraph), wish, body.delegation, visit.site.now())
    looked = await visit.site.readers.run(previewed, *args)
    return visit.json(preview_document(looked))


@router.post("/amendments/{amendment}/accept")
async def post_accept(amendment: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Accept an amendment into the text. 409 ``amendment_overtaken`` when its words are others by now."""
    command = DecideAmendment(parse_id(amendment), True, body.sent_id if body else None)
    return visit.done(await visit.run(command))


@router.post("/amendments/{amendment}/reject")
async def post_reject(amendment: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Reject an amendment; it stays in the drafting journal."""
    command = DecideAmendment(parse_id(amendment), False, body.sent_id if body else None)
    return visit.done(await visit.run(command))


@router.delete("/amendments/{amendment}")
async def delete_amendment(amendment: str, visit: Visit = Depends(visit)) -> Response:
    """Take an amendment back: by the delegation's own link that proposed it."""
    return visit.done(await visit.run(WithdrawAmendment(parse_id(amendment))))


class PositionBody(Sent):
    """``no_objection``, ``objection`` or ``reservation`` with its text. ``read`` is the paragraph's version, or of the whole
    text its ``digest``.
    """

    position: str
    read: str | int
    text: str = ""
    delegation: str | None = None


@router.put("/positions/{target}")
async def put_position(target: str, body: PositionBody, visit: Visit = Depends(visit)) -> Response:
    """Say where my delegation stands on a paragraph, or with the drafting item's id on the whole text."""
    command = TakePosition(parse_id(target), body.position, str(body.read), body.text, body.delegation, body.sent_id)
    return visit.done(await visit.run(command))


class CorrectionBody(BaseModel):
    """The whole corrected ``text`` of one language. ``read`` is the number of the last correction of it, 0 for none."""

    paragraph: str
    language: str
    text: str
    reason: str
    read: int = 0
    confirmed: bool = False


@router.put("/corrections/{correction}")
async def put_correction(correction: str, body: CorrectionBody, visit: Visit = Depends(visit)) -> Response:
    """Correct an adopted paragraph in one language, with a reason: 201. What was adopted stays, with its hash.

    In the language of the adoption only the chair corrects, ``confirmed``. 409 ``version_moved`` after another correction.
    """
    command = PutCorrection(
        parse_id(correction),
        parse_id(body.paragraph),
        body.language,
        body.text,
        body.reason,
        body.read,
        body.confirmed,
    )
    done = await visit.run(command)
    return visit.json(done.value, 201 if done.created else 200)


class AdoptionBody(Sent):
    """The ``digest`` of the text that was read; ``confirmed`` says that the chair asked and nobody objects."""

    digest: str
    confirmed: bool = False
    outcome: str | None = None
    item: str | None = None


@router.post("/communique/adopt")
async def post_adopt(body: AdoptionBody, visit: Visit = Depends(visit)) -> Response:
    """Adopt the text: it stands still from then on. 409 ``adopted_already`` carries the adoption's time."""
    item = await visit.site.readers.run(queries.drafting_item, visit.member().forum, body.item)
    command = AdoptCommunique(item.id, body.digest, body.confirmed, body.outcome, body.sent_id)
    return visit.done(await visit.run(command))
