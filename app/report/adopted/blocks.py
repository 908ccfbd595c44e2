"""The communiqué's part of a forum's report: the adopted text, else how the draft stands. No position, no proposer."""

from collections.abc import Callable

from app.communique.adoption import OUTCOMES
from app.communique.rules import SECTION_NAMES, SECTIONS, STATUS_NAMES
from app.report.adopted import closing
from app.report.adopted.model import AdoptedText, Correction, Draft, Paragraph, Reservation
from app.report.outline import Block, Fact, Facts, Heading, Listing, Prose, Said, Subheading
from app.report.speech import Speech


def communique_blocks(texts: tuple[AdoptedText, ...], drafts: tuple[Draft, ...], _: Speech) -> list[Block]:
    """Every text of the forum, in the programme's order."""
    blocks: list[Block] = []
    for n, text in enumerate(texts, 1):
        blocks += _adopted(text, n, _)
    for n, draft in enumerate(drafts, 1):
        blocks += _drafted(draft, n, _)
    return blocks


def _adopted(text: AdoptedText, n: int, _: Speech) -> list[Block]:
    kind = _(OUTCOMES[text.outcome]) if text.outcome in OUTCOMES else text.outcome
    said = closing.closed(text, "", _.by_day(text.adopted_on), _.voice)
    blocks: list[Block] = [
        Heading(_.own(kind), 1, f"communique-{n}", text.item, opens=True),
        Prose(_.own(said), quiet=True),
        *(Prose(_.own(note)) for note in closing.notes(text, _.voice)),
        *_in(text, lambda one: Said(one.text, one.language, _.foreign(one.language)), _),
    ]
    for language in text.languages:
        if language != text.authority:
            name = _.language_name(language)
            blocks.append(Subheading(_.own(_("Translation: %(language)s", language=name)), 2))
            blocks += _in(text, lambda one, to=language: _translated(one, to, _), _, level=3)  # type: ignore[misc]
    if text.reservations:
        blocks.append(Subheading(_.own(_("Reservations"))))
        blocks += [Prose(Said(f"{_at(held, _)}: {held.text}")) for held in text.reservations]
    if text.corrections:
        blocks.append(Subheading(_.own(_("Corrections"))))
    for one in text.corrections:
        blocks += [Prose(_.own(_correction(text, one, _)), quiet=True), Prose(Said(one.text, one.language))]
    blocks.append(Prose(_.own(closing.hash_line(text, _.voice)), quiet=True))
    return blocks


def _in(text: AdoptedText, say: Callable[[Paragraph], Said], _: Speech, level: int = 2) -> list[Block]:
    blocks: list[Block] = []
    for section in SECTIONS:
        lines = tuple(say(one) for one in text.paragraphs if one.section == section)
        if lines:
            blocks.append(Subheading(_.own(_(SECTION_NAMES[section])), level))
            blocks += [Listing(lines)] if section == "operative" else [Prose(line) for line in lines]
    return blocks


def _translated(one: Paragraph, language: str, _: Speech) -> Said:
    said = one.said(language)
    return Said(said, language) if said else Said(one.text, one.language, _.language_name(one.language))


def _at(held: Reservation, _: Speech) -> str:
    by, at = _.texts(dict(held.by)).text, closing.reserved_on(held, _.voice)
    return f"{by}. {at}" if by else at


def _correction(text: AdoptedText, one: Correction, _: Speech) -> str:
    number = text.number_of(one.of)
    return _(
        "Correction %(number)s of %(day)s, %(where)s, in this language: %(language)s. Reason: %(reason)s",
        number=one.number,
        day=_.by_day(one.made_on),
        where=_("paragraph %(number)s", number=number) if number else _("preamble"),
        language=_.language_name(one.language),
        reason=one.reason,
    )


def _drafted(draft: Draft, n: int, _: Speech) -> list[Block]:
    facts = [Fact(_(STATUS_NAMES[status]), (_.own(_.number(count)),)) for status, count in draft.standing.items()]
    facts.append(Fact(_("brackets that remain"), (_.own(_.number(draft.brackets)),)))
    sentence = _("The text is not adopted yet. It has %(count)s paragraphs.", count=_.number(draft.paragraphs))
    return [
        Heading(_.own(_("The communiqué")), 1, f"draft-{n}", draft.item, opens=True),
        Prose(_.own(sentence)),
        Facts(tuple(facts)),
    ]
