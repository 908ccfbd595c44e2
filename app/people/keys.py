"""The keys of the people's cards."""

from app.live.rooms import Room


def me_room(participant: str) -> Room:
    """What is mine."""
    return Room("me", participant)


SELF = "mine:self"
"""The card of who I am: my roles and my seat."""
