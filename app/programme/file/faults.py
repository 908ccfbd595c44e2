"""What is wrong with a programme file: every fault with its line, where it is in words, and what to do about it."""

from dataclasses import dataclass, field
from typing import Any

from app.kernel.refusals import Sentence

LONGEST_QUOTATION = 40
MOST_FAULTS = 1_000
"""More than anybody reads: a file of nothing but faults must not keep the server busy telling them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``line`` counts from 1; ``path`` is in words (``item 2a › question 3 › es``), empty for the file itself.

    ``code`` is stable for programs; ``sentence`` says what is wrong and what to do, and is translated when it is shown.
    """

    line: int
    path: str
    code: str
    sentence: Sentence

    def __str__(self) -> str:
        """The fault in English, on one line."""
        said = self.sentence.msgid % self.sentence.params
        return f"line {self.line}: {self.path}: {said}" if self.path else f"line {self.line}: {said}"


class Wrong(Exception):
    """A value that is not what its place asks for; whoever knows the line makes a fault of it."""

    def __init__(self, code: str, msgid: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = Sentence(msgid, params)


Path = tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """One reading of a file: the faults so far, and the forum's languages, the authoritative one first.

    ``languages`` is empty when the file does not say them in a readable way: then no text is held against them.
    """

    languages: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether no more faults are noted."""
        return len(self.faults) >= MOST_FAULTS

    def add(self, line: int, path: Path, code: str, msgid: str, /, **params: Any) -> None:
        """Note a fault."""
        if not self.full:
            self.faults.append(Fault(line, " › ".join(path), code, Sentence(msgid, params)))

    def add_wrong(self, line: int, path: Path, wrong: Wrong) -> None:
        """Note what a value's own rule said."""
        if not self.full:
            self.faults.append(Fault(line, " › ".join(path), wrong.code, wrong.sentence))


def quoted(text: str) -> str:
    """*text* as a fault shows it: on one line, without what could disturb a terminal, and not too long."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return line if len(line) <= LONGEST_QUOTATION else line[: LONGEST_QUOTATION - 1] + "…"
