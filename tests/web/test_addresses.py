"""Where phones are told to go, and where a fault's page leads back to."""

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request

from app.web.addresses import came_from, own_address, reached_at


def asked(host: str, scheme: str = "http") -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": scheme,
            "path": "/wall/main",
            "query_string": b"",
            "headers": [(b"host", host.encode())],
            "server": ("127.0.0.1", 8000),
        }
    )


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "cafe.localhost:8000"])
def test_a_wall_opened_on_the_servers_own_laptop_does_not_lead_phones_to_themselves(host: str) -> None:
    assert reached_at(asked(host), "") == f"http://{own_address()}:8000"


def test_phones_are_told_the_public_address_else_the_one_that_the_page_came_by() -> None:
    assert reached_at(asked("localhost:8000"), "https://cafe.example.org/") == "https://cafe.example.org"
    assert reached_at(asked("192.168.1.7:8000"), "") == "http://192.168.1.7:8000"
    assert reached_at(asked("cafe.local"), "") == "http://cafe.local"


def test_a_faults_page_leads_back_only_to_a_page_of_ours() -> None:
    def back(referer: str) -> str:
        return came_from(Headers({"host": "cafe.local:8000", "referer": referer}))

    assert back("http://cafe.local:8000/tables/7?view=write#box") == "/tables/7?view=write"
    assert back("https://elsewhere.example/tables/7") == ""
    assert back("http://cafe.local:8000//elsewhere.example/x") == "/elsewhere.example/x"
    assert back("http://cafe.local:9000/tables/7") == ""
    assert back("javascript:alert(1)") == ""
    assert back("") == ""
