"""The second stage: the PDF, of the outline alone. It imports little: the typesetter needs the memory."""

from app.report.pdf import pdf
from app.report.pressing.leaving import finished, left
from app.report.pressing.order import Order, Step, Tell


def set_pages(order: Order, tell: Tell) -> None:
    """The PDF, of the outline alone."""
    alone = "pdf" not in order.formats
    tell(Step("begun", "evidence" if alone else "pdf"))
    content = pdf(*left(order, "outline"))
    if alone:
        at = next(path for name, path in left(order, "evidence")[1] if name == "report.pdf")
        at.write_bytes(content)
    else:
        tell(finished(order, "pdf", left(order, "names")["pdf"], content))
