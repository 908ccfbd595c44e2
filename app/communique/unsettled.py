"""Where brackets remain in a text, told by the numbers that its readers see."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from app.communique import rules
from app.communique.brackets import count
from app.communique.models import Paragraph
from app.communique.order import numbered
from app.kernel.language import N_
from app.kernel.refusals import Sentence

_ONE: Final = {"preamble": N_("preamble, paragraph %(numbers)s"), "operative": N_("paragraph %(numbers)s")}
_MANY: Final = {"preamble": N_("preamble, paragraphs %(numbers)s"), "operative": N_("paragraphs %(numbers)s")}


def require_settled(whole: Sequence[Paragraph], asked: Collection[str] | None = None) -> None:
    """Refuse to call paragraphs of the *whole* text agreed, all of them without *asked*, while brackets remain in one."""
    places = numbered((p.id, p.section, p.rank, p.first_seq) for p in whole)
    left: dict[str, list[int]] = {}
    total = 0
    for paragraph in whole:
        brackets = count(paragraph.texts[paragraph.language]) if asked is None or paragraph.id in asked else 0
        if brackets:
            total += brackets
            left.setdefault(paragraph.section, []).append(places[paragraph.id].number)
    rules.require_no_brackets(total, where=_told(left))


def _told(left: Mapping[str, Sequence[int]]) -> Sentence | None:
    """The numbers section by section."""
    told = [
        Sentence((_ONE if len(numbers) == 1 else _MANY)[section], {"numbers": ", ".join(map(str, numbers))})
        for section, numbers in left.items()
    ]
    if len(told) == 2:
        return Sentence(N_("%(preamble)s; %(operative)s"), {"preamble": told[0], "operative": told[1]})
    return told[0] if told else None
