"""A forum's initiatives as its report has them, and as rows of its data."""

from app.cooperation import queries
from app.cooperation.cards.initiatives import InitiativeView, initiative_view
from app.cooperation.models import Initiative as InitiativeMade
from app.kernel.language import text_in
from app.programme.models import Item
from app.report.initiatives import PARTS, Initiative, Partner
from app.report.record import Record
from app.report.rows import InitiativeRow, PartnerRow
from app.report.wording import Reference, Words


def item_initiatives(record: Record, item: Item) -> tuple[Initiative, ...]:
    """What the observers of an item noted, as far as the record's reader may have it."""
    held = [one for one in record.initiatives if one.item == item.id]
    return tuple(_initiative(record, one, initiative_view(record.shelf, one)) for one in held)


def _initiative(record: Record, made: InitiativeMade, view: InitiativeView) -> Initiative:
    partners = (*((view.lead_standing,) if view.lead_standing else ()), *view.partners)
    return Initiative(
        id=made.id,
        table=view.table,
        title=Words(view.title, made.language),
        parts=tuple((name, Words(made.words[name], made.language)) for name in PARTS if made.words.get(name)),
        by_when=made.by_when,
        references=tuple(Reference(text_in(c.label, record.language), c.title) for c in view.references),
        lead=view.lead or None,
        partners=tuple(Partner(p.name, p.standing, p.own) for p in partners),
        presented=made.presented_at is not None,
    )


def initiative_rows(record: Record) -> tuple[InitiativeRow, ...]:
    """The list by date; what has none comes last."""
    made = sorted(record.initiatives, key=lambda one: (one.by_when is None, one.by_when and one.by_when.isoformat()))
    return tuple(
        InitiativeRow(
            id=one.id,
            item=record.item_numbers[one.item],
            table=record.tables[one.table].number,
            by_when=one.by_when,
            title=one.words["title"],
            **{name: one.words.get(name, "") for name in PARTS},
            references=" ".join(one.references),
            lead=record.delegations.get(one.lead or "", ""),
            language=one.language,
            version=one.version,
            presented=one.presented_at is not None,
            written_at=one.written_at,
        )
        for one in made
    )


def partner_rows(record: Record) -> tuple[PartnerRow, ...]:
    """Where delegations stand, initiative by initiative."""
    standings = queries.partners(record.session, record.forum.id, [one.id for one in record.initiatives])
    return tuple(
        PartnerRow(
            one.id,
            record.item_numbers[one.item],
            record.delegations[delegation],
            row.standing,
            "delegation" if row.own else "table",
        )
        for one in record.initiatives
        for delegation, row in sorted(standings.get(one.id, {}).items())
    )
