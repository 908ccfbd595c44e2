"""Key findings: written, revised by several at once without losing a word, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.findings.commands.authors import written_in
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.kernel.text import ANSWER_LIMIT, optional
from app.programme.queries import forum_of, item_of
from app.sources import queries as sources
from app.sources.rules import Thing
from app.sources.versions.commands import keep, settle
from app.sources.versions.rules import met, told_of, version_clash
from app.store.receipts import digest_of
from app.store.work import Work
from app.synthesis import queries, rank, rules
from app.synthesis.commands.drawing import Ref, draw
from app.synthesis.disclosure import record_drawn, record_key_finding
from app.synthesis.models import KeyFinding
from app.synthesis.undoing.steps import stepping

WRITE: Final = "key-finding:write"


@dataclass(frozen=True, slots=True)
class PutKeyFinding:
    """Write a key finding for the plenary. ``id`` was made on the device; it is private until it is shown.

    ``texts`` is by language (``""``: the original's); ``language`` is the original's, by default the writer's own.
    Without ``order`` it comes last.
    """

    id: str
    item: str
    texts: Mapping[str, str]
    language: str | None = None
    sources: tuple[Ref, ...] = ()
    state: str = ""
    order: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, WRITE, item.id)
        rules.require_state(self.state)
        language = written_in(self.language, actor)
        texts = {tag: text for tag, text in _cleaned(work, self.texts, language).items() if text}
        if language not in texts and self.language is None:
            language = next(iter(texts), language)
        rules.require_original(texts, language)
        key_finding = KeyFinding(
            id=self.id,
            forum=work.forum,
            item=item.id,
            language=language,
            texts=texts,
            state=self.state,
            rank=_place(work, item.id, self.order),
            author=actor.author_of(self.id),
            written_at=work.now,
            first_seq=work.seq,
            seq=work.seq,
        )
        with stepping(work, item.id, "write", Thing("key-finding", self.id)):
            work.session.add(key_finding)
            work.session.flush()
            draw(work, key_finding, self.sources, actor, whole=True)
            record_key_finding(work, key_finding)
        work.created = True
        return key_finding_document(work, key_finding)


@dataclass(frozen=True, slots=True)
class ReviseKeyFinding:
    """Other texts, sources, state or place, made from ``version``; None leaves a field as it is.

    A language whose text was changed since ``version`` is brought together with what was changed in it, where the
    changes lie apart. Else it clashes: nothing of this wish is taken, its texts are kept and shown beside the key
    finding, and the answer says ``clash``. It is an accepted command, for a refusal would roll the kept text back.
    ``sources`` are all of them when ``version`` is the current one, and are added to those that stand when it is not:
    a link is never lost by meeting another. Writing on what somebody took away brings it back.
    """

    key_finding: str
    version: int
    texts: Mapping[str, str]
    sources: tuple[Ref, ...] | None = None
    state: str | None = None
    order: str | None = None
    id: str | None = None

    def receipt_key(self) -> str:
        """Two may revise the same version: each body is an attempt of its own, and a repeat of it the same one."""
        return f"{self.key_finding}@{self.version}:{digest_of(self)}"

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding, withdrawn=True)
        actor = roles.require(work.actor, WRITE, found.item)
        act = "revise" if found.withdrawn_at is None else "bring_back"
        with stepping(work, found.item, act, Thing("key-finding", found.id)):
            return self._revise(work, actor, found)

    def _revise(self, work: Work, actor: Actor, found: KeyFinding) -> dict[str, Any]:
        rules.require_state(self.state or "")
        wished = _cleaned(work, self.texts, found.language)
        texts, clashing, joined = met(self._base(work, found), found.texts, wished, rules.fits)
        was_withdrawn = found.withdrawn_at is not None
        found.withdrawn_at = None
        if was_withdrawn:
            _record_origins(work, found)
        if clashing:
            return self._keep_clash(work, actor, found, clashing)
        rules.require_original(texts, found.language)
        stale = self.version != found.version
        before, version = found.texts, found.version
        found.texts = texts
        drawn = self.sources is not None and draw(work, found, self.sources, actor, whole=not stale)
        if texts != before or drawn:
            found.version = version + 1
            keep(work, queries.HISTORY, actor, found.id, version, before)
        moved = self.order is not None and self.order != found.rank
        if moved:
            found.rank = _place(work, found.item, self.order, found.id)
        restated = self.state is not None and self.state != found.state
        if restated:
            found.state = self.state or ""
        if texts != before or drawn or moved or restated or was_withdrawn:
            record_key_finding(work, found)
        return {**key_finding_document(work, found), **told_of(joined)}

    def _base(self, work: Work, found: KeyFinding) -> Mapping[str, str] | None:
        """What the writer saw."""
        return queries.HISTORY.seen(work.session, work.forum, found, self.version)

    def _keep_clash(self, work: Work, actor: Actor, found: KeyFinding, clashing: dict[str, str]) -> dict[str, Any]:
        kept = keep(work, queries.HISTORY, actor, found.id, self.version, clashing, clashed=True)
        record_key_finding(work, found)
        return {
            "clash": True,
            "current": key_finding_document(work, found),
            "kept": {"id": kept.id, "version": kept.version, "texts": kept.texts},
        }


@dataclass(frozen=True, slots=True)
class SettleClash:
    """A text that clashed has been dealt with: it is shown no more, and stays in the history."""

    key_finding: str
    clash: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        with stepping(work, found.item, "settle", Thing("key-finding", found.id)):
            at, new = settle(work, queries.HISTORY, found.id, self.clash)
            if new:
                record_key_finding(work, found)
        return {"id": self.clash, "settled_at": rfc3339(at)}


@dataclass(frozen=True, slots=True)
class WithdrawKeyFinding:
    """Take a key finding away. ``version`` is what its reader saw: not over words that came since."""

    key_finding: str
    version: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        if found.withdrawn_at is None:
            if self.version is not None and self.version != found.version:
                raise version_clash({"current": key_finding_document(work, found), "kept": None})
            with stepping(work, found.item, "withdraw", Thing("key-finding", found.id)):
                found.withdrawn_at = work.now
                record_key_finding(work, found)
                _record_origins(work, found)
        return {"id": found.id, "withdrawn_at": rfc3339(found.withdrawn_at)}


def key_finding_document(work: Work, key_finding: KeyFinding) -> dict[str, Any]:
    """A key finding as who changed it is told of it."""
    made = Thing("key-finding", key_finding.id)
    links = sources.origins_of(work.session, work.forum, [made]).get(made, [])
    return {
        "id": key_finding.id,
        "item": key_finding.item,
        "text": key_finding.texts[key_finding.language],
        "texts": key_finding.texts,
        "language": key_finding.language,
        "version": key_finding.version,
        "order": key_finding.rank,
        "sources": [{"kind": s.thing.kind, "id": s.thing.id, "version": s.version} for s in links],
        "shown": key_finding.shown_at is not None,
        "sent": key_finding.sent_at is not None,
        "written_at": rfc3339(key_finding.written_at),
        "seq": key_finding.seq,
    }


def _cleaned(work: Work, texts: Mapping[str, str], language: str) -> dict[str, str]:
    """Texts as they are kept; what came without a language is in *language*."""
    told = {tag or language: text for tag, text in texts.items()}
    rules.require_languages(told, {*forum_of(work.session, work.forum).languages, *INTERFACE_LANGUAGES})
    return {tag: optional(text, limit=ANSWER_LIMIT, lines=True) for tag, text in told.items()}


def _place(work: Work, item: str, wished: str | None, own: str = "") -> str:
    taken = [k.rank for k in queries.key_findings(work.session, work.forum, item=item) if k.id != own]
    if wished is None:
        return rank.last(taken)
    rules.require_order(rank.is_rank(wished))
    return rank.free(wished, taken)


def _record_origins(work: Work, found: KeyFinding) -> None:
    made = Thing("key-finding", found.id)
    links = sources.origins_of(work.session, work.forum, [made]).get(made, [])
    record_drawn(work, [link.thing for link in links], found.item)
