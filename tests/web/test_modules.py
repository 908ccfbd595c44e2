"""A page's modules as one file: each once, in order, and nothing that was not understood."""

import pytest

from app.resources import root
from app.web.modules import joined


def read() -> dict[str, str]:
    static = root("static")
    return {str(p.relative_to(static)): p.read_text() for p in (static / "js").rglob("*.js")}


@pytest.mark.parametrize("entry", [name for name in sorted(read()) if name.startswith("js/boot/")])
def test_every_page_starts_from_one_file_without_an_import(entry: str) -> None:
    text = joined(read(), entry)
    assert "\nimport " not in text
    assert "\nexport " not in text
    assert text.count("const $signals = ") == 1


def test_a_module_that_two_others_import_stands_once_and_before_them() -> None:
    modules = {
        "js/boot/a.js": 'import { b } from "../b.js";\nimport { c } from "../c.js";\nb(c);\n',
        "js/b.js": 'import { c } from "./c.js";\nexport const b = () => c;\n',
        "js/c.js": "// a comment\nexport function c() {}\n",
    }
    text = joined(modules, "js/boot/a.js")
    assert text.index("const $c") < text.index("const $b") < text.index("const $boot_a")
    assert text.count("function c()") == 1


@pytest.mark.parametrize(
    "source",
    [
        "export default 1;\n",
        'import x from "./y.js";\n',
        'export { y } from "./y.js";\n',
        'import { z } from "./none.js";\n',
    ],
)
def test_what_is_not_understood_is_refused_at_start(source: str) -> None:
    with pytest.raises(ValueError, match=r"not understood|does not exist"):
        joined({"js/boot/a.js": source, "js/y.js": "export const y = 1;\n"}, "js/boot/a.js")


def test_a_circle_is_refused() -> None:
    circle = {"js/boot/a.js": 'import "../b.js";\n', "js/b.js": 'import "./boot/a.js";\n'}
    with pytest.raises(ValueError, match="imports itself"):
        joined(circle, "js/boot/a.js")
