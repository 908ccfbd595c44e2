"""Pictures, made here: whole ones, damaged ones, and ones that say what they are not."""

import base64
import struct
import zlib

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIs"
    "IxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy"
    "MjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAMABgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAA"
    "AAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAk"
    "M2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT"
    "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QA"
    "HwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdh"
    "cRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hp"
    "anN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk"
    "5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDf+H3w+0XXPDX9p6n5k8szuiokpURAHHb+LgnnIwRxXn3ifSYt"
    "C8S3+mwzebFBJhHzk4IBAOO4zg+4NGk+J9a0KGWHTNRmt4pc7kXBXJ4yAeh4HI54rMmmluJnmmkeSWRizu5yzE8k"
    "knqa7oxkpNt6HgznTdNRirNDKKKK0MT/2Q=="
)
"""24 by 12 pixels."""

DRAWING = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>go()</script></svg>'
PROGRAM = b"\x7fELF" + b"\0" * 400


def png(width: int = 30, height: int = 10, colour: bytes = b"\x10\x80\x90", *, inside: int | None = None) -> bytes:
    """A picture of one colour; *inside*: how many rows there really are."""
    rows = b"".join(b"\0" + colour * width for _ in range(height if inside is None else inside))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def scratched() -> bytes:
    """Its length and its end are as they should be; a byte between is not."""
    whole = bytearray(png())
    whole[60] ^= 0xFF
    return bytes(whole)


def heavy() -> bytes:
    """A whole picture of too many bytes."""
    return png()[:-12] + chunk(b"tEXt", b"x" * 500_000) + chunk(b"IEND", b"")
