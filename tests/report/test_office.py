"""Word and PDF files in their readers' own programs: LibreOffice opens them, and every word that counts is still there."""

import subprocess
from itertools import groupby
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.report.adopted.pdf import pdf
from app.report.adopted.sheet import sheet_of
from app.report.adopted.word import word
from app.report.formats import build
from app.resources import root
from app.web.catalogue import Catalogues
from tests.report.reading import read, squeezed
from tests.report.samples import ADOPTED, REPORT

pytestmark = [pytest.mark.xdist_group("office"), pytest.mark.timeout(400)]

IMPORT = {"docx": ("pdf", []), "pdf": ("docx", ["--infilter=writer_pdf_import"])}
"""What LibreOffice makes of a file when it has opened it."""


def files() -> dict[str, bytes]:
    """The report and the adopted text, each as Word and as PDF."""
    sheet = sheet_of(ADOPTED, Catalogues(root("locale")).of)
    reports = {f"report.{name}": build(REPORT, name, language="en", audience="desk") for name in ("docx", "pdf")}
    return {**reports, "communique.docx": word(sheet), "communique.pdf": pdf(sheet)}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Everything that stands in each file once LibreOffice has opened it and saved it in the other format."""
    folder = tmp_path_factory.mktemp("office")
    found = {}
    for name, content in files().items():
        (folder / name).write_bytes(content)
        to, wishes = IMPORT[name.rpartition(".")[2]]
        call = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *wishes]
        out = folder / "opened"
        done = subprocess.run(
            [*call, "--convert-to", to, "--outdir", str(out), str(folder / name)], capture_output=True, timeout=180
        )
        made = out / f"{Path(name).stem}.{to}"
        assert made.is_file(), done.stderr.decode()
        # A frame is written twice, for programs old and new, and a title of several lines is several frames.
        found[name] = squeezed("".join(line for line, _ in groupby(read(to, made.read_bytes()).split("\n"))))
        made.unlink()
    return found


def counts() -> list[str]:
    """Every key finding, every dissent and every practice of the report."""
    found = []
    for item in REPORT.items:
        found += [key.words.text for key in item.key_findings if key.shown]
        found += [dissent.words.text for finding in item.findings for dissent in finding.dissents]
        found += [finding.words.text for finding in item.findings if finding.kind == "practice"]
    assert len(found) > 5
    return found


@pytest.mark.parametrize("name", ["report.docx", "report.pdf"])
def test_libreoffice_opens_the_report_with_every_key_finding_dissent_and_practice(opened, name):
    missing = [text for text in counts() if squeezed(text) not in opened[name]]
    assert missing == []


@pytest.mark.parametrize("name", ["communique.docx", "communique.pdf"])
def test_libreoffice_opens_the_adopted_text_with_every_paragraph_in_every_language(opened, name):
    said = [text for one in ADOPTED.paragraphs for text in (one.text, *dict(one.translations).values())]
    said += [ADOPTED.digest, *(text for _, text in ADOPTED.titles), *(text for _, text in ADOPTED.credits)]
    said += [held.text for held in ADOPTED.reservations] + [one.text for one in ADOPTED.corrections]
    assert [text for text in said if squeezed(text) not in opened[name]] == []


def test_poppler_reads_the_same_words_out_of_the_pdf(tmp_path):
    (tmp_path / "report.pdf").write_bytes(build(REPORT, "pdf", language="en", audience="desk"))
    told = subprocess.run(["pdftotext", str(tmp_path / "report.pdf"), "-"], capture_output=True, timeout=60, check=True)
    text = squeezed(told.stdout.decode())
    assert [one for one in counts() if squeezed(one) not in text] == []


def test_the_adopted_text_as_a_pdf_says_what_it_is_and_tags_its_headings_and_languages(tmp_path):
    (tmp_path / "communique.pdf").write_bytes(files()["communique.pdf"])
    made = PdfReader(tmp_path / "communique.pdf")
    catalogue = made.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds: dict[str, int] = {}
    spoken = set()

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                kinds[str(node["/S"])] = kinds.get(str(node["/S"]), 0) + 1
            if "/Lang" in node:
                spoken.add(str(node["/Lang"]))
            walk(node.get("/K", []))

    walk(catalogue["/StructTreeRoot"])
    assert kinds["/H1"] == 2 and kinds["/H2"] >= 4 and kinds["/P"] > 8, kinds
    assert "es" in spoken
