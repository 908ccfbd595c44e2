"""`sobremesa report`: files in a folder, by a reader that disturbs nobody."""

from pathlib import Path

from app.report.formats import FORMATS, USUAL
from app.report.tables import TABLES
from tests.report import played
from tests.report.reading import read, squeezed


def test_every_format_is_written_into_the_folder_and_named_in_the_facts(desk):
    told = desk.facts("report", desk.made.forum.code, "--to", str(desk.folder / "out"))
    assert told["forum"] == desk.made.forum.id
    files = {Path(name).name: Path(name).read_bytes() for name in told["files"]}
    expected = {f"a-small-forum-report-en.{FORMATS[name].suffix}" for name in USUAL if name != "csv"}
    assert set(files) == expected | {f"a-small-forum-{table}.csv" for table in TABLES if table != "notes"}
    for name in expected - {
        "a-small-forum-report-en.review.docx"
    }:  # tells what serves an objective, and marked findings
        format = name.rpartition(".")[2]
        assert squeezed(played.REPORTED) in squeezed(read(format, files[name])), name
    assert played.DRAFT.encode() not in files["a-small-forum-report-en.json"]


def test_only_what_was_asked_for_is_written_in_the_language_and_for_the_readers_asked_for(file_desk):
    out = file_desk.folder / "out"
    forum = file_desk.made.forum.id
    words = ("report", forum, "--to", str(out), "--format", "md,csv", "--language", "es", "--for", "rapporteur")
    told = file_desk.facts(*words)
    assert sorted(path.name for path in out.iterdir()) == sorted(Path(name).name for name in told["files"])
    assert played.NOTE in (out / "a-small-forum-notes.csv").read_text("utf-8-sig")
    assert played.KEY_SPANISH in (out / "a-small-forum-report-es.md").read_text()


def test_what_cannot_be_reported_is_one_line_and_status_2(file_desk, tmp_path):
    out = str(tmp_path / "out")
    assert "opens no forum" in file_desk.run("report", "NOSUCHCO", "--to", out, status=2)
    forum = file_desk.made.forum.id
    assert "does not come in this format" in file_desk.run("report", forum, "--to", out, "--format", "odt", status=2)
    assert "made for public, desk, rapporteur" in file_desk.run("report", forum, "--to", out, "--for", "all", status=2)
    file_desk.folder = tmp_path / "elsewhere"
    assert "no database" in file_desk.run("report", forum, "--to", out, status=2)
    assert not (tmp_path / "out").exists()
    assert not file_desk.folder.exists()
