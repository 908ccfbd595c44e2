"""The drafting journal in the evidence bundle: where the chair has released it, for whoever reads the text."""

import io
import json
import zipfile

import pytest

from app.communique.commands.releasing import ReleaseJournal
from app.kernel.refusals import Sentence
from app.report.formats import build
from app.report.loading import forum_report
from app.report.reach import operator
from tests.forums import START
from tests.report import afterwards
from tests.report.afterwards import adopt, draft
from tests.report.played import NOTE, Played, play
from tests.report.sealed import verified


@pytest.fixture
async def made(forum) -> Played:
    return await play(forum)


def said(sentence: Sentence) -> str:
    return str(sentence)


async def bundle(made: Played, audience: str) -> dict[str, bytes]:
    """The files of the bundle that this audience gets."""
    told = {"language": "en", "say": said, "made_at": START, "with_evidence": True}
    report = await made.forum.readers.run(forum_report, made.forum.id, operator(made.forum.id, audience), **told)
    content = build(report, "evidence", language="en", audience=audience)
    assert verified(content).whole
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


async def release(made: Played, releases: bool = True) -> None:
    chair = await made.forum.holder("moderator", "J")
    await made.forum.run(ReleaseJournal("J", releases), chair)


def lines(files: dict[str, bytes]) -> list[str]:
    """The commands of the drafting room that the journal tells of."""
    told = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    kinds = {"paragraph", "communique", "opening", "discussion"}
    return [line["command"] for line in told if any(one["kind"] in kinds for one in line.get("changes", ()))]


def left_out(files: dict[str, bytes]) -> dict:
    return json.loads(files["manifest.json"])["left_out"]


async def test_without_a_release_nothing_of_the_drafting_is_told_and_the_manifest_says_so(made):
    await adopt(made, await draft(made))
    for audience in ("public", "desk", "rapporteur"):
        files = await bundle(made, audience)
        assert "drafting-journal.json" not in files
        assert lines(files) == ["AdoptCommunique"]
        assert left_out(files)["drafting_journals"] == ["J"]
        everything = b"\n".join(files.values()).decode("utf-8", "replace")
        assert not [word for word in afterwards.INSIDE if word in everything]


async def test_a_released_journal_is_told_to_whoever_reads_the_text(made):
    paragraph = await draft(made)
    await release(made)
    assert "drafting-journal.json" not in await bundle(made, "public")  # the world reads no text before its adoption
    assert lines(await bundle(made, "public")) == []
    assert "drafting-journal.json" in await bundle(made, "desk")
    await adopt(made, paragraph)
    for audience in ("public", "desk", "rapporteur"):
        files = await bundle(made, audience)
        (text,) = json.loads(files["drafting-journal.json"])["texts"]
        assert text["item"] == "J"
        told = {entry["kind"]: entry for entry in text["entries"]}
        assert {"written", "proposed", "position", "adopted"} <= set(told)
        assert told["proposed"]["delegation"]["key"] == "PAN" and told["proposed"]["text"] == afterwards.BECAUSE
        assert afterwards.RESERVED in files["drafting-journal.json"].decode()
        assert {"MakeZeroDraft", "PutParagraph", "PutAmendment", "TakePosition", "ReleaseJournal"} <= set(lines(files))
        assert left_out(files)["drafting_journals"] == []
        people = {actor.participant for actor in made.cafe.at.values()}
        assert not [one for one in people if one.encode() in files["drafting-journal.json"] + files["journal.jsonl"]]


async def test_a_release_that_was_taken_back_tells_nothing_any_more(made):
    await adopt(made, await draft(made))
    await release(made)
    await release(made, releases=False)
    files = await bundle(made, "desk")
    assert "drafting-journal.json" not in files and lines(files) == ["AdoptCommunique"]
    assert left_out(files)["drafting_journals"] == ["J"]


async def test_the_manifest_says_for_whom_it_is_and_what_they_are_not_told(made):
    for audience, words in (("public", ["answer", "note"]), ("desk", ["note"]), ("rapporteur", [])):
        files = await bundle(made, audience)
        manifest = json.loads(files["manifest.json"])
        withheld = sum(b'"withheld":true' in line for line in files["journal.jsonl"].splitlines())
        assert manifest["for"] == audience
        assert manifest["left_out"] == {"journal_entries": withheld, "drafting_journals": [], "words_of": words}
        assert withheld > 0
        held = NOTE.encode() in files.get("data/notes.csv", b"")
        assert held == ("note" not in words)
