"""Pure rules of positions and of the adoption: what is refused, and with which sentence."""

from collections.abc import Collection
from datetime import datetime

from app.communique.adoption import SUMMARY
from app.kernel.clock import rfc3339
from app.kernel.language import N_
from app.kernel.refusals import Refusal


def adopted_already(at: datetime, outcome: str = "") -> Refusal:
    """The text stands still since its adoption."""
    return Refusal(
        "adopted_already",
        N_("The chair closed the text on %(at)s, and it stands still since. Nothing was changed.")
        if outcome == SUMMARY
        else N_("The text was adopted on %(at)s, and it stands still since. Nothing was changed."),
        status=409,
        extra={"adopted_at": rfc3339(at)},
        at=at,
    )


def require_position(position: str, known: Collection[str]) -> None:
    """Refuse a position that there is not."""
    if position not in known:
        raise Refusal.of_field(
            "position", "no_such_position", N_("A position is one of: %(positions)s."), positions=", ".join(known)
        )


def reserves_nothing() -> Refusal:
    """A reservation without words."""
    return Refusal.of_field(
        "text",
        "empty",
        N_("Write in the box what your delegation reserves, and send the reservation again. Nothing was sent."),
    )


def does_not_adopt() -> Refusal:
    """By the roster the delegation speaks, or observes, and does not adopt."""
    return Refusal(
        "does_not_adopt",
        N_("By the roster your delegation does not adopt this text, and takes no position."),
        status=403,
    )


def whole_moved(digest: str) -> Refusal:
    """The text that was read is not the one that stands now."""
    return Refusal(
        "version_moved",
        N_("The text was changed since you read it. Read it again; nothing was adopted or said."),
        status=409,
        extra={"digest": digest},
    )


def not_confirmed(outcome: str | None) -> Refusal:
    """An adoption is final: the chair says so."""
    if outcome == SUMMARY:
        sentence = N_("A chair's summary is final. Confirm that there is no consensus, and close again.")
    else:
        sentence = N_("An adoption is final. Confirm that nobody objects, and adopt again.")
    return Refusal.of_field("confirmed", "not_confirmed", sentence)


def objections_stand(count: int) -> Refusal:
    """Consensus is the absence of objection."""
    return Refusal(
        "objections_stand",
        N_("%(count)s objections stand. Settle them, or close with a chair's summary."),
        status=409,
        count=count,
    )


def nothing_to_adopt() -> Refusal:
    """There is no paragraph yet."""
    return Refusal("nothing_to_adopt", N_("There is no paragraph to adopt yet."), status=409)


def no_such_outcome(known: Collection[str]) -> Refusal:
    """The text becomes something else, or nothing."""
    return Refusal.of_field(
        "outcome", "no_such_outcome", N_("The text becomes one of: %(outcomes)s."), outcomes=", ".join(known)
    )


def nothing_asked() -> Refusal:
    """No question is open."""
    return Refusal("nothing_asked", N_('No question is open. Ask "any objection?" first.'), status=409)


def asked_of_other_words() -> Refusal:
    """The words that were asked about stand no more."""
    return Refusal(
        "version_moved",
        N_("The words have changed since you asked. Ask again: nobody has heard these yet."),
        status=409,
    )


def not_adopted_yet() -> Refusal:
    """Before its adoption a text is changed, not corrected."""
    return Refusal("not_adopted_yet", N_("The text is not adopted yet: change it, or amend it."), status=409)


def nothing_reserved() -> Refusal:
    """No name could be published."""
    return Refusal(
        "nothing_reserved",
        N_("No reservation is published with this text, so there is no name to release."),
        status=409,
    )


def correct_instead() -> Refusal:
    """A translation that everybody reads since the adoption."""
    return Refusal(
        "correct_instead",
        N_(
            "The text in this language is read by everybody since the adoption. Correct it, with a number and a reason."
        ),
        status=409,
    )


def correction_not_confirmed() -> Refusal:
    """The words that were adopted are corrected by the chair, who says so."""
    return Refusal.of_field(
        "confirmed",
        "not_confirmed",
        N_("This is the language in which the text was adopted. Confirm that it is corrected, and not changed."),
    )


def corrected_meanwhile(number: int) -> Refusal:
    """Another correction of the same words came first."""
    return Refusal(
        "version_moved",
        N_("Correction %(number)s came meanwhile. Read the text again; your words stand here still."),
        status=409,
        extra={"number": number},
        number=number,
    )


def nothing_corrected() -> Refusal:
    """The words are those that stand."""
    return Refusal.of_field("text", "nothing_corrected", N_("These are the words that stand. Nothing was corrected."))


def reservations_stand(count: int) -> Refusal:
    """With reservations it is no joint communiqué."""
    return Refusal(
        "reservations_stand",
        N_("%(count)s reservations stand. The text is adopted as a communiqué with reservations."),
        status=409,
        count=count,
    )
