"""The workbench over JSON: everything that its page does, a program does; and each pass reads what it may."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.kernel.ids import new_id
from tests.programs import Program, Venue, open_venue


@dataclass
class Session2a:
    """Item 2a in its report-out: people at tables 1 and 2, the desk, a rapporteur, an observer, an interpreter."""

    venue: Venue
    desk: Program
    rapporteur: Program
    observer: Program
    interpreter: Program
    one: Program
    two: Program

    async def reported(self, *sources: str) -> str:
        id_ = new_id()
        finding = {"table": self.venue.forum.tables[1], "text": "Desks work", "kind": "practice", "sources": [*sources]}
        await self.one("PUT", f"/findings/{id_}", finding, 201)
        await self.one("POST", f"/findings/{id_}/report")
        return id_

    async def key(self, text: str = "Desks identify victims", *sources: tuple[str, str]) -> str:
        id_, refs = new_id(), [{"kind": kind, "id": id_} for kind, id_ in sources]
        body = {"item": "2a", "text": text, "language": "en", "sources": refs}
        await self.rapporteur("PUT", f"/key-findings/{id_}", body, 201)
        return id_


@pytest.fixture
async def session(database_url: str, tmp_path: Path) -> AsyncIterator[Session2a]:
    async with open_venue(database_url, tmp_path) as venue:
        roles = [await venue.holder(r, "2a") for r in ("facilitator", "rapporteur", "observer", "interpreter")]
        opened = Session2a(venue, *roles, await venue.seated(1, "Ana"), await venue.seated(2, "Luis"))
        await opened.desk("POST", "/items/2a/phase", {"to": "report_out"})
        yield opened


async def test_a_finding_goes_its_whole_way_over_json(session: Session2a) -> None:
    answer = new_id()
    table = session.venue.forum.tables[1]
    await session.one("PUT", f"/answers/{answer}", {"table": table, "text": "Joint desks"}, 201)
    finding = await session.reported(answer)
    assert (await session.one("PUT", f"/findings/{finding}", {"text": "Other words", "version": 9}, 409))["current"]
    await session.one("PUT", f"/findings/{finding}", {"text": "Desks work well", "version": 1})
    signed = await session.one("POST", f"/findings/{finding}/signoff", {"nobody_objected": True, "version": 2})
    assert signed["signed"]
    dissent = await session.one("POST", f"/findings/{finding}/signoff", {"dissent": "Not alone", "id": new_id()})
    comment = new_id()
    said = {"finding": finding, "stance": "adds", "text": "At night too"}
    await session.two("PUT", f"/comments/{comment}", said, 201)
    refused = await session.one("PUT", f"/comments/{new_id()}", said, 409)
    assert refused["code"] == "own_table"
    found = await session.two("GET", f"/findings/{finding}")
    assert (found["text"], found["signed"], found["sources"], found["earlier"]) == (
        "Desks work well",
        True,
        [answer],
        [],
    )
    assert [d["text"] for d in found["dissents"]] == ["Not alone"]
    assert [c["id"] for c in found["comments"]] == [comment]
    assert [e["text"] for e in (await session.one("GET", f"/findings/{finding}"))["earlier"]] == ["Desks work"]
    listed = await session.two("GET", "/items/2a/comments")
    assert [c["text"] for c in listed["comments"]] == ["At night too"]
    await session.one("DELETE", f"/findings/{finding}/dissents/{dissent['dissent']}")
    await session.two("DELETE", f"/comments/{comment}")
    await session.one("DELETE", f"/findings/{finding}/report")
    assert (await session.two("GET", "/items/2a/findings"))["findings"] == []
    assert (await session.two("GET", f"/findings/{finding}", status=404))["code"] == "no_such_finding"
    assert len((await session.desk("GET", "/items/2a/findings"))["findings"]) == 1
    await session.one("DELETE", f"/findings/{finding}")
    assert (await session.desk("GET", "/items/2a/findings"))["findings"] == []


async def test_a_clash_is_a_409_with_both_texts_and_the_other_one_stays_beside_it(session: Session2a) -> None:
    key = await session.key("One")
    beto = await session.venue.holder("rapporteur", "2a")
    await session.rapporteur("PUT", f"/key-findings/{key}", {"text": "Ana's", "version": 1})
    told = [await beto("PUT", f"/key-findings/{key}", {"text": "Beto's", "version": 1}, 409) for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0]["code"], told[0]["current"]["text"]) == ("version_moved", "Ana's")
    found = await beto("GET", f"/key-findings/{key}")
    assert [clash["texts"] for clash in found["clashes"]] == [{"en": "Beto's"}]
    assert [(row["version"], row["clashed"]) for row in found["history"]] == [(1, False), (1, True)]
    await beto("DELETE", f"/key-findings/{key}/clashes/{told[0]['kept']['id']}")
    assert (await beto("GET", f"/key-findings/{key}"))["clashes"] == []


async def test_links_order_and_standing_of_key_findings_over_json(session: Session2a) -> None:
    finding = await session.reported()
    one, two = await session.key("One"), await session.key("Two")
    linked = await session.rapporteur("PUT", f"/key-findings/{one}/sources/finding/{finding}", {"version": 1})
    assert linked["linked"]
    await session.rapporteur("POST", f"/key-findings/{two}/order", {})
    listed = (await session.rapporteur("GET", "/items/2a/key-findings"))["key_findings"]
    assert [(k["id"], k["state"], k["tables"]) for k in listed] == [(two, "open", []), (one, "single-table", [1])]
    await session.rapporteur("DELETE", f"/key-findings/{one}/sources/finding/{finding}")
    await session.rapporteur("PUT", f"/key-findings/{two}", {"texts": {"es": "Dos"}, "version": 1})
    circle = await session.rapporteur("PUT", f"/key-findings/{one}/sources/key-finding/{one}", status=409)
    assert (circle["code"], "sources" in circle["errors"]) == ("circular_source", True)
    moved = await session.rapporteur("DELETE", f"/key-findings/{two}?version=1", status=409)
    assert moved["current"]["texts"] == {"en": "Two", "es": "Dos"}
    await session.rapporteur("DELETE", f"/key-findings/{two}?version=2")
    assert len((await session.rapporteur("GET", "/items/2a/key-findings"))["key_findings"]) == 1


async def test_each_pass_reads_of_key_findings_and_notes_what_it_may(session: Session2a) -> None:
    key, note = await session.key("As sent"), new_id()
    await session.observer("PUT", f"/notes/{note}", {"item": "2a", "text": "A minister nods"}, 201)

    async def read() -> list[list[str]]:
        found = []
        for program in (session.rapporteur, session.desk, session.interpreter, session.one):
            listed = (await program("GET", "/items/2a/key-findings"))["key_findings"]
            found.append([k["text"] for k in listed])
        return found

    assert await read() == [["As sent"], [], [], []]
    await session.rapporteur("POST", "/items/2a/booth")
    await session.rapporteur("PUT", f"/key-findings/{key}", {"text": "Written on", "version": 1})
    assert await read() == [["Written on"], ["As sent"], ["As sent"], []]
    assert (await session.one("GET", f"/key-findings/{key}", status=404))["code"] == "no_such_key_finding"
    await session.rapporteur("POST", f"/key-findings/{key}/show")
    assert await read() == [["Written on"]] * 4
    assert "history" not in await session.one("GET", f"/key-findings/{key}")
    await session.desk("DELETE", f"/key-findings/{key}/show")
    await session.rapporteur("POST", f"/key-findings/{key}/send")
    await session.rapporteur("DELETE", f"/key-findings/{key}/send")
    assert await read() == [["Written on"], [], [], []]
    for program, count in ((session.rapporteur, 1), (session.observer, 1)):
        assert len((await program("GET", "/items/2a/notes"))["notes"]) == count
    assert (await session.desk("GET", "/items/2a/notes", status=403))["code"] == "not_yours"
    await session.observer("DELETE", f"/notes/{note}")
    assert (await session.rapporteur("GET", "/items/2a/notes"))["notes"] == []


async def test_the_papers_come_out_in_the_readers_language(session: Session2a) -> None:
    finding = await session.reported()
    key = await session.key("Desks identify victims", ("finding", finding))
    await session.rapporteur("PUT", f"/key-findings/{key}", {"texts": {"es": "Las ventanillas sirven"}, "version": 1})
    coverage: dict[str, Any] = await session.desk("GET", "/items/2a/coverage")
    assert coverage["findings"] == {"used": 1, "total": 1, "set_aside": 0}
    assert [t["used"] for t in coverage["by_table"]] == [1, 0, 0]
    note = await session.rapporteur("GET", "/items/2a/speaking-note?language=es")
    assert [p["text"] for p in note["paragraphs"]][1:] == ["Las ventanillas sirven"]
    assert note["seconds"] > 0
    brief = await session.rapporteur("GET", "/items/2a/brief")
    assert (brief["findings"], brief["used"], brief["practices"][0]["text"]) == (1, 1, "Desks work")
    assert [point["text"] for point in brief["points"]] == ["Desks identify victims"]
    # The desk has the papers as far as it may read key findings: not the drafts.
    assert (await session.desk("GET", "/items/2a/brief"))["points"] == []
    assert (await session.rapporteur("GET", "/items/2a/hints"))["hints"] == []
    for address in ("coverage", "brief", "speaking-note", "hints"):
        assert (await session.one("GET", f"/items/2a/{address}", status=403))["code"] == "not_yours"


async def test_what_is_set_aside_waits_no_more_and_the_tree_is_told_in_words(session: Session2a) -> None:
    finding, key = await session.reported(), await session.key()
    assert (await session.desk("GET", "/items/2a/coverage"))["not_drawn_on"] == [{"kind": "finding", "id": finding}]
    await session.rapporteur("PUT", f"/set-aside/finding/{finding}", {"reason": "Out of scope"})
    assert (await session.desk("GET", "/items/2a/coverage"))["not_drawn_on"] == []
    await session.rapporteur("DELETE", f"/set-aside/finding/{finding}")
    tree = await session.rapporteur("GET", f"/sources/key-finding/{key}")
    assert (tree["says"], tree["made_from"]) == ("Written by the rapporteur", [])
    assert (await session.one("GET", f"/sources/finding/{finding}"))["words_withheld"] is False
    for kind in ("key-finding", "table", "finding"):
        assert (await session.one("GET", f"/sources/{kind}/{new_id()}", status=404))["code"] == "not_found"
