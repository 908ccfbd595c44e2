"""A forum's logos on paper: what the programme names, with the pictures of the data folder, and how large each is set."""

from pathlib import Path
from typing import Final

from sqlmodel import Session

from app.kernel.language import text_in
from app.kernel.refusals import Refusal
from app.programme.models import Forum
from app.programme.pictures.queries import logos
from app.programme.pictures.rules import look
from app.programme.pictures.shelf import Pictures
from app.report.wording import Logo

HEIGHT: Final = 14.0
WIDEST: Final = 46.0
"""Millimetres: three of them fit side by side, and a wordmark takes no more room than a sign with its name."""


def logos_of(session: Session, forum: Forum, data: Path | None, language: str) -> tuple[Logo, ...]:
    """The logos whose pictures are there, in the programme's order."""
    if data is None:
        return ()
    found = ((name, held, Pictures(data).path(held.digest)) for name, held in logos(session, forum))
    return tuple(
        Logo(text_in(name, language), at.read_bytes(), held.media_type, tuple(name.items()))
        for name, held, at in found
        if at.is_file()
    )


def fitted(logo: Logo) -> tuple[float, float]:
    """Width and height in millimetres; nothing for what is no picture that we know to measure."""
    try:
        seen = look(logo.content)
    except Refusal:
        return 0.0, HEIGHT
    height = min(HEIGHT, WIDEST * seen.height / seen.width)
    return height * seen.width / seen.height, height
