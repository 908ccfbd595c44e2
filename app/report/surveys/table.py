"""A forum's surveys as rows of its data tables."""

from app.report.rows import EvaluationRow, SurveyRow
from app.report.surveys.model import Asked, Indicator, SurveyReport


def survey_rows(surveys: tuple[SurveyReport, ...]) -> tuple[SurveyRow, ...]:
    """A row for every statement and every objective at each moment, also where nothing may be told."""
    return tuple(
        _row(survey, asked, indicator)
        for survey in surveys
        for indicator in survey.indicators
        for asked in survey.moments
    )


def _row(survey: SurveyReport, asked: Asked, indicator: Indicator) -> SurveyRow:
    figure = indicator.before if asked.name == "before" else indicator.after
    language = next(iter(indicator.text), "")
    return SurveyRow(
        id=f"{survey.key}/{indicator.statement or indicator.objective}/{asked.name}",
        survey=survey.key,
        moment=asked.name,
        objective=indicator.objective,
        statement=indicator.statement,
        text=indicator.text.get(language, ""),
        language=language,
        people=asked.people,
        responses=asked.responses,
        ratings=figure.count if figure else None,
        mean=figure.mean if figure else None,
        agree_percent=figure.agree if figure else None,
        translations={code: text for code, text in indicator.text.items() if code != language},
    )


def evaluation_rows(surveys: tuple[SurveyReport, ...]) -> tuple[EvaluationRow, ...]:
    """A row for every text, shuffled; nothing says which belong to one person."""
    return tuple(
        EvaluationRow(
            f"{survey.key}/{number}/{position}", survey.key, next(iter(evaluation.question.values()), ""), text
        )
        for survey in surveys
        for number, evaluation in enumerate(survey.evaluation, 1)
        for position, text in enumerate(evaluation.said, 1)
    )
