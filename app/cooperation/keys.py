"""The keys of the cards of initiatives and topics."""

from typing import Final

STANDINGS: Final = "mine-standings:all"
"""Where the delegations that I speak for stand."""

TOPICS: Final = "mine-topics:all"
"""The topics that interest the delegations that I speak for."""


def initiative_key(initiative: str) -> str:
    """An initiative: at its table, on the desk, and once presented in its item and the forum."""
    return f"initiative:{initiative}"


def follow_up_key(forum: str) -> str:
    """The way to the follow-up list."""
    return f"follow-up:{forum}"


def dialogue_key(item: str) -> str:
    """The ways from a dialogue's page to its topics and its initiatives."""
    return f"dialogue:{item}"


def call_key(table: str) -> str:
    """That a table asks the observer to come, or may."""
    return f"call:{table}"


def topic_key(table: str) -> str:
    """A topic of a dialogue: the theme of one of its tables, and how many delegations it interests."""
    return f"topic:{table}"


def pad_table_key(table: str) -> str:
    """A table on the observer's pad."""
    return f"pad-table:{table}"
