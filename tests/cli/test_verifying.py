"""`sobremesa verify`: a bundle that `sobremesa report` made, as it was and changed."""

import json
import zipfile
from pathlib import Path

from app.cli import cli
from tests.cli.conftest import RUNNER
from tests.report.played import CITED, DRAFT, KEPT_BACK, KEY, NOTE, WITHDRAWN


def run(*words: str, status: int = 0) -> str:
    """What a command that needs no data folder says."""
    done = RUNNER.invoke(cli, list(words))
    assert done.exit_code == status, (done.output, done.exception)
    return done.output


def facts(*words: str, status: int = 0) -> dict:
    """The same as facts, which stand first."""
    return json.loads(run(*words, "--json", status=status).splitlines()[0])


def bundle(desk, *words: str) -> Path:
    """The bundle's file."""
    words = ("report", desk.made.forum.code, "--to", str(desk.folder / "out"), "--format", "evidence", *words)
    (name,) = desk.facts(*words)["files"]
    return Path(name)


def everything(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_a_bundle_of_a_real_forum_is_whole_until_a_byte_is_changed(desk):
    path = bundle(desk)
    assert path.name == "a-small-forum-report-en.evidence.zip"
    told = facts("verify", str(path))
    assert (told["whole"], told["faults"]) == (True, [])
    assert "is as it was sealed" in run("verify", str(path), "--seal", told["seal"].upper())
    content = bytearray(path.read_bytes())
    content[content.index(b'"seq":3,') + 6] ^= 1
    path.write_bytes(content)
    assert "journal.jsonl was changed: entry 3 is not the one" in run("verify", str(path), status=1)
    assert facts("verify", str(path), status=1)["whole"] is False
    assert "cannot be read" in run("verify", str(desk.folder / "nothing.zip"), status=2)


def test_the_journal_of_a_real_forum_has_every_number_and_nobody_in_it(desk):
    path = bundle(desk)
    with zipfile.ZipFile(path) as packed:
        lines = [json.loads(line) for line in packed.read("journal.jsonl").splitlines()]
        sources = json.loads(packed.read("sources.json"))
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    told = {line["command"] for line in lines if "command" in line}
    assert {"PutAnswer", "ReportFinding", "ShowKeyFinding", "MovePhase", "HoldSurvey"} <= told
    assert not {"Join", "TakeSeat", "PutNote", "PutResponse", "WithdrawAnswer", "Agree"} & told
    text = everything(path)
    people = {actor.participant for actor in (*desk.made.cafe.at.values(), desk.made.rapporteur, desk.made.organizer)}
    assert people and not [person for person in people if person in text]
    assert all(words in text for words in (CITED, KEY, KEPT_BACK))
    assert not [words for words in (NOTE, DRAFT, WITHDRAWN) if words in text]
    made = {node["id"] for node in sources["nodes"]}
    assert desk.made.ids["key"] in made and desk.made.ids["draft"] not in made
    for link in sources["links"]:
        assert link["made"]["id"] in made and link["origin"]["id"] in made
    assert KEPT_BACK not in everything(bundle(desk, "--for", "public"))
