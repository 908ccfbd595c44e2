"""The keys of the talks' cards, and the list of one's own."""


def talk_key(talk: str) -> str:
    """A talk in the running order."""
    return f"talk:{talk}"


def now_key(item: str) -> str:
    """Who speaks now, and who is next."""
    return f"talk-now:{item}"


def my_key(talk: str) -> str:
    """A talk on its expert's own phone."""
    return f"my-talk:{talk}"


def my_list(item: str) -> str:
    """The list of one's own talk in an item."""
    return f"my-talk:{item}"
