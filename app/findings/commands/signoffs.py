"""Sign-off: "read aloud; nobody objected", or a dissent that travels with the finding."""

from dataclasses import dataclass
from typing import Any

from app.findings import queries, rules
from app.findings.commands.authors import author_of, whose_marks, written_in
from app.findings.commands.findings import finding_at, record_finding
from app.findings.models import SignOff
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.kernel.text import clean
from app.store.work import Work
from app.tables import rules as table_rules


@dataclass(frozen=True, slots=True)
class SignFinding:
    """The finding was read aloud and nobody objected; or somebody could not agree and says so in ``dissent``.

    ``version`` is what was read aloud, None for the current text. Saying it again for the same version changes nothing.
    """

    finding: str
    nobody_objected: bool = False
    dissent: str | None = None
    version: int | None = None
    language: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        finding, _, item, actor = finding_at(work, self.finding, "finding:signoff")
        rules.require_signoff(item.technique, item.phase)
        if self.nobody_objected == (self.dissent is not None):
            raise rules.sign_off_says_nothing()
        if self.version is not None and self.version != finding.version:
            raise table_rules.version_moved(finding.text, finding.version)
        sign_off = None
        if self.dissent is not None or finding.signed_version != finding.version:
            sign_off = self._kept(work, actor, finding.version)
            if self.dissent is None:
                finding.signed_version = finding.version
            record_finding(work, finding, people=whose_marks(work))
        return {
            "finding": finding.id,
            "version": finding.version,
            "signed": finding.signed_version == finding.version,
            "dissent": sign_off.id if sign_off is not None and self.dissent is not None else None,
        }

    def _kept(self, work: Work, actor: Actor, version: int) -> SignOff:
        id_ = self.id or new_id()
        author = author_of(work, actor, id_)
        sign_off = SignOff(
            id=id_,
            forum=work.forum,
            finding=self.finding,
            version=version,
            person=author.author,
            affiliation=author.affiliation,
            dissent=None if self.dissent is None else clean(self.dissent, field="dissent"),
            language=written_in(self.language, actor),
            signed_at=work.now,
        )
        work.session.add(sign_off)
        return sign_off


@dataclass(frozen=True, slots=True)
class WithdrawDissent:
    """Who dissented takes it back. The finding's text and its sign-off stay as they are."""

    finding: str
    dissent: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        finding = queries.finding_of(work.session, work.forum, self.finding)
        dissent = queries.dissent_of(work.session, work.forum, finding.id, self.dissent)
        own = work.actor is not None and dissent.person == work.actor.author_of(dissent.id)
        roles.require(work.actor, "comment:change", finding.item, ["author"] if own else [])
        if dissent.withdrawn_at is None:
            dissent.withdrawn_at = work.now
            record_finding(work, finding, people=whose_marks(work))
        return {"id": dissent.id, "withdrawn_at": rfc3339(dissent.withdrawn_at)}
