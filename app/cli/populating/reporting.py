"""Report-out and commenting: each table's turn, what it reports, and what the other tables say of it."""

from collections.abc import Iterator
from typing import Final

from app.cli.populating.cues import Cafe, Cue, spread
from app.findings.commands.comments import PutComment
from app.findings.commands.findings import ReportFinding
from app.tables.commands.answers import PutAnswer
from app.tables.commands.turns import GiveTurn

REPORT: Final = "report_out"


def report_out(cafe: Cafe) -> Iterator[Cue]:
    """Turn by turn. An answer that was stuck on a phone comes in meanwhile."""
    share = 0.84 / len(cafe.words.tables)
    for turn, table in enumerate(cafe.words.tables):
        number, start = table.number, cafe.at(REPORT, 0.02 + turn * share)
        reporter = cafe.people[number][1].name
        yield Cue(start, cafe.desk, GiveTurn(cafe.item, str(number), id=cafe.id("turn", number)))
        end = cafe.at(REPORT, (turn + 0.9) * share)
        minutes = spread(start + 0.3, end, len(table.findings), cafe.item, "reported", number)
        for place, minute in enumerate(minutes, 1):
            finding = cafe.id("finding", number, place)
            yield Cue(minute, reporter, ReportFinding(finding, id=cafe.id("report", number, place)))
        if table.late is not None:
            writer = cafe.speaker(number, table.late, "late", number)
            late = PutAnswer(cafe.id("late", number), cafe.tables[number], table.late.text, table.late.language)
            yield Cue(start + 1.0, writer, late)


def commenting(cafe: Cafe) -> Iterator[Cue]:
    """Comments in the order of the file."""
    comments = cafe.words.comments
    minutes = cafe.over("commenting", 0.06, 0.75, len(comments), "comments")
    for place, (comment, minute) in enumerate(zip(comments, minutes, strict=True), 1):
        table, _, finding = comment.finding.partition(".")
        said = PutComment(
            cafe.id("comment", place),
            cafe.id("finding", int(table), int(finding)),
            comment.stance,
            comment.text,
            comment.language,
        )
        yield Cue(minute, cafe.speaker(comment.by, comment, "comment", place), said)
