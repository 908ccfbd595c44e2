"""The plugin that turns skips into failures, tried on tests that skip."""

import os
import subprocess
import sys

from tests.house.tree import ROOT


def outcome(folder, source: str) -> str:
    (folder / "test_planted.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p tests.house.no_skips\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", str(folder), str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # only ours is on trial
        capture_output=True,
        text=True,
    )
    return f"{done.returncode} {done.stdout.strip().splitlines()[-1]}"


def test_a_skipped_test_fails_the_run(tmp_path):
    said = outcome(tmp_path, "import pytest\ndef test_it():\n    pytest.skip('no redis-server')\n")
    assert said.startswith("1 1 failed")


def test_a_module_skipped_while_collecting_fails_the_run(tmp_path):
    said = outcome(tmp_path, "import pytest\npytest.importorskip('no_such_library')\n")
    assert said.startswith("2 ")
    assert "1 error" in said


def test_an_expected_failure_fails_the_run(tmp_path):
    said = outcome(tmp_path, "import pytest\n@pytest.mark.xfail\ndef test_it():\n    assert False\n")
    assert said.startswith("1 1 failed")


def test_a_passing_test_passes(tmp_path):
    assert outcome(tmp_path, "def test_it():\n    pass\n").startswith("0 1 passed")
