"""The command line beside a running server: reading is safe, writing goes through the server's own door."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from app.kernel.ids import new_id
from app.report.tables import TABLES
from tests.servers import served, small_forum

WORDS = "Ventanillas conjuntas de día y de noche"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with served("sqlite", tmp_path_factory.mktemp("running")) as server:
        yield server


def command(server, *words, status=0):
    """A command in a process of its own, as an operator types it."""
    asked = [sys.executable, "-m", "app.cli", *words, "--data", str(server.folder), "--json"]
    done = subprocess.run(asked, env={**os.environ, **server.environment}, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout) if status == 0 else done.stderr


def call(server, method, path, body=None, token=""):
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{server.url}/api/v1{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as fault:
        return fault.code, json.loads(fault.read())


def files(server):
    """The bytes of the database's files, as somebody with the disk in hand reads them."""
    return b"".join(path.read_bytes() for path in server.folder.glob("sobremesa.sqlite3*"))


@pytest.fixture
def written(running):
    """A forum of the running server, the pass of somebody who wrote there, and words that no other forum holds."""
    forum = small_forum(running)
    _, joined = call(running, "POST", "/join", {"code": forum.code, "name": "Ana", "table": 1})
    words = f"{WORDS} {forum.code}"
    for _ in range(20):
        body = {"table": forum.tables[1], "text": words}
        status, _ = call(running, "PUT", f"/answers/{new_id()}", body, joined["pass"])
        assert status == 201
    return forum, joined["pass"], words


def test_a_report_is_read_beside_the_server(running, written, tmp_path):
    told = command(running, "report", written[0].code, "--to", str(tmp_path), "--format", "json,csv")
    written_down = {f"a-small-forum-{name}.csv" for name in TABLES if name != "notes"}  # nobody wrote notes
    assert {Path(file).name for file in told["files"]} == {"a-small-forum-report-en.json"} | written_down
    assert WORDS in (tmp_path / "a-small-forum-answers.csv").read_text("utf-8-sig")


def test_a_backup_is_taken_while_it_serves_and_a_restore_is_refused(running, written, tmp_path):
    copy = tmp_path / "copy.sqlite3"
    assert command(running, "backup", str(copy))["bytes"] == copy.stat().st_size
    assert WORDS.encode() in copy.read_bytes()
    assert "Another Sobremesa process" in command(running, "restore", str(copy), status=2)
    assert call(running, "GET", "/forum", token=written[1])[0] == 200


def test_a_purge_shuts_the_forum_and_takes_its_words_out_of_the_open_files(running, written):
    forum, token, words = written
    other = small_forum(running)
    assert words.encode() in files(running)
    assert command(running, "purge", forum.id)["purged"] is True
    assert call(running, "GET", "/forum", token=token)[0] in (401, 404)
    assert call(running, "GET", f"/tables/{forum.tables[1]}", token=token)[0] in (401, 404)
    assert call(running, "POST", "/join", {"code": forum.code})[0] == 404
    assert call(running, "POST", "/join", {"code": other.code})[0] == 201
    assert forum.id.encode() not in files(running)
    assert words.encode() not in files(running)


def test_the_doctor_looks_at_a_running_server(running, written):
    assert command(running, "doctor")["ok"] is True
