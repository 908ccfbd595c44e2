"""A report's outline: the title page's facts, the forum at a glance, and one part per agenda item."""

from typing import Final

from app.report.adopted.blocks import communique_blocks
from app.report.follow_up import follow_up_blocks
from app.report.items import item_blocks, key_entry
from app.report.model import Day, ForumReport
from app.report.outline import (
    Block,
    Cell,
    Entries,
    Fact,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Outline,
    Prose,
    Said,
    Subheading,
)
from app.report.speech import Speech, Translations
from app.report.surveys.blocks import survey_blocks
from app.report.vocabulary import FIGURES, KIND_HEADINGS, NOT_IN_EVERY_FORUM, PRIVACY, STATE_MEANINGS, STATES

PAGE: Final = "{page}"
PAGES: Final = "{pages}"
"""Where a builder puts its page number fields into :attr:`Outline.page_of`."""


def outline(
    report: ForumReport,
    language: str,
    translations: Translations,
    *,
    kind: str = "",
    blocks: tuple[Block, ...] | None = None,
) -> Outline:
    """*report*, already disclosed to its reader, in *language*; or under its title page another *kind* of paper."""
    _ = Speech(report, language, translations)
    return Outline(
        language=language,
        kind=kind or _("Report of the forum"),
        titles=_.every(report.title) or _.every(report.name) or (_.own(_("Report of the forum")),),
        name=_.texts(report.name),
        when=_.days(report.first_day, report.last_day),
        place=_.texts(report.place),
        made=_("Made on %(moment)s.", moment=_.moment(report.made_at)),
        credit=_.every(report.credit),
        privacy=_(PRIVACY[report.privacy]),
        logos=report.logos,
        contents=_("Contents"),
        page_of=_("Page %(page)s of %(pages)s", page=PAGE, pages=PAGES),
        blocks=tuple(_blocks(report, _)) if blocks is None else blocks,
    )


def _blocks(report: ForumReport, _: Speech) -> list[Block]:
    blocks: list[Block] = []
    blocks += _found(report, _)
    blocks += communique_blocks(report.texts, report.drafts, _)
    for position, item in enumerate(report.items, 1):
        blocks += item_blocks(item, f"item-{position}", _)
    blocks += follow_up_blocks(report, _)
    blocks += _by_kind(report, _)
    blocks += survey_blocks(report.surveys, _)
    blocks += _took_part(report, _)
    blocks += _programme(report.programme, _)
    blocks += _method(report, _)
    return blocks


def _found(report: ForumReport, _: Speech) -> list[Block]:
    """What a minister reads: every key finding, item by item, before anything else."""
    bringing = [item for item in report.items if item.key_findings]
    blocks: list[Block] = [Heading(_.own(_("What the forum found")), 1, "found", opens=True), _figures(report, _)]
    if not bringing:
        return [*blocks, Prose(_.own(_("No key finding has been shown yet.")), quiet=True)]
    for item in bringing:
        blocks.append(Subheading(_.titled(item.title, item.technique), number=item.number))
        blocks.append(
            Entries(tuple(key_entry(k, position, _, sources=False) for position, k in enumerate(item.key_findings, 1)))
        )
    return blocks


def _figures(report: ForumReport, _: Speech) -> Figures:
    figures = report.participation
    counted = {name: getattr(figures, name) for name in FIGURES}
    told = [name for name, count in counted.items() if count or name not in NOT_IN_EVERY_FORUM]
    return Figures(tuple(Figure(_.number(counted[name]), _(FIGURES[name])) for name in told))


def _by_kind(report: ForumReport, _: Speech) -> list[Block]:
    """Practices, lessons, challenges and recommendations of all items, to be found again without knowing where."""
    blocks: list[Block] = []
    for kind, heading in KIND_HEADINGS.items():
        rows = tuple(
            (
                Cell(_.own(item.number)),
                Cell(_.own(_("Table %(number)s", number=finding.table)), finding.table),
                Cell(_.words(finding.words)),
            )
            for item in report.items
            for finding in item.findings
            if finding.kind == kind
        )
        if rows:
            head = (_("Item"), _("Table"), _("What the table found"))
            blocks += [Subheading(_.own(_(heading))), Grid(_(heading), head, rows, (8, 18, 74))]
    if not blocks:
        return []
    return [Heading(_.own(_("Practices, lessons, challenges and recommendations")), 1, "by-kind", opens=True), *blocks]


def _took_part(report: ForumReport, _: Speech) -> list[Block]:
    figures = report.participation
    facts = []
    if figures.delegations:
        facts.append(Fact(_("Delegations"), (_.own(", ".join(_.texts(d).text for d in figures.delegations)),)))
    blocks: list[Block] = [Facts(tuple(facts))] if facts else []
    if figures.affiliations:
        rows = tuple(
            (Cell(_.own(_.affiliation(share.affiliation))), Cell(_.own(_.number(share.people))))
            for share in figures.affiliations
        )
        blocks.append(Grid(_("People by affiliation"), (_("Affiliation"), _("People")), rows, (80, 20)))
    return [Heading(_.own(_("Who took part")), 1, "people", opens=True), *blocks] if blocks else []


def _programme(days: tuple[Day, ...], _: Speech) -> list[Block]:
    if not days:
        return []
    blocks: list[Block] = [Heading(_.own(_("Programme")), 1, "programme")]
    head = (_("Time"), _("Item"), _("Title"), _("Technique"), _("Place"))
    for day in days:
        rows = tuple(
            (
                Cell(_.own(_.hours(row.starts, row.minutes))),
                Cell(_.own(row.number)),
                Cell(_.texts(row.title)),
                Cell(_.own(_.technique(row.technique))),
                Cell(_.own(row.place)),
            )
            for row in day.rows
        )
        blocks += [Subheading(_.own(_.day(day.day))), Grid(_.day(day.day), head, rows, (15, 8, 42, 19, 16))]
    return blocks


def _method(report: ForumReport, _: Speech) -> list[Block]:
    states: list[Said] = [_.own(f"{_(STATES[s])}: {_(meaning)}.") for s, meaning in STATE_MEANINGS.items()]
    return [
        Heading(_.own(_("About this report")), 1, "about"),
        Prose(_.own(_(PRIVACY[report.privacy]))),
        Prose(
            _.own(
                _(
                    "People answered guiding questions at round tables, and each table reported what it found. Whoever "
                    "could not agree attached a dissent, and the other tables commented. Rapporteurs noted what was said in "
                    "the room and merged it all into key findings; what they set aside stands here with its reason."
                )
            )
        ),
        Prose(
            _.own(
                _(
                    "Findings and comments stand in the words of those who wrote them. A translation stands beside "
                    "its original, which is the authority. Key findings were written by the rapporteurs, and say "
                    "what they were drawn from."
                )
            )
        ),
        *_of_the_text(report, _),
        Prose(
            _.own(
                _(
                    "Figures count people who sat at a table or said who they are. No group of fewer than three people is "
                    "told apart, and surveys are told of five responses or more."
                )
            )
        ),
        Facts((Fact(_("What is said of a key finding"), tuple(states)),)),
        Prose(_.own(_("Made on %(moment)s.", moment=_.moment(report.made_at))), quiet=True),
    ]


def _of_the_text(report: ForumReport, _: Speech) -> list[Block]:
    if not (report.texts or report.drafts):
        return []
    sentence = _(
        "The communiqué is drafted from key findings and initiatives. Nothing is voted on: a text is adopted when no "
        "delegation objects. Who proposed what, and who stood where, is no part of this report."
    )
    return [Prose(_.own(sentence))]
