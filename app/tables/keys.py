"""The keys of the tables' cards, and their rooms."""

from app.live.rooms import Room


def table_room(table: str) -> Room:
    """Those who sit or sat at a table, and the item's desk."""
    return Room("table", table)


def answer_key(answer: str) -> str:
    """An answer at its table."""
    return f"answer:{answer}"


def seat_key(participant: str) -> str:
    """A person at the table."""
    return f"seat:{participant}"


def presence_key(table: str) -> str:
    """The table from above: how many sit there."""
    return f"presence:{table}"


def pen_key(table: str) -> str:
    """Who writes for the table."""
    return f"pen:{table}"


def reporter_key(table: str) -> str:
    """Who reports for the table."""
    return f"reporter:{table}"


def state_key(table: str) -> str:
    """A table as the desk sees it: counts, reporter, help, ready."""
    return f"table-state:{table}"


def readiness_key(table: str) -> str:
    """What a table tells the desk, as the table itself sees it: ready, or in need of help."""
    return f"readiness:{table}"


def round_table_key(table: str) -> str:
    """A table as everybody of the item knows it: number, name, question, open or closed."""
    return f"round-table:{table}"


def hall_key(item: str) -> str:
    """The last step that changed an item's hall, which can be undone."""
    return f"hall:{item}"


def place_key(item: str) -> str:
    """Where I sit in an item, as my phone says it when its page is of another table."""
    return f"mine-place:{item}"


def my_table_key(item: str) -> str:
    """The way back to my table in an item."""
    return f"my-table:{item}"


def round_key(item: str) -> str:
    """The round of a rotation that is on."""
    return f"round:{item}"


def rotation_key(item: str) -> str:
    """A rotation as the desk sees it."""
    return f"rotation:{item}"


def way_key(item: str) -> str:
    """My way through the rounds of an item."""
    return f"mine-rounds:{item}"


MARKS = "mine-answers:all"
"""Which answers are mine, and with which I agreed."""

SEAT = "mine-seat:all"
"""Where I sit."""
