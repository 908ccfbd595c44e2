"""The blocks of initiatives: each with all that was noted in its item's part, and the list by date."""

from typing import Final

from app.kernel.language import N_
from app.report.initiatives import PARTS, STANDINGS, Initiative, Partner, by_date
from app.report.model import ForumReport, ItemReport
from app.report.outline import Block, Cell, Entries, Entry, Grid, Heading, Prose, Said
from app.report.speech import Speech

_NO_COMMITMENT: Final = N_(
    "An initiative is no commitment. Where a delegation stands is as it said itself, or as it was heard at the table."
)


def initiative_blocks(item: ItemReport, anchor: str, _: Speech) -> list[Block]:
    """What the observers of an item noted, table by table."""
    if not item.initiatives:
        return []
    made = tuple(_entry(one, position, _) for position, one in enumerate(item.initiatives, 1))
    return [Heading(_.own(_("Initiatives")), 2, f"{anchor}-initiatives"), Entries(made)]


def _entry(made: Initiative, position: int, _: Speech) -> Entry:
    labels = [_("Table %(number)s", number=made.table)]
    if made.by_when is not None:
        labels.append(_("by %(day)s", day=_.by_day(made.by_when)))
    children = [Entry("source", (_(PARTS[name]),), _.words(words)) for name, words in made.parts]
    who = _who(made, _)
    if who:
        children.append(Entry("source", (_("Partners"),), _.own(who)))
    if made.references:
        cited = " · ".join(f"{r.label} {_.texts(r.title).text}".strip() for r in made.references)
        children.append(Entry("source", (_("References"),), _.own(cited)))
    return Entry(
        "key", tuple(labels), _.words(made.title), str(position), tables=(made.table,), children=tuple(children)
    )


def _who(made: Initiative, _: Speech) -> str:
    """Who leads, and where the others stand."""
    lead = _.texts(made.lead).text if made.lead else ""
    said = [_("%(delegation)s leads", delegation=lead)] if lead else []
    return " · ".join([*said, *(_partner(partner, _) for partner in made.partners)])


def _partner(partner: Partner, _: Speech) -> str:
    said = f"{_.texts(partner.delegation).text} {_(STANDINGS[partner.standing])}"
    return said if partner.own else f"{said} ({_('as said at the table')})"


def follow_up_blocks(report: ForumReport, _: Speech) -> list[Block]:
    """All initiatives by date: what wants to be done first stands first."""
    found = by_date([(item.number, one) for item in report.items for one in item.initiatives])
    if not found:
        return []
    rows = tuple(
        (
            Cell(_.own(_.by_day(one.by_when) if one.by_when else _("no date yet"))),
            Cell(_.words(one.title), one.table),
            Cell(_first_step(one, _)),
            Cell(_.own(_who(one, _) or "–")),
        )
        for __, one in found
    )
    head = (_("By when"), _("Initiative"), _("First step"), _("Partners"))
    return [
        Heading(_.own(_("Initiatives, by date")), 1, "initiatives", opens=True),
        Prose(_.own(_(_NO_COMMITMENT)), quiet=True),
        Grid(_("Initiatives, by date"), head, rows, (14, 29, 25, 32)),
    ]


def _first_step(made: Initiative, _: Speech) -> Said:
    return next((_.words(words) for name, words in made.parts if name == "first_step"), _.own("–"))
