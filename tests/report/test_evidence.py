"""The evidence bundle: everything under one seal, and no byte of it that could be changed unseen."""

import io
import json
import random
import zipfile
from dataclasses import replace

import pytest

from app.report.evidence import bundle as bundling
from app.report.evidence import seal
from app.report.evidence.model import AdoptedParagraph, Changed, Entry, Evidence
from app.report.formats import USUAL, build
from app.report.rows import SourceRow
from app.report.tables import TABLES
from tests.report.samples import MADE_AT, REPORT, WRITTEN_AT
from tests.report.sealed import changed, verified

CHANGES = 1_000

EVIDENCE = Evidence(
    journal=(
        Entry(1, WRITTEN_AT, "FoundForum", (Changed("forum", "f"),)),
        Entry(2, WRITTEN_AT, "TakeSeat", (Changed("seat", "t1", ("2a",), (1,)),)),
        Entry(3, WRITTEN_AT, "PutAnswer", (Changed("answer", "a1", ("2a",)),)),
        Entry(4, WRITTEN_AT, "PutAnswer", (Changed("answer", "taken back", ("2a",)),)),
        Entry(5, WRITTEN_AT, "Agree", (Changed("agreement", "a1", ("2a",), (1,)),)),
        Entry(6, WRITTEN_AT, "PutNote", (Changed("note", "n1", ("2a",)), Changed("mine", "p"))),
        Entry(7, WRITTEN_AT, "PutResponse", (Changed("survey", "s1", ("C",)),)),
        Entry(8, WRITTEN_AT, "HoldSurvey", (Changed("survey", "s1", ("C",)),)),
        Entry(9, WRITTEN_AT, "PutAmendment", (Changed("paragraph", "p1", ("D",)),)),
        Entry(10, WRITTEN_AT, "TakePosition", (Changed("communique", "D", ("D",)),)),
        Entry(11, WRITTEN_AT, "AdoptCommunique", (Changed("communique", "D", ("D",)),)),
    ),
    paragraphs=(AdoptedParagraph("p1", "D", "operative", "en", "We open joint desks."),),
    links=(
        SourceRow("paragraph", "p1", "key-finding", "k1", 1),
        SourceRow("paragraph", "p1", "key-finding", "draft", 1),
    ),
)
HELD = replace(REPORT, evidence=EVIDENCE)


def made(report=HELD, audience="desk") -> bytes:
    return build(report, "evidence", language="en", audience=audience)


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def journal(content: bytes) -> list[dict]:
    return [json.loads(line) for line in files(content)["journal.jsonl"].splitlines()]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return made()


