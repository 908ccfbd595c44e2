"""Rules of the house that a reviewer should not have to check by eye."""

import re

from tests.house.repeats import repeats
from tests.house.tree import ROOT, tracked

LONGEST = 300
WITHOUT_A_NAME = re.compile(r"(utils?|helpers?|services?|common|misc)(_.*)?")
# Spelled in pieces, so that this file does not hold what it looks for.
HOSTS = ("pypi org", "pythonhosted org", "npmjs org", "npmjs com", "yarnpkg com", "debian org")
FOLDERS = ("work main", "work shared", "opt pypi")
NAMES = [*(host.replace(" ", ".") for host in HOSTS), *(f"/{'/'.join(folder.split())}" for folder in FOLDERS)]
ADDRESSES = re.compile("|".join(map(re.escape, NAMES)))


def test_no_file_of_the_app_is_too_long():
    long = {
        str(path.relative_to(ROOT)): length
        for path in tracked("app/**.py")
        if (length := len(path.read_text().splitlines())) > LONGEST
    }
    assert not long


def test_every_room_has_a_name_from_the_domain():
    nameless = [str(path.relative_to(ROOT)) for path in tracked("app/**.py") if WITHOUT_A_NAME.fullmatch(path.stem)]
    assert not nameless


def test_no_file_names_a_registry_or_a_machine():
    faults = []
    for path in tracked():
        text = path.read_text(errors="ignore")
        faults += [f"{path.relative_to(ROOT)}: {found[0]}" for found in ADDRESSES.finditer(text)]
    assert not faults


def test_no_run_of_lines_stands_twice():
    files = tracked(
        "app/**.py", "bench/**.py", "migrations/**.py", "tests/**.py", "static/js/**.js", "static/css/**.css"
    )
    found = list(repeats((str(path.relative_to(ROOT)), path.read_text()) for path in files))
    assert not found, "\n".join(found)


def test_a_run_that_stands_twice_is_seen():
    run = "\n".join(f"line {n}" for n in range(11))
    assert list(repeats([("a.py", f"first\n{run}\n"), ("b.py", f"{run}\nlast\n")])) == ["a.py:2 and b.py:1"]


def test_a_run_is_seen_through_blank_lines_and_indentation():
    run = [f"line {n}" for n in range(11)]
    assert list(repeats([("a.py", "\n".join(run)), ("b.py", "\n\n    ".join(run))]))


def test_a_longer_run_is_told_once():
    run = "\n".join(f"line {n}" for n in range(40))
    assert len(list(repeats([("a.py", run), ("b.py", run)]))) == 1


def test_ten_lines_may_stand_twice():
    run = "\n".join(f"line {n}" for n in range(10))
    assert not list(repeats([("a.py", f"{run}\nhere"), ("b.py", f"{run}\nthere")]))


def test_lines_that_are_all_alike_are_not_a_repeat():
    assert not list(repeats([("a.py", "0,\n" * 15)]))
