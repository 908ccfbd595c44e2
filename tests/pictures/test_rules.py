"""What a picture is, told of its bytes: nothing is decoded for it, and its name is not believed."""

import pytest

from app.kernel.refusals import Refusal
from app.programme.pictures.examining import examined
from app.programme.pictures.rules import BYTES, Look, look
from app.store.shelf import digest_of
from tests.pictures.samples import DRAWING, JPEG, PROGRAM, heavy, png, scratched


def test_a_png_and_a_jpeg_are_known_by_their_bytes():
    assert look(png(30, 10), "logo.png") == Look("image/png", 30, 10)
    assert look(JPEG, "logo.JPG") == look(JPEG, "a/b.jpeg") == look(JPEG) == Look("image/jpeg", 24, 12)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.png", "empty"),
        (PROGRAM, "a.png", "not_picture"),
        (b"GIF89a" + b"\0" * 99, "a.png", "not_picture"),
        (DRAWING, "a.svg", "drawing"),
        (DRAWING, "a.png", "drawing"),
        (png(), "a.jpg", "other_kind"),
        (JPEG, "a.png", "other_kind"),
        (heavy(), "a.png", "too_large"),
        (png(2_001, 2_000), "a.png", "too_many_pixels"),
        (png(40_000, 40_000, inside=1), "a.png", "too_many_pixels"),
        (png()[:40], "a.png", "damaged"),
        (png()[:-12], "a.png", "damaged"),
        (png(0, 10), "a.png", "damaged"),
        (JPEG[:-2], "a.jpg", "damaged"),
        (JPEG[:300], "a.jpg", "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.jpg", "damaged"),
    ],
)
def test_what_is_no_logo_is_refused_before_anything_decodes_it(content: bytes, name: str, code: str):
    with pytest.raises(Refusal) as refused:
        look(content, name)
    assert refused.value.code == code
    assert list(refused.value.fields) == ["picture"]


def test_bytes_and_pixels_that_fit_are_taken():
    assert look(png(2_000, 2_000)).width == 2_000
    assert len(heavy()) > BYTES > len(png(2_000, 2_000))


@pytest.mark.parametrize("end", range(0, 752, 7))
def test_no_piece_of_a_picture_disturbs_whoever_looks_at_it(end: int):
    for whole in (JPEG, png()):
        try:
            assert look(whole[:end])
        except Refusal as refusal:
            assert refusal.code in ("damaged", "empty", "not_picture")


async def test_a_picture_is_decoded_whole_before_it_is_kept():
    for content, file in ((png(), "logos/a.png"), (JPEG, "logos/a.jpg")):
        brought = await examined(content, file)
        assert (brought.file, brought.digest, brought.size) == (file, digest_of(content), len(content))
    for content in (scratched(), png(30, 10, inside=3)):
        with pytest.raises(Refusal) as refused:
            await examined(content, "a.png")
        assert refused.value.code == "damaged"
