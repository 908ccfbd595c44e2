"""A pytest plugin: a skipped test is a failed test.

Everything the tests need is put in place by `make test`; a test that skips because a part is missing would let a
machine without that part call itself healthy. The same holds for expected failures.
"""

import pytest


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome != "skipped":
        return
    if isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        reason = f"{path}:{line}: {reason}"
    else:
        reason = getattr(report, "wasxfail", None) or str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"Nothing may be skipped here: {reason}"
    vars(report).pop("wasxfail", None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report():
    report = yield
    _refuse(report)
    return report
