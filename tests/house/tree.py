"""How the house tests read the project: which files it tracks, and which floors it declares."""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> Iterator[Path]:
    """The project's own files that match: those git tracks, and new ones that it does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in sorted(set(names.split("\0")) - {""}):
        if (ROOT / name).is_file():
            yield ROOT / name


def contracts() -> dict[str, dict]:
    """import-linter's contracts by their id, as pyproject.toml declares them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def floors() -> list[list[str]]:
    """The floors of app/, top first; several names on one floor stand side by side."""
    layers = contracts()["floors"]["layers"]
    return [[name.strip(" ()") for name in layer.replace("|", ":").split(":")] for layer in layers]
