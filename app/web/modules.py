"""A page's modules as one file: a phone on a venue's Wi-Fi pays for every request, and a dozen small files compress badly.

The modules stay plain ES modules in ``static/js``; what is understood is what is written there, and nothing else: named
imports and bare imports by relative path, and ``export`` before a function or a constant. Anything else is refused at start.
"""

import posixpath
import re
from collections.abc import Mapping
from typing import Final

_IMPORT: Final = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.{1,2}/[^"]+)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_IDLE: Final = re.compile(r"^(?:\s*//.*\n|\s+)", re.MULTILINE)
"""Lines of comment, empty lines and indentation."""
_BROKEN: Final = re.compile(r"^((?:(?!//).)*[;{,(])\n", re.MULTILINE)
"""A line that goes on in the next; not one that may end in a comment."""


def joined(modules: Mapping[str, str], entry: str) -> str:
    """The module at *entry* (``js/boot/phone.js``) and all that it imports, each once, as one script's text.

    Raises ``ValueError`` for an import or export that this does not understand, for a missing module and for a circle.
    """
    order: list[str] = []
    _visit(modules, entry, order, ())
    parts = [_wrapped(modules[name], name) for name in order]
    return '"use strict";\n' + "\n".join(parts)


def _visit(modules: Mapping[str, str], name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in order:
        return
    if name in above:
        raise ValueError(f"{name} imports itself by way of {' and '.join(above)}")
    if name not in modules:
        raise ValueError(f"{above[-1]} imports {name}, which does not exist")
    for _, path in _IMPORT.findall(modules[name]):
        _visit(modules, _resolved(name, path), order, (*above, name))
    order.append(name)


def _resolved(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removeprefix("js/").removesuffix(".js"))


def _wrapped(source: str, name: str) -> str:
    def bound(match: re.Match[str]) -> str:
        names = match[1]
        return f"const {{{names.replace(' as ', ': ')}}} = {_variable(_resolved(name, match[2]))};\n" if names else ""

    exports = [match[2] for match in _EXPORT.finditer(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(bound, source))
    if left := _LEFT.search(body):
        raise ValueError(f"{name}: this is not understood: {left[0]}")
    body = _BROKEN.sub(r"\1", _IDLE.sub("", body))
    return f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();"
