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
