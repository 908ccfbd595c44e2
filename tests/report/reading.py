"""Reads a finished report back, as its reader's program would: everything that can be read, as one text."""

import asyncio
import io
import re
import zipfile

import docx
import lxml.html
import openpyxl
from docx.document import Document
from markdown_it import MarkdownIt
from pypdf import PdfReader

from app.report.characters import paragraphs

_UNSEEN = re.compile("[\\s\u200b]+")


def squeezed(text: str) -> str:
    """Without white space, which every format sets as it needs."""
    return _UNSEEN.sub("", text)


def expected(text: str) -> str:
    """What of *text* a document shows, squeezed."""
    return squeezed("".join(line for held in paragraphs(text) for line in held))


def word_paragraphs(document: Document):
    """Every paragraph of the body, those in tables too, in their order."""
    for element in document.element.body.iter("{*}p"):
        yield docx.text.paragraph.Paragraph(element, document)


def _docx(content: bytes) -> str:
    return "\n".join(p.text for p in word_paragraphs(docx.Document(io.BytesIO(content))))


def _pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _html(content: bytes) -> str:
    return lxml.html.fromstring(content.decode()).find("body").text_content()


def _md(content: bytes) -> str:
    drawn = MarkdownIt("commonmark").enable("table").render(content.decode())
    return lxml.html.fromstring(f"<div>{drawn}</div>").text_content()


def _csv(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8-sig") for name in packed.namelist())


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)


def _evidence(content: bytes) -> str:
    """A bundle with all its files, as their readers would open them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    return "\n".join(
        _READERS.get(name.rpartition(".")[2], bytes.decode)(body) for name, body in held.items() if "/" not in name
    )


_READERS = {"docx": _docx, "pdf": _pdf, "html": _html, "md": _md, "csv": _csv, "xlsx": _xlsx, "json": bytes.decode}
_READERS |= {"evidence": _evidence, "review": _docx}


def read(format: str, content: bytes) -> str:
    """All text of a finished file."""
    return _READERS[format](content)


async def fetched(reader, address: str, patience: int = 20):
    """A public file; bounded."""
    for _ in range(patience):
        answer = await reader.get(address)
        if answer.status_code != 503:
            return answer
        assert answer.headers["retry-after"] == "5"
        await asyncio.sleep(0.5)
    raise AssertionError(answer.text)
