"""The keys of the workbench's cards."""

from typing import Final

from app.sources.rules import Thing

NOTE_MARKS: Final = "mine-notes:all"
"""Which notes on the workbench are mine."""


def key_finding_key(key_finding: str) -> str:
    """A key finding, on the workbench and once shown in the item."""
    return f"key-finding:{key_finding}"


def work_finding_key(finding: str) -> str:
    """A finding on the workbench, reported or not."""
    return f"work-finding:{finding}"


def work_comment_key(comment: str) -> str:
    """A comment on the workbench."""
    return f"work-comment:{comment}"


def note_key(note: str) -> str:
    """A note."""
    return f"note:{note}"


def own_note_key(note: str) -> str:
    """A note, to the observer who wrote it."""
    return f"own-note:{note}"


def hint_key(finding: str) -> str:
    """That a finding looks like another."""
    return f"hint:{finding}"


def coverage_key(item: str) -> str:
    """What no key finding draws on yet."""
    return f"coverage:{item}"


def sent_list(item: str) -> str:
    """The list of what was sent to the booth of an item."""
    return f"booth:{item}"


def sent_key(key_finding: str) -> str:
    """A key finding as the booth was sent it."""
    return f"sent-key-finding:{key_finding}"


def work_key(thing: Thing) -> str | None:
    """A thing's own card on the workbench; None when it has none."""
    named = {"finding": work_finding_key, "comment": work_comment_key, "note": note_key}.get(thing.kind)
    return named(thing.id) if named else None
