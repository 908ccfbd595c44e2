"""The first load of the phone's table page: small, one round trip of HTML, from this server alone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import HOST, Cafe

pytestmark = pytest.mark.browser
LIMIT = 60_000


def test_the_first_load_is_under_60_kilobytes_on_the_wire_and_asks_nobody_else(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    first = cafe.device()
    cafe.join(first, 1)
    address = first.url.split("?")[0]
    cookies = first.context.cookies()
    page = cafe.device()
    page.context.add_cookies(cookies)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: dict[str, int] = {}
    asked: dict[str, tuple[str, str]] = {}
    network.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: (e["request"]["url"], e.get("type", ""))})
    )
    network.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    hosts = {urlsplit(url).hostname for url, _ in asked.values() if not url.startswith("data:")}
    documents = [url for url, kind in asked.values() if kind == "Document"]
    total = sum(sizes.values())
    told = sorted(((size, asked[id_][0].rpartition("/")[2]) for id_, size in sizes.items()), reverse=True)
    print(f"\n{total} bytes in {len(sizes)} answers: {told}")
    assert hosts == {HOST}
    assert len(documents) == 1
    assert total < LIMIT, told
