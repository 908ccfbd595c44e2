"""How a text came to stand still: adopted when nobody objected, or closed by the chair without consensus."""

from app.communique.adoption import SUMMARY
from app.report.adopted.model import AdoptedText, Reservation
from app.report.speech import Translations


def closed(text: AdoptedText, place: str, day: str, voice: Translations) -> str:
    """When that was, and where if the forum says so."""
    _ = voice.gettext
    if text.outcome == SUMMARY:
        sentence = _("Closed by the chair in %(place)s on %(day)s") if place else _("Closed by the chair on %(day)s")
    else:
        sentence = _("Adopted in %(place)s on %(day)s") if place else _("Adopted on %(day)s")
    return sentence % {"place": place, "day": day}


def standing(text: AdoptedText, language: str, authority: str, voice: Translations) -> str:
    """What the text in a *language* is: the authority, or a translation of it. ``authority`` is that language's name."""
    _ = voice.gettext
    summary = text.outcome == SUMMARY
    if language == text.authority:
        return _("This is the text that the chair closed.") if summary else _("This is the text that was adopted.")
    if summary:
        sentence = _("A translation. The text that the chair closed is the one in this language: %(language)s.")
    else:
        sentence = _("A translation. The text that was adopted is the one in this language: %(language)s.")
    return sentence % {"language": authority}


def notes(text: AdoptedText, voice: Translations) -> tuple[str, ...]:
    """What a reader of a chair's summary is told before the text; nothing of a text that was adopted."""
    if text.outcome != SUMMARY:
        return ()
    _, ngettext = voice.gettext, voice.ngettext
    told = [
        _(
            "A summary by the chair, in the chair’s own responsibility: the delegations reached no consensus on this text."
        )
    ]
    if text.brackets:
        left = ngettext(
            "What stands in square brackets was not agreed: %(count)s bracket remains.",
            "What stands in square brackets was not agreed: %(count)s brackets remain.",
            text.brackets,
        )
        told.append(left % {"count": text.brackets})
    return tuple(told)


def reserved_on(held: Reservation, voice: Translations) -> str:
    """What a reservation is about."""
    _ = voice.gettext
    if held.number:
        return _("On paragraph %(number)s") % {"number": held.number}
    return _("On the preamble") if held.of else _("On the whole text")


def hash_line(text: AdoptedText, voice: Translations) -> str:
    """By what anybody proves the text."""
    _ = voice.gettext
    sentence = (
        _("SHA-256 of the text: %(digest)s")
        if text.outcome == SUMMARY
        else _("SHA-256 of the adopted text: %(digest)s")
    )
    return sentence % {"digest": text.digest}
