"""Pure rules of who may join and what is shown of them."""

from app.kernel.language import N_
from app.kernel.refusals import Refusal


def no_such_link() -> Refusal:
    """One sentence for unknown, revoked and malformed role links alike."""
    return Refusal(
        "no_such_link", N_("This role link is not valid any more. Ask the organizer for a new one."), status=404
    )


def shown_name(name: str, affiliation: str, privacy: str) -> str:
    """What others read of a person: the name in a ``named`` forum, else the affiliation, in ``anonymous`` nothing."""
    if privacy == "named":
        return name or affiliation
    return affiliation if privacy == "by_table" else ""
