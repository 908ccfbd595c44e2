"""The keys of the cards of the list of speakers, and the list of one's own turn."""


def speaker_key(speaker: str) -> str:
    """Somebody on the list."""
    return f"speaker:{speaker}"


def state_key(item: str) -> str:
    """How the list is kept."""
    return f"speakers-state:{item}"


def heard_key(item: str) -> str:
    """Who of those on a list was heard before: for whoever gives the floor."""
    return f"heard:{item}"


def turn_key(item: str) -> str:
    """When it is one's own turn."""
    return f"my-turn:{item}"


def turn_list(item: str) -> str:
    """The list of that one card."""
    return f"my-turn:{item}"
