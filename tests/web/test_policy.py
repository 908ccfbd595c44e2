"""The content security policy: this server and nothing else, also for old phones, whatever Host says."""

from app.web.security import policy


def directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in text.split(";"))}


def test_a_page_may_open_its_own_socket_also_in_a_browser_that_does_not_count_it_as_self() -> None:
    assert directives(policy("192.168.1.7:8000"))["connect-src"] == [
        "'self'",
        "ws://192.168.1.7:8000",
        "wss://192.168.1.7:8000",
    ]


def test_nothing_in_host_gets_into_the_policy() -> None:
    plain = directives(policy(""))
    for host in ("a.local; script-src *", "a.local *", "a.local'unsafe-inline'", "a,b.local", "[::1]:8000"):
        assert directives(policy(host)) == plain
    assert plain["connect-src"] == ["'self'"]
    assert "script-src" in plain
    assert plain["script-src"] == ["'self'"]
