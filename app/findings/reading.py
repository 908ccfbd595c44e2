"""What a reader may read: the matrix of the product page for answers, findings and comments, and how writers are named."""

from collections.abc import Collection, Iterable
from functools import cached_property

from sqlmodel import Session

from app.findings import queries
from app.findings.models import Comment, Finding
from app.kernel.roles import Actor, may
from app.people import rules as people_rules
from app.people.queries import participants
from app.programme import queries as programme
from app.tables import queries as tables
from app.tables import rules as table_rules
from app.tables.models import Answer


class Reading:
    """One reader's rights. The desk's roles read everything of their item; the own table what it wrote; all the rest
    what was reported, and the answers that a reported finding cites.
    """

    def __init__(self, session: Session, reader: Actor) -> None:
        self._session = session
        self._reader = reader
        self._desks: dict[str, bool] = {}

    @cached_property
    def _own_tables(self) -> frozenset[str]:
        return tables.tables_where_sat(self._session, self._reader.forum, self._reader.participant)

    def desk(self, item: str) -> bool:
        """Whether the reader stands at the desk or the workbench of *item*."""
        if item not in self._desks:
            self._desks[item] = may(self._reader, "hear:desk", item)
        return self._desks[item]

    def finding(self, finding: Finding) -> bool:
        """Own table and desk always; the forum once reported."""
        return finding.reported_at is not None or self.desk(finding.item) or finding.table in self._own_tables

    def wrote(self, finding: Finding) -> bool:
        """Whether it is the reader's own table's, or the desk's to look after: for its earlier texts."""
        return self.desk(finding.item) or finding.table in self._own_tables

    def comment(self, comment: Comment, finding: Finding) -> bool:
        """The item and the forum while the finding is reported; the desk always. Its writer's table has it from there."""
        return finding.reported_at is not None or self.desk(comment.item)

    def answer(self, answer: Answer) -> bool:
        """Own table and desk always; the item and the forum once a reported finding cites it."""
        if self.desk(answer.item) or answer.table in self._own_tables:
            return True
        return queries.is_cited(self._session, self._reader.forum, answer.id)


class Bylines:
    """How writers are named: by name in a ``named`` forum, by an affiliation that three share at their table in a
    ``by_table`` one, and not at all in an ``anonymous`` one.
    """

    def __init__(self, session: Session, forum: str, authors: Iterable[str]) -> None:
        self._session = session
        self._forum = forum
        self.privacy = programme.forum_of(session, forum).privacy
        named = self.privacy == "named"
        self._people = participants(session, forum, set(authors)) if named else {}
        self._sharing: dict[str, dict[str, int]] = {}

    def of(self, author: str, affiliation: str, table: str | None) -> str:
        """What may be read of who wrote; *table* is where they wrote it."""
        person = self._people.get(author)
        if not table_rules.may_show_affiliation(self.privacy, self._shared(affiliation, table)):
            affiliation = ""
        return people_rules.shown_name(person.name if person else "", affiliation, self.privacy)

    def _shared(self, affiliation: str, table: str | None) -> int:
        if self.privacy != "by_table" or table is None or not affiliation:
            return 0
        if table not in self._sharing:
            self._sharing[table] = tables.affiliations_at(self._session, self._forum, table)
        return self._sharing[table].get(affiliation, 0)


def table_numbers(session: Session, forum: str, ids: Collection[str | None]) -> dict[str | None, int]:
    """The numbers by which people know tables, by id."""
    found = tables.tables_by_id(session, forum, {i for i in ids if i is not None})
    return {table.id: table.number for table in found.values()}
