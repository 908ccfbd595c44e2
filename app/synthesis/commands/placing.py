"""The order of key findings; showing and hiding them; sending them to the booth."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.programme.queries import item_of
from app.store.work import Work
from app.synthesis import queries, rank, rules
from app.synthesis.disclosure import record_key_finding, show
from app.synthesis.models import KeyFinding
from app.synthesis.undoing.steps import key_finding, stepping


@dataclass(frozen=True, slots=True)
class PlaceKeyFinding:
    """Put a key finding right after another, or with ``after=None`` first. Nobody else's place changes."""

    key_finding: str
    after: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding)
        roles.require(work.actor, "key-finding:write", found.item)
        others = [k for k in queries.key_findings(work.session, work.forum, item=found.item) if k.id != found.id]
        index = 0
        if self.after is not None:
            ids = [k.id for k in others]
            if self.after not in ids:
                raise rules.no_such_key_finding()
            index = ids.index(self.after) + 1
        if _placed(work, found) != index:
            with stepping(work, found.item, "move", *map(key_finding, [found.id, *(k.id for k in others)])):
                found.rank = _between(work, others, index)
                record_key_finding(work, found)
        return {"id": found.id, "order": found.rank}


@dataclass(frozen=True, slots=True)
class ShowKeyFinding:
    """Show a key finding to the item and the forum, or with ``shows=False`` hide it again."""

    key_finding: str
    shows: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding)
        with stepping(work, found.item, "show" if self.shows else "hide", key_finding(found.id)):
            if self.shows:
                show(work, self.key_finding)
            else:
                roles.require(work.actor, "key-finding:show", found.item)
                if found.shown_at is not None:
                    found.shown_at = None
                    record_key_finding(work, found, was_shown=True)
        return {"id": found.id, "item": found.item, "shown": found.shown_at is not None}


@dataclass(frozen=True, slots=True)
class SendKeyFinding:
    """Send a key finding to the booth as it stands, or with ``sends=False`` take it back. What was sent stands still."""

    key_finding: str
    sends: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding)
        roles.require(work.actor, "key-finding:write", found.item)
        with stepping(work, found.item, "send" if self.sends else "take_back", key_finding(found.id)):
            if self.sends:
                _send(work, found)
            elif found.sent_at is not None:
                found.sent_at, found.sent_texts = None, {}
                record_key_finding(work, found, was_sent=True)
        return _sent(found)


@dataclass(frozen=True, slots=True)
class SendToBooth:
    """Send all key findings of an item to the booth, each as it stands."""

    item: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "key-finding:write", item.id)
        found = queries.key_findings(work.session, work.forum, item=item.id)
        with stepping(work, item.id, "send_all", *(key_finding(one.id) for one in found)):
            for one in found:
                _send(work, one)
        return {"item": item.id, "sent": [_sent(one) for one in found]}


def _send(work: Work, found: KeyFinding) -> None:
    if found.sent_at is None or found.sent_texts != found.texts:
        found.sent_at, found.sent_texts = work.now, dict(found.texts)
        record_key_finding(work, found)


def _sent(found: KeyFinding) -> dict[str, Any]:
    at = rfc3339(found.sent_at) if found.sent_at is not None else None
    return {"id": found.id, "sent_at": at, "texts": found.sent_texts}


def _placed(work: Work, found: KeyFinding) -> int:
    """Where it stands now among all."""
    return [k.id for k in queries.key_findings(work.session, work.forum, item=found.item)].index(found.id)


def _between(work: Work, others: list[KeyFinding], index: int) -> str:
    """A place before ``others[index]``. Where two places coincide, all are laid out anew."""
    if len({k.rank for k in others}) < len(others):
        for other, place in zip(others, rank.spread(len(others)), strict=True):
            if other.rank != place:
                other.rank = place
                record_key_finding(work, other)
    low = others[index - 1].rank if index else ""
    return rank.between(low, others[index].rank if index < len(others) else None)
