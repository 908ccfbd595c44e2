"""ES modules joined into one file when they are served: a venue's phones ask once, and old ones do not wait in a chain.

The sources stay plain modules that any browser runs as they are. They keep to two habits, which a test holds:
``import { a, b } from "./x.js";`` on lines of their own, and ``export`` in front of a function or a constant.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from typing import Final

_IMPORT: Final = re.compile(r'^import (?:(\{[^}]*\}) from )?"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function |const )(\w+)", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*(?://|/\*.*\*/\s*$)")


def joined(entry: str, read: Callable[[str], str]) -> str:
    """The module named *entry* with all it imports, each in a scope of its own, in the order in which they run.

    *read* gives a module's source by its name; names are paths below one folder. Comments and indentation are left out.
    """
    names: dict[str, str] = {}

    def place(name: str) -> None:
        if name in names:
            if not names[name]:
                raise ValueError(f"modules import each other in a circle: {name}")
            return
        names[name] = ""
        source = read(name)
        for _, other in _IMPORT.findall(source):
            place(_path(name, other))
        names[name] = f"m{sum(bool(given) for given in names.values())}"
        out.append(_scoped(name, source, names))

    out: list[str] = []
    place(normpath(entry))
    return "\n".join(out)


def _scoped(name: str, source: str, names: dict[str, str]) -> str:
    def taken(found: re.Match[str]) -> str:
        wanted, other = found.groups()
        return f"const {wanted} = {names[_path(name, other)]};\n" if wanted else ""

    exports = ", ".join(export for _, export in _EXPORT.findall(source))
    code = _EXPORT.sub(r"\1\2", _IMPORT.sub(taken, source))
    lines = [line.strip() for line in code.splitlines() if line.strip() and not _COMMENT.match(line)]
    return "\n".join([f"const {names[name]} = (() => {{", *lines, f"return {{ {exports} }};", "})();"])


def _path(name: str, other: str) -> str:
    return normpath(join(dirname(name), other))