def places(content: bytes) -> list[tuple[int, str]]:
    """Where each part of the archive begins, from the archive itself and not from the manifest."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        starts = [(entry.header_offset, entry.filename) for entry in packed.infolist()]
        return [*starts, (packed.start_dir, "directory"), (len(content) - seal.COMMENT_SIZE, "seal")]


def part_of(content: bytes, at: int) -> str:
    return [name for start, name in places(content) if start <= at][-1]


def unfound(content: bytes, verifying=verified, seed: int = 20231) -> list[tuple[int, str]]:
    """Those of a thousand single bytes, changed one after the other, that a verifier does not find: where and in what."""
    chance = random.Random(seed)
    found = []
    for _ in range(CHANGES):
        at, by = chance.randrange(len(content)), chance.randrange(1, 256)
        if verifying(changed(content, at, by)).whole:
            found.append((at, part_of(content, at)))
    return found


def test_a_bundle_holds_report_data_sources_journal_and_a_manifest(whole):
    held = files(whole)
    expected = {f"report.{format}" for format in ("docx", "pdf", "md", "html")} | {"data.json", "data.xlsx"}
    expected |= {f"data/{table}.csv" for table in TABLES if table != "notes"}
    assert set(held) == expected | {"READ-ME.txt", "sources.json", "journal.jsonl", "manifest.json"}
    for format in set(USUAL) - {"csv", "xlsx", "json", "review"}:
        assert held[f"report.{format}"] == build(REPORT, format, language="en", audience="desk"), format
    manifest = json.loads(held["manifest.json"])
    assert {file["name"] for file in manifest["files"]} == set(held) - {"manifest.json"}
    assert all(file["sha256"] == seal.of(held[file["name"]]) for file in manifest["files"])


def test_an_unchanged_bundle_is_whole_and_the_same_forum_gives_the_same_bytes(whole):
    verdict = verified(whole)
    assert (verdict.whole, verdict.faults, verdict.entries) == (True, (), len(EVIDENCE.journal))
    assert made() == whole
    assert verified(whole, verdict.seal).whole
    assert not verified(whole, "0" * 64).whole


def test_every_one_of_a_thousand_single_byte_changes_is_found(whole):
    assert unfound(whole) == []


def test_every_byte_outside_of_the_files_is_covered_too(whole):
    spots = [at for start, name in places(whole) for at in range(start, start + 30 + len(name))]
    spots += range(places(whole)[-2][0], len(whole))
    assert [at for at in spots if at < len(whole) and verified(changed(whole, at, 1)).whole] == []


def test_what_was_changed_is_named(whole):
    chance = random.Random(7)
    for start, name in places(whole):
        ends = [begins for begins, _ in places(whole) if begins > start]
        for at in (chance.randrange(start, min([*ends, len(whole)])) for _ in range(12)):
            told = " ".join(verified(changed(whole, at, 32)).faults)
            assert name in told, (name, at, told)


def test_a_changed_line_of_the_journal_is_named_by_its_number(whole):
    for number, line in enumerate(files(whole)["journal.jsonl"].splitlines(), 1):
        faults = verified(changed(whole, whole.index(line) + 8, 2)).faults
        assert faults == (f"journal.jsonl was changed: entry {number} is not the one that was chained.",)


def test_a_chain_covers_the_line_before(whole):
    lines = journal(whole)
    assert len({line["hash"] for line in lines}) == len(lines)
    alone = journal(made(replace(HELD, evidence=replace(EVIDENCE, journal=EVIDENCE.journal[1:]))))
    assert not {line["hash"] for line in alone} & {line["hash"] for line in lines}
    assert json.loads(files(whole)["manifest.json"])["journal"]["head"] == lines[-1]["hash"]


def without(what: str):
    """A verifier that skips one part: the proof that a thousand changes would show it."""

    def careless(content: bytes):
        verdict = verified(content)
        return replace(verdict, faults=tuple(fault for fault in verdict.faults if what not in fault))

    return careless


@pytest.mark.parametrize("part", ["report.pdf", "report.docx", "journal.jsonl", "manifest.json", "directory", "seal"])
def test_a_verifier_that_skips_a_part_would_be_seen(whole, part):
    # Small parts need many tries to be hit: their bytes are drawn as often as those of the largest.
    start = next(begins for begins, name in places(whole) if name == part)
    ends = min([begins for begins, _ in places(whole) if begins > start] or [len(whole)])
    chance = random.Random(part)
    spots = [chance.randrange(start, ends) for _ in range(20)]
    careless = without(part)
    assert any(careless(changed(whole, at, 1)).whole for at in spots)
    assert not any(verified(changed(whole, at, 1)).whole for at in spots)


@pytest.mark.parametrize("part", ["report.pdf", "report.html"])
def test_the_thousand_changes_themselves_show_a_verifier_that_skips_a_file(whole, part):
    missed = unfound(whole, without(part))
    assert missed and {name for _, name in missed} == {part}


def test_bytes_put_in_taken_away_or_behind_are_found(whole):
    for other in (whole + b"\0", whole[:-1], whole[1:], whole[:90] + b"\0" + whole[90:], b"", b"PK", b"\0" * 5_000):
        assert verified(other).faults


def test_a_file_that_was_replaced_with_its_hash_still_breaks_the_seal(whole):
    held = files(whole)
    report = replace(HELD, evidence=replace(EVIDENCE, journal=EVIDENCE.journal[:-1]))
    out = io.BytesIO()
    kept = [(n, b) for n, b in held.items() if n not in ("manifest.json", "journal.jsonl")]
    bundling.bundle(out, report, "en", kept)
    forged = out.getvalue()
    assert verified(forged).whole  # whoever makes a bundle anew can seal it anew: only the seal that was noted tells
    assert verified(forged, verified(whole).seal).faults


@pytest.mark.parametrize("audience", ["public", "desk", "rapporteur"])
def test_the_journal_tells_what_happened_and_neither_who_nor_what_is_kept_from_its_reader(audience):
    told = {line["seq"]: line for line in journal(made(HELD, audience))}
    assert list(told) == list(range(1, 12))
    hidden = {seq for seq, line in told.items() if line.get("withheld")}
    answers = REPORT.publishes_answers or audience != "public"
    kept = {2, 4, 5, 7, 9, 10} | (set() if answers else {3}) | (set() if audience == "rapporteur" else {6})
    assert hidden == kept
    assert all(set(told[seq]) == {"seq", "withheld", "hash"} for seq in hidden)
    assert told[11]["command"] == "AdoptCommunique"


def test_the_graph_holds_every_link_and_says_who_wrote_what_was_drawn_from_nothing(whole):
    found = json.loads(files(whole)["sources.json"])
    nodes = {(node["kind"], node["id"]): node for node in found["nodes"]}
    for link in found["links"]:
        for end in ("made", "origin"):
            assert (link[end]["kind"], link[end]["id"]) in nodes
    drawn = {(link["made"]["kind"], link["made"]["id"]) for link in found["links"]}
    assert all(("written_by" in node) == (key not in drawn) for key, node in nodes.items())
    assert ("paragraph", "p1") in drawn
    assert ("key-finding", "draft") not in nodes
    assert all("text" not in node for (kind, _), node in nodes.items() if kind == "note")


def test_a_bundle_is_made_at_one_moment_which_is_the_only_clock_in_it(whole):
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {MADE_AT.timetuple()[:6]}


def handmade(manifest: object, content: bytes = b"") -> bytes:
    """An archive under a seal of its own, whatever its manifest says."""
    out, words = io.BytesIO(), manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    out.write(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr(zipfile.ZipInfo(seal.MANIFEST), words)
        packed.comment = b" " * seal.COMMENT_SIZE
    seal.seal(out, len(content), words)
    return out.getvalue()


def listing(part: bytes, **fields: object) -> dict:
    """A manifest of one file, which is *part*."""
    packed = {"at": 0, "bytes": len(part), "sha256": seal.of(part)}
    file = {"name": "report.md", "bytes": 5, "sha256": "0" * 64, "packed": packed, **fields}
    return {"files": [file], "journal": {"entries": 0, "head": "0" * 64}, "made_at": "2027-03-31"}


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"9" * 5_000,
        [],
        {},
        {"files": 3, "journal": [], "made_at": 1},
        {**listing(b""), "journal": None},
        {**listing(b""), "made_at": "\x1b[2J"},
        listing(b"", name="\x1b[2J"),
        listing(b"", packed={"at": -1, "bytes": -1, "sha256": ""}),
        listing(b"", packed={"at": 10**30, "bytes": 10**30, "sha256": ""}),
        listing(b"", packed=None),
    ],
)
def test_a_bundle_made_by_hand_is_answered_with_a_sentence(manifest):
    verdict = verified(handmade(manifest))
    assert not verdict.whole and all(fault.isprintable() and fault.endswith(".") for fault in verdict.faults)
