"""Amendments: proposed by a delegation's own link or a drafter, accepted, rejected, merged, withdrawn. None is ever lost."""

from dataclasses import dataclass
from typing import Any

from app.communique import bounds, queries, rules
from app.communique.brackets import bracketed
from app.communique.changes import NEW, NOWHERE, Change, applied, compete, meant, union
from app.communique.commands.paragraphs import add, reword
from app.communique.commands.placing import between
from app.communique.freezing import require_unfrozen
from app.communique.models import Amendment, Paragraph
from app.communique.reading import relations, speaking
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

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph)
        actor, delegation = proposer(work, found.item, self.delegation)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "amend")
        require_unfrozen(work, item.id, [found.id])
        rules.require_kind(self.kind)
        language = self.language or found.language
        now = found.texts.get(language)
        if not now:
            raise rules.no_text_in(language)
        seen = queries.HISTORY.seen(work.session, work.forum, found, self.version)
        if seen is None or seen.get(language) != now:
            raise rules.text_moved(found.version, now)
        _require_few(work, found, delegation)
        quote = optional(self.quote, limit=ANSWER_LIMIT, field="quote", lines=True)
        if self.kind == NEW:
            quote, span = "", (0, 0)
        else:
            span = rules.place_of(now, quote, self.occurrence)
        words = "" if self.kind == "delete" else optional(self.text, limit=ANSWER_LIMIT, lines=True)
        if self.kind == "bracket":
            words = bracketed(now[span[0] : span[1]], [delegation.key] if delegation else [], words)
        elif self.kind != "delete":
            words = clean(self.text)
        change = Change(*NOWHERE, words) if self.kind == NEW else meant(self.kind, now, span, words)
        rules.require_fits(words if self.kind == NEW else applied(now, change))
        amendment = Amendment(
            id=self.id,
            forum=work.forum,
            paragraph=found.id,
            kind=self.kind,
            language=language,
            version=found.version,
            start=change.start,
            end=change.end,
            quote=now[span[0] : span[1]],
            text=change.text,
            reason=optional(self.reason, limit=ANSWER_LIMIT // 4, field="reason", lines=True),
            delegation=delegation.id if delegation else None,
            author=actor.author_of(self.id),
            written_at=work.now,
            first_seq=work.seq,
        )
        work.session.add(amendment)
        work.session.flush()
        _record(work, found)
        work.created = True
        return amendment_document(amendment, delegation)


def _require_few(work: Work, found: Paragraph, delegation: Delegation | None) -> None:
    filed = queries.amendments(work.session, work.forum, [found.id], waiting=False).get(found.id, [])
    waiting = [one for one in filed if one.state in rules.WAITING]
    if delegation is not None:
        own = sum(one.delegation == delegation.id for one in waiting)
        bounds.require_few_of_one(own, sum(one.delegation == delegation.id for one in filed))
    bounds.require_few_waiting(len(waiting))


def proposer(work: Work, item: str, named: str | None) -> tuple[Actor, Delegation | None]:
    """Who proposes, and for which delegation: only its own link acts for a State. Raises ``only_observes`` (403)."""
    actor = roles.require(work.actor, "hear:communique", item, _related(work, item))
    held = speaking(work.session, actor)
    wanted = [d for d in held if named in (None, d.id, d.key)]
    drafts = roles.may(actor, "amendment:propose", item)
    if not wanted and not drafts and actor.speaks_for and named is None:
        raise rules.only_observes()
    roles.require(actor, "amendment:propose", item, ["delegation"] if wanted else [])
    if named is not None and not wanted:
        roles.require(actor, "amendment:propose", item, [])
        raise rules.only_observes()
    return actor, wanted[0] if wanted else None


def _related(work: Work, item: str) -> frozenset[str]:
    return relations(work.session, work.actor, item) if work.actor is not None else frozenset()


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
        return amendment_document(amendment, None)


def _record(work: Work, found: Paragraph) -> None:
    record_paragraph(work, found)
    record_communique(work, found.item)


def amendment_document(amendment: Amendment, delegation: Delegation | None) -> dict[str, Any]:
    """An amendment as who changed it is told of it."""
    return {
        "id": amendment.id,
        "paragraph": amendment.paragraph,
        "kind": amendment.kind,
        "language": amendment.language,
        "version": amendment.version,
        "quote": amendment.quote,
        "text": amendment.text.strip(),
        "reason": amendment.reason,
        "state": amendment.state,
        "merged_into": amendment.merged_into,
        **({"delegation": delegation.key} if delegation else {}),
        "written_at": rfc3339(amendment.written_at),
    }
