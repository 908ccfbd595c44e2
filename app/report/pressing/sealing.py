"""The last stage: the evidence bundle."""

from app.report.evidence.bundle import bundle
from app.report.pressing.leaving import half, left, written
from app.report.pressing.order import Order, Step, Tell


def seal(order: Order, tell: Tell) -> None:
    """The bundle, of files that are there."""
    tell(Step("begun", "evidence"))
    report, parts = left(order, "evidence")
    with half(order, "evidence").open("w+b") as out:
        bundle(out, report, order.language, ((name, path.read_bytes()) for name, path in parts))
    tell(written(order, "evidence", left(order, "names")["evidence"]))
