"""A real Chromium, a rehearsal server and a page whose console stays clean."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser_units.rehearsal import Rehearsal

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SOON = "Math.random = () => 0;"  # every jitter at its shortest

Open = Callable[..., Page]


@pytest.fixture(scope="module")  # its driver runs an event loop: none of its own may start beside it
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server() -> Iterator[Rehearsal]:
    rehearsal = Rehearsal()
    yield rehearsal
    if rehearsal.thread.is_alive():
        rehearsal.kill(wait=False)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 390, "height": 700})
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def visit(server: Rehearsal, phone: BrowserContext) -> Iterator[Open]:
    """Opens the rehearsal's page, once the socket is welcomed; at the end nothing may have broken the policy."""
    faults: list[str] = []

    def visit(address: str = "/page", script: str = "", live: bool = True, frozen: bool = False) -> Page:
        page = phone.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        if frozen:
            page.clock.install()
        page.add_init_script(SOON + script)
        before = len(server.hellos())
        page.goto(server.url + address)
        if live:
            server.until(lambda: len(server.hellos()) > before)
        return page

    yield visit
    assert not faults
