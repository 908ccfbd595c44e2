"""Pure rules of pictures: what a logo's file must be, told of its first bytes, before anything decodes it."""

import re
from typing import Final, NamedTuple

from app.kernel.language import N_
from app.kernel.refusals import Refusal

BYTES: Final = 500_000
PIXELS: Final = 4_000_000
"""A picture of few bytes may unfold to many more on every phone that shows it."""

ENDINGS: Final = {"image/png": ("png",), "image/jpeg": ("jpg", "jpeg", "jpe", "jfif")}
"""How the name of a file of each kind may end."""

KINDS: Final = {"image/png": "PNG", "image/jpeg": "JPEG"}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_DRAWING: Final = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_HEAD: Final = 1024


class Look(NamedTuple):
    """What a picture is."""

    media_type: str
    width: int
    height: int


def look(content: bytes, name: str = "") -> Look:
    """What *content* is, whatever it is called. Raises what is wrong with it, also when *name* says something else."""
    if not content:
        raise nothing()
    if len(content) > BYTES:
        raise too_large()
    if content.startswith(_PNG):
        seen = Look("image/png", *_png_size(content))
    elif content.startswith(_JPEG):
        seen = Look("image/jpeg", *_jpeg_size(content))
    else:
        raise drawing() if _DRAWING.search(content[:_HEAD]) else not_picture()
    if seen.width * seen.height > PIXELS:
        raise too_many_pixels(seen)
    require_name(name, seen.media_type)
    return seen


def require_name(name: str, media_type: str) -> None:
    """Refuse a file that is called after another kind than it is."""
    ending = name.rpartition(".")[2].lower()
    if "." in name and ending not in ENDINGS[media_type]:
        raise Refusal.of_field(
            "picture",
            "other_kind",
            N_("`%(file)s` is a %(kind)s picture, and its name says otherwise. Let it end in .%(ending)s."),
            file=name[-80:],
            kind=KINDS[media_type],
            ending=ENDINGS[media_type][0],
        )


def require_declared(content_type: str, media_type: str) -> None:
    """Refuse a body whose sender says that it is another kind; one that says nothing of pictures is looked at alone."""
    said = content_type.partition(";")[0].strip().lower()
    if said.startswith("image/") and said not in (media_type, "image/jpg" if media_type == "image/jpeg" else ""):
        raise Refusal.of_field(
            "picture",
            "other_kind",
            N_("This is a %(kind)s picture, and it was sent as something else. Send it as %(type)s."),
            kind=KINDS[media_type],
            type=media_type,
        )


def _png_size(content: bytes) -> tuple[int, int]:
    """Of the first chunk; and the last one must be there."""
    at, size = len(_PNG), (0, 0)
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if at == len(_PNG) and (kind, length) == (b"IHDR", 13):
            size = int.from_bytes(content[at + 8 : at + 12]), int.from_bytes(content[at + 12 : at + 16])
        if kind == b"IEND" and all(size):
            return size
        at += 12 + length
    raise damaged()


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Of the frame; and after it the picture must come to its end."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = int.from_bytes(content[at + 5 : at + 7]), int.from_bytes(content[at + 7 : at + 9])
            if not (width and height) or content.find(b"\xff\xd9", at) < 0:
                break
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise damaged()


def nothing() -> Refusal:
    """No picture was chosen."""
    return Refusal.of_field("picture", "empty", N_("Choose the logo's picture: PNG or JPEG."))


def too_large() -> Refusal:
    """Larger than a logo needs to be."""
    return Refusal.of_field(
        "picture",
        "too_large",
        N_("The picture is larger than 500 KB. Save it smaller: a logo 1,000 pixels wide is sharp on paper."),
        status=413,
    )


def too_many_pixels(seen: Look) -> Refusal:
    """Few bytes that would unfold to more than anybody's phone should hold."""
    return Refusal.of_field(
        "picture",
        "too_many_pixels",
        N_(
            "The picture has %(width)s × %(height)s pixels; 4 million fit. Save it smaller: 1,000 pixels wide are enough."
        ),
        width=seen.width,
        height=seen.height,
    )


def not_picture() -> Refusal:
    """Something else, whatever its name says."""
    return Refusal.of_field(
        "picture", "not_picture", N_("This is not a PNG or JPEG picture, whatever its name says. Save the logo as PNG.")
    )


def drawing() -> Refusal:
    """A drawing may carry a program, and Word does not show it."""
    return Refusal.of_field(
        "picture",
        "drawing",
        N_("A drawing (SVG) may carry a program, and not every page shows it. Save the logo as PNG."),
    )


def damaged() -> Refusal:
    """It begins as a picture, and cannot be shown."""
    return Refusal.of_field(
        "picture", "damaged", N_("The picture is damaged and cannot be shown. Save it as PNG once more.")
    )


def unnamed() -> Refusal:
    """A picture belongs to a logo of the programme."""
    return Refusal(
        "no_such_logo",
        N_("No logo of the programme names this file. Add the logo first, then its picture."),
        status=404,
    )


def no_such_picture() -> Refusal:
    """The picture is not of this forum, or was taken away."""
    return Refusal("no_such_picture", N_("This picture is not here any more."), status=404)
