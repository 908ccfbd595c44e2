"""Archives whose bytes depend on what is in them only, not on when they were made."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Final

_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def archive(files: Iterable[tuple[str, bytes]], made_at: datetime) -> bytes:
    """A ZIP archive of *files* in the given order; every entry carries *made_at*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()


def settled(document: bytes, made_at: datetime) -> bytes:
    """An Office document without the moment of its saving, which libraries write into it themselves."""
    stamp = made_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        files = [(name, packed.read(name)) for name in packed.namelist()]
    return archive(((name, _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", body)) for name, body in files), made_at)
