"""The files of a bundle beside its journal, in their order."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from app.report import csv
from app.report.evidence.drafting import drafting_journal
from app.report.evidence.graph import graph
from app.report.evidence.readme import readme
from app.report.model import ForumReport
from app.report.speech import Translations
from app.report.tables import tables

REPORTS: Final[Mapping[str, str]] = {
    "docx": "report.docx",
    "pdf": "report.pdf",
    "md": "report.md",
    "html": "report.html",
    "json": "data.json",
    "xlsx": "data.xlsx",
}
"""The name in the bundle of each format of the report and the data."""

Make = Callable[[ForumReport, str, Translations], bytes]


def parts(
    report: ForumReport, language: str, translations: Translations, formats: Mapping[str, Make]
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Each file's name, its format where it is one of *formats*, and what makes it."""
    yield "READ-ME.txt", "", partial(readme, report, language, translations)
    for format, name in REPORTS.items():
        yield name, format, partial(formats[format], report, language, translations)
    for held in tables(report):
        yield f"data/{held.name}.csv", "", partial(csv.one, held)
    yield "sources.json", "", partial(graph, report)
    if report.evidence is not None and any(one.released for one in report.evidence.drafting):
        yield "drafting-journal.json", "", partial(drafting_journal, report.evidence)
