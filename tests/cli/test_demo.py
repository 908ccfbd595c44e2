"""What `sobremesa demo` prints before it serves: how everybody gets in."""

from importlib import import_module
from pathlib import Path

from app.settings import Settings
from tests.servers import SECRET

demo = import_module("app.cli.demo")  # the package shows the command of that name


def test_the_demonstration_tells_how_everybody_gets_in(tmp_path: Path) -> None:
    facts = demo.with_addresses(demo.reference_forum(Settings(data=tmp_path, secret=SECRET)), "http://10.0.0.7:8000")
    told = demo.told(facts)
    assert f"http://10.0.0.7:8000/join/{facts['code']}" in told
    assert f"http://10.0.0.7:8000/wall/main?code={facts['code']}" in told
    assert "▄" in told, "the QR code"
    shown = [link for link in facts["links"] if link["item"] in (None, "2a", "2b", "P2")]
    assert {link["role"] for link in shown} >= {"organizer", "moderator", "facilitator", "rapporteur", "interpreter"}
    assert all(told.count(link["url"]) == 1 for link in shown)
    assert max(map(len, told.splitlines())) < 100
