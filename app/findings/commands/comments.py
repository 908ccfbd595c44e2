"""Comments: what other tables say of a reported finding."""

from dataclasses import dataclass
from typing import Any

from app.findings import queries, rules
from app.findings.commands.authors import author_of, whose_marks, written_in
from app.findings.models import Comment
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.text import ANSWER_LIMIT, optional
from app.store.work import Work
from app.tables import queries as tables


@dataclass(frozen=True, slots=True)
class PutComment:
    """Comment on another table's reported finding. ``id`` was made on the device. Late ones are kept and marked."""

    id: str
    finding: str
    stance: str
    text: str = ""
    language: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        finding = queries.finding_of(work.session, work.forum, self.finding)
        table = tables.table_of(work.session, work.forum, finding.table)
        actor = roles.require(work.actor, "hear:item", finding.item)
        seat = queries.seat_in(work.session, work.forum, finding.item, actor.participant)
        led = tables.merges(work.session, work.forum)
        own = tables.final(seat.table, led) if seat is not None else None
        elsewhere = own is not None and own != tables.final(table.id, led)
        if not elsewhere and not actor.holds("observer", finding.item):
            raise rules.own_table() if seat is not None else rules.not_seated()
        roles.require(actor, "comment:write", finding.item, ["elsewhere"] if elsewhere else [])
        _, item = tables.forum_and_item(work.session, work.forum, table)
        if finding.reported_at is None:
            raise rules.not_reported()
        text = optional(self.text, limit=ANSWER_LIMIT, lines=True)
        rules.require_stance(self.stance, text)
        author = author_of(work, actor, self.id)
        comment = Comment(
            id=self.id,
            forum=work.forum,
            item=item.id,
            finding=finding.id,
            table=own,
            stance=self.stance,
            author=author.author,
            affiliation=author.affiliation,
            text=text,
            language=written_in(self.language, actor),
            late=rules.comments_are_late(item.technique, item.phase),
            written_at=work.now,
            first_seq=work.seq,
            seq=work.seq,
        )
        work.session.add(comment)
        _record(work, comment, finding.table)
        work.created = True
        return comment_document(comment)


@dataclass(frozen=True, slots=True)
class WithdrawComment:
    """The writer takes a comment back. What was already made from it stays, and says so."""

    comment: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        comment = queries.comment_of(work.session, work.forum, self.comment)
        own = work.actor is not None and comment.author == work.actor.author_of(comment.id)
        roles.require(work.actor, "comment:change", comment.item, ["author"] if own else [])
        if comment.withdrawn_at is None:
            comment.withdrawn_at, comment.seq = work.now, work.seq
            found = queries.findings_by_id(work.session, work.forum, [comment.finding])
            _record(work, comment, found[comment.finding].table)
        return {"id": comment.id, "withdrawn_at": rfc3339(comment.withdrawn_at)}


def comment_document(comment: Comment) -> dict[str, Any]:
    """A comment as its writer is told of it."""
    return {
        "id": comment.id,
        "finding": comment.finding,
        "item": comment.item,
        "table": comment.table,
        "stance": comment.stance,
        "text": comment.text,
        "language": comment.language,
        "version": comment.version,
        "late": comment.late,
        "written_at": rfc3339(comment.written_at),
        "seq": comment.seq,
    }


def _record(work: Work, comment: Comment, of_table: str) -> None:
    tables_touched = [of_table] + ([comment.table] if comment.table else [])
    work.record("comment", comment.id, tables=tables_touched, items=[comment.item], people=whose_marks(work))
