"""Adopted texts, read of the database: the frozen words, and of the living rows nothing but their translations."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.communique import queries
from app.communique.brackets import SEVERAL, count, without_owners
from app.communique.corrected import corrections
from app.communique.models import Communique
from app.communique.models import Paragraph as Living
from app.communique.reserved import reservations
from app.communique.rules import STATUSES
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.people.queries import delegations
from app.programme import phases
from app.programme.models import Forum, Item
from app.programme.queries import items
from app.report.adopted.model import AdoptedText, ByLanguage, Correction, Draft, Paragraph, Reservation
from app.report.logos import logos_of


def not_adopted() -> Refusal:
    """One sentence for an unknown forum, one without a text, and one whose text is not adopted: nothing leaks."""
    return Refusal(
        "not_adopted",
        N_("No adopted text is published at this address. It stands here as soon as the forum has adopted it."),
        status=404,
    )


def adopted_text(session: Session, forum_id: str, name: str | None = None, *, data: Path | None = None) -> AdoptedText:
    """A forum's adopted text: that of the item *name*, else its first. Raises ``not_adopted`` (404).

    With the data folder its logos come along.
    """
    forum = session.get(Forum, forum_id)
    for item in items(session, forum.id) if forum is not None else ():
        row = queries.communique_of(session, item.forum, item.id)
        if (
            forum is not None
            and row is not None
            and row.adopted_at is not None
            and name in (None, item.id, item.number)
        ):
            text = _text(session, forum, item, row)
            return replace(text, logos=logos_of(session, forum, data, text.authority))
    raise not_adopted()


def adopted_texts(session: Session, forum: Forum) -> tuple[AdoptedText, ...]:
    """Every adopted text of a forum, in the programme's order."""
    found = ((item, queries.communique_of(session, forum.id, item.id)) for item in items(session, forum.id))
    return tuple(_text(session, forum, item, row) for item, row in found if row is not None and row.adopted_at)


def drafts(session: Session, forum: str) -> tuple[Draft, ...]:
    """How each text stands that has paragraphs and is not adopted: nothing of who stands where."""
    found = (_draft(session, item) for item in items(session, forum) if phases.opens(item.technique, "draft"))
    return tuple(draft for draft in found if draft is not None)


def _draft(session: Session, item: Item) -> Draft | None:
    row = queries.communique_of(session, item.forum, item.id)
    found = queries.paragraphs(session, item.forum, item.id)
    if not found or (row is not None and row.adopted_at is not None):
        return None
    standing = {status: sum(p.status == status for p in found) for status in STATUSES}
    return Draft(item.number, standing, sum(count(p.texts[p.language]) for p in found))


def _text(session: Session, forum: Forum, item: Item, row: Communique) -> AdoptedText:
    living = queries.paragraphs_by_id(session, forum.id, [held["id"] for held in row.adopted])
    owners = {SEVERAL, *(delegation.key for delegation in delegations(session, forum.id))}
    adopted = _paragraphs(row.adopted, living, forum.languages, owners)
    if row.adopted_at is None:
        raise not_adopted()
    languages = _languages(adopted, forum.languages)
    return AdoptedText(
        forum=forum.id,
        item=item.number,
        outcome=row.outcome,
        adopted_at=row.adopted_at,
        adopted_on=row.adopted_at.astimezone(ZoneInfo(forum.timezone)).date(),
        digest=row.digest,
        languages=languages,
        titles=_every(forum.title or forum.name, languages),
        places=_every(forum.details.get("venue", {}), languages),
        credits=_every(forum.credit, languages),
        paragraphs=adopted,
        reservations=_reservations(session, row, adopted, languages),
        corrections=_corrections(session, forum, item),
    )


def _paragraphs(
    frozen: Sequence[Mapping[str, str]],
    living: Mapping[str, Living],
    languages: Sequence[str],
    owners: Collection[str],
) -> tuple[Paragraph, ...]:
    number = 0
    made = []
    for held in frozen:
        number += held["section"] == "operative"
        told = _translations(held, living.get(held["id"]), languages, owners)
        made.append(
            Paragraph(
                held["id"],
                held["section"],
                number if held["section"] == "operative" else 0,
                held["language"],
                held["text"],
                told,
                *_untold(held, living.get(held["id"]), dict(told)),
            )
        )
    return tuple(made)


def _translations(
    held: Mapping[str, str], living: Living | None, languages: Sequence[str], owners: Collection[str]
) -> ByLanguage:
    """What says the same in another language, with the brackets of the authority: one more would tell what was not agreed,
    one less would hide it.
    """
    texts = {tag: without_owners(text, owners) for tag, text in living.texts.items()} if living else {}
    if living is None or texts.get(living.language) != held["text"]:
        return ()
    left = count(held["text"])
    told = {
        tag: text
        for tag, text in texts.items()
        if tag != held["language"] and tag not in living.stale and text and count(text) == left
    }
    return tuple((tag, told[tag]) for tag in dict.fromkeys((*languages, *told)) if tag in told)


def _untold(
    held: Mapping[str, str], living: Living | None, told: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The languages in which there is a text that is not told: what is older than the authority, and what is not settled."""
    texts = living.texts if living is not None else {}
    others = [tag for tag in sorted(texts) if texts[tag] and tag != held["language"] and tag not in told]
    stale = living.stale if living is not None else ()
    return tuple(tag for tag in others if tag in stale), tuple(tag for tag in others if tag not in stale)


def _languages(adopted: Sequence[Paragraph], order: Sequence[str]) -> tuple[str, ...]:
    """The authority's, then the forum's in which at least one paragraph can be read, then the rest."""
    counted = Counter(paragraph.language for paragraph in adopted)
    authority = min(counted, key=lambda tag: (-counted[tag], tag))
    told = {authority, *counted} | {tag for paragraph in adopted for tag, _ in paragraph.translations}
    return tuple(tag for tag in dict.fromkeys((authority, *order, *sorted(told))) if tag in told)


def _every(texts: Mapping[str, str], languages: Sequence[str]) -> ByLanguage:
    """An organizer's text in each of *languages* that has it; in whichever there is when none of them does."""
    found = tuple((tag, texts[tag]) for tag in languages if texts.get(tag))
    return found or tuple((tag, text) for tag, text in texts.items() if text)[:1]


def _reservations(
    session: Session, row: Communique, adopted: Sequence[Paragraph], languages: Sequence[str]
) -> tuple[Reservation, ...]:
    """The reservations that go with the text, with names when the chair has released them."""
    numbers = {paragraph.id: paragraph.number for paragraph in adopted}
    return tuple(
        Reservation(
            one.text,
            numbers.get(one.paragraph, 0),
            _every(one.delegation.name, languages) if row.named_at is not None else (),
            one.paragraph,
        )
        for one in reservations(session, row)
    )


def _corrections(session: Session, forum: Forum, item: Item) -> tuple[Correction, ...]:
    zone = ZoneInfo(forum.timezone)
    return tuple(
        Correction(
            one.number,
            one.paragraph,
            one.language,
            one.before,
            one.text,
            one.reason,
            one.made_at.astimezone(zone).date(),
        )
        for one in corrections(session, forum.id, item.id)
    )
