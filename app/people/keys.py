"""The keys of the people's cards."""

from app.live.rooms import Room


def me_room(participant: str) -> Room:
    """What is mine."""
    return Room("me", participant)


def roster_room(item: str) -> Room:
    """Who is expected and who has come, for those who check people in."""
    return Room("roster", item)


def person_key(participant: str) -> str:
    """A row of the roster."""
    return f"person:{participant}"


def arrivals_key(item: str) -> str:
    """How many have come, by delegation and affiliation."""
    return f"arrivals:{item}"


def my_arrival_key(item: str) -> str:
    """Whether I am checked in."""
    return f"my-arrival:{item}"


SELF = "mine:self"
"""The card of who I am: my roles and my seat."""
