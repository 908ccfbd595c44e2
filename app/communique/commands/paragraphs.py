"""Paragraphs: written, revised by several at once without losing a word, taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.communique import queries, rules
from app.communique.adoption import SUMMARY
from app.communique.adoption_rules import correct_instead
from app.communique.brackets import count as brackets_left
from app.communique.brackets import require_balanced
from app.communique.changes import Change, carried, hunks
from app.communique.commands.drawing import Ref, draw
from app.communique.freezing import require_unfrozen
from app.communique.models import Paragraph
from app.communique.recording import (
    paragraph_document,
    record_communique,
    record_paragraph,
    record_place,
    require_open,
)
from app.findings.commands.authors import written_in
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.kernel.text import ANSWER_LIMIT, optional
from app.programme.models import Item
from app.programme.queries import forum_of, item_of
from app.sources.versions.commands import keep, settle
from app.sources.versions.rules import met, told_of, version_clash
from app.store.receipts import digest_of
from app.store.work import Work
from app.synthesis import rank
from app.synthesis.rules import require_languages, require_order, require_original

WRITE: Final = "paragraph:write"


@dataclass(frozen=True, slots=True)
class PutParagraph:
    """Write a paragraph. ``id`` was made on the device. Without ``order`` it comes last in its section.

    ``texts`` is by language (``""``: the authority's); ``language`` is the authority's, by default the writer's own.
    """

    id: str
    item: str
    section: str
    texts: Mapping[str, str]
    language: str | None = None
    sources: tuple[Ref, ...] = ()
    order: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, WRITE, item.id)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id)
        rules.require_section(self.section)
        language = written_in(self.language, actor)
        texts = {tag: text for tag, text in cleaned(work, self.texts, language).items() if text}
        if language not in texts and self.language is None:
            language = next(iter(texts), language)
        require_original(texts, language)
        paragraph = add(work, actor, item, self.id, self.section, texts, language, self.order)
        draw(work, paragraph, self.sources, actor, whole=True)
        work.created = True
        return paragraph_document(work, paragraph)


def add(
    work: Work,
    actor: Actor,
    item: Item,
    id: str,
    section: str,
    texts: dict[str, str],
    language: str,
    order: str | None = None,
) -> Paragraph:
    """A paragraph more. Its links to what it was drawn from are the caller's."""
    rules.require_room_for(len(queries.paragraphs(work.session, work.forum, item.id)) + 1)
    paragraph = Paragraph(
        id=id,
        forum=work.forum,
        item=item.id,
        section=section,
        rank=place(work, item.id, section, order),
        language=language,
        texts=texts,
        stale=[],
        author=actor.author_of(id),
        written_at=work.now,
        first_seq=work.seq,
        seq=work.seq,
    )
    work.session.add(paragraph)
    work.session.flush()
    record_paragraph(work, paragraph)
    record_communique(work, item.id)
    return paragraph


@dataclass(frozen=True, slots=True)
class ReviseParagraph:
    """Other texts, sources or place, made from ``version``; None leaves a field as it is.

    A language whose text was changed since ``version`` is brought together with what was changed in it, where the
    changes lie apart. Else it clashes: nothing of this wish is taken, its texts are kept and shown beside the
    paragraph, and the answer says ``clash``. It is an accepted command, for a refusal would roll the kept text back.
    Other words in the authority's language open a paragraph that was agreed: what was agreed were the words. Writing
    on what somebody took away brings it back.
    """

    paragraph: str
    version: int
    texts: Mapping[str, str]
    sources: tuple[Ref, ...] | None = None
    order: str | None = None
    id: str | None = None

    def receipt_key(self) -> str:
        """Two may revise the same version: each body is an attempt of its own, and a repeat of it the same one."""
        return f"{self.paragraph}@{self.version}:{digest_of(self)}"

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph, withdrawn=True)
        item = item_of(work.session, work.forum, found.item)
        wished = cleaned(work, self.texts, found.language)
        actor = self._writer(work, found, wished)
        self._require_open(work, item, found, wished)
        require_unfrozen(work, item.id, [found.id])
        texts, clashing, joined = met(self._base(work, found), found.texts, wished, rules.fits)
        back = found.withdrawn_at is not None
        if back:
            record_place(work, found)
            found.withdrawn_at = None
        if clashing:
            kept = keep(work, queries.HISTORY, actor, found.id, self.version, clashing, clashed=True)
            _record(work, found)
            told = {"id": kept.id, "version": kept.version, "texts": kept.texts}
            return {"clash": True, "current": paragraph_document(work, found), "kept": told}
        require_original(texts, found.language)
        drawn = self.sources is not None and draw(work, found, self.sources, actor, whole=self.version == found.version)
        changed = reword(work, actor, found, texts, renewed=drawn)
        moved = self.order is not None and self.order != found.rank
        if moved:
            if not back:
                record_place(work, found)
            found.rank = place(work, found.item, found.section, self.order, found.id)
        if changed or drawn or moved or back:
            _record(work, found)
        return {**paragraph_document(work, found), **told_of(joined)}

    def _require_open(self, work: Work, item: Item, found: Paragraph, wished: Mapping[str, str]) -> None:
        """Translations may follow the adoption, in any phase: the first in a language, or one instead of a stale one."""
        row = queries.communique_of(work.session, work.forum, item.id)
        beside = wished and found.language not in wished and self.sources is None and self.order is None
        if row is None or row.adopted_at is None or not beside or found.withdrawn_at is not None:
            require_open(work, item, "draft")
        elif any(
            found.texts.get(tag) not in (None, "", text) and tag not in found.stale for tag, text in wished.items()
        ):
            raise correct_instead()
        else:
            standing = brackets_left(found.texts[found.language]) if row.outcome == SUMMARY else 0
            rules.require_no_brackets(max(map(brackets_left, wished.values())), standing=standing)

    def _base(self, work: Work, found: Paragraph) -> Mapping[str, str] | None:
        """What the writer saw."""
        return queries.HISTORY.seen(work.session, work.forum, found, self.version)

    def _writer(self, work: Work, found: Paragraph, wished: Mapping[str, str]) -> Actor:
        """Who translates writes beside the authority, and nothing else."""
        beside = wished and found.language not in wished and self.sources is None and self.order is None
        return roles.require(work.actor, "paragraph:translate" if beside else WRITE, found.item)


