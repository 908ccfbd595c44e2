"""Who reads an initiative: its table and who runs or observes the item at once, everybody once it is presented."""

from sqlmodel import Session

from app.cooperation.models import Initiative
from app.kernel.roles import Actor, may
from app.tables import queries as tables


def readable(session: Session, actor: Actor, initiative: Initiative) -> bool:
    """Whether *actor* may read an initiative."""
    if initiative.presented_at is not None or may(actor, "hear:table", initiative.item):
        return True
    table = tables.table_of(session, actor.forum, initiative.table)
    return may(actor, "hear:table", initiative.item, tables.relations(session, actor, table, "one_pen"))


def fields_of(initiative: Initiative) -> dict[str, str]:
    """All fields of an initiative as texts, empty ones left out: what is compared when two write at once."""
    found = {
        **initiative.words,
        "by_when": initiative.by_when.isoformat() if initiative.by_when else "",
        "references": " ".join(initiative.references),
        "lead": initiative.lead or "",
    }
    return {name: text for name, text in found.items() if text}
