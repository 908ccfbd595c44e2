"""The keys of the cards that only the desk shows."""


def tile_key(table: str) -> str:
    """A table's tile."""
    return f"desk-table:{table}"


def status_key(item: str) -> str:
    """How the room stands."""
    return f"desk-status:{item}"


def turns_key(item: str) -> str:
    """Whose turn it may be."""
    return f"desk-turns:{item}"


def floor_key(item: str) -> str:
    """Who presents an item in a plenary, on its desk."""
    return f"floor:{item}"


def floor_list(item: str) -> str:
    """The list of one such card, over the item's key findings."""
    return f"floor:{item}"
