"""The published descriptions: complete, readable, and true of the running application."""

import asyncio
import json
import re

import httpx2
import jsonschema
import pytest
import yaml
from websockets.asyncio.client import connect

from app.programme import reference
from app.web.openapi import TAGS
from tests.desk.conftest import House, house
from tests.servers import served, small_forum

__all__ = ["House", "house"]

# The calls of the interface, as docs/ and other people's programs know them.
CALLS = """\
POST /join
POST /links
GET /me
PATCH /me
DELETE /me
GET /mine
GET /forum
GET /items/{}
POST /items/{}/phase
POST /items/{}/clock
POST /items/{}/turn
POST /items/{}/tables
POST /items/{}/rotation
GET /items/{}/rotation
POST /items/{}/announcement
PUT /tables/{}/seat
DELETE /tables/{}/seat
PUT /tables/{}/pen
POST /tables/{}/help
PUT /tables/{}/ready
GET /tables/{}
PUT /answers/{}
POST /answers/{}/revisions
DELETE /answers/{}
PUT /answers/{}/agreement
DELETE /answers/{}/agreement
PUT /tables/{}/reporter
PUT /findings/{}
POST /findings/{}/signoff
POST /findings/{}/report
DELETE /findings/{}/report
GET /items/{}/findings
GET /items/{}/comments
GET /items/{}/key-findings
GET /items/{}/notes
PUT /comments/{}
PUT /notes/{}
PUT /key-findings/{}
POST /key-findings/{}/show
PUT /drafts/{}/{}
PUT /set-aside/{}/{}
GET /items/{}/coverage
GET /sources/{}/{}
POST /stage
POST /items/{}/talk
POST /items/{}/speakers
PUT /initiatives/{}
PUT /initiatives/{}/partners/{}
GET /initiatives
PUT /floor-questions/{}
PUT /floor-questions/{}/support
POST /floor-questions/{}/answered
POST /floor-questions/{}/hidden
POST /floor-questions/{}/grouped
GET /surveys
PUT /surveys/{}/responses/{}
POST /surveys/{}/opening
GET /report.{}
GET /data/{}.csv
GET /programme.schema.json
""".splitlines()


@pytest.fixture
async def published(house):
    answer = await house.reader().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(document):
    return {
        (method.upper(), path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def references(part):
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "$ref")
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


async def test_every_call_that_programs_rely_on_is_described(published):
    described = {f"{method} {re.sub('{[^}]*}', '{}', path)}" for method, path in operations(published)}
    assert [call for call in CALLS if call.replace(" ", " /api/v1", 1) not in described] == []


async def test_every_call_says_what_it_does_where_it_belongs_and_how_it_fails(published):
    assert published["openapi"].startswith("3.1")
    for call, operation in operations(published).items():
        summary = operation["summary"]
        assert len(summary) >= 5, call
        assert summary[0].isupper() and not summary.startswith(("Get ", "Post ", "Put ", "Delete ")), (call, summary)
        assert len(operation["tags"]) > 0 and set(operation["tags"]) <= set(TAGS), call
        fault = operation["responses"]["default"]["content"]["application/problem+json"]["schema"]
        assert fault == {"$ref": "#/components/schemas/Problem"}, call
        assert "422" not in operation["responses"], call


async def test_every_reference_of_the_description_leads_somewhere(published):
    for found in set(references(published)):
        part = published
        for name in found.removeprefix("#/").split("/"):
            part = part[name]


async def test_faults_have_the_form_that_is_described(house, published):
    schema = published["components"]["schemas"]["Problem"]
    reader, seated = house.reader(), await house.seated(1)
    faults = [
        await reader.post("/api/v1/join", json={"code": "ZZZZZZZZ"}),
        await reader.post("/api/v1/join", json={}),
        await reader.get("/api/v1/forum"),
        await seated.get("/api/v1/report.json"),
        await seated.get("/api/v1/nothing"),
    ]
    assert [fault.status_code for fault in faults] == [404, 422, 401, 403, 404]
    for fault in faults:
        assert fault.headers["content-type"] == "application/problem+json"
        jsonschema.validate(fault.json(), schema)


async def test_the_schema_of_programme_files_is_served_and_the_reference_forum_keeps_it(house):
    answer = await house.reader().get("/api/v1/programme.schema.json")
    assert answer.headers["content-type"] == "application/schema+json"
    validator = jsonschema.Draft202012Validator(answer.json())
    validator.check_schema(answer.json())
    document = json.loads(json.dumps(yaml.safe_load(reference.text()), default=str))
    assert [error.message for error in validator.iter_errors(document)] == []
    document["privacy"] = "nobody"
    assert list(validator.iter_errors(document))


def test_what_a_real_socket_says_is_what_the_live_description_says(tmp_path):
    with served("sqlite", tmp_path) as server:
        forum = small_forum(server)
        document, frames = asyncio.run(_heard(server, forum))
    schemas = {"components": {"schemas": document["components"]["schemas"]}}
    assert len(frames) >= 4
    for frame in frames:
        name = document["components"]["messages"][frame["t"]]["payload"]["$ref"]
        jsonschema.Draft202012Validator({"$ref": name, **schemas}).validate(frame)


async def _heard(server, forum):
    """The published description, and every frame of a short visit: a room, one refused, a mistake, a heartbeat."""
    async with httpx2.AsyncClient(base_url=server.url) as http:
        document = yaml.safe_load((await http.get("/api/v1/asyncapi.yaml")).text)
        joined = (await http.post("/api/v1/join", json={"code": forum.code, "table": 1})).json()
        headers = {"Authorization": f"Bearer {joined['pass']}"}
        url = server.url.replace("http", "ws") + "/live"
        frames = []
        async with connect(url, additional_headers=headers, compression=None) as socket:
            rooms = {f"table:{forum.tables[1]}": None, f"work:{forum.items['2a']}": None, "me": None}
            hello = {"t": "hello", "rooms": rooms, "epoch": None, "as": "json", "surface": "phone", "language": "es"}
            for said in (json.dumps(hello), "no frame", json.dumps({"t": "ping"})):
                await socket.send(said)
            while not {"welcome", "cards", "fault", "pong"} <= {frame["t"] for frame in frames}:
                frames.append(json.loads(await asyncio.wait_for(socket.recv(), 10)))
    return document, frames
