"""What a proposed change means: the same to whoever files it and to whoever looks at it first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.communique import queries, rules
from app.communique.brackets import bracketed, shown_to_all
from app.communique.changes import NEW, NOWHERE, Change, applied, meant
from app.communique.models import Amendment, Paragraph
from app.kernel.text import ANSWER_LIMIT, clean, optional
from app.people.models import Delegation


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of a paragraph as it was typed, to the ``version`` that was read.

    Of the kind ``paragraph`` it is a new one right after it, and quotes nothing. Else ``quote`` are the words as they stand
    to who reads them; where they stand several times ``occurrence`` says which. Without them it is the whole text.
    """

    version: int
    kind: str
    quote: str = ""
    text: str = ""
    reason: str = ""
    language: str | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed with it: its ``id``, when and as what number, by whom. ``hides`` are names that they are not told."""

    id: str
    at: datetime
    seq: int
    author: str
    delegation: Delegation | None
    hides: Collection[str]


def amendment_of(session: Session, found: Paragraph, wish: Wish, filing: Filing) -> Amendment:
    """*wish* as an amendment of *found* that waits. Refused where it cannot be made of the words that stand now."""
    rules.require_kind(wish.kind)
    language = wish.language or found.language
    now = found.texts.get(language)
    if not now:
        raise rules.no_text_in(language)
    seen = queries.HISTORY.seen(session, found.forum, found, wish.version)
    if seen is None or seen.get(language) != now:
        raise rules.text_moved(found.version, shown_to_all(now, filing.hides).text)
    span = (0, 0) if wish.kind == NEW else _span(now, wish, filing.hides)
    words = "" if wish.kind == "delete" else optional(wish.text, limit=ANSWER_LIMIT, lines=True)
    if wish.kind == "bracket":
        words = bracketed(now[span[0] : span[1]], [filing.delegation.key] if filing.delegation else [], words)
    elif wish.kind != "delete":
        words = clean(wish.text)
    change = Change(*NOWHERE, words) if wish.kind == NEW else meant(wish.kind, now, span, words)
    rules.require_fits(words if wish.kind == NEW else applied(now, change))
    return Amendment(
        id=filing.id,
        forum=found.forum,
        paragraph=found.id,
        kind=wish.kind,
        language=language,
        version=found.version,
        start=change.start,
        end=change.end,
        quote=now[span[0] : span[1]],
        text=change.text,
        reason=optional(wish.reason, limit=ANSWER_LIMIT // 4, field="reason", lines=True),
        delegation=filing.delegation.id if filing.delegation else None,
        author=filing.author,
        written_at=filing.at,
        first_seq=filing.seq,
    )


def _span(now: str, wish: Wish, hides: Collection[str]) -> tuple[int, int]:
    """Where the quoted words stand: they are looked for as their reader sees them, without names that are not told."""
    quote = optional(wish.quote, limit=ANSWER_LIMIT, field="quote", lines=True)
    shown = shown_to_all(now, hides)
    start, end = rules.place_of(shown.text, quote, wish.occurrence)
    return (shown.place(start), shown.place(end - 1) + 1) if end > start else (shown.place(start),) * 2
