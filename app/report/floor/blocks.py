"""An item's talks, slides and questions from the floor as blocks of the outline."""

from app.report.floor.model import Floor, FloorQuestion
from app.report.outline import Block, Cell, Entries, Entry, Grid, Heading, Listing
from app.report.speech import Speech


def floor_blocks(floor: Floor, anchor: str, _: Speech) -> list[Block]:
    """What was said on the stage, and what the floor asked."""
    return [*_talks(floor, anchor, _), *_slides(floor, anchor, _), *_questions(floor, anchor, _)]


def _talks(floor: Floor, anchor: str, _: Speech) -> list[Block]:
    if not floor.talks:
        return []
    rows = tuple(
        (
            Cell(_.own(str(n))),
            Cell(_.texts(talk.name) if talk.name else _.own("–")),
            Cell(_.texts(talk.function) if talk.function else _.own("–")),
            Cell(_.texts(talk.topic) if talk.topic else _.own("–")),
            Cell(_.own(_("held") if talk.held else _("not held"))),
        )
        for n, talk in enumerate(floor.talks, 1)
    )
    head = (_("No."), _("Speaker"), _("Function"), _("Topic"), _("Talk"))
    return [Heading(_.own(_("Talks")), 2, f"{anchor}-talks"), Grid(_("Talks"), head, rows, (6, 26, 26, 28, 14))]


def _slides(floor: Floor, anchor: str, _: Speech) -> list[Block]:
    if not floor.slides:
        return []
    lines = tuple(
        _.own(f"{held.title} ({_.pages(held.pages)})" if held.pages else f"{held.title} ({held.address})")
        for held in floor.slides
    )
    return [Heading(_.own(_("Slides")), 2, f"{anchor}-slides"), Listing(lines)]


def _questions(floor: Floor, anchor: str, _: Speech) -> list[Block]:
    if not floor.questions:
        return []
    entries = tuple(_question(one, _) for one in floor.questions)
    return [Heading(_.own(_("Questions from the floor")), 2, f"{anchor}-floor"), Entries(entries)]


def _question(asked: FloorQuestion, _: Speech) -> Entry:
    labels = [_("answered") if asked.answered else _("not answered")]
    if asked.support:
        labels.append(_("support: %(count)s", count=_.number(asked.support)))
    labels += [part for part in (asked.by, _.affiliation(asked.affiliation) if asked.affiliation else "") if part]
    if asked.late:
        labels.append(_("came late"))
    alike = tuple(Entry("comment", (_("Asked alike"),), _.words(words)) for words in asked.alike)
    return Entry("comment", tuple(labels), _.words(asked.words), children=alike)
