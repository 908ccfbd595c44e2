"""The reference forum: a real two-day programme, which ships as the demonstration."""

from importlib.resources import files


def text() -> str:
    """The programme file of the reference forum (YAML, UTF-8)."""
    return (files(__package__) / "forum.yaml").read_text("utf-8")
