"""The report in Markdown: reads well as it stands, and nobody's text is markup in it."""

import pytest
from markdown_it import MarkdownIt

from app.report.formats import build
from app.report.markdown import escaped
from tests.report.samples import REPORT

MADE = build(REPORT, "md", language="en", audience="desk").decode()


def test_it_reads_well_as_it_stands():
    assert MADE.startswith(
        f"# {REPORT.title['en']}\n\n**{REPORT.title['es']}**\n\nReport of the forum\n\nSeptember 27–28"
    )
    assert "\n## 2a Smuggling of migrants, trafficking in persons and border management\n" in MADE
    assert "\n#### ▲ Table 3\n" in MADE
    assert "| ▲ Table 3 | 1 / 2 |" in MADE
    assert "  - *Dissent · Government*: A court's order takes eleven days; the network is gone by then.\n" in MADE
    assert "\n1. Which practices worked to identify victims at borders?\n2. " in MADE


def test_what_belongs_to_a_key_finding_is_nested_under_it():
    tokens = MarkdownIt("commonmark").enable("table").parse(MADE)
    depth, deepest = 0, {}
    for token in tokens:
        depth += token.type == "list_item_open"
        depth -= token.type == "list_item_close"
        if token.type == "inline":
            deepest.setdefault(token.content.split("—")[0].strip(), depth)
    key = "**1.** Joint first-interview desks, staffed day and night, find victims without delaying protection."
    assert deepest[key] == 1 and deepest["*Drawn from*"] == 2 and deepest["*said in the room*"] == 3


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("# no heading", "\\# no heading"),
        ("- no bullet", "\\- no bullet"),
        ("12. no number", "12\\. no number"),
        ("2023 was a year", "2023 was a year"),
        ("a - b # c", "a - b # c"),
        ("*x* _y_ `z` [a](b) <b> | & $", "\\*x\\* \\_y\\_ \\`z\\` \\[a\\](b) \\<b\\> \\| \\& \\$"),
        ("===", "\\==="),
        ("café, ¿sí? — “yes”", "café, ¿sí? — “yes”"),
    ],
)
def test_only_what_would_be_markup_is_escaped(line, kept):
    assert escaped(line) == kept
    drawn = MarkdownIt("commonmark").enable("table").parse(kept)
    assert [token.type for token in drawn] == ["paragraph_open", "inline", "paragraph_close"]
    assert all(child.type in ("text", "text_special") for child in drawn[1].children)
