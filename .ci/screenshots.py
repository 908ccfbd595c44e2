"""Takes the pictures in docs/screenshots: every page of a café, played by invented people, in light and dark.

``make screenshots``. Each scene has a forum of its own, played up to a phase, and is served on a loopback address.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser_units.conftest import FLAGS
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[1]
TO = ROOT / "docs" / "screenshots"
PHONE, DESK, WALL = (390, 844), (1440, 900), (1920, 1080)
SCHEMES = ("light", "dark")


@dataclass
class Played:
    """A served forum: its address, its code, and role links by (role, item)."""

    url: str
    code: str
    links: dict[tuple[str, str | None], str]

    def call(self, method: str, path: str, body: Any = None, by: str = "") -> Any:
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {by}"} if by else {})
        data = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)

    def holder(self, role: str, item: str | None = None) -> str:
        """A pass with a role."""
        return str(self.call("POST", "/links", {"token": self.links[role, item]})["pass"])


@contextmanager
def played(until: str) -> Iterator[Played]:
    """The reference forum, played up to the end of a phase and served."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [sys.executable, "-m", "app.cli", "demo", "--populate", "--until", until, "--json"]
        command += ["--data", folder, "--host", "127.0.0.1", "--port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            facts = json.loads(process.stdout.readline())
            url = f"http://127.0.0.1:{port}"
            for _ in range(100):
                with suppress(OSError):
                    urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
                    break
                time.sleep(0.2)
            links = {(link["role"], link["item"]): link["token"] for link in facts["links"]}
            try:
                yield Played(url, facts["code"], links)
            finally:
                process.terminate()
                process.wait(15)


class Camera:
    """Opens pages and takes pictures of them, in both schemes."""

    def __init__(self, browser: Browser, forum: Played, language: str = "en") -> None:
        self.browser = browser
        self.forum = forum
        self.language = language

    def open(self, size: tuple[int, int], scheme: str, role: tuple[str, str | None] | None = None) -> Page:
        """A page of somebody; with a role, by its link."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=self.language,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        if role is not None:
            page.goto(f"{self.forum.url}/role#{self.forum.links[role]}")
            page.wait_for_url(lambda url: "/role" not in url)
        return page

    def take(self, page: Page, name: str, scheme: str) -> None:
        page.wait_for_timeout(700)  # fonts, and the first frames
        page.screenshot(path=TO / f"{name}{'-dark' if scheme == 'dark' else ''}.png")
        page.context.close()

    def at_table(self, scheme: str, table: int, name: str = "") -> Page:
        """A phone that joined and sat down."""
        page = self.open(PHONE, scheme)
        page.goto(f"{self.forum.url}/join/{self.forum.code}?table={table}")
        if name:
            page.fill("#name", name)
        page.click("main button.main")
        page.wait_for_url("**/here**")
        page.click("main button.main")
        page.wait_for_url("**/tables/**")
        return page


def joining(camera: Camera, scheme: str) -> None:
    page = camera.open(PHONE, scheme)
    page.goto(f"{camera.forum.url}/join/{camera.forum.code}?table=1")
    page.fill("#name", "Ana")
    page.click("main button.main")
    page.wait_for_url("**/here**")
    camera.take(page, "phone-here", scheme)
    wall = camera.open(WALL, scheme, ("facilitator", "2a"))
    wall.goto(f"{camera.forum.url}/wall/main")
    camera.take(wall, "wall-join", scheme)


def table_work(camera: Camera, scheme: str) -> None:
    camera.take(camera.at_table(scheme, 3), "phone-table", scheme)
    desk = camera.open(DESK, scheme, ("facilitator", "2a"))
    camera.take(desk, "desk", scheme)
    wall = camera.open(WALL, scheme, ("facilitator", "2a"))
    wall.goto(f"{camera.forum.url}/wall/main")
    camera.take(wall, "wall-question", scheme)


def commenting(camera: Camera, scheme: str) -> None:
    camera.take(camera.at_table(scheme, 1), "phone-comments", scheme)


def answered(forum: Played) -> str:
    """The survey, asked before and after, each time by more than five; its id. Asked once: the second scheme finds it so."""
    by = forum.holder("moderator")
    (survey,) = forum.call("GET", "/surveys", by=by)["surveys"]
    counts = {moment["moment"]: moment["responses"] for moment in survey["moments"]}
    names = [one["id"] for one in survey["statements"]]
    for moment, people, least in (("before", 22, 0), ("after", 18, 1)):
        if counts[moment]:
            continue
        forum.call("POST", f"/surveys/{survey['id']}/opening", {"moment": moment, "open": True}, by)
        for person in range(people):
            joined = forum.call("POST", "/join", {"code": forum.code})["pass"]
            ratings = {name: 1 + least + (person * 3 + place * 2) % (5 - least) for place, name in enumerate(names)}
            body = {"moment": moment, "ratings": ratings}
            forum.call("PUT", f"/surveys/{survey['id']}/responses/{uuid.uuid4()}", body, joined)
        if moment == "before":
            forum.call("POST", f"/surveys/{survey['id']}/opening", {"moment": moment, "open": False}, by)
    return str(survey["id"])


def surveying(camera: Camera, scheme: str) -> None:
    survey = answered(camera.forum)
    phone = camera.at_table(scheme, 1)
    phone.goto(f"{camera.forum.url}/surveys/{survey}/after")
    for name, value in (("s1", 4), ("s2", 3)):
        phone.locator(f'input[name="ratings.{name}"][value="{value}"]').check()
    phone.evaluate("scrollTo(0, 0)")
    camera.take(phone, "phone-survey", scheme)
    results = camera.open(DESK, scheme, ("moderator", None))
    results.goto(f"{camera.forum.url}/surveys/results")
    camera.take(results, "survey-results", scheme)
    by, show = camera.forum.holder("moderator"), {"kind": "survey-results", "id": survey}
    shown = camera.forum.call("POST", "/stage", {"item": "2a", "show": show}, by)
    wall = camera.open(WALL, scheme, ("facilitator", "2a"))
    wall.goto(f"{camera.forum.url}/wall/{shown['screens'][0]['screen']}")
    camera.take(wall, "wall-survey", scheme)


def translating(camera: Camera, scheme: str) -> None:
    said = (
        "Las pruebas y los testigos se pierden en la frontera: la extradición tarda meses, los teléfonos no se examinan"
    )
    page = camera.open(DESK, scheme, ("translator", None))
    page.goto(f"{camera.forum.url}/translations?to=es")
    camera.take(page, "translations", scheme)
    page = camera.open(DESK, scheme, ("translator", None))
    page.goto(f"{camera.forum.url}/translations?to=es")
    page.locator(".to-translate", has_text="Evidence and witnesses").get_by_role("link").click()
    page.fill("#text", f"{said} y la protección se acaba donde se acaba el país.")
    camera.take(page, "translation", scheme)


def consolidating(camera: Camera, scheme: str) -> None:
    camera.take(camera.open(DESK, scheme, ("rapporteur", "2a")), "workbench", scheme)
    note = camera.open(DESK, scheme, ("rapporteur", "2a"))
    note.goto(f"{camera.forum.url}/items/2a/speaking-note")
    camera.take(note, "speaking-note", scheme)


def presenting(camera: Camera, scheme: str) -> None:
    wall = camera.open(WALL, scheme, ("moderator", None))
    wall.goto(f"{camera.forum.url}/wall/main?two=yes")
    camera.take(wall, "wall-key-finding", scheme)
    phone = camera.open(PHONE, scheme)
    phone.goto(f"{camera.forum.url}/join/{camera.forum.code}")
    phone.click("main button.main")
    phone.wait_for_url(lambda url: "/join" not in url)
    phone.goto(f"{camera.forum.url}/items/P2")
    camera.take(phone, "phone-plenary", scheme)
    desk = camera.open(DESK, scheme, ("moderator", None))
    desk.goto(f"{camera.forum.url}/items/P2/desk")
    camera.take(desk, "desk-plenary", scheme)


def organizing(camera: Camera, scheme: str) -> None:
    """The organizer's pages, and one of them on a phone."""
    pages = {
        "organizer-programme": "",
        "organizer-item": "/items/2a",
        "organizer-roster": "/roster?open=delegations/CRI",
        "organizer-links": "/links",
        "organizer-file": "/file",
    }
    for name, path in pages.items():
        page = camera.open(DESK, scheme, ("organizer", None))
        page.goto(f"{camera.forum.url}/organizer{path}")
        camera.take(page, name, scheme)
    phone = camera.open(PHONE, scheme, ("organizer", None))
    phone.goto(f"{camera.forum.url}/organizer")
    camera.take(phone, "phone-organizer", scheme)


def booth(camera: Camera, scheme: str) -> None:
    page = camera.open(DESK, scheme, ("interpreter", None))
    page.goto(f"{camera.forum.url}/items/P2/booth")
    camera.take(page, "booth", scheme)


def drafting(camera: Camera, scheme: str) -> None:
    """The drafting room, a delegation's phone, and the wall with the brackets of a paragraph and with proposed changes."""
    page = camera.open(DESK, scheme, ("rapporteur", None))
    page.goto(f"{camera.forum.url}/items/J/drafting")
    page.locator(".paragraph:has(.amendments, .br)").first.scroll_into_view_if_needed()
    camera.take(page, "drafting-room", scheme)
    phone = camera.open(PHONE, scheme, ("interpreter", None))
    phone.goto(f"{camera.forum.url}/items/J/communique")
    camera.take(phone, "phone-communique", scheme)
    wall = camera.open(WALL, scheme, ("facilitator", None))
    wall.goto(f"{camera.forum.url}/wall/room_a?two=yes")
    camera.take(wall, "wall-brackets", scheme)


SCENES: dict[str, tuple[Callable[[Camera, str], None], ...]] = {
    "briefing": (joining, organizing),
    "table_work": (table_work,),
    "commenting": (commenting, surveying, translating),
    "consolidating": (consolidating,),
    "presenting": (presenting, booth),
    "J.drafting": (drafting,),
}


def main() -> None:
    TO.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(SCENES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for until in wanted:
            with played(until) as forum:
                for scheme in SCHEMES:
                    for scene in SCENES[until]:
                        scene(Camera(browser, forum), scheme)
            print(f"{until}: taken")
        browser.close()


if __name__ == "__main__":
    main()
