"""What the modules may lean on, how much they weigh, and how they are joined."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from app.web.modules import joined
from tests.browser_units.rehearsal import STATIC, frame, joined_module, sent

MODULES = sorted((STATIC / "js").rglob("*.js"))
BOOTS = sorted(f"boot/{path.name}" for path in (STATIC / "js/boot").glob("*.js"))
# Missing on plain HTTP, or on a phone of 2021 (Safari 15.0, Chrome 90).
ABSENT = (
    r"randomUUID|serviceWorker|clipboard|caches\.|navigator\.locks|crypto\.subtle|structuredClone|AbortSignal\.timeout"
    r"|\.at\(|\.findLast|\.toSorted|\.replaceAll|Object\.groupBy|hasOwn\(|:has\(|\(\?<[!=]|^await "
    r"|BroadcastChannel|with \{ type"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_needs_no_secure_context_and_no_young_phone(path):
    assert not re.findall(ABSENT, path.read_text(), re.MULTILINE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_module_keeps_the_habits_that_joining_relies_on(path):
    lines = path.read_text().splitlines()
    imports = [line for line in lines if line.startswith("import")]
    assert all(re.fullmatch(r'import (\{ [\w, ]+ \} from )?"\.\.?/[\w/]+\.js";', line) for line in imports)
    exports = [line for line in lines if line.startswith("export")]
    assert all(re.match(r"export (async function|function|const) \w+", line) for line in exports)
    assert all(line.count("`") % 2 == 0 for line in lines), "a template over several lines would lose its indentation"


@pytest.mark.parametrize(("boot", "limit"), [("page", 3_100), ("phone", 12_200), ("desk", 12_300), ("wall", 9_800)])
def test_a_page_loads_little(boot, limit):
    assert len(gzip.compress(joined_module(f"boot/{boot}.js").encode(), 9)) <= limit


@pytest.mark.parametrize("boot", BOOTS)
def test_plain_modules_run_as_they_are(server, visit, boot):
    alone = boot in ("boot/page.js", "boot/proposing.js")
    page = visit(f"/page?boot=/static/js/{boot}", live=not alone)
    if alone:
        return expect(page.locator("#text")).to_be_visible()
    server.push(frame("table:Y", 1, 2, sent("answer:a", "live", 2)))
    return expect(page.get_by_text("live")).to_be_visible()


@pytest.mark.parametrize(
    ("modules", "fault"),
    [
        ({"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}, "a.js imports itself"),
        ({"a.js": 'import { b } from "./b.js";\n'}, "a.js imports b.js, which does not exist"),
        ({"a.js": "export default 1;\n"}, "a.js: this is not understood: export default 1;"),
    ],
)
def test_modules_that_cannot_be_joined_are_refused(modules, fault):
    with pytest.raises(ValueError, match=fault):
        joined(modules, "a.js")


def test_joined_modules_run_once_in_the_order_of_their_imports():
    modules = {
        "boot/x.js": 'import { b } from "../b.js";\nimport { a } from "../a.js";\n\nlog(a, b);\n',
        "a.js": 'let own = 1;\n// not sent\nexport const a = own;\nlog("a");\n',
        "b.js": 'import { a } from "./a.js";\nlet own = 2;\nexport function b() {\n  return a + own;\n}\nlog("b");\n',
    }
    said = joined(modules, "boot/x.js")
    assert said.count('log("a")') == 1
    assert said.index('log("a")') < said.index('log("b")') < said.index("log(a, b)")
    assert "not sent" not in said
