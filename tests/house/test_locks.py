"""The locks hold what the project asks for, by hash, and name no place to get it from."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

NAMES = ("runtime", "dev", "build", "node")


def lock(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text()


def pins(name: str) -> set[tuple[str, str]]:
    found = re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==(\S+)", lock(name), re.MULTILINE)
    return {(canonicalize_name(library), version) for library, version in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_pin_carries_a_hash_and_no_address(name):
    for entry in re.split(r"\n(?=[a-z])", lock(name).strip()):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock(name)


@pytest.mark.parametrize("name", ["runtime", "build"])
def test_the_tools_are_tried_on_the_very_libraries_that_run(name):
    assert pins(name) <= pins("dev")


def test_the_runtime_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(x for n in ("postgres", "redis") for x in project["optional-dependencies"][n])]
    locked = pins("runtime")
    for requirement in map(Requirement, asked):
        versions = [version for library, version in locked if library == canonicalize_name(requirement.name)]
        assert any(requirement.specifier.contains(version) for version in versions), requirement


def test_browser_packages_carry_hashes_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert not name or package["integrity"].startswith("sha512-")
        assert "resolved" not in package
