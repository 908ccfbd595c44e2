"""Logos from the command line: what is wrong with a picture is told with its line, and a forum takes its pictures along."""

import asyncio
import base64
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.programme import reference
from app.programme.file import read
from app.settings import Settings
from app.store.shelf import digest_of
from app.web.control import ask_server
from app.wiring import build
from tests.pictures.samples import DRAWING, JPEG, chunk, heavy, png, scratched
from tests.programme.file.small import SMALL
from tests.servers import SECRET

RUNNER = CliRunner()
LINE = next(number for number, line in enumerate(SMALL.splitlines(), 1) if "ring.png" in line)


def ran(*words: str, status: int = 0) -> str:
    done = RUNNER.invoke(cli, [*words])
    assert done.exit_code == status, (done.output, done.exception)
    return done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "file" / "logos").mkdir(parents=True)
    (tmp_path / "file" / "forum.yaml").write_text(SMALL)
    return tmp_path / "file"


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (
            None,
            "no_picture",
            "There is no picture `logos/ring.png` beside this file. Put it there, or take the logo out.",
        ),
        (heavy(), "too_large", "The picture is larger than 500 KB."),
        (scratched(), "damaged", "The picture is damaged and cannot be shown."),
        (DRAWING, "drawing", "A drawing (SVG) may carry a program"),
        (JPEG, "other_kind", "`logos/ring.png` is a JPEG picture, and its name says otherwise."),
        (png(9_000, 9_000, inside=9), "too_many_pixels", "The picture has 9000 × 9000 pixels; 4 million fit."),
    ],
    ids=["missing", "heavy", "scratched", "drawing", "lie", "bomb"],
)
def test_check_and_new_tell_what_is_wrong_with_a_picture_with_its_line(
    folder: Path, content: bytes | None, code: str, sentence: str
) -> None:
    if content is not None:
        (folder / "logos" / "ring.png").write_bytes(content)
    file, data = folder / "forum.yaml", folder.parent / "data"
    assert f"line {LINE}: logo 1 › file: {sentence}" in ran("check", str(file), status=2)
    (fault,) = json.loads(ran("check", str(file), "--json", status=2).splitlines()[0])["faults"]
    assert (fault["line"], fault["code"]) == (LINE, code)
    assert sentence in ran("new", str(file), "--data", str(data), status=2)
    assert not data.exists(), "nothing was made"


def test_a_folder_in_the_pictures_place_and_a_fault_elsewhere_are_told_together(folder: Path) -> None:
    (folder / "logos" / "ring.png").mkdir()
    broken = SMALL.replace("time_zone: America/Lima", "time_zone: America/Lime")
    (folder / "forum.yaml").write_text(broken)
    told = ran("check", str(folder / "forum.yaml"), status=2)
    assert "There is no picture `logos/ring.png`" in told and "There is no time zone `America/Lime`" in told


def test_a_forum_goes_out_with_its_pictures_and_comes_in_elsewhere_the_same(folder: Path) -> None:
    content = png(40, 20)
    (folder / "logos" / "ring.png").write_bytes(content)
    assert "no fault" in ran("check", str(folder / "forum.yaml"))
    files = []
    for number in (1, 2):
        data, out = folder.parent / f"data {number}", folder.parent / f"out {number}"
        out.mkdir()
        source = folder if number == 1 else folder.parent / "out 1"
        made = json.loads(ran("new", str(source / "forum.yaml"), "--data", str(data), "--json").splitlines()[0])
        assert [one.name for one in (data / "pictures").iterdir()] == [digest_of(content)]
        told = ran("export", made["forum"], str(out / "forum.yaml"), "--data", str(data))
        assert "ring.png" in told and (out / "logos" / "ring.png").read_bytes() == content
        files.append((out / "forum.yaml").read_text())
    assert files[0] == files[1]


def test_a_backup_carries_the_pictures_and_a_purge_takes_them(folder: Path) -> None:
    (folder / "logos" / "ring.png").write_bytes(png())
    data, copy = folder.parent / "data", folder.parent / "copy.sqlite3"
    made = json.loads(ran("new", str(folder / "forum.yaml"), "--data", str(data), "--json").splitlines()[0])
    ran("backup", str(copy), "--data", str(data))
    ran("purge", made["forum"], "--data", str(data))
    assert list((data / "pictures").iterdir()) == []
    ran("restore", str(copy), "--data", str(data))
    assert [one.name for one in (data / "pictures").iterdir()] == [digest_of(png())]


async def test_a_running_server_takes_a_dozen_pictures_of_the_largest_size(tmp_path: Path) -> None:
    server = build(Settings(data=tmp_path, database_url=f"sqlite:///{tmp_path / 'a.sqlite3'}", secret=SECRET))
    await server.start()
    try:
        large = {
            f"logos/{n}.png": png()[:-12] + chunk(b"tEXt", b"%d" % n * 240_000) + png()[-12:] for n in range(10, 22)
        }
        listed = "".join(f"  - {{name: {{en: Logo, es: Logo}}, file: {name}}}\n" for name in large)
        logo = "  - name: {en: Ring, es: Anillo}\n    file: logos/ring.png\n"
        source, pictures = (
            SMALL.replace(logo, listed),
            {n: base64.b64encode(held).decode() for n, held in large.items()},
        )
        asked = {"source": source, "pictures": pictures}
        made = await asyncio.to_thread(ask_server, tmp_path, "new", asked)
        assert made is not None
        told = await asyncio.to_thread(ask_server, tmp_path, "export", {"forum": made["forum"]})
        assert told is not None and told["pictures"] == pictures
    finally:
        await server.stop()


def test_every_logo_of_the_reference_forum_has_its_picture() -> None:
    found = read(reference.text())
    assert not isinstance(found, list)
    assert {logo.file for logo in found.logos} == set(reference.pictures())
    for logo in found.logos:
        assert set(logo.name) == {"en", "es", "fr", "pt"}
