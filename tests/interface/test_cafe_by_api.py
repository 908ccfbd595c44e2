"""The whole café by the JSON interface alone: from joining by code to a key finding on the wall and its sources."""

import json
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.operators import link_token
from tests.servers import STACKS, Served, served, small_forum


class Program:
    """A program with a pass; every answer is checked for its status."""

    def __init__(self, server: Served, token: str = "") -> None:
        self.server = server
        self.token = token

    def __call__(self, method: str, path: str, body: Any = None, expect: int = 200) -> Any:
        headers = {"content-type": "application/json"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(f"{self.server.url}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(asked) as answer:
                status, found = answer.status, json.load(answer)
        except urllib.error.HTTPError as fault:
            status, found = fault.code, json.load(fault)
        assert status == expect, f"{method} {path}: {status} {found}"
        return found


def fresh() -> str:
    return str(uuid.uuid4())


@pytest.mark.parametrize("stack", STACKS)
def test_a_cafe_is_played_by_the_json_interface_alone(stack: str, tmp_path: Path) -> None:
    with served(stack, tmp_path) as server:
        forum = small_forum(server, writing="one_pen")
        anybody = Program(server)
        refused = anybody("POST", "/join", {"code": "ZZZZZZZZ"}, expect=404)
        assert refused == anybody("POST", "/join", {"code": "not even a code"}, expect=404)
        people = []
        for number in range(6):
            sent = {"code": forum.code, "name": f"P{number}", "table": number // 2 + 1, "language": "es"}
            people.append(Program(server, anybody("POST", "/join", sent, expect=201)["pass"]))
        facilitator, rapporteur = (
            Program(
                server,
                anybody("POST", "/links", {"token": link_token(server, forum.id, role, "2a")}, expect=201)["pass"],
            )
            for role in ("facilitator", "rapporteur")
        )
        item = facilitator("GET", "/items/2a")
        tables = [table["id"] for table in item["tables"]]

        def go(came_from: str, to: str) -> None:
            facilitator("POST", f"/items/{item['id']}/phase", {"from": came_from, "to": to})

        go("waiting", "table_work")
        stale = facilitator("POST", "/items/2a/phase", {"from": "waiting", "to": "briefing"}, expect=409)
        assert stale["code"] == "phase_moved"
        answers = []
        for number, person in enumerate(people):
            answer = {"table": tables[number // 2], "text": f"Respuesta {number}: ventanillas 🤝", "language": "es"}
            answers.append(fresh())
            first = person("PUT", f"/answers/{answers[-1]}", answer, expect=201)
            assert person("PUT", f"/answers/{answers[-1]}", answer) == first
            assert (
                person("PUT", f"/answers/{answers[-1]}", {**answer, "text": "otra"}, expect=409)["code"] == "id_reused"
            )
        people[1]("PUT", f"/answers/{answers[0]}/agreement")
        for number, reporter in enumerate(people[::2]):
            reporter("PUT", f"/tables/{tables[number]}/reporter", {})
        findings = []
        for number, reporter in enumerate(people[::2]):
            finding = {
                "table": tables[number],
                "text": f"Hallazgo {number}",
                "kind": "practice",
                "sources": [answers[2 * number]],
            }
            findings.append(fresh())
            reporter("PUT", f"/findings/{findings[-1]}", finding, expect=201)
            reporter("POST", f"/findings/{findings[-1]}/signoff", {"nobody_objected": True})
        people[1]("POST", f"/findings/{findings[0]}/signoff", {"dissent": "No en todos los pasos"})
        early = people[0]("POST", f"/findings/{findings[0]}/report", {}, expect=409)
        assert early["detail"]
        assert people[2]("GET", "/items/2a/findings")["findings"] != []
        go("table_work", "report_out")
        for number, reporter in enumerate(people[::2]):
            facilitator("POST", "/items/2a/turn", {"table": tables[number]})
            reporter("POST", f"/findings/{findings[number]}/report", {})
        assert len(people[3]("GET", "/items/2a/findings")["findings"]) == 3
        go("report_out", "commenting")
        comment = fresh()
        said = {"finding": findings[0], "stance": "adds", "text": "También de noche"}
        people[2]("PUT", f"/comments/{comment}", said, expect=201)
        people[0]("PUT", f"/comments/{fresh()}", said, expect=409)
        note = fresh()
        rapporteur("PUT", f"/notes/{note}", {"item": "2a", "text": "La mesa 1 insiste en la noche"}, expect=201)
        people[0]("PUT", f"/notes/{fresh()}", {"item": "2a", "text": "no"}, expect=403)
        go("commenting", "consolidating")
        key = fresh()
        sources = [
            {"kind": "finding", "id": findings[0]},
            {"kind": "finding", "id": findings[1]},
            {"kind": "comment", "id": comment},
            {"kind": "note", "id": note},
        ]
        rapporteur(
            "PUT",
            f"/key-findings/{key}",
            {"item": "2a", "text": "Ventanillas día y noche", "sources": sources},
            expect=201,
        )
        assert key not in json.dumps(people[0]("GET", "/items/2a/key-findings"))
        rapporteur("POST", f"/key-findings/{key}/show", {})
        assert key in json.dumps(people[0]("GET", "/items/2a/key-findings"))
        rapporteur("PUT", f"/set-aside/finding/{findings[2]}", {"reason": "fuera del tema"})
        coverage = rapporteur("GET", "/items/2a/coverage")
        assert coverage["findings"] == {**coverage["findings"], "used": 2, "total": 3, "set_aside": 1}
        facilitator("POST", "/stage", {"item": "2a", "show": {"kind": "key-finding", "id": key}})
        assert key in json.dumps(facilitator("GET", "/stage"))
        walked = json.dumps(rapporteur("GET", f"/sources/key-finding/{key}"))
        assert findings[0] in walked
        assert answers[0] in walked
