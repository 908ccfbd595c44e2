"""The keys of the communiqué's cards, and the rooms they stand in."""

from typing import Final

from app.live.rooms import Room

SCENE: Final = "paragraph"
"""What a wall shows of the text."""

MINE: Final = "mine-text:all"
"""The paragraphs at which the delegations that I speak for may propose."""


def communique_room(item: str) -> Room:
    """The text as delegations follow it, and everybody once the chair has opened it."""
    return Room("communique", item)


def drafting_room(item: str) -> Room:
    """The drafters' and the chair's own: with what clashed, and with who proposed what."""
    return Room("drafting", item)


def communique_key(item: str) -> str:
    """The text as a whole: how many paragraphs stand how, and whether everybody reads it."""
    return f"communique:{item}"


def paragraph_key(paragraph: str) -> str:
    """A paragraph."""
    return f"paragraph:{paragraph}"


def discussed_key(item: str) -> str:
    """The paragraph that is under discussion, on the wall and on phones."""
    return f"discussed:{item}"


def way_key(item: str) -> str:
    """The way from an item's page to its communiqué, once everybody reads it."""
    return f"communique-open:{item}"


def silence_key(item: str) -> str:
    """The silence that is kept on the text, or what became of the last one."""
    return f"silence:{item}"


def call_key(item: str) -> str:
    """The chair's question "any objection?", while it is open."""
    return f"objection:{item}"


def said_key(item: str) -> str:
    """What my delegation answered to the open question."""
    return f"said:{item}"


def said_list(item: str) -> str:
    """Where that stands on the phone that follows the item's text."""
    return f"said:{item}"


def broke_key(item: str) -> str:
    """By which words my delegation broke the silence."""
    return f"broke:{item}"


def broke_list(item: str) -> str:
    """Where they stand."""
    return f"broke:{item}"


def ticks_key(item: str) -> str:
    """The paragraphs that silence can be kept on, to be ticked."""
    return f"ticks:{item}"


def after_key(item: str) -> str:
    """What the chair needs after the adoption."""
    return f"after:{item}"


def became_key(item: str) -> str:
    """The way from an item's page to what became of what we said, once its text is released."""
    return f"became:{item}"
