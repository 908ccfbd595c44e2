"""The keys of the booth's cards, and the list of an item's signal."""


def term_key(term: str) -> str:
    """An entry of the glossary."""
    return f"term:{term}"


def slower_key(item: str) -> str:
    """At the desk: the booth asks for slower speech."""
    return f"slower:{item}"


def own_slower_key(item: str) -> str:
    """In the booth: how the signal stands."""
    return f"own-slower:{item}"


def slower_list(item: str) -> str:
    """The list of that one card."""
    return f"slower:{item}"
