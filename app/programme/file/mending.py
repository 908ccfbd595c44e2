"""Reads on after a line that is not YAML, so that one slip does not hide the faults of the whole rest of the file.

The line is told, replaced by one that reads (first its value, then all of it), and the file is parsed again.
"""

import re
from typing import Final

import yaml

from app.kernel.language import N_
from app.programme.file.faults import Reading, quoted
from app.programme.file.nodes import LOST, Node, grow, stumble

LONGEST: Final = 500_000
"""Characters of a programme file. The reference forum has about a fifth."""

MOST_SLIPS: Final = 20
_CHARACTERS_PARSED: Final = 3_000_000
_ENTRY: Final = re.compile(r"""(?P<dashes>\s*(?:-\s+)*)(?P<name>"[^"]*"|'[^']*'|[\w][^:#]*)?(?P<colon>:(?:\s|$))?""")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def parse(text: str, reading: Reading) -> Node | None:
    """The file's tree, with the faults of its syntax noted; None when there is nothing to read at all."""
    if len(text) > LONGEST:
        reading.add(
            1,
            (),
            "too_long",
            N_("The file has %(length)s characters; %(limit)s fit. Move long texts into documents that it links to."),
            length=len(text),
            limit=LONGEST,
        )
        return None
    lines = _printable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), reading).split("\n")
    return _Mender(lines, reading).parse()


def _printable(text: str, reading: Reading) -> str:
    """*text* without the characters that no YAML may hold, each line that had one noted."""
    told = 0
    for found in _UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if line != told:
            told = line
            reading.add(
                line,
                (),
                "bad_character",
                N_("The text holds a character that cannot be kept (%(character)s). Remove it."),
                character=f"U+{ord(found[0]):04X}",
            )
    return _UNPRINTABLE.sub(" ", text)


class _Mender:
    def __init__(self, lines: list[str], reading: Reading) -> None:
        self.lines = lines
        self.reading = reading
        self.original = list(lines)
        self.tries: dict[int, int] = {}
        self.blanked: set[int] = set()

    def parse(self) -> Node | None:
        """The tree, after as many repairs as it takes and the bounds allow."""
        budget = _CHARACTERS_PARSED
        while True:
            text = "\n".join(self.lines)
            budget -= len(text) + 1_000
            slip, spanning = stumble(text)
            if slip is not None:
                line = self._culprit(slip, spanning)
                self._tell(line, slip)
                if budget > 0 and len(self.tries) <= MOST_SLIPS and self._mend(line, self._misplaced(line, slip)):
                    continue
            tree = grow(text, frozenset(self.blanked), frozenset(self.tries))
            self.reading.faults.extend(tree.faults)
            return tree.root

    def _culprit(self, slip: yaml.MarkedYAMLError, spanning: tuple[int, int]) -> int:
        """The line (from 1) that is to blame, which is often not the one where the parser gave up."""
        context, problem = slip.context or "", slip.problem or ""
        mark = slip.problem_mark or slip.context_mark
        line = min(mark.line + 1 if mark else 1, len(self.lines))
        if slip.context_mark and any(what in context for what in ("quoted scalar", "flow", "simple key")):
            return min(slip.context_mark.line + 1, len(self.lines))
        if spanning[0] < line <= spanning[1]:
            return spanning[0]
        if "document start" in problem:
            depth = _indentation(self.lines[line - 1])
            deeper = (n for n, text in enumerate(self.lines, 1) if text.strip() and _indentation(text) > depth)
            return min(next(deeper, line), line)
        if "mapping values" in problem:
            above = next((n for n in range(line - 1, 0, -1) if self.lines[n - 1].strip()), line)
            if ":" not in self.lines[above - 1]:
                return above
        return line

    def _tell(self, line: int, slip: yaml.MarkedYAMLError) -> None:
        if line in self.tries or self._continues_a_slip(line):
            return
        written = self.original[line - 1]
        problem = f"{slip.context} {slip.problem}"
        if "\t" in written[: len(written) - len(written.lstrip())]:
            msgid = N_("A tab stands where the line begins. Indent with spaces.")
        elif "quoted" in problem or written.count('"') % 2:
            msgid = N_(
                "A quotation mark opens here and is not closed as it should be. Close it, or double the one inside."
            )
        elif "flow" in problem:
            msgid = N_(
                "A bracket opens here and is not closed as it should be. Close it, with commas between the entries."
            )
        elif "expected ':'" in problem:
            msgid = N_("A colon is missing between a name and its value: `%(written)s`.")
        elif "mapping values" in problem:
            msgid = N_("A colon stands here where none can. Put the text in quotation marks, or mend the indentation.")
        else:
            msgid = N_("From here on this is not YAML: `%(written)s`. Mend the indentation, the dash or the colon.")
        self.reading.add(line, (), "not_yaml", msgid, written=quoted(written))

    def _continues_a_slip(self, line: int) -> bool:
        """Whether the line belongs to one above that was mended: it is deeper, and so is everything between."""
        depth = _indentation(self.lines[line - 1])
        for above in range(line - 1, 0, -1):
            if above in self.tries and _indentation(self.original[above - 1]) < depth:
                return True
            if self.lines[above - 1].strip() and _indentation(self.lines[above - 1]) < depth:
                return False
        return False

    def _misplaced(self, line: int, slip: yaml.MarkedYAMLError) -> bool:
        """Whether the line does not belong where it begins, so that no other value would make it read."""
        mark, problem = slip.problem_mark, slip.problem or ""
        if mark is None or "expected" not in problem or "':'" in problem:
            return False
        begins = mark.line + 1 == line and mark.column == _indentation(self.lines[line - 1])
        return begins or "document start" in problem

    def _mend(self, line: int, misplaced: bool) -> bool:
        """Replace the line by one that says less; False when it already says nothing."""
        written = self.original[line - 1]
        if self.tries.get(line, 0) > 2:
            return False  # it is blank, and still the parser gives up: nothing more can be read
        level = 2 if misplaced or self._continues_a_slip(line) else self.tries.get(line, 0)
        entry = _ENTRY.match(written)
        dashes, name, colon = entry.group("dashes", "name", "colon") if entry else ("", None, None)
        if level == 0 and (colon or dashes.strip()):
            mended = f"{dashes}{name}: {LOST}" if name and colon else f"{dashes}{LOST}"
        elif level == 1 and name and colon:
            mended = f"{dashes}{name}:"
        elif level <= 2 and written.strip():
            mended, level = "", 2
        else:
            return False
        self.tries[line] = level + 1
        self.lines[line - 1] = mended
        if level:
            self.blanked.add(line)
        return True


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
