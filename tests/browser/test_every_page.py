"""Every page that the played forum offers to each role, opened in a real browser: each has something real on it.

A walker begins at the door with a role's own pass and follows the links that it can see, as far as they lead to pages of
another kind. Papers and files are not pages; they are held elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.cli.populating import founding_time, populate
from app.cli.populating.arriving import Door
from app.cli.populating.people import Person, cast
from app.programme import reference
from app.programme.file import read
from app.settings import Settings
from tests.browser_units.conftest import FLAGS
from tests.servers import SECRET, Served, environment, free_port

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

demo = import_module("app.cli.demo")  # the package shows the command of that name
PROGRAMME = read(reference.text())
TECHNIQUES = {item.number: item.technique for day in PROGRAMME.days for item in day.items}

HOLDERS = (
    ("organizer", None),
    ("moderator", None),
    ("presenter", "A"),
    ("facilitator", "1"),
    ("facilitator", "2a"),
    ("facilitator", "D1"),
    ("rapporteur", "3"),
    ("rapporteur", "2a"),
    ("expert", "1"),
    ("observer", None),
    ("observer", "D1"),
    ("interpreter", None),
    ("translator", None),
)
PHONES = ("participant", "presenter", "expert")
AWAY = re.compile(r"/(role|join|api|static|calendar)\b|\.(pdf|ics|csv|yaml|svg|xlsx|docx|md|json)(\?|$)|language=")

# The page's links and empty-state sentences that a person can see, and how much there is to read.
SEEN = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  return {
    links: [...document.querySelectorAll("a[href]")].filter(seen).map((a) => a.getAttribute("href")),
    empty: [...document.querySelectorAll(".empty")].filter(seen).map((e) => e.innerText.trim()),
    words: document.body.innerText.trim().split(/\\s+/).length,
  };
}"""


class Walker(NamedTuple):
    """Somebody of the cast, and as what they walk."""

    role: str
    person: Person

    @property
    def size(self) -> dict[str, int]:
        phone = self.role in PHONES
        return {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}


WALKERS = {f"{role}-{item}": Walker(role, cast().holder(role, item)) for role, item in HOLDERS} | {
    "participant-head": Walker("participant", cast().tables[1][2]),
    "participant": Walker("participant", cast().tables[3][5]),
    "participant-of-day-2": Walker("participant", cast().second_day[1]),
}

FEWEST = {"organizer": 60, "moderator": 60, "presenter": 20, "expert": 20, "participant": 20}
"""Pages that a role reaches at least: a walk that stops at the door would find nothing wrong."""


@contextmanager
def played_forum(folder: Path) -> Iterator[tuple[Served, Door]]:
    """The whole play, served."""
    settings = Settings(data=folder, secret=SECRET)
    facts = demo.reference_forum(settings, founding_time)
    assert populate(settings, facts)
    with environment("sqlite", folder) as (variables, workers):
        server = Served(folder, free_port(), variables, workers)
        server.start()
        try:
            yield server, Door(facts["forum"], SECRET, facts["links"], PROGRAMME.affiliations)
        finally:
            server.stop()


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Door]]:
    with played_forum(tmp_path_factory.mktemp("every-page")) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


def kind_of(address: str) -> str:
    """What kind of page it is: the same for every item of a technique, every table and every thing."""
    path, _, query = address.partition("?")
    parts = path.strip("/").split("/")
    for place, part in enumerate(parts):
        if parts[0] == "items" and place == 1:
            parts[1] = TECHNIQUES.get(part, "*")
        elif place and re.fullmatch(r"[0-9a-f-]{36}|[0-9A-Z]{5,8}", part):
            parts[place] = "*"
    fields = sorted(field if field.startswith("view=") else field.partition("=")[0] for field in query.split("&"))
    return "/".join(parts) + "?" + "&".join(fields)


def walk(page: Page, home: str) -> Iterator[tuple[str, int, dict]]:
    """Every kind of page, twice where there are two, each with its status and what can be seen on it."""
    todo, done, kinds = ["/", "/programme", "/me"], set(), Counter()
    while todo:
        address = todo.pop(0)
        kind = kind_of(address)
        if address in done or kinds[kind] >= 2:
            continue
        done.add(address)
        kinds[kind] += 1
        answer = page.goto(home + address)
        assert answer is not None
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.locator("body").wait_for()
        seen = page.evaluate(SEEN)
        yield address, answer.status, seen
        for link in seen["links"]:
            link = link.partition("#")[0].removeprefix(home)
            link = page.url.removeprefix(home).partition("?")[0] + link if link.startswith("?") else link
            if link.startswith("/") and not AWAY.search(link):
                todo.append(link)


@pytest.mark.parametrize("name", WALKERS)
def test_every_page_of_every_role_has_something_real_on_it(
    forum: tuple[Served, Door], chromium: Browser, name: str
) -> None:
    walker, (server, door) = WALKERS[name], forum
    context = chromium.new_context(viewport=walker.size, locale="en")
    context.set_default_timeout(20_000)
    cookie = {"name": f"sobremesa_pass_{server.port}", "value": str(door.token(walker.person)), "url": server.url}
    context.add_cookies([cookie])
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    try:
        pages = 0
        for address, status, seen in walk(page, server.url):
            pages += 1
            # A day that is over cannot be planned anew: its page says so.
            expected = (200, 409) if address.partition("?")[0].endswith("/plan/day") else (200,)
            if status not in expected:
                faults.append(f"{address}: {status}")
            faults += [f"{address}: {sentence}" for sentence in seen["empty"]]
            if seen["words"] < 8 and "/wall" not in address:
                faults.append(f"{address}: only {seen['words']} words")
    finally:
        context.close()
    assert not faults, "\n".join(faults)
    assert pages >= FEWEST.get(walker.role, 25)