def reword(
    work: Work,
    actor: Actor,
    found: Paragraph,
    texts: Mapping[str, str],
    *,
    renewed: bool = False,
    made: Change | None = None,
) -> bool:
    """Give a paragraph other texts, and keep those that it had; amendments that wait are carried over.

    ``renewed``: it counts as another version anyway. ``made`` is the one change that was made, where that is known.
    """
    before = found.texts
    if texts == before and not renewed:
        return False
    keep(work, queries.HISTORY, actor, found.id, found.version, before)
    found.version += 1
    found.stale = rules.stale_after(before, texts, found.stale, found.language)
    found.worded = rules.worded_after(before, texts, found.language, found.worded, found.version)
    if found.worded == found.version:
        found.status = "open"
    found.texts = dict(texts)
    for amendment in queries.amendments(work.session, work.forum, [found.id]).get(found.id, []):
        was, now = before.get(amendment.language, ""), texts.get(amendment.language, "")
        if was != now and amendment.state == "pending":
            moved = carried(Change(amendment.start, amendment.end, amendment.text), [made] if made else hunks(was, now))
            amendment.state = "pending" if moved else "overtaken"
            amendment.start, amendment.end = moved[:2] if moved else (amendment.start, amendment.end)
    return True


@dataclass(frozen=True, slots=True)
class SettleParagraph:
    """A text that clashed has been dealt with: it is shown no more, and stays in the history."""

    paragraph: str
    clash: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        at, new = settle(work, queries.HISTORY, found.id, self.clash)
        if new:
            record_paragraph(work, found)
        return {"id": self.clash, "settled_at": rfc3339(at)}


@dataclass(frozen=True, slots=True)
class WithdrawParagraph:
    """Take a paragraph away. ``version`` is what its reader saw: not over words that came since."""

    paragraph: str
    version: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id, [found.id])
        if found.withdrawn_at is None:
            if self.version not in (None, found.version):
                raise version_clash({"current": paragraph_document(work, found), "kept": None})
            found.withdrawn_at = work.now
            _record(work, found)
        return {"id": found.id, "withdrawn_at": rfc3339(found.withdrawn_at)}


def _record(work: Work, found: Paragraph) -> None:
    record_paragraph(work, found)
    record_communique(work, found.item)


def cleaned(work: Work, texts: Mapping[str, str], language: str) -> dict[str, str]:
    """Texts as they are kept; what came without a language is in *language*."""
    told = {tag or language: text for tag, text in texts.items()}
    require_languages(told, {*forum_of(work.session, work.forum).languages, *INTERFACE_LANGUAGES})
    kept = {tag: optional(text, limit=ANSWER_LIMIT, lines=True) for tag, text in told.items()}
    for text in kept.values():
        require_balanced(text)
    return kept


def place(work: Work, item: str, section: str, wished: str | None, own: str = "") -> str:
    """A free place in a section: the wished one, or right after it, or the last."""
    taken = [p.rank for p in queries.paragraphs(work.session, work.forum, item, section=section) if p.id != own]
    if wished is None:
        return rank.last(taken)
    require_order(rank.is_rank(wished))
    return rank.free(wished, taken)
