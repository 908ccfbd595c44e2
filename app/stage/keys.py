"""The keys of the stage's cards, and the screens' rooms."""

from app.live.rooms import Room


def screen_room(screen: str) -> Room:
    """One wall."""
    return Room("screen", screen)


def stage_key(screen: str) -> str:
    """What a screen shows."""
    return f"stage:{screen}"


def presented_key(item: str) -> str:
    """The key finding that a plenary presents now."""
    return f"presented:{item}"
