"""All SQL that reads findings, sign-offs and comments. A forum's id is part of every query."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.findings import rules
from app.findings.models import Comment, Finding, FindingVersion, SignOff
from app.sources import queries as sources
from app.sources.rules import Thing
from app.tables.models import Answer, Seat
from app.tables.queries import tables_where_sat


def finding_of(session: Session, forum: str, finding: str) -> Finding:
    """A finding of the forum that stands. Raises ``no_such_finding`` (404)."""
    found = session.get(Finding, finding)
    if found is None or found.forum != forum or found.withdrawn_at is not None:
        raise rules.no_such_finding()
    return found


def comment_of(session: Session, forum: str, comment: str) -> Comment:
    """A comment of the forum. Raises ``no_such_comment`` (404)."""
    found = session.get(Comment, comment)
    if found is None or found.forum != forum:
        raise rules.no_such_comment()
    return found


def findings(
    session: Session,
    forum: str,
    *,
    item: str | None = None,
    tables: Collection[str] | None = None,
    ids: Collection[str] | None = None,
    reported: bool | None = None,
) -> Sequence[Finding]:
    """Findings that stand, in the order they came; of an item, of *tables*, those of *ids*, only (un)reported ones."""
    query = select(Finding).where(Finding.forum == forum, col(Finding.withdrawn_at).is_(None))
    if item is not None:
        query = query.where(Finding.item == item)
    if tables is not None:
        query = query.where(col(Finding.table).in_(list(tables)))
    if ids is not None:
        query = query.where(col(Finding.id).in_(list(ids)))
    if reported is not None:
        query = query.where(col(Finding.reported_at).is_not(None) if reported else col(Finding.reported_at).is_(None))
    return session.exec(query.order_by(col(Finding.first_seq))).all()


def findings_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Finding]:
    """Findings by id, withdrawn ones too: for links, which outlive what they lead to."""
    query = select(Finding).where(Finding.forum == forum, col(Finding.id).in_(list(ids)))
    return {f.id: f for f in session.exec(query)}


def versions(session: Session, forum: str, finding: str) -> Sequence[FindingVersion]:
    """The earlier texts of a finding, oldest first."""
    query = select(FindingVersion).where(FindingVersion.forum == forum, FindingVersion.finding == finding)
    return session.exec(query.order_by(col(FindingVersion.version))).all()


def dissents(session: Session, forum: str, ids: Collection[str]) -> dict[str, list[SignOff]]:
    """The dissents that stand, of each of the findings *ids*, oldest first."""
    query = (
        select(SignOff)
        .where(
            SignOff.forum == forum,
            col(SignOff.finding).in_(list(ids)),
            col(SignOff.dissent).is_not(None),
            col(SignOff.withdrawn_at).is_(None),
        )
        .order_by(col(SignOff.signed_at), col(SignOff.id))
    )
    found: dict[str, list[SignOff]] = {}
    for row in session.exec(query):
        found.setdefault(row.finding, []).append(row)
    return found


def dissent_of(session: Session, forum: str, finding: str, dissent: str) -> SignOff:
    """A dissent of a finding. Raises ``no_such_dissent`` (404)."""
    found = session.get(SignOff, dissent)
    if found is None or found.forum != forum or found.finding != finding or found.dissent is None:
        raise rules.no_such_dissent()
    return found


def comments(
    session: Session,
    forum: str,
    *,
    item: str | None = None,
    findings: Collection[str] | None = None,
    ids: Collection[str] | None = None,
) -> Sequence[Comment]:
    """Comments that stand, in the order they came; of an item, on *findings*, those of *ids*."""
    query = select(Comment).where(Comment.forum == forum, col(Comment.withdrawn_at).is_(None))
    if item is not None:
        query = query.where(Comment.item == item)
    if findings is not None:
        query = query.where(col(Comment.finding).in_(list(findings)))
    if ids is not None:
        query = query.where(col(Comment.id).in_(list(ids)))
    return session.exec(query.order_by(col(Comment.first_seq))).all()


def comments_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Comment]:
    """Comments by id, withdrawn ones too."""
    query = select(Comment).where(Comment.forum == forum, col(Comment.id).in_(list(ids)))
    return {c.id: c for c in session.exec(query)}


def stance_counts(session: Session, forum: str, ids: Collection[str]) -> dict[str, Counter[str]]:
    """How many comments of each stance each of the findings *ids* has."""
    query = (
        select(Comment.finding, Comment.stance, func.count())
        .where(Comment.forum == forum, col(Comment.finding).in_(list(ids)), col(Comment.withdrawn_at).is_(None))
        .group_by(col(Comment.finding), col(Comment.stance))
    )
    found: dict[str, Counter[str]] = {}
    for finding, stance, count in session.exec(query):
        found.setdefault(finding, Counter())[stance] = count
    return found


def answers_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Answer]:
    """Answers by id, withdrawn ones too."""
    query = select(Answer).where(Answer.forum == forum, col(Answer.id).in_(list(ids)))
    return {a.id: a for a in session.exec(query)}


def cited(session: Session, forum: str, reported: Collection[str]) -> dict[str, list[str]]:
    """Which answers the findings *reported* cite, each with those findings."""
    found: dict[str, list[str]] = {}
    for made, links in sources.origins_of(session, forum, [Thing("finding", f) for f in reported]).items():
        for link in links:
            if link.thing.kind == "answer":
                found.setdefault(link.thing.id, []).append(made.id)
    return found


def is_cited(session: Session, forum: str, answer: str) -> bool:
    """Whether a finding that is reported cites an answer."""
    made = sources.made_of(session, forum, [Thing("answer", answer)]).get(Thing("answer", answer), [])
    return bool(findings(session, forum, ids=[m.thing.id for m in made if m.thing.kind == "finding"], reported=True))


def opened_answers(session: Session, forum: str, item: str) -> frozenset[str]:
    """The answers that findings reported in an item cite: these the whole item may read."""
    return frozenset(cited(session, forum, [f.id for f in findings(session, forum, item=item, reported=True)]))


def held_at(session: Session, forum: str, table: str) -> Sequence[str]:
    """The ids of every finding of a table, withdrawn ones too."""
    query = select(Finding.id).where(Finding.forum == forum, Finding.table == table).order_by(col(Finding.first_seq))
    return session.exec(query).all()


def said_from(session: Session, forum: str, table: str) -> Sequence[str]:
    """The ids of every comment that came from a table, withdrawn ones too."""
    query = select(Comment.id).where(Comment.forum == forum, Comment.table == table).order_by(col(Comment.first_seq))
    return session.exec(query).all()


def seat_in(session: Session, forum: str, item: str, participant: str) -> Seat | None:
    """The seat from which a person speaks in an item: the open one, else the last."""
    query = select(Seat).where(Seat.forum == forum, Seat.item == item, Seat.participant == participant)
    seats = session.exec(query.order_by(col(Seat.since).desc())).all()
    return next((seat for seat in seats if seat.until is None), seats[0] if seats else None)


def sign_offs_where_sat(session: Session, forum: str, participant: str) -> Sequence[SignOff]:
    """Every sign-off that stands at a table where a person sits or sat."""
    where_sat = tables_where_sat(session, forum, participant)
    of_tables = select(Finding.id).where(Finding.forum == forum, col(Finding.table).in_(where_sat))
    query = select(SignOff).where(
        SignOff.forum == forum, col(SignOff.finding).in_(of_tables), col(SignOff.withdrawn_at).is_(None)
    )
    return session.exec(query).all()


def comments_where_sat(session: Session, forum: str, participant: str) -> Sequence[Comment]:
    """Every comment that stands in the items where a person sits or sat."""
    items = select(Seat.item).where(Seat.forum == forum, Seat.participant == participant)
    query = select(Comment).where(
        Comment.forum == forum, col(Comment.item).in_(items), col(Comment.withdrawn_at).is_(None)
    )
    return session.exec(query).all()


def findings_dissented(session: Session, forum: str, people: Collection[str]) -> Sequence[Finding]:
    """The findings that stand to which any of *people* attached a dissent."""
    signed = select(SignOff.finding).where(
        SignOff.forum == forum, col(SignOff.person).in_(list(people)), col(SignOff.dissent).is_not(None)
    )
    query = select(Finding).where(
        Finding.forum == forum, col(Finding.id).in_(signed), col(Finding.withdrawn_at).is_(None)
    )
    return session.exec(query).all()


def comments_by(session: Session, forum: str, people: Collection[str]) -> Sequence[Comment]:
    """The comments that stand by any of *people*."""
    query = select(Comment).where(
        Comment.forum == forum, col(Comment.author).in_(list(people)), col(Comment.withdrawn_at).is_(None)
    )
    return session.exec(query).all()


def comments_from(session: Session, forum: str, at: Collection[str]) -> Sequence[Comment]:
    """The comments that stand from any of the tables *at*."""
    query = select(Comment).where(
        Comment.forum == forum, col(Comment.table).in_(list(at)), col(Comment.withdrawn_at).is_(None)
    )
    return session.exec(query).all()
