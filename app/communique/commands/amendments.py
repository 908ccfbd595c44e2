"""Amendments: proposed by a delegation's own link or a drafter, accepted, rejected, merged, withdrawn. None is ever lost."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.communique import bounds, queries, rules
from app.communique.brackets import without_owners
from app.communique.changes import NEW, Change, applied, compete, union
from app.communique.commands.paragraphs import add, reword
from app.communique.commands.placing import between
from app.communique.freezing import require_unfrozen
from app.communique.models import Amendment, Paragraph
from app.communique.proposing import Filing, Wish, amendment_of
from app.communique.reading import hidden_names, proposer
from app.communique.recording import record_communique, record_paragraph, require_open
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.kernel.text import ANSWER_LIMIT, clean, optional
from app.people.models import Delegation
from app.programme.models import Item
from app.programme.queries import item_of
from app.store.work import Work
from app.synthesis.rules import require_original


@dataclass(frozen=True, slots=True)
class PutAmendment:
    """Propose a change of a paragraph, to the ``version`` that was read. ``id`` was made on the device.

    Of the kind ``paragraph`` it is a new one right after it, and quotes nothing. Else
    ``quote`` are the words as they stand: which are replaced or deleted, or after which something is inserted; where they
    stand several times ``occurrence`` says which. Without them it is the whole text. ``language`` is the authority's unless
    it is said. ``delegation`` is one that the actor speaks for; whoever speaks for none proposes as a drafter.
    """

    id: str
    paragraph: str
    version: int
    kind: str
    quote: str = ""
    text: str = ""
    reason: str = ""
    language: str | None = None
    occurrence: int | None = None
    delegation: str | None = None

    @property
    def wish(self) -> Wish:
        """What was typed."""
        return Wish(self.version, self.kind, self.quote, self.text, self.reason, self.language, self.occurrence)

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph)
        actor, delegation = proposer(work.session, work.actor, found.item, self.delegation)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "amend")
        require_unfrozen(work, item.id, [found.id])
        _require_few(work, found, delegation)
        hides = hidden_names(work.session, actor, found.item)
        filing = Filing(self.id, work.now, work.seq, actor.author_of(self.id), delegation, hides)
        amendment = amendment_of(work.session, found, self.wish, filing)
        work.session.add(amendment)
        work.session.flush()
        _record(work, found)
        work.created = True
        return amendment_document(amendment, delegation, hides)


def _require_few(work: Work, found: Paragraph, delegation: Delegation | None) -> None:
    filed = queries.amendments(work.session, work.forum, [found.id], waiting=False).get(found.id, [])
    waiting = [one for one in filed if one.state in rules.WAITING]
    if delegation is not None:
        own = sum(one.delegation == delegation.id for one in waiting)
        bounds.require_few_of_one(own, sum(one.delegation == delegation.id for one in filed))
    bounds.require_few_waiting(len(waiting))


@dataclass(frozen=True, slots=True)
class DecideAmendment:
    """Accept an amendment into the text, or with ``accepts=False`` reject it. What waits beside it is carried over."""

    amendment: str
    accepts: bool
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        amendment = queries.amendment_of(work.session, work.forum, self.amendment)
        found = queries.paragraph_of(work.session, work.forum, amendment.paragraph, withdrawn=True)
        actor = roles.require(work.actor, "amendment:settle", found.item)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id, [found.id])
        wished, made = "accepted" if self.accepts else "rejected", ""
        if amendment.state != wished:
            _require_waits(amendment, found)
            if self.accepts and amendment.state == "overtaken":
                raise rules.overtaken()
            amendment.state, amendment.settled_at = wished, work.now
            if self.accepts and amendment.kind == NEW:
                made = _add(work, actor, item, found, amendment)
            elif self.accepts:
                _make(work, actor, found, amendment)
            _record(work, found)
        told = {**amendment_document(amendment, None), "paragraph_version": found.version}
        return {**told, "made": made} if made else told


def _require_waits(amendment: Amendment, found: Paragraph) -> None:
    """Refuse what has been decided on, or has fallen with its paragraph."""
    if amendment.state in rules.WAITING and found.withdrawn_at is not None:
        raise rules.fallen()
    if amendment.state not in rules.WAITING:
        raise rules.settled(amendment.state)


def _add(work: Work, actor: Actor, item: Item, found: Paragraph, amendment: Amendment) -> str:
    """The new paragraph that was proposed, right after the one at which it was; its id."""
    standing = queries.paragraphs(work.session, work.forum, item.id, section=found.section)
    place = between(work, standing, [p.id for p in standing].index(found.id) + 1)
    texts = {amendment.language: amendment.text}
    return add(work, actor, item, new_id(), found.section, texts, amendment.language, place).id


def _make(work: Work, actor: Actor, found: Paragraph, amendment: Amendment) -> None:
    change = Change(amendment.start, amendment.end, amendment.text)
    text = applied(found.texts[amendment.language], change).strip()
    rules.require_fits(text)
    texts = {tag: words for tag, words in {**found.texts, amendment.language: text}.items() if words}
    if not text and amendment.language == found.language:
        found.withdrawn_at = work.now
        return
    require_original(texts, found.language)
    # At its edge a text loses blanks: then the places are told by what became of it.
    exact = applied(found.texts[amendment.language], change) == text
    reword(work, actor, found, texts, made=change if exact else None)


@dataclass(frozen=True, slots=True)
class MergeAmendments:
    """Two competing amendments become one, with words that a drafter writes for all that both would change."""

    id: str
    one: str
    other: str
    text: str
    reason: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        both = [queries.amendment_of(work.session, work.forum, id_) for id_ in (self.one, self.other)]
        found = queries.paragraph_of(work.session, work.forum, both[0].paragraph, withdrawn=True)
        actor = roles.require(work.actor, "amendment:settle", found.item)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id, [found.id])
        for amendment in both:
            _require_waits(amendment, found)
            if amendment.state == "overtaken":
                raise rules.overtaken()
        first, second = (Change(a.start, a.end, a.text) for a in both)
        same = both[0].paragraph == both[1].paragraph and both[0].language == both[1].language
        if self.one == self.other or not same or NEW in (both[0].kind, both[1].kind) or not compete(first, second):
            raise rules.do_not_compete()
        start, end = union(found.texts[both[0].language], first, second)
        merged = Amendment(
            id=self.id,
            forum=work.forum,
            paragraph=found.id,
            kind="replace",
            language=both[0].language,
            version=found.version,
            start=start,
            end=end,
            quote=found.texts[both[0].language][start:end],
            text=clean(self.text),
            reason=optional(self.reason, limit=ANSWER_LIMIT // 4, field="reason", lines=True),
            author=actor.author_of(self.id),
            written_at=work.now,
            first_seq=work.seq,
        )
        rules.require_fits(applied(found.texts[both[0].language], Change(start, end, merged.text)))
        work.session.add(merged)
        for amendment in both:
            amendment.state, amendment.merged_into, amendment.settled_at = "merged", self.id, work.now
        work.session.flush()
        _record(work, found)
        work.created = True
        return amendment_document(merged, None)


@dataclass(frozen=True, slots=True)
class WithdrawAmendment:
    """Take an amendment back: its delegation's own link, or who drafts what a drafter proposed."""

    amendment: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        amendment = queries.amendment_of(work.session, work.forum, self.amendment)
        found = queries.paragraph_of(work.session, work.forum, amendment.paragraph, withdrawn=True)
        own = work.actor is not None and amendment.delegation in work.actor.speaks_for
        act = "amendment:propose" if own else "amendment:settle"
        roles.require(work.actor, act, found.item, ["delegation"] if own else [])
        if not own and amendment.delegation is not None:
            raise rules.not_its_own()
        if amendment.state != "withdrawn":
            if amendment.state not in rules.WAITING:
                raise rules.settled(amendment.state)
            amendment.state, amendment.settled_at = "withdrawn", work.now
            _record(work, found)
        hides = hidden_names(work.session, work.actor, found.item) if work.actor is not None else ()
        return amendment_document(amendment, None, hides)


def _record(work: Work, found: Paragraph) -> None:
    record_paragraph(work, found)
    record_communique(work, found.item)


def amendment_document(
    amendment: Amendment, delegation: Delegation | None, hides: Collection[str] = ()
) -> dict[str, Any]:
    """An amendment as who changed it is told of it, without the names that it *hides*."""
    return {
        "id": amendment.id,
        "paragraph": amendment.paragraph,
        "kind": amendment.kind,
        "language": amendment.language,
        "version": amendment.version,
        "quote": without_owners(amendment.quote, hides),
        "text": without_owners(amendment.text.strip(), hides),
        "reason": amendment.reason,
        "state": amendment.state,
        "merged_into": amendment.merged_into,
        **({"delegation": delegation.key} if delegation else {}),
        "written_at": rfc3339(amendment.written_at),
    }
