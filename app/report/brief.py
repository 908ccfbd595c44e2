"""The session brief as running words: one page, read by somebody who was not there."""

from collections.abc import Callable, Iterable
from typing import Final

from app.kernel.language import N_, text_in
from app.kernel.refusals import Sentence
from app.report.model import Words
from app.report.vocabulary import KIND_HEADINGS, STATES
from app.synthesis.speaking import Brief, Quoted

_FIGURES: Final = N_(
    "%(people)s people at %(tables)s tables wrote %(answers)s answers and %(findings)s findings. Key findings draw on "
    "%(used)s of them; %(aside)s were set aside."
)

_WITHOUT_TABLES: Final = N_(
    "The key findings were drawn from what was said in the room. Of that, set aside with a reason: %(aside)s."
)


def brief_words(brief: Brief, language: str, say: Callable[[Sentence], str]) -> Words:
    """*brief* in *language*; what people wrote stays in theirs where no other text is there."""
    figures = {name: getattr(brief, name) for name in ("people", "tables", "answers", "findings", "used", "aside")}
    paragraphs = [say(Sentence(_FIGURES if brief.tables else _WITHOUT_TABLES, figures))]
    points = []
    for position, point in enumerate(brief.points, 1):
        state = say(Sentence(STATES[point.state])) if point.state in STATES else point.state
        points.append(f"{position}. {text_in(dict(point.texts), language, point.language)} ({state})")
    paragraphs.append("\n".join(points))
    parts: tuple[tuple[str, Iterable[Quoted]], ...] = (
        (N_("Dissents"), brief.dissents),
        (KIND_HEADINGS["practice"], brief.practices),
        (KIND_HEADINGS["challenge"], brief.challenges),
        (KIND_HEADINGS["recommendation"], brief.recommendations),
        (N_("Why something was set aside"), brief.reasons),
    )
    for heading, quoted in parts:
        lines = [_line(one, say) for one in quoted]
        if lines:
            paragraphs.append("\n".join((say(Sentence(heading)) + ":", *lines)))
    if brief.left_out:
        paragraphs.append(say(Sentence(N_("Left out for want of room: %(count)s."), {"count": brief.left_out})))
    return Words("\n\n".join(paragraphs), language)


def _line(quoted: Quoted, say: Callable[[Sentence], str]) -> str:
    if quoted.table is None:
        return f"– {quoted.text}"
    at = say(Sentence(N_("Table %(number)s"), {"number": quoted.table}))
    return f"– {quoted.text} ({at})"
