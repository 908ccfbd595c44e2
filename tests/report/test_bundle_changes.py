"""No byte of a bundle is free: not to accident, nor, where readers of archives would be led astray, to whoever can seal."""

import io
import os
import tracemalloc
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.report.evidence import seal, shape
from app.report.evidence.chain import LONGEST
from app.report.evidence.verifying import verify
from tests.report.samples import MADE_AT
from tests.report.sealed import FILES, Taken, changed, small, verified

CEILING = 16 << 20


@pytest.fixture(scope="module")
def whole() -> bytes:
    return small()


def spans(content: bytes) -> dict[str, range]:
    """Where what stands in the archive, from the archive itself: headers, contents, directory, record, words and seal."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for entry in packed.infolist():
            behind = entry.header_offset + shape.LOCAL + len(entry.filename)
            found[f"header of {entry.filename}"] = range(entry.header_offset, behind)
            found[entry.filename] = range(behind, behind + entry.compress_size)
        at, last = packed.start_dir, len(content)
    record = last - seal.COMMENT_SIZE - shape.END
    found["directory"], found["record"] = range(at, record), range(record, record + shape.END)
    found["words"], found["seal"] = range(record + shape.END, last - 64), range(last - 64, last)
    return found


def test_the_small_bundle_is_whole_and_its_parts_are_all_of_it(whole):
    assert verified(whole).whole
    assert sorted(at for span in spans(whole).values() for at in span) == list(range(len(whole)))
    assert verified(Taken.apart(whole).sealed()).whole


@pytest.mark.parametrize("by", [0x01, 0x80, 0xFF])
def test_every_byte_of_a_bundle_changed_one_after_the_other_is_found(whole, by):
    assert [at for at in range(len(whole)) if verified(changed(whole, at, by)).whole] == []


def test_every_byte_that_is_taken_away_or_doubled_is_found(whole):
    shorter = [at for at in range(len(whole)) if verified(whole[:at] + whole[at + 1 :]).whole]
    longer = [at for at in range(len(whole)) if verified(whole[: at + 1] + whole[at:]).whole]
    cut = [at for at in range(len(whole)) if verified(whole[:at]).whole]
    assert (shorter, longer, cut) == ([], [], [])


FORGETFUL = {
    "header of READ-ME.txt": "READ-ME.txt was changed",
    "READ-ME.txt": "READ-ME.txt was changed",
    "report.md": "report.md was changed",
    "header of report.md": "report.md was changed",
    "data/answers.csv": "data/answers.csv was changed",
    "journal.jsonl": "entry ",
    "header of journal.jsonl": "journal.jsonl was changed, or its header",
    "manifest.json": "manifest.json was changed",
    "header of manifest.json": "the manifest's header",
    "directory": "directory",
    "record": "directory",
    "words": "seal at the end",
    "seal": "seal at the end",
}
"""By part of the archive: what a verifier forgets that does not look at it."""


@pytest.mark.parametrize("part", FORGETFUL)
def test_a_verifier_that_forgets_one_part_is_seen_at_the_bytes_of_that_part(whole, part):
    def careless(content):
        verdict = verified(content)
        return replace(verdict, faults=tuple(fault for fault in verdict.faults if FORGETFUL[part] not in fault))

    missed = [at for at in spans(whole)[part] if careless(changed(whole, at)).whole]
    assert missed, "no change of this part would show it"


def forged_headers(whole):
    """Every byte of every header and of the directory changed once, under a seal that holds."""
    for number, part in enumerate(Taken.apart(whole).parts):
        name = Taken.apart(whole).manifest["files"][number]["name"]
        for at in range(shape.LOCAL + len(name)):
            taken = Taken.apart(whole)
            taken.parts[number] = changed(part, at)
            taken.directory = b"".join(taken.listed())
            yield f"header of {name}", at, taken.known()
    fresh = Taken.apart(whole)
    placed, words = fresh.own()
    header, directory = shape.header(placed, MADE_AT), b"".join(fresh.listed())
    record = shape.end(len(fresh.parts) + 1, len(directory), placed.at + len(header) + len(words), seal.COMMENT_SIZE)
    for at in range(len(header)):
        yield "header of manifest.json", at, replace(fresh, manifest_header=changed(header, at))
    for at in range(len(directory)):
        yield "directory", at, replace(fresh, directory=changed(directory, at))
    for at in range(len(record)):
        yield "record", at, replace(fresh, end=changed(record, at))


def test_not_even_who_can_seal_may_say_anything_in_a_header_or_in_the_directory(whole):
    tried = list(forged_headers(whole))
    assert {part for part, _, _ in tried} == {part for part in spans(whole) if "header" in part} | {
        "directory",
        "record",
    }
    assert [(part, at) for part, at, taken in tried if verified(taken.sealed()).whole] == []


def faults(taken: Taken) -> str:
    verdict = verified(taken.sealed())
    assert all(fault.isprintable() and fault.endswith(".") for fault in verdict.faults)
    return " ".join(verdict.faults)


def renamed(whole: bytes, name: str) -> Taken:
    """The second file under another name, everywhere."""
    taken = Taken.apart(whole)
    part, old = taken.parts[1], b"report.md"
    head = part[:26] + len(name.encode()).to_bytes(2, "little") + part[28:30]
    taken.parts[1] = head + name.encode() + part[30 + len(old) :]
    taken.manifest["files"][1]["name"] = name
    return taken.known()


@pytest.mark.parametrize(
    "name",
    ["../report.md", "/etc/passwd", "a/../../b", "C:\\report.md", "a\\b", ".hidden", "a//b", "x" * 300, "ré.md", ""],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(whole, name):
    assert "leads out of the archive's own folder" in faults(renamed(whole, name))
    assert verified(renamed(whole, "data/report.md").sealed()).whole


@pytest.mark.parametrize("name", ["READ-ME.txt", "read-me.TXT", "manifest.json", "journal.jsonl"])
def test_a_name_that_stands_twice_is_refused(whole, name):
    assert "stands more than once" in faults(renamed(whole, name))


def test_an_entry_that_the_manifest_does_not_know_is_found(whole):
    placed = shape.Placed("hidden.txt", True, zlib.crc32(b"words"), 5, 5, sum(map(len, Taken.apart(whole).parts)))
    taken = Taken.apart(whole)
    entries = taken.listed()
    taken.parts.append(shape.header(placed, MADE_AT) + b"words")
    own = shape.listed(taken.own()[0], MADE_AT)
    taken.directory = b"".join([*entries[:-1], shape.listed(placed, MADE_AT), own])
    with zipfile.ZipFile(io.BytesIO(taken.sealed())) as packed:
        assert packed.read("hidden.txt") == b"words"  # any other reader shows it
    assert faults(taken) == "Before manifest.json there are bytes that the manifest does not know."


def test_an_entry_that_only_the_directory_knows_or_only_the_manifest_is_found(whole):
    entries = Taken.apart(whole).listed()
    for listed in ([entries[0], *entries], entries[1:], [*entries[1:-1], entries[0], entries[-1]]):
        assert "directory lists other files" in faults(replace(Taken.apart(whole), directory=b"".join(listed)))
    fewer = Taken.apart(whole)
    del fewer.parts[0], fewer.manifest["files"][0]
    assert verified(fewer.known().sealed()).whole  # whole in itself, and another bundle
    unfounded = Taken.apart(whole)
    unfounded.manifest["files"].append({**unfounded.manifest["files"][0], "name": "more.txt"})
    unfounded.directory = b"".join(entries)
    assert "more.txt is not where the manifest says" in faults(unfounded)


def test_a_bundle_without_a_journal_or_with_more_or_fewer_entries_than_it_tells_of_is_found(whole):
    without = Taken.apart(whole)
    del without.parts[-1], without.manifest["files"][-1]
    assert "journal.jsonl is missing." in faults(without.known())
    for entries in (0, 2, 4, 10**12):
        taken = Taken.apart(whole)
        taken.manifest["journal"]["entries"] = entries
        assert faults(taken) == f"journal.jsonl holds 3 entries; manifest.json tells of {entries}."


def packed_anew(whole: bytes, raw: bytes, **said: object) -> Taken:
    """The second file with other bytes behind its header."""
    taken = Taken.apart(whole)
    taken.parts[1] = taken.parts[1][: shape.LOCAL + len("report.md")] + raw
    taken.manifest["files"][1] |= said
    taken.directory = b""
    return taken.known()


def deflated(content: bytes) -> bytes:
    packing = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush()


def test_words_hidden_behind_the_end_of_a_packed_file_are_found(whole):
    raw = deflated(FILES[1][1])
    assert "report.md is not the file" in faults(packed_anew(whole, raw + b"hidden"))
    assert "report.md is not the file" in faults(packed_anew(whole, raw[:-1]))


@contextmanager
def within(ceiling: int):
    tracemalloc.start()
    try:
        yield
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < ceiling, f"{most:,} bytes"


def test_a_bomb_is_neither_unpacked_further_than_it_announces_nor_announced_beyond_all_measure(whole):
    bomb = deflated(bytes(300 << 20))
    for announced in (10, 1 << 20):
        forged = packed_anew(whole, bomb, bytes=announced).sealed()
        with within(CEILING):
            told = " ".join(verified(forged).faults)
        assert "report.md is not the file that the manifest describes." in told
    assert "larger ones, than any evidence bundle holds" in faults(packed_anew(whole, bomb, bytes=1 << 40))
    trailing = packed_anew(whole, deflated(b"short") + bytes(64 << 20), bytes=5).sealed()
    with within(CEILING):
        told = " ".join(verified(trailing).faults)
    assert "report.md is not the file that the manifest describes." in told
    many = Taken.apart(whole)
    many.manifest["files"] *= 400
    many.directory = b""
    assert "more files" in " ".join(verified(many.sealed()).faults)


def test_a_large_bundle_is_verified_in_little_memory(tmp_path):
    path = tmp_path / "large.evidence.zip"
    big = os.urandom(1 << 20) * 64
    path.write_bytes(small((*FILES, ("report.pdf", big), ("data.json", bytes(len(big))))))
    del big
    with path.open("rb") as archive, within(CEILING):
        assert verify(archive).whole
    size = path.stat().st_size
    assert size > 64 << 20
    with path.open("r+b") as archive:
        archive.seek(size // 2)
        byte = archive.read(1)[0]
        archive.seek(size // 2)
        archive.write(bytes([byte ^ 1]))
    with path.open("rb") as archive, within(CEILING):
        assert verify(archive).faults == ("report.pdf was changed, or its header in the archive.",)


def test_a_line_of_the_journal_without_end_fills_no_memory(whole):
    taken = Taken.apart(whole)
    head = taken.parts[-1][: shape.LOCAL + len("journal.jsonl")]
    taken.parts[-1] = head + b"x" * (LONGEST * 8)
    taken.directory = b""
    forged = taken.known().sealed()
    with within(len(forged) // 2):
        assert any("entry 1 is not the one" in fault or "not the file" in fault for fault in verified(forged).faults)


def test_a_file_that_ends_in_nothing_that_was_sealed_is_answered_with_a_sentence(tmp_path: Path):
    for content in (b"", b"PK", bytes(5_000), b"PK\5\6" + bytes(18), b" " * seal.COMMENT_SIZE):
        assert verified(content).faults == (
            "The seal at the end of the archive is damaged, or this is no evidence bundle.",
        )
