"""What templates and static files may not hold, and which templates a template may include."""

import re
from collections.abc import Iterator

import jinja2
from jinja2 import meta

from tests.house.tree import floors

FORBIDDEN = {
    "text that is not escaped": r"\|\s*safe\b|autoescape\s+false|innerHTML\s*=|insertAdjacentHTML|document\.write",
    "code that the policy forbids": r"unsafe-inline|unsafe-eval|\beval\(|new Function\(",
    "code in an attribute": r"hx-on|\bjs:|javascript:|<[^>]*\son[a-z]+\s*=",
    "style in an attribute": r"<[^>]*\sstyle\s*=",
    "an inline script or style": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style\b",
    "an address outside this server": r"(?:https?:)?//(?!www\.w3\.org/)[\w-]+(?:\.[\w-]+)+(?:[/\"')]|$)",
}
_COMMENTS = {
    "html": re.compile(r"\{#.*?#\}", re.DOTALL),
    "css": re.compile(r"/\*.*?\*/", re.DOTALL),
    "js": re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL),
}
_SHARED = ("ui", "web")
_PARSER = jinja2.Environment(  # it only parses: nothing is rendered here
    autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
)


def forbidden(name: str, text: str) -> Iterator[str]:
    """The faults of one file, each with its line."""
    comment = _COMMENTS.get(name.rpartition(".")[2])
    if comment:
        text = comment.sub(lambda found: "\n" * found[0].count("\n"), text)
    for fault, pattern in FORBIDDEN.items():
        if fault == "an inline script or style" and name.endswith(".svg"):
            continue  # an image carries its own style, and runs no script where it is shown as one
        for found in re.finditer(pattern, text, re.MULTILINE):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {fault}: {found[0].strip()[:60]}"


def includes(name: str, source: str) -> Iterator[str]:
    """The includes of template *name* that reach a floor above it. A card is asked for at the registry, by no name."""
    order = [slice_ for floor in reversed(floors()) for slice_ in floor]
    here = name.split("/")[0] if "/" in name else ""
    for other in meta.find_referenced_templates(_PARSER.parse(source)):
        if other is None or "/" not in other or other.startswith("ui/"):
            continue
        there = other.split("/")[0]
        if there != here and (here in ("", *_SHARED) or order.index(there) > order.index(here)):
            yield f"{name} includes {other}, which is of a higher floor"
