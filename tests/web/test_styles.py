"""The phone's styles as one sheet mean what the three mean that it was made of."""

import re

from app.resources import root
from app.web.styles import PHONE, together


def sheets() -> dict[str, str]:
    return {name: (root("static") / name).read_text() for name in PHONE}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


def test_nothing_but_space_and_comments_is_left_out() -> None:
    text = together(sheets(), PHONE)
    assert squeezed(text) == "".join(squeezed(sheet) for sheet in sheets().values())
    assert "/*" not in text
    assert len(text) < sum(map(len, sheets().values()))


def test_spaces_that_mean_something_stay() -> None:
    css = "a { --l: ; --d: initial }\n.b > .c + .d,\n.e :hover { width: calc(1px + 2px); margin: 0 auto }"
    assert together({"x": css}, ["x"]) == (
        "a{--l: ;--d:initial}.b>.c + .d,.e :hover{width:calc(1px + 2px);margin:0 auto}"
    )


def test_what_a_page_needs_is_hidden_where_no_phase_opens_it() -> None:
    pages = "".join(page.read_text() for page in root("templates").rglob("*.html"))
    styles = "".join(sheet.read_text() for sheet in root("static/css").glob("*.css"))
    needed = set(re.findall(r'data-needs="(\w+)"', pages))
    assert {"answer", "finding", "interest"} <= needed
    hidden = set(re.findall(r'\[data-abilities\]:not\(\[data-abilities~="(\w+)"\]\) \[data-needs="\1"\]', styles))
    assert sorted(needed - hidden) == []
