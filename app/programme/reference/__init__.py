"""The reference forum: a real two-day programme, which ships as the demonstration."""

import base64
from importlib.resources import files


def text() -> str:
    """The programme file of the reference forum (YAML, UTF-8)."""
    return (files(__package__) / "forum.yaml").read_text("utf-8")


def pictures() -> dict[str, str]:
    """The pictures beside it by the names that it calls them, in base 64."""
    held = (files(__package__) / "logos").iterdir()
    found = {f"logos/{one.name}": one.read_bytes() for one in held if one.name.endswith(".png")}
    return {name: base64.b64encode(content).decode() for name, content in found.items()}
