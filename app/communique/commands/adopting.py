"""Delegations say where they stand, and the chair adopts: no brackets left, no objection; or closes the text without
consensus. Then it stands still.
"""

from dataclasses import dataclass
from typing import Any

from app.communique import adoption_rules, queries, rules, silence_rules, standing
from app.communique.adoption import OUTCOMES, POSITIONS, SUMMARY, digest_of, frozen, nameless, outcome_of
from app.communique.brackets import SEVERAL
from app.communique.commands.calling import close_call
from app.communique.commands.speaking import adopting_for
from app.communique.freezing import require_unfrozen, settled
from app.communique.models import Position
from app.communique.recording import communique_row, forum_time, record_communique, record_paragraph, require_open
from app.communique.unsettled import require_settled
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.text import ANSWER_LIMIT, optional
from app.people.queries import delegations
from app.programme.queries import item_of
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class TakePosition:
    """Where the actor's delegation stands on a paragraph, or on the whole text of an ``item``: on the words that were
    ``read`` (a paragraph's version in which the authority says what it says now, or the text's hash). A reservation says
    what is reserved.
    """

    target: str
    position: str
    read: str
    text: str = ""
    delegation: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        paragraph = queries.paragraphs_by_id(work.session, work.forum, [self.target]).get(self.target)
        item = item_of(work.session, work.forum, paragraph.item if paragraph else self.target)
        delegation = adopting_for(work, item.id, self.delegation)
        require_open(work, item, "position")
        adoption_rules.require_position(self.position, POSITIONS)
        if paragraph is not None:
            queries.paragraph_of(work.session, work.forum, paragraph.id)
            if not rules.has_read(self.read, paragraph.worded, paragraph.version):
                raise rules.moved(paragraph.version)
            read = str(paragraph.worded)
        else:
            now = digest_of(frozen(queries.paragraphs(work.session, work.forum, item.id)))
            if self.read != now:
                raise adoption_rules.whole_moved(now)
            read = now
        target = paragraph.id if paragraph else item.id
        self._require_no_silence(work, item.id, target)
        text = optional(self.text, limit=ANSWER_LIMIT // 2, field="text", lines=True)
        if not text and self.position == "reservation":
            raise adoption_rules.reserves_nothing()
        row = queries.position_of(work.session, work.forum, target, delegation.id) or Position(
            target=target,
            delegation=delegation.id,
            forum=work.forum,
            item=item.id,
            position="",
            text="",
            read="",
            said_at=work.now,
        )
        if (row.position, row.text, row.read) != (self.position, text, read):
            row.position, row.text, row.read, row.said_at = self.position, text, read, work.now
            work.session.add(row)
            if paragraph is not None:
                record_paragraph(work, paragraph)
            record_communique(work, item.id)
        return {"target": target, "delegation": delegation.key, "position": row.position, "text": row.text}

    def _require_no_silence(self, work: Work, item: str, target: str) -> None:
        """An objection to what silence is kept on breaks it, in writing: else the deadline would agree over it."""
        silence = settled(work, item)
        if silence and self.position == "objection" and (silence.whole or target in (item, *silence.paragraphs)):
            raise silence_rules.breaks_in_writing(forum_time(work, silence.ends_at))


@dataclass(frozen=True, slots=True)
class AdoptCommunique:
    """The chair adopts the text that was read (by its hash): no bracket left, no objection, and confirmed.

    Without ``outcome`` it is what the positions make of it. A chair's summary is the chair's own, whoever objects and
    whatever stands in brackets: it is kept, and hashed, as everybody reads it, without whose they are.
    """

    item: str
    digest: str
    confirmed: bool
    outcome: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        require_open(work, item, "position")
        require_unfrozen(work, item.id, None)
        text = queries.paragraphs(work.session, work.forum, item.id)
        if not text:
            raise adoption_rules.nothing_to_adopt()
        if not self.confirmed:
            raise adoption_rules.not_confirmed(self.outcome)
        paragraphs = frozen(text)
        digest = digest_of(paragraphs)
        if self.digest != digest:
            raise adoption_rules.whole_moved(digest)
        if self.outcome == SUMMARY:
            owners = {SEVERAL, *(delegation.key for delegation in delegations(work.session, work.forum))}
            paragraphs = nameless(paragraphs, owners)
            digest = digest_of(paragraphs)
        else:
            require_settled(text)
        row = communique_row(work, item.id)
        row.adopted_at, row.adopted, row.digest = work.now, paragraphs, digest
        row.discussed = None
        row.outcome = self._outcome(work, item.id)
        close_call(work, item.id)
        record_communique(work, item.id)
        work.record("opening", item.id, items=[item.id])
        return {"item": item.id, "outcome": row.outcome, "digest": digest, "adopted_at": rfc3339(work.now)}

    def _outcome(self, work: Work, item: str) -> str:
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise adoption_rules.no_such_outcome(OUTCOMES)
        if self.outcome == SUMMARY:
            return SUMMARY
        said = [row.position for row in standing.current_positions(work.session, work.forum, item)]
        found = outcome_of(said)
        if found is None:
            raise adoption_rules.objections_stand(said.count("objection"))
        if self.outcome == "joint_communique" and found != self.outcome:
            raise adoption_rules.reservations_stand(said.count("reservation"))
        return found
