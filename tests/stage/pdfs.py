"""PDFs for tests: as they come from an office, and as somebody makes them who means harm."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject


def pdf(pages: int, *, password: str = "") -> bytes:
    """A PDF of blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=300, height=200)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def boasting(pages: int, says: int) -> bytes:
    """A PDF that says of itself that it has another number of pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=300, height=200)
    tree = writer.root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    tree[NameObject("/Count")] = NumberObject(says)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def circle() -> bytes:
    """A PDF whose tree of pages comes back to itself."""
    writer = PdfWriter()
    writer.add_blank_page(width=300, height=200)
    tree = writer.root_object["/Pages"]
    held = tree.get_object()
    assert isinstance(held, DictionaryObject)
    kids = held["/Kids"]
    assert isinstance(kids, ArrayObject)
    kids.append(writer.root_object.raw_get("/Pages"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 4000
"""What a renamed executable begins with."""
