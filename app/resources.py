"""Where the files that are not code lie: beside the code in a source tree, inside the package in a wheel."""

from pathlib import Path
from typing import Final, Literal

Name = Literal["templates", "static", "migrations", "locale"]

_PACKAGE: Final = Path(__file__).resolve().parent


def root(name: Name) -> Path:
    """The folder *name*, from source and from an installed wheel alike."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
