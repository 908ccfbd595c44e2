"""Plants one violation of each contract into a copy of the tree, and sees it caught."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.tree import ROOT, contracts, floors


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tree as far as import-linter reads it; floors that are not built yet stand there empty."""
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    shutil.copytree(ROOT / "tests/house", tmp_path / "tests/house", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests/__init__.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in (name for floor in floors() for name in floor):
        if not (tmp_path / f"app/{name}.py").exists():
            (tmp_path / "app" / name).mkdir(exist_ok=True)
            (tmp_path / f"app/{name}/__init__.py").touch()
    return tmp_path


def plant(tree: Path, files: Mapping[str, str]) -> None:
    for name, line in files.items():
        path = tree / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a") as file:
            file.write(f"\n{line}\n")


def lint(tree: Path) -> str:
    """What import-linter says, without its drawing."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(
        command,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def broken(said: str) -> set[str]:
    return {id_ for id_, contract in contracts().items() if f"{contract['name']} BROKEN" in said}


def test_the_copy_as_it_is_keeps_every_contract(copy):
    said = lint(copy)
    kept = {id_ for id_, contract in contracts().items() if f"{contract['name']} KEPT" in said}
    assert kept == contracts().keys(), said


PLANTS = {
    "an import upwards": ("floors", {"app/tables/planted.py": "import app.findings"}),
    "an import upwards by a detour": (
        "floors",
        {"app/people/planted.py": "import app.sources.planted", "app/sources/planted.py": "import app.report"},
    ),
    "the ground importing a slice": ("floors", {"app/live/planted.py": "import app.programme"}),
    "a room without a floor": ("floors", {"app/attic/__init__.py": ""}),
    "rows reading queries": (
        "slices",
        {"app/survey/models.py": "import app.survey.queries", "app/survey/queries.py": ""},
    ),
    "commands reading cards": (
        "slices",
        {"app/survey/commands.py": "import app.survey.cards", "app/survey/cards.py": ""},
    ),
    "pages calling the interface for programs": (
        "slices",
        {"app/survey/routes.py": "import app.survey.api", "app/survey/api.py": ""},
    ),
    "settings read by a page": ("settings", {"app/web/planted.py": "import app.settings"}),
    "a library in the kernel": ("kernel", {"app/kernel/planted.py": "import sqlalchemy"}),
    "rules that read a database": ("rules", {"app/survey/rules.py": "import sqlalchemy"}),
    "rules that reach the store": ("rules", {"app/survey/rules.py": "import app.store"}),
}


@pytest.mark.parametrize("fault", PLANTS)
def test_a_planted_fault_is_caught(copy, fault):
    contract, files = PLANTS[fault]
    plant(copy, files)
    said = lint(copy)
    assert broken(said) == {contract}, said


def test_every_contract_has_a_planted_fault():
    assert {contract for contract, _ in PLANTS.values()} == contracts().keys()


def test_no_floor_may_import_the_one_above(copy):
    above = [(upper, lower) for uppers, lowers in pairwise(floors()) for upper in uppers for lower in lowers]
    for upper, lower in above:
        place = f"app/{lower}.py" if (copy / f"app/{lower}.py").exists() else f"app/{lower}/planted.py"
        plant(copy, {place: f"import app.{upper}"})
    said = lint(copy)
    missed = [pair for pair in above if f"app.{pair[1]} is not allowed to import app.{pair[0]}:" not in said]
    assert not missed, said
