"""The chair asks "any objection?", of a paragraph or of the whole text, and says what came of it. Nothing votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.communique import adoption_rules, queries, rules, standing
from app.communique.commands.discussing import bring_on_walls, discuss
from app.communique.freezing import require_unfrozen
from app.communique.models import Call, Paragraph
from app.communique.recording import record_communique, record_paragraph, require_open
from app.communique.unsettled import require_settled
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class AskObjection:
    """Ask the delegations that adopt, about a ``paragraph`` or without one about the whole text, in the words that were
    ``read`` (a paragraph's version, or the text's hash). A question that is open still is closed by the next one. What is
    asked about is under discussion.
    """

    item: str
    read: str
    paragraph: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        require_open(work, item, "position")
        now = standing.read_now(work.session, work.forum, item.id)
        target = self.paragraph or item.id
        if target not in now or self.paragraph == item.id:
            raise rules.no_such_paragraph()
        if len(now) == 1:
            raise adoption_rules.nothing_to_adopt()
        require_unfrozen(work, item.id, [self.paragraph] if self.paragraph else None)
        self._require_read(work, target, now[target])
        call = standing.open_call(work.session, work.forum, item.id)
        if call is None or (call.target, call.read) != (target, now[target]):
            close_call(work, item.id)
            call = Call(
                id=new_id(),
                forum=work.forum,
                item=item.id,
                target=target,
                read=now[target],
                asked_at=work.now,
                seq=work.seq,
            )
            work.session.add(call)
            record_communique(work, item.id)
        if self.paragraph is not None:
            discuss(work, item, self.paragraph)
        else:
            bring_on_walls(work, item)
        return call_document(call)

    def _require_read(self, work: Work, target: str, now: str) -> None:
        found = queries.paragraphs_by_id(work.session, work.forum, [target]).get(target)
        if found is None:
            if self.read != now:
                raise adoption_rules.whole_moved(now)
        elif not rules.has_read(self.read, found.worded, found.version):
            raise rules.moved(found.version)


@dataclass(frozen=True, slots=True)
class CloseCall:
    """Close the question. With ``status`` what was asked about is agreed so, in one action: no objection stands, no bracket
    is left, and the words are those that were asked about.
    """

    item: str
    status: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        call = standing.open_call(work.session, work.forum, item.id)
        if call is None:
            raise adoption_rules.nothing_asked()
        if self.status is not None:
            require_open(work, item, "position")
            rules.require_status(self.status)
            if standing.read_now(work.session, work.forum, item.id).get(call.target) != call.read:
                raise adoption_rules.asked_of_other_words()
            whole = call.target == item.id
            require_unfrozen(work, item.id, None if whole else [call.target])
            agree(work, item.id, None if whole else [call.target], self.status)
        close_call(work, item.id, self.status or "")
        return call_document(call)


def close_call(work: Work, item: str, result: str = "") -> None:
    """Whatever is asked is asked no more."""
    call = standing.open_call(work.session, work.forum, item)
    if call is not None:
        call.closed_at, call.result = work.now, result
        work.session.add(call)
        work.session.flush()
        record_communique(work, item)


def agree(work: Work, item: str, targets: Sequence[str] | None, status: str) -> list[Paragraph]:
    """Say that paragraphs are agreed, all of them without *targets*: those on which nothing stands in the way.

    Raises ``objections_stand`` and ``brackets_left``.
    """
    whole = queries.paragraphs(work.session, work.forum, item)
    found = [p for p in whole if targets is None or p.id in targets]
    asked = {p.id for p in found} | ({item} if targets is None else set())
    current = standing.current_positions(work.session, work.forum, item)
    objections = sum(row.position == "objection" for row in current if row.target in asked)
    if objections and status != "open":
        raise adoption_rules.objections_stand(objections)
    if status != "open":
        require_settled(whole, targets)
    for paragraph in found:
        if paragraph.status != status:
            paragraph.status = status
            record_paragraph(work, paragraph)
    record_communique(work, item)
    return found


def call_document(call: Call) -> dict[str, Any]:
    """A question as the chair is told of it."""
    return {
        "item": call.item,
        "paragraph": None if call.target == call.item else call.target,
        "read": call.read,
        "asked_at": rfc3339(call.asked_at),
        "closed_at": rfc3339(call.closed_at) if call.closed_at else None,
        "result": call.result or None,
    }
