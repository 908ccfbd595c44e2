"""The keys of the queue's cards."""


def entry_key(kind: str, id: str, language: str) -> str:
    """A text that waits for its translation into *language*, or has it."""
    return f"to-translate:{kind}.{id}.{language}"


def parts_of(key: str) -> tuple[str, str, str] | None:
    """(kind, id, language) of such a key; None of one that no text has: a changed programme touches more than there is."""
    parts = key.partition(":")[2].split(".", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def queue_list(language: str) -> str:
    """The list of all that is to be translated into *language*."""
    return f"queue:{language}"
