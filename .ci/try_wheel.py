"""Run by a Python that has the wheel installed and no source tree in sight: is everything found, and does it serve?"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import app
from app.programme import reference
from app.programme.file import read
from app.resources import root

PORT = 8097
EXPECTED = {
    "templates": ["base.html", "ui"],
    "static": ["vendor/htmx.min.js", "vendor/htmx.LICENSE.txt", "vendor/fonts", "css", "js"],
    "migrations": ["env.py", "versions"],
    "locale": [f"{language}/LC_MESSAGES/sobremesa.mo" for language in ("es", "fr", "pt")],
}


def missing() -> list[str]:
    return [f"{name}/{part}" for name, parts in EXPECTED.items() for part in parts if not (root(name) / part).exists()]


def unpictured() -> list[str]:
    """Logos of the reference forum that did not come along."""
    named = [logo.file for logo in read(reference.text()).logos]
    return [name for name in named if name not in reference.pictures()] if named else ["any logo"]


def answer(path: str, patience: float = 60) -> bytes:
    """What the server says at *path*, once it is up."""
    until = time.monotonic() + patience
    while True:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=5).read()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def serves() -> None:
    """Starts the demo from the wheel and asks it for its health, a page and an asset of the page."""
    sobremesa = str(Path(sys.executable).with_name("sobremesa"))
    with tempfile.TemporaryDirectory() as data:
        command = [sobremesa, "demo", "--json", "--data", data, "--port", str(PORT)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            answer("/readyz")
            facts = json.loads(server.stdout.readline())
            assert b"<html" in answer("/"), "the first page is no page"
            print(f"wheel: serves the reference forum, join code {facts['code']}")
        finally:
            server.terminate()
            server.wait(timeout=30)


def main() -> int:
    print(f"wheel: installed at {Path(app.__file__).parent.relative_to(Path(sys.prefix))}")
    lost = missing()
    if lost:
        print(f"wheel: not found: {', '.join(lost)}")
        return 1
    print("wheel: pages, assets, migrations and languages are found")
    if lost := unpictured():
        print(f"wheel: no picture of {', '.join(lost)}")
        return 1
    print("wheel: the reference forum has its logos")
    serves()
    return 0


if __name__ == "__main__":
    sys.exit(main())
