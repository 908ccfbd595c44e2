"""What is said of the report's files before anybody orders them: what is in each, for whom they are, what is left out."""

from collections.abc import Mapping
from typing import Final

from app.kernel.language import N_
from app.report.privacy import Audience

HOLDS: Final[Mapping[str, str]] = {
    "docx": N_("The whole report, to be edited: programme, figures, findings, key findings, the adopted text."),
    "pdf": N_("The same to be read and printed, also with a screen reader."),
    "md": N_("The same as plain text with signs for headings and lists."),
    "html": N_("The same as one page that opens in any browser, without a network."),
    "json": N_("All data as one document for programs."),
    "csv": N_("All data as one table for each kind of thing, in a zip file."),
    "xlsx": N_("The same tables as sheets of one workbook."),
    "review": N_("Progress, challenges, practices and initiatives by objective and delegation, for the next review."),
    "evidence": N_(
        "Report, data, sources and the journal's chain of hashes, in a zip file in which a change of one byte is found."
    ),
}
"""By format: what is in the file."""

FOR: Final[Mapping[Audience, str]] = {
    "public": N_("For anybody: nobody is named, and notes, drafts and the contacts of practices are left out."),
    "desk": N_("For you and those who run the forum with you: notes and drafts of the rapporteurs are left out."),
    "rapporteur": N_("For rapporteurs: notes and drafts are in it. Do not hand it on as it is."),
}
"""By audience: for whom the files are, and what is not in them."""

_NAMED: Final = N_("Names stand beside words, as everybody was told who joined.")
_NAMED_OUTSIDE: Final = N_("Words stand with their affiliation, as everybody was told who joined.")
_BY_TABLE: Final = N_(
    "Words stand with their table, and with their affiliation where three people or more share it; never with a name."
)
_ANONYMOUS: Final = N_("Words stand with their table alone: no name, and no affiliation.")


def told_first(privacy: str, audience: Audience) -> tuple[str, str]:
    """For whom the files are, and what this forum's privacy lets stand beside words."""
    named = _NAMED_OUTSIDE if audience == "public" else _NAMED
    return FOR[audience], {"named": named, "by_table": _BY_TABLE, "anonymous": _ANONYMOUS}[privacy]
