"""Corrections after the adoption: numbered, with a reason, to one language's text. What was adopted stays, with its hash."""

from dataclasses import dataclass
from typing import Any

from app.communique import adoption_rules, bounds, queries, rules
from app.communique.adoption import SUMMARY
from app.communique.brackets import SEVERAL, count, require_balanced, without_owners
from app.communique.commands.paragraphs import reword
from app.communique.corrected import correction_document, corrections, text_now
from app.communique.models import Correction
from app.communique.recording import record_communique, record_paragraph
from app.kernel import roles
from app.kernel.text import ANSWER_LIMIT, clean
from app.people.queries import delegations
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class PutCorrection:
    """Correct an adopted paragraph's ``text`` in a ``language``. ``read`` is the number of the last correction of it that
    the corrector had before their eyes, 0 for none.

    In the language of the adoption only the chair corrects, and confirms it.
    """

    id: str
    paragraph: str
    language: str
    text: str
    reason: str
    read: int = 0
    confirmed: bool = False

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph)
        row = queries.communique_of(work.session, work.forum, found.item)
        authority = self.language == found.language
        chairs = work.actor is not None and roles.may(work.actor, "communique:chair", found.item)
        actor = roles.require(
            work.actor, "communique:chair" if authority or chairs else "paragraph:translate", found.item
        )
        if row is None or row.adopted_at is None:
            raise adoption_rules.not_adopted_yet()
        if authority and not self.confirmed:
            raise adoption_rules.correction_not_confirmed()
        bounds.require_few_corrections(len(corrections(work.session, work.forum, found.item)))
        of_it = corrections(work.session, work.forum, found.item, paragraphs=[found.id])
        last = max((one.number for one in of_it if one.language == self.language), default=0)
        if self.read != last:
            raise adoption_rules.corrected_meanwhile(last)
        before = text_now(found, of_it, row, self.language)
        if not before:
            raise rules.no_text_in(self.language)
        text, reason = clean(self.text, lines=True), clean(self.reason, limit=ANSWER_LIMIT // 4, field="reason")
        require_balanced(text)
        # Everybody reads what stood before and what stands now: no bracket must say there whose it was.
        owners = {SEVERAL, *(delegation.key for delegation in delegations(work.session, work.forum))}
        before, text = without_owners(before, owners), without_owners(text, owners)
        rules.require_no_brackets(count(text), standing=count(before) if row.outcome == SUMMARY else 0)
        if text == before:
            raise adoption_rules.nothing_corrected()
        made = Correction(
            id=self.id,
            forum=work.forum,
            item=found.item,
            number=len(corrections(work.session, work.forum, found.item)) + 1,
            paragraph=found.id,
            language=self.language,
            before=before,
            text=text,
            reason=reason,
            author=actor.author_of(self.id),
            made_at=work.now,
        )
        work.session.add(made)
        if not authority:
            reword(work, actor, found, {**found.texts, self.language: text})
        work.session.flush()
        record_paragraph(work, found)
        record_communique(work, found.item)
        work.created = True
        return correction_document(made)
