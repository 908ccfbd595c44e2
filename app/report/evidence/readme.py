"""The first file of a bundle: what is in it, and how anybody finds out whether it is as it was made."""

from typing import Final

from app.kernel.language import N_, text_in
from app.report.model import ForumReport
from app.report.speech import Translations

_PARAGRAPHS: Final = (
    N_("This archive holds the forum's report, its data, the sources of every sentence, and the journal."),
    N_("report.*: the report. data.json, data.xlsx and the folder data: everything it was made from, as tables."),
    N_(
        "sources.json: everything that was written and every link from a made thing to what it was made from. A node "
        "without a link says who wrote it."
    ),
    N_(
        "journal.jsonl: what happened, in its order, one line each; never who did it. A line that only says that it is "
        "withheld stands for something that this archive's readers may not know."
    ),
    N_(
        "drafting-journal.json: who proposed what in the drafting of a text, and how it was decided. It is here only where "
        "the chair has released it."
    ),
    N_("Each line of the journal ends with a SHA-256 over the line before it and its own words."),
    N_("manifest.json: the SHA-256 of every file. The seal at the end of the archive covers every byte before it."),
    N_("manifest.json also says for whom the archive was made, and what it does not tell them."),
    N_("To find out whether a single byte was changed since: sobremesa verify FILE"),
    N_("Whoever changes a bundle can seal it again: note the seal elsewhere when it is made, and give it to verify."),
)


def readme(report: ForumReport, language: str, translations: Translations) -> bytes:
    """The file, in *language*."""
    title = text_in(dict(report.title) or dict(report.name), language)
    told = [title, *(translations.gettext(paragraph) for paragraph in _PARAGRAPHS)]
    return ("\n\n".join(paragraph for paragraph in told if paragraph) + "\n").encode("utf-8", "replace")
