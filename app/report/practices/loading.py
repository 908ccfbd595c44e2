"""A forum's practices with their sheets, of what was read of the forum."""

from app.people.queries import delegations
from app.programme.citations import Citation, citations
from app.report.practices import queries
from app.report.practices.model import Practice
from app.report.record import Record
from app.report.wording import Reference


def practices(record: Record) -> tuple[Practice, ...]:
    """Every reported finding that is marked a practice, in the programme's order."""
    session, forum = record.session, record.forum
    sheets = queries.sheets(session, forum.id)
    roster = {one.id: one for one in delegations(session, forum.id)}
    known = {one.key: one for one in citations(session, forum.id, queries.known_references(session, forum.id))}
    principled = queries.principles(session, forum)
    own = {item.id: list(item.references) for item in record.items}
    made = []
    for finding in record.findings:
        if finding.kind != "practice" or finding.reported_at is None:
            continue
        sheet = sheets.get(finding.id)
        delegation = roster.get(sheet.delegation or "") if sheet else None
        serves = [known[key] for key in (sheet.references if sheet else own[finding.item]) if key in known]
        made.append(
            Practice(
                finding=finding.id,
                item=record.item_numbers[finding.item],
                words=record.words("finding", finding),
                delegation=delegation.key if delegation else "",
                country=dict(delegation.name) if delegation else {},
                implementer=sheet.implementer if sheet else "",
                contact=sheet.contact if sheet else "",
                status=sheet.status if sheet else "",
                objectives=tuple(_reference(record, one) for one in serves if one.key not in principled),
                principles=tuple(_reference(record, one) for one in serves if one.key in principled),
            )
        )
    order = list(record.item_numbers.values())
    return tuple(sorted(made, key=lambda one: order.index(one.item)))


def principle_labels(record: Record) -> tuple[str, ...]:
    """How the principles of the forum's frameworks are cited."""
    keys = queries.principles(record.session, record.forum)
    return tuple(_reference(record, one).label for one in citations(record.session, record.forum.id, keys))


def _reference(record: Record, cited: Citation) -> Reference:
    label = cited.label.get(record.language) or next(iter(cited.label.values()), cited.key)
    return Reference(label, cited.title)
