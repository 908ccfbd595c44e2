"""The real server and a real Chromium; a phone reaches it over plain HTTP by a name that no browser calls secure."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.web.control import ask_server
from tests.browser_units.conftest import FLAGS
from tests.forums import SmallForum
from tests.servers import Served, served, small_forum

HOST = "cafe.local"


@pytest.fixture(scope="module")  # its driver runs an event loop: none of its own may start beside it
def venue() -> Iterator[Browser]:
    """A Chromium that finds the server under a name of the venue's own network."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        yield browser
        browser.close()


@dataclass
class Cafe:
    """A served small forum, and the people who come to it."""

    server: Served
    forum: SmallForum
    browser: Browser
    faults: list[str]
    contexts: list[BrowserContext]
    facilitator: str = ""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server.port}"

    def device(self, width: int = 390, height: int = 844, **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        return page

    def join(self, page: Page, table: int, name: str = "") -> None:
        """From the card on the table to the table's page, as a person taps it."""
        page.goto(f"{self.url}/join/{self.forum.code}?table={table}")
        if name:
            page.fill("#name", name)
        page.click("main button.main")
        page.wait_for_url("**/here**")
        page.click("main button.main")
        page.wait_for_url("**/tables/**")

    def call(self, method: str, path: str, body: Any = None, by: str | None = None) -> Any:
        """The JSON interface, as a program uses it; ``by`` is a pass."""
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {by}"} if by else {})
        data = json.dumps(body).encode() if body is not None else None
        address = f"http://127.0.0.1:{self.server.port}/api/v1{path}"
        with urllib.request.urlopen(urllib.request.Request(address, data, headers, method=method)) as answer:
            return json.load(answer)

    def go(self, phase: str, item: str = "2a") -> None:
        """The facilitator goes to a phase."""
        if not self.facilitator:
            self.facilitator = self.call("POST", "/links", {"token": self.link("facilitator")})["pass"]
        self.call("POST", f"/items/{item}/phase", {"to": phase}, self.facilitator)

    def link(self, role: str, item: str | None = None) -> str:
        """A role link's token, as the command line asks the running server for one."""
        asked = {"forum": self.forum.id, "role": role, "item": item}
        made = ask_server(self.server.folder, "link", asked)
        assert made is not None
        return str(made["token"])


@pytest.fixture
def open_cafe(venue: Browser, tmp_path: Path) -> Iterator[Callable[..., Cafe]]:
    """Opens a café; at the end no page may have had an error or broken the policy."""
    opened: list[Any] = []
    cafes: list[Cafe] = []

    def start(**options: object) -> Cafe:
        running = served("sqlite", tmp_path)
        server = running.__enter__()
        opened.append(running)
        cafe = Cafe(server, small_forum(server, **options), venue, [], [])
        cafes.append(cafe)
        cafe.go("table_work")
        return cafe

    yield start
    for cafe in cafes:
        for context in cafe.contexts:
            context.close()
    for running in opened:
        running.__exit__(None, None, None)
    assert not [fault for cafe in cafes for fault in cafe.faults]
