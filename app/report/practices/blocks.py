"""The review pack as an outline: by objective, by delegation, and every practice with its sheet."""

from app.report.contents import outline
from app.report.model import ForumReport
from app.report.outline import Block, Entries, Entry, Fact, Facts, Heading, Outline, Prose, Subheading
from app.report.practices.model import Practice
from app.report.practices.pack import KINDS, Told, by_delegation, by_objective, told
from app.report.practices.rules import STATUSES
from app.report.speech import Speech, Translations


def review_pack(report: ForumReport, language: str, translations: Translations) -> Outline:
    """*report*, already disclosed to its reader, as the next review of its framework reads it."""
    _ = Speech(report, language, translations)
    return outline(report, language, translations, kind=_("Review pack"), blocks=tuple(_blocks(report, _)))


def _blocks(report: ForumReport, _: Speech) -> list[Block]:
    found = told(report)
    blocks: list[Block] = [Heading(_.own(_("By objective")), 1, "objectives", opens=True)]
    lead = _("What the sessions found for each objective that they referred to, in the words of those who wrote it.")
    blocks.append(Prose(_.own(lead), quiet=True))
    for n, (reference, held) in enumerate(by_objective(found), 1):
        title = f"{reference.label}  {_.texts(reference.title).text}".strip()
        blocks += [Heading(_.own(title), 2, f"objective-{n}"), *_kinds(held, _)]
    rest = [one for one in found if not one.objectives]
    if rest:
        blocks += [Heading(_.own(_("Of no objective")), 2, "no-objective"), *_kinds(rest, _)]
    named = by_delegation(found)
    if named:
        blocks.append(Heading(_.own(_("By delegation")), 1, "delegations", opens=True))
    for n, (name, held) in enumerate(named, 1):
        blocks += [Heading(_.texts(name), 2, f"delegation-{n}"), *_kinds(held, _)]
    if report.practices:
        blocks.append(Heading(_.own(_("Practices")), 1, "practices", opens=True))
        for practice in report.practices:
            blocks += _practice(practice, _)
    return blocks


def _kinds(held: list[Told], _: Speech) -> list[Block]:
    blocks: list[Block] = []
    for kind, word in KINDS.items():
        entries = tuple(_entry(one, _) for one in held if one.kind == kind)
        if entries:
            blocks += [Subheading(_.own(_(word)), 3), Entries(entries)]
    return blocks


def _entry(one: Told, _: Speech) -> Entry:
    names = ", ".join(_.texts(name).text for name in one.delegations)
    labels = (_("Item %(number)s", number=one.item), *((names,) if names else ()))
    children = tuple(Entry("translation", (), said) for said in _.translations(one.words))
    return Entry("source", labels, _.words(one.words), children=children)


def _practice(practice: Practice, _: Speech) -> list[Block]:
    facts = [Fact(_("Item"), (_.own(practice.item),))]
    said = (
        (_("Country"), _.texts(practice.country).text),
        (_("Implementer"), practice.implementer),
        (_("Contact"), practice.contact),
        (_("Status"), _(STATUSES[practice.status]) if practice.status in STATUSES else ""),
    )
    facts += [Fact(label, (_.own(text),)) for label, text in said if text]
    for label, cited in ((_("Objectives"), practice.objectives), (_("Principles"), practice.principles)):
        if cited:
            facts.append(Fact(label, tuple(_.own(f"{r.label}  {_.texts(r.title).text}".strip()) for r in cited)))
    translations = [Prose(said) for said in _.translations(practice.words)]
    return [Prose(_.words(practice.words)), *translations, Facts(tuple(facts))]
