"""Whether the pictures that the file names are there, and can be shown."""

from collections.abc import Callable

from app.kernel.refusals import Refusal
from app.programme.file.faults import Reading
from app.programme.file.kinds import Spot
from app.programme.file.names import each, numbers

Beside = Callable[[str], Refusal | None]
"""What is wrong with the picture of that name beside the programme file; None for one that may be kept."""


def check_pictures(root: Spot, reading: Reading, beside: Beside) -> None:
    """Note what is wrong with each logo's picture, where the file names it."""
    for named in numbers(each(root, "logos"), "file"):
        wrong = beside(named.value)
        if wrong is not None:
            reading.add(named.line, named.path, wrong.code, wrong.sentence.msgid, **wrong.sentence.params)
