"""ES modules joined into one file when they are served: a venue's phones ask once, and old ones do not wait in a chain.

The sources stay plain modules that any browser runs as they are. They keep to habits that a test holds: imports are
``import { a, b } from "./x.js";`` on lines of their own, ``export`` stands in front of a function or a constant, and
the modules of one page share no top-level name (a browser refuses the joined file if they do).
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from typing import Final

_IMPORT: Final = re.compile(r'^import (?:\{[^}]*\} from )?"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ", re.MULTILINE)
_COMMENT: Final = re.compile(r"\s*(//.*|/\*.*\*/\s*)?")


def joined(entry: str, read: Callable[[str], str]) -> str:
    """The module named *entry* after all it imports, each once, in the order in which a browser would run them.

    *read* gives a module's source by its name; names are paths below one folder. Lines that are only a comment and
    indentation are left out. Modules that import each other in a circle are a ``ValueError``.
    """
    out: list[str] = []
    done: dict[str, bool] = {}

    def place(name: str) -> None:
        if not done.setdefault(name, False):
            source = read(name)
            for other in _IMPORT.findall(source):
                path = normpath(join(dirname(name), other))
                if done.get(path) is False:
                    raise ValueError(f"modules import each other in a circle: {name}, {path}")
                place(path)
            code = _EXPORT.sub("", _IMPORT.sub("", source))
            out.extend(line.strip() for line in code.splitlines() if not _COMMENT.fullmatch(line))
            done[name] = True

    place(normpath(entry))
    return "\n".join(out)
