"""A survey's part of the outline: who answered, the indicators before and after, and what was written."""

from typing import Final

from app.kernel.language import N_
from app.report.outline import Block, Cell, Fact, Facts, Grid, Heading, Listing, Prose, Said, Subheading
from app.report.speech import Speech
from app.report.surveys.model import Asked, Indicator, SurveyReport
from app.survey.rules import FEWEST, MOMENTS, Figure

_WIDTHS: Final = {1: (76, 12, 12), 2: (52, 12, 12, 12, 12)}


def survey_blocks(surveys: tuple[SurveyReport, ...], _: Speech) -> list[Block]:
    """The part of all surveys; nothing when nobody answered one."""
    if not surveys:
        return []
    blocks: list[Block] = [Heading(_.own(_("Surveys")), 1, "surveys", opens=True)]
    for survey in surveys:
        blocks += [Subheading(_.texts(survey.title)), Facts(tuple(_answered(asked, _) for asked in survey.moments))]
        blocks += _indicators(survey, _)
        for evaluation in survey.evaluation:
            blocks.append(Subheading(_.texts(evaluation.question), 3))
            blocks.append(Listing(tuple(Said(text) for text in evaluation.said)))
    return blocks


def _answered(asked: Asked, _: Speech) -> Fact:
    said = _("%(some)s of %(count)s have answered", some=_.number(asked.responses), count=_.number(asked.people))
    if asked.people:
        said += f" ({_.percent(min(100, round(100 * asked.responses / asked.people)))})"
    lines = [_.own(said)]
    if asked.open:
        lines.append(_.own(_("It was still open: the figures are those of %(count)s responses.", count=asked.counted)))
    elif not asked.counted:
        lines.append(_.own(_("Fewer than 5 responses: nothing is shown.")))
    return Fact(_(MOMENTS[asked.name]), tuple(lines))


def _indicators(survey: SurveyReport, _: Speech) -> list[Block]:
    told = [asked.name for asked in survey.moments if asked.counted >= FEWEST]
    if not told:
        return []
    groups: dict[str, list[Indicator]] = {}
    for indicator in survey.indicators:
        groups.setdefault(indicator.objective, []).append(indicator)
    blocks: list[Block] = [
        Prose(_.own(_("Who agrees chose 4 or 5 on the scale from 1 to 5; the mean is of all ratings.")), quiet=True)
    ]
    for held in groups.values():
        whole = next((one for one in held if not one.statement), None)
        title = _.texts(whole.text) if whole else _.own(_("Statements"))
        head = (_("Statement"), *(_(word) for word in (*map(_AGREE.get, told), *map(_MEAN.get, told)) if word))
        rows = [_row(one, told, _) for one in held if one.statement]
        if whole is not None:
            rows.append(_row(whole, told, _, _.own(_("All of these together"))))
        blocks += [Subheading(title, 3), Grid(title.text, head, tuple(rows), _WIDTHS[len(told)])]
    return blocks


_AGREE: Final = {"before": N_("Agree before"), "after": N_("Agree after")}
_MEAN: Final = {"before": N_("Mean before"), "after": N_("Mean after")}


def _row(one: Indicator, told: list[str], _: Speech, said: Said | None = None) -> tuple[Cell, ...]:
    figures: list[Figure | None] = [one.before if name == "before" else one.after for name in told]
    agree = [_.percent(figure.agree) if figure else "–" for figure in figures]
    mean = [_.decimal(figure.mean) if figure else "–" for figure in figures]
    return (Cell(said or _.texts(one.text)), *(Cell(_.own(text)) for text in (*agree, *mean)))
