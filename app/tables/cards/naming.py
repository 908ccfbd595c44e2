"""Where other names or affiliations may be read after somebody came, moved or changed."""

from sqlmodel import Session

from app.store.journal import Change
from app.tables.queries import leading_to, tables_where_sat


def tables_named_anew(session: Session, forum: str, change: Change) -> frozenset[str]:
    """The tables where names or affiliations may read otherwise, because of who sits or sat there.

    Somebody who sits down at a table for the first time in a round (``sat``) counts there from now on; with a change of the
    person or of the hall, everywhere.
    """
    people = () if change.kind == "sat" else change.people
    where_sat = {table for person in people for table in tables_where_sat(session, forum, person)}
    return leading_to(session, forum, {*change.tables, *where_sat})
