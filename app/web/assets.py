"""Static files: read once, compressed once, served from memory under one immutable prefix."""

import hashlib
import mimetypes
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.modules import joined
from app.web.styles import PHONE, together

_COMPRESSED: Final = (".css", ".js", ".svg", ".json", ".txt", ".html", ".map")
_PLAIN: Final = " =:/;,.'()@{}-"
_MEMORY: Final = (5, 6, 8)
"""How zlib may cut a file into blocks: which is the shortest differs from file to file."""
_YEAR: Final = b"public, max-age=31536000, immutable"
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, slots=True)
class _Variant:
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


class Assets:
    """Every file of *folder*, under ``/static/<digest of all>/``: relative imports of modules and styles keep working."""

    def __init__(self, folder: Path) -> None:
        files = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
        scripts = {name: body.decode() for name, body in files.items() if name.startswith("js/")}
        boots = [name for name in scripts if name.startswith("js/boot/")]
        files |= {name: joined(scripts, name).encode() for name in boots}
        if all(name in files for name in PHONE):
            files["css/phone-page.css"] = together({name: files[name].decode() for name in PHONE}, PHONE).encode()
        digest = hashlib.sha256()
        for name, body in files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
        self.prefix = f"/static/{digest.hexdigest()[:12]}/"
        self._files = {name: _variants(name, body) for name, body in files.items()}

    def url(self, name: str) -> str:
        """The address of ``css/base.css``. A missing file is a ``KeyError``: a page must not point at nothing."""
        if name not in self._files:
            raise KeyError(f"no such asset: {name}")
        return self.prefix + name

    def inline(self, name: str) -> str:
        """A small picture as a ``data:`` address: a request for it would cost more than it weighs."""
        variant = self._files[name]["identity"]
        media = dict(variant.headers)[b"content-type"].decode().partition(";")[0]
        return f"data:{media},{quote(variant.body, safe=_PLAIN)}"

    def find(self, path: str) -> tuple[dict[str, _Variant], bool] | None:
        """The variants of the file at an address, and whether the address is immutable."""
        if path.startswith(self.prefix):
            name, fixed = path[len(self.prefix) :], True
        else:
            # An old page may ask for an old digest after an update: it gets today's file, not cached for long.
            _, _, name = path.removeprefix("/static/").partition("/")
            fixed = False
            if path.removeprefix("/static/") in self._files:
                name = path.removeprefix("/static/")
        variants = self._files.get(name)
        return (variants, fixed) if variants else None


def _gzipped(body: bytes, memory: int) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16, memory)
    return stream.compress(body) + stream.flush()


def _variants(name: str, body: bytes) -> dict[str, _Variant]:
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media.startswith("text/") or media == "image/svg+xml":
        media += "; charset=utf-8"
    common: tuple[tuple[bytes, bytes], ...] = (
        (b"content-type", media.encode()),
        (b"x-content-type-options", b"nosniff"),
    )
    bodies = {"identity": body}
    if name.endswith(_COMPRESSED) and len(body) > 300:
        common += ((b"vary", b"accept-encoding"),)
        bodies["gzip"] = min((_gzipped(body, memory) for memory in _MEMORY), key=len)
        bodies["br"] = brotli.compress(body, quality=9)
    out = {}
    for encoding, content in bodies.items():
        coded = () if encoding == "identity" else ((b"content-encoding", encoding.encode()),)
        out[encoding] = _Variant(content, (*common, *coded, (b"content-length", str(len(content)).encode())))
    return out


class ServeAssets:
    """The outermost ASGI layer: a venue's phones all ask for these in the same minute."""

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self._app = app
        self._assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        found = self._assets.find(scope["path"])
        if found is None or scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 404 if found is None else 405, ((b"content-length", b"0"),), b"")
            return
        variants, fixed = found
        accepts = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"accept-encoding"), "")
        variant = next((variants[e] for e in ("br", "gzip") if e in variants and e in accepts), variants["identity"])
        caching = _YEAR if fixed else b"public, max-age=60"
        body = b"" if scope["method"] == "HEAD" else variant.body
        await _answer(send, 200, (*variant.headers, (b"cache-control", caching)), body)


async def _answer(send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
