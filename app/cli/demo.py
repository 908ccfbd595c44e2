"""The demonstration: the reference forum, found or continued, and what is printed before it is served."""

import json
from typing import Any, Final

import segno

from app.cli.offline import alone
from app.cli.populating.people import cast
from app.kernel.clock import Now, utc_now
from app.kernel.ids import spoken_code
from app.programme import reference
from app.settings import Settings
from app.web.addresses import own_address

SHOWN: Final[dict[str | None, str]] = {
    None: "The whole forum",
    "2a": "Item 2a: a café, in parallel with 2b",
    "2b": "Item 2b: a café, in parallel with 2a",
    "P2": "Item P2: the plenary of both",
}
"""Whose role links are printed, under which title; the other items have theirs too (``demo --json``)."""


def reference_forum(settings: Settings, now: Now = utc_now) -> dict[str, Any]:
    """The reference forum's code and links; made the first time (*now*), and continued ever after.

    The links are kept in the data folder, readable by its owner only: the database knows nothing but their hashes.
    """
    kept = settings.data / "demo.json"
    known = {f["forum"] for f in alone(settings, "forums", {})["forums"]}
    if kept.exists():
        facts: dict[str, Any] = json.loads(kept.read_text())
        if facts["forum"] in known:
            return facts
    asked = {"source": reference.text(), "reference": True, "pictures": reference.pictures()}
    facts = alone(settings, "new", asked, now)
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(facts))
    return facts


def played(cues: int | None) -> str:
    """What ``--populate`` did, in a line."""
    if cues is None:
        return "This forum has been gone on with: nothing is played into it."
    return (
        f"{cues} commands of {len(cast().everyone)} people were played into it."
        if cues
        else "All of it had been played already."
    )


def with_addresses(facts: dict[str, Any], url: str) -> dict[str, Any]:
    """The facts as ``--json`` prints them: every link with its address, whose secret stands behind the #."""
    links = [{**link, "url": f"{url}/role#{link['token']}"} for link in facts["links"]]
    return {"forum": facts["forum"], "code": facts["code"], "url": url, "links": links}


def address(settings: Settings, host: str, port: int) -> str:
    """Where phones in the room reach the server: the public URL, else this machine's own address on its network."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    name = host
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        name = own_address()
    return f"http://{name}:{port}"


def told(facts: dict[str, Any]) -> str:
    """What a person at the terminal reads: the code, a QR of it, the wall, and one link per role."""
    url, code = facts["url"], facts["code"]
    join = f"{url}/join/{code}"
    lines = ["", "  Sobremesa: the reference forum", "", *_drawn(segno.make(join, error="m")), ""]
    lines += [f"  Code   {spoken_code(code)}", f"  Join   {join}   on a phone at a table", ""]
    lines += [f"  Wall   {url}/wall/main?code={code}   on the projector", ""]
    lines += ["  Role links. Whoever opens one has that role on that device."]
    for item, title in SHOWN.items():
        lines += ["", f"  {title}"]
        lines += [f"    {link['role']:<12} {link['url']}" for link in facts["links"] if link["item"] == item]
    lines += ["", "  More links: sobremesa link FORUM ROLE --item N    Stop: Ctrl+C", ""]
    return "\n".join(lines)


def _drawn(qr: segno.QRCode) -> list[str]:
    """The QR in half blocks, dark on light whatever the terminal's colours."""
    rows = [list(row) for row in qr.matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    return [
        "  " + "".join(signs[(int(bool(a)), int(bool(b)))] for a, b in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
