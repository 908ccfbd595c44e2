"""Pure rules of who may join and what is shown of them."""

from collections.abc import Collection

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.kernel.text import NAME_LIMIT, optional


def no_such_link() -> Refusal:
    """One sentence for unknown, revoked and malformed role links alike."""
    return Refusal(
        "no_such_link", N_("This role link is not valid any more. Ask the organizer for a new one."), status=404
    )


def require_others_link(actor: Actor | None, role: str, holders: Collection[str]) -> None:
    """Nobody shuts themselves out of the organizer's pages by a slip. The command line may revoke any link."""
    if actor is not None and role == "organizer" and actor.participant in holders:
        raise Refusal(
            "own_link",
            N_("You came by this link yourself. Another organizer can revoke it, or whoever runs the server."),
            status=409,
        )


def shown_name(name: str, affiliation: str, privacy: str) -> str:
    """What others read of a person: the name in a ``named`` forum, else the affiliation, in ``anonymous`` nothing."""
    if privacy == "named":
        return name or affiliation
    return affiliation if privacy == "by_table" else ""


def registered_name(typed: str, *, anonymous: bool, known: bool) -> str:
    """The name under which the desk puts somebody on the roster; ``known``: a delegation or an affiliation is given.

    Raises ``no_names`` where the forum keeps none, and ``empty`` when nothing at all is said of a person.
    """
    name = optional(typed, limit=NAME_LIMIT, field="name")
    if anonymous and name:
        raise Refusal.of_field("name", "no_names", N_("This forum keeps no names. Leave the name out."))
    if not (anonymous or name or known):
        raise Refusal.of_field("name", "empty", N_("Who is it? Write a name, or choose a delegation."))
    return name


def already_on_roster(name: str) -> Refusal:
    """Somebody of that name is there already."""
    return Refusal.of_field(
        "name",
        "already_on_roster",
        N_("%(who)s is on the roster already. Check them in there, or add what tells the two apart."),
        status=409,
        who=name,
    )
