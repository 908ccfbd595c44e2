"""Requests that no page of ours sends: each gets a clear answer, and none a fault."""

import re
from collections.abc import AsyncIterator

from app.web.security import BODY_LIMIT, SHOWN_LIMIT
from tests.desk.conftest import SITE, House, Reader, house, words

__all__ = ["house"]

ID = "00000000-0000-4000-8000-000000000000"


async def in_spanish(house: House) -> Reader:
    token = (await house.seated(1)).cookies["sobremesa_pass"]
    person = house.reader(token, "es")
    await person.patch("/api/v1/me", json={"language": "es"}, headers={"origin": SITE})
    return person


async def test_who_comes_by_another_name_gets_a_page_that_says_how_to_come_in(house: House) -> None:
    reader = house.reader(language="es")
    for host in ("[::1", "[", "a]b", "user@127.0.0.1", "127.0.0.1/evil", "127.0.0.1:80:80", "evil.com", ""):
        answer = await reader.get("/", headers={"host": host})
        assert answer.status_code == 421, host
        assert '<html lang="es"' in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    for host in ("127.0.0.1:8000", "[::1]:8000", "cafe.local", "LOCALHOST", "localhost."):
        assert (await reader.get("/", headers={"host": host})).status_code == 200, host


async def test_a_form_of_an_unreadable_origin_is_refused_and_shown_again(house: House) -> None:
    person = await house.seated(1)
    for sender in ({"origin": "http://["}, {"origin": "null"}, {"referer": "http://["}, {}):
        answer = await person.post("/me", data={"name": "Ana Lucía", "text": "typed"}, headers=sender)
        assert answer.status_code == 403, sender
        assert "Ana Lucía" in answer.text
        assert "This was not sent from a page of this server." in words(answer.text)
        called = await person.patch("/api/v1/me", json={"name": "Ana"}, headers=sender)
        assert (called.status_code, called.json()["code"]) == (403, "other_origin")


async def test_head_says_what_get_would_without_a_body(house: House) -> None:
    person = await house.seated(1)
    for address, status in (("/", 303), ("/me", 200), ("/healthz", 200), ("/nowhere", 404), ("/api/v1/me", 200)):
        head = await person.head(address, follow_redirects=False)
        got = await person.get(address, follow_redirects=False)
        assert head.status_code == got.status_code == status, address
        assert head.headers["content-type" if status != 303 else "location"]
        assert head.content == b""


async def test_an_address_that_no_database_can_look_up_is_nowhere(house: House) -> None:
    person = await house.seated(1)
    for address in ("/tables/%00", "/api/v1/tables/a%00b", "/api/v1/mine?table=%00", "/items/%00/desk"):
        answer = await person.get(address)
        assert (answer.status_code, "not_found" in answer.text) == (404, True), address
    for name in ("²", "٣٣٣٣٣", "9" * 5_000, "१²"):
        assert (await person.get(f"/api/v1/tables/{name}")).json()["code"] == "no_such_table"
        assert (await person.get(f"/api/v1/mine?table={name}")).json()["code"] == "no_such_table"


async def test_a_name_that_no_database_takes_is_refused_by_its_field(house: House) -> None:
    for field in ("delegation", "table"):
        for value in ("a\\u0000b", "\\ud800", "a\\ud83dz"):
            body = f'{{"code": "{house.forum.code}", "name": "ghost", "{field}": "{value}"}}'
            headers = {"content-type": "application/json"}
            joined = await house.reader().post("/api/v1/join", content=body, headers=headers)
            assert (joined.status_code, joined.json()["code"]) == (422, "bad_character")
            assert list(joined.json()["errors"]) == [field]


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 8_000):
        yield body[start : start + 8_000]


async def test_what_is_larger_than_64_kib_is_refused_as_such_with_and_without_its_length(house: House) -> None:
    person = await house.seated(1)
    body = b'{"name": "%b"}' % (b"a" * BODY_LIMIT)
    headers = {"content-type": "application/json", "origin": SITE}
    for content in (body, in_pieces(body)):
        answer = await person.patch("/api/v1/me", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_document_put_into_a_box_comes_back_to_be_shortened(house: House) -> None:
    person = await in_spanish(house)
    typed = "Ventanillas conjuntas en la frontera. " * 2_000
    for times, shown in ((1, True), (8, False)):
        body = f"id={ID}&text={'+'.join((typed * times).split(' '))}".encode()
        assert (len(body) > SHOWN_LIMIT) is not shown
        headers = {"content-type": "application/x-www-form-urlencoded", "origin": SITE}
        for content in (body, in_pieces(body)):
            answer = await person.post("/tables/1/answers", content=content, headers=headers)
            assert answer.status_code == 413
            assert '<html lang="es"' in answer.text
            assert "64 KiB" in words(answer.text)
            assert (typed.strip() in answer.text) is shown


async def test_a_form_sent_again_after_a_fault_keeps_its_id(house: House) -> None:
    person = await house.seated(1)
    page = await person.post_form("/tables/nowhere/answers", 404, id=ID, text="typed")
    assert f'name="id" value="{ID}"' in page
    await person.post_form("/tables/1/answers", id=ID, text="one")
    page = await person.post_form("/tables/1/answers", 409, id=ID, text="another")
    (fresh,) = re.findall(r'name="id" value="([^"]+)"', page)
    assert fresh != ID
    assert "another" in page


async def test_a_form_in_an_encoding_of_its_own_is_answered_like_any_other(house: House) -> None:
    person = await house.seated(1)
    parts = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nAna \\ud800\r\n--x--\r\n'
    for charset in ("unicode_escape", "utf-7", "nowhere", "base64"):
        headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}", "origin": SITE}
        answer = await person.post("/tables/1/answers", content=parts, headers=headers)
        assert 400 <= answer.status_code < 500, charset
        assert "text/html" in answer.headers["content-type"]


async def test_a_form_with_what_no_database_takes_comes_back_with_all_else_that_was_typed(house: House) -> None:
    person = await house.seated(1)
    for field in ("name", "delegation", "id", "affiliation"):
        fields = {"name": "Ana Lucía", "affiliation": "Ministry of Ports", field: "a\x00b"}
        page = await person.post_form("/me", 422, **fields)
        assert "bad_character" in page
        assert "a\ufffdb" in page or field == "id"
        assert ("Ana Lucía" in page, "Ministry of Ports" in page) == (field != "name", field != "affiliation")


async def test_a_version_that_is_no_number_loses_no_word(house: House) -> None:
    person = await house.seated(1)
    await person.post_form("/tables/1/answers", id=ID, text="first")
    for version in ("²", "9" * 5_000, "-1", "1e9", ""):
        page = await person.post_form(f"/answers/{ID}/edit", 409, text="second", version=version)
        assert "second" in page
        assert "first" in page
