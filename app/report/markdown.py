"""The report as CommonMark with tables, readable as it stands: user text is escaped and can never become markup."""

import re
from typing import Final

from app.report import outline as blocks
from app.report.characters import lines, paragraphs
from app.report.marks import symbol

_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
# What is markup only where a line begins: headings, bullets, numbers, rules, underlines of headings, quotations.
_AT_START: Final = re.compile(r"^(\s*)([#+\-=:]|\d{1,9}(?=[.)]))(.?)")


def markdown(report: blocks.Outline) -> bytes:
    """The whole report, UTF-8."""
    out = [f"# {_line(report.titles[0].text)}"]
    out += [f"**{_line(title.text)}**" for title in report.titles[1:]]
    where = " · ".join(filter(None, (_line(report.when), _line(report.place.text))))
    out += [_line(report.kind), *([where] if where else [])]
    out += [f"*{_line(logo.name)}*" for logo in report.logos]
    for block in report.blocks:
        out += _block(block)
    out += [f"*{_line(credit.text)}*" for credit in report.credit]
    return ("\n\n".join(out) + "\n").encode()


def escaped(line: str) -> str:
    """One line of anybody's text, so that it reads as it was written."""
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    return _AT_START.sub(_escaped_start, line)


def _escaped_start(found: re.Match[str]) -> str:
    space, start, after = found.groups()
    return f"{space}{start}\\{after}" if start[0].isdigit() else f"{space}\\{start}{after}"


def _line(text: str) -> str:
    """Text as one line."""
    return escaped(" ".join(lines(text)))


def _noted(said: blocks.Said) -> str:
    note = f" *({_line(said.note)})*" if said.note else ""
    return f"{_line(said.text)}{note}"


def _prose(said: blocks.Said, indent: str = "") -> str:
    """Paragraphs, their line breaks kept as hard breaks, every line behind *indent*."""
    found = [f"\\\n{indent}".join(map(escaped, paragraph)) for paragraph in paragraphs(said.text)]
    if said.note and found:
        found[-1] += f" *({_line(said.note)})*"
    return f"\n\n{indent}".join(found)


def _block(block: object) -> list[str]:
    match block:
        case blocks.Heading():
            number = f"{_line(block.number)} " if block.number else ""
            return [f"{'#' * (block.level + 1)} {number}{_line(block.text.text)}"]
        case blocks.Subheading():
            return [_subheading(block)]
        case blocks.Prose():
            text = _prose(block.said)
            return [f"*{text}*" if block.quiet and text else text]
        case blocks.Facts():
            return [_facts(block)]
        case blocks.Figures():
            return ["\n".join(f"- **{_line(f.value)}** {_line(f.label)}" for f in block.figures)]
        case blocks.Listing():
            return ["\n".join(f"{n}. {_noted(said)}" for n, said in enumerate(block.lines, 1))]
        case blocks.Grid():
            rows = [[_marked(cell.table, _noted(cell.said)) for cell in row] for row in block.rows]
            return [_table([_line(word) for word in block.head], rows)]
        case blocks.Measures():
            rows = [[_marked(r.table, _noted(r.label)), f"{r.used} / {r.total}"] for r in block.rows]
            return [_table([_line(word) for word in block.head], rows)]
        case blocks.Entries():
            return [entry for one in block.entries for entry in _entries(one)]
    raise TypeError(f"no Markdown for {block!r}")


def _subheading(block: blocks.Subheading) -> str:
    beside = f"\n\n{_noted(block.beside)}" if block.beside and block.beside.text else ""
    number = f"{_line(block.number)} " if block.number else ""
    return f"{'#' * (block.level + 1)} {number}{_marked(block.table, _noted(block.text))}{beside}"


def _facts(block: blocks.Facts) -> str:
    out = []
    for fact in block.facts:
        if len(fact.lines) == 1:
            out.append(f"- **{_line(fact.label)}:** {_noted(fact.lines[0])}")
        else:
            out += [f"- **{_line(fact.label)}:**", *(f"  - {_noted(line)}" for line in fact.lines)]
    return "\n".join(out)


def _marked(table: int | None, text: str) -> str:
    return text if table is None else f"{symbol(table)} {text}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    drawn = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in drawn)


def _entries(entry: blocks.Entry) -> list[str]:
    if entry.manner == "key":
        return [_tree(entry, f"**{entry.number}.** ", "")]
    return [_tree(entry, "", "")]


def _tree(entry: blocks.Entry, lead: str, indent: str) -> str:
    """An entry as a list item, what belongs to it one level deeper."""
    marks = "".join(f"{symbol(table)} " for table in entry.tables)
    label = f"*{marks}{' · '.join(map(_line, entry.labels))}*" if entry.labels or marks else ""
    text = _prose(entry.said, indent + "  ") if entry.said else ""
    head = (
        " — ".join(filter(None, (text, label)))
        if entry.manner in ("key", "finding")
        else ": ".join(filter(None, (label, text)))
    )
    out = [f"{indent}- {lead}{head}"]
    out += [_tree(child, "", indent + "  ") for child in entry.children]
    return "\n".join(out)
