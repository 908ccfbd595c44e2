"""The last stage: the evidence bundle."""

from app.report.evidence.bundle import bundle
from app.report.pressing.leaving import finished, left
from app.report.pressing.order import Order, Step, Tell


def seal(order: Order, tell: Tell) -> None:
    """The bundle, of files that are there."""
    tell(Step("begun", "evidence"))
    report, parts = left(order, "evidence")
    content = bundle(report, order.language, ((name, path.read_bytes()) for name, path in parts))
    tell(finished(order, "evidence", left(order, "names")["evidence"], content))
