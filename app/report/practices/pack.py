"""The review pack, made of a disclosed report: for each objective and each delegation what the forum has to tell of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.kernel.language import N_
from app.report.model import ForumReport, ItemReport
from app.report.practices.model import Practice, PracticeRow, ReviewRow
from app.report.wording import Reference, Texts, Words

KINDS: Final = {
    "progress": N_("Progress"),
    "challenge": N_("Challenges"),
    "practice": N_("Practices"),
    "lesson": N_("Lessons"),
    "recommendation": N_("Recommendations"),
    "initiative": N_("Initiatives"),
}
"""In the order in which they are told. Progress is what a session found: its key findings."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the forum tells: of which ``objectives``, and which ``delegations`` (by name) it speaks of."""

    kind: str
    item: str
    id: str
    words: Words
    objectives: tuple[Reference, ...]
    delegations: tuple[Texts, ...] = ()
    practice: Practice | None = None


def told(report: ForumReport) -> list[Told]:
    """Everything, kind by kind and in the programme's order."""
    practices = {practice.finding: practice for practice in report.practices}
    found = [one for item in report.items for one in _of(item, practices, report.principles)]
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.kind))


def _of(item: ItemReport, practices: Mapping[str, Practice], principles: Iterable[str]) -> Iterable[Told]:
    own = tuple(reference for reference in item.references if reference.label not in principles)
    for key in item.key_findings:
        if key.shown:
            yield Told("progress", item.number, key.id, key.words, own)
    for finding in item.findings:
        practice = practices.get(finding.id)
        if practice is not None:
            country = (practice.country,) if practice.country else ()
            serves = practice.objectives
            yield Told("practice", item.number, finding.id, finding.words, serves, country, practice)
        elif finding.kind in KINDS:
            yield Told(finding.kind, item.number, finding.id, finding.words, own)
    for made in item.initiatives:
        serves = tuple(r for r in made.references if r.label not in principles) or own
        lead = (made.lead,) if made.lead else ()
        others = tuple(p.delegation for p in made.partners if p.delegation != made.lead)
        yield Told("initiative", item.number, made.id, made.title, serves, (*lead, *others))


def by_objective(found: Iterable[Told]) -> list[tuple[Reference, list[Told]]]:
    """What is told of each objective, as its framework orders them."""
    held: dict[str, tuple[Reference, list[Told]]] = {}
    for one in found:
        for reference in one.objectives:
            held.setdefault(reference.label, (reference, []))[1].append(one)
    return sorted(held.values(), key=lambda both: _order(both[0].label))


def by_delegation(found: Iterable[Told]) -> list[tuple[Texts, list[Told]]]:
    """What names each delegation, as the roster is read."""
    held: dict[tuple[tuple[str, str], ...], tuple[Texts, list[Told]]] = {}
    for one in found:
        for name in one.delegations:
            held.setdefault(tuple(sorted(name.items())), (name, []))[1].append(one)
    return sorted(held.values(), key=lambda both: next(iter(both[0].values()), ""))


def _order(label: str) -> tuple[str, int, str]:
    name, _, number = label.rpartition(" ")
    digits = "".join(letter for letter in number if letter.isascii() and letter.isdigit())
    return name, int(digits[:9] or 0), number


_NONE: Final = Reference("", {})


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "")


def practice_rows(practices: Iterable[Practice]) -> tuple[PracticeRow, ...]:
    """One row for each."""
    return tuple(
        PracticeRow(
            one.finding,
            one.item,
            _first(one.country),
            one.delegation,
            one.implementer,
            one.contact,
            one.status,
            "; ".join(f"{r.label} {_first(r.title)}".strip() for r in one.objectives),
            "; ".join(f"{r.label} {_first(r.title)}".strip() for r in one.principles),
            one.words.text,
            one.words.language,
            {translation.language: translation.text for translation in one.words.translations},
        )
        for one in practices
    )


def review_rows(report: ForumReport) -> tuple[ReviewRow, ...]:
    """A row for each thing at each objective that it serves, or at none."""
    found = told(report)
    return tuple(
        ReviewRow(
            reference.label,
            _first(reference.title),
            one.kind,
            one.item,
            "; ".join(map(_first, one.delegations)),
            one.id,
            one.words.text,
            one.words.language,
        )
        for reference, held in [*by_objective(found), (_NONE, [one for one in found if not one.objectives])]
        for one in held
    )
