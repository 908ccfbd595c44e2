"""The silence procedure: the chair freezes the text until a deadline, a delegation breaks the silence, or nobody does."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from app.communique import adoption_rules, queries, rules, silence_rules, standing
from app.communique.adoption import digest_of, frozen
from app.communique.commands.calling import close_call
from app.communique.commands.speaking import adopting_for
from app.communique.freezing import record_silence, settled, take_effect
from app.communique.models import Silence, SilenceBreak
from app.communique.recording import forum_time, require_not_adopted, require_open, silence_document
from app.communique.unsettled import require_settled
from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.text import ANSWER_LIMIT, optional
from app.programme.queries import forum_of
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class BeginSilence:
    """Freeze the whole text, or some of its ``paragraphs``, for ``minutes`` or ``until`` a time (the forum's own where it
    says no zone). With ``digest`` only the text that was read.

    What stands in brackets, waits as an amendment or is objected to is not agreed by saying nothing: it is refused.
    """

    item: str
    minutes: float | None = None
    until: str = ""
    paragraphs: tuple[str, ...] = ()
    digest: str = ""
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        require_open(work, item, "position")
        running = settled(work, item.id)
        if running is not None:
            raise silence_rules.silence_runs(forum_time(work, running.ends_at))
        all_ = queries.paragraphs(work.session, work.forum, item.id)
        if self.digest not in ("", digest := digest_of(frozen(all_))):
            raise adoption_rules.whole_moved(digest)
        found = [p for p in all_ if not self.paragraphs or p.id in self.paragraphs]
        if len(found) < len(set(self.paragraphs)):
            raise rules.no_such_paragraph()
        if not found:
            raise adoption_rules.nothing_to_adopt()
        ids = [p.id for p in found]
        require_settled(all_, ids)
        waiting = sum(map(len, queries.amendments(work.session, work.forum, ids).values()))
        if waiting:
            raise silence_rules.amendments_wait(waiting)
        targets = {*ids} if self.paragraphs else {*ids, item.id}
        current = standing.current_positions(work.session, work.forum, item.id)
        objections = sum(row.position == "objection" for row in current if row.target in targets)
        if objections:
            raise adoption_rules.objections_stand(objections)
        zone = ZoneInfo(forum_of(work.session, work.forum).timezone)
        silence = Silence(
            id=new_id(),
            forum=work.forum,
            item=item.id,
            whole=not self.paragraphs,
            paragraphs={p.id: p.version for p in found},
            began_at=work.now,
            ends_at=silence_rules.deadline(work.now, self.minutes, self.until, zone),
            seq=work.seq,
        )
        close_call(work, item.id)
        record_silence(work, silence)
        work.created = True
        return silence_document(silence)


@dataclass(frozen=True, slots=True)
class BreakSilence:
    """A delegation that adopts says in writing that it does not agree: by its own link, before the deadline.

    The first word ends the silence, and the text is open again. Others may add theirs until the deadline or the adoption,
    and each may say its own otherwise. Without ``silence`` it is the item's latest.
    """

    item: str
    text: str
    silence: str | None = None
    delegation: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        delegation = adopting_for(work, item.id, self.delegation)
        silence = standing.silence_of(work.session, work.forum, item.id)
        if silence is None or self.silence not in (None, silence.id):
            silence = _own(work, self.silence)
        if silence.item != item.id:
            raise silence_rules.no_silence()
        require_not_adopted(work, item.id)
        if silence.ends_at <= work.now:
            raise silence_rules.silence_over(forum_time(work, silence.ends_at))
        if silence.result == "ended" and silence.ended_at is not None:
            raise silence_rules.silence_ended(forum_time(work, silence.ended_at))
        text = optional(self.text, limit=ANSWER_LIMIT // 2, field="text", lines=True)
        if not text:
            raise silence_rules.says_nothing()
        said = standing.breaks(work.session, work.forum, [silence.id])
        row = next((one for one in said if one.delegation == delegation.id), None) or SilenceBreak(
            id=new_id(), forum=work.forum, silence=silence.id, delegation=delegation.id, text="", said_at=work.now
        )
        if row.text != text:
            row.text, row.said_at = text, work.now
            work.session.add(row)
            if silence.ended_at is None:
                silence.ended_at, silence.result = work.now, "broken"
            record_silence(work, silence)
        return {**silence_document(silence), "delegation": delegation.key, "text": text}


def _own(work: Work, id: str | None) -> Silence:
    """A silence of this forum. Raises ``no_silence`` (404)."""
    found = work.session.get(Silence, id) if id is not None else None
    if found is None or found.forum != work.forum:
        raise silence_rules.no_silence()
    return found


@dataclass(frozen=True, slots=True)
class EndSilence:
    """The chair ends the silence before its deadline: nothing is agreed by it, and the text is open again."""

    item: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        silence = standing.silence_of(work.session, work.forum, item.id)
        if silence is None:
            raise silence_rules.no_silence()
        if silence.ends_at <= work.now and silence.result in ("", "agreed"):
            raise silence_rules.silence_over(forum_time(work, silence.ends_at))
        if silence.ended_at is None:
            silence.ended_at, silence.result = work.now, "ended"
            record_silence(work, silence)
        return silence_document(silence)


@dataclass(frozen=True, slots=True)
class KeepSilence:
    """A silence has come to its deadline unbroken. Nobody sends this: the server does, at the deadline or as soon as it is
    there again. Of several that do at once one has its effect.
    """

    silence: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        silence = _own(work, self.silence)
        if silence.ended_at is not None or silence.ends_at > work.now:
            raise silence_rules.not_due()
        take_effect(work, silence)
        return silence_document(silence)
