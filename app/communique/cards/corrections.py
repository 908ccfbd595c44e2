"""Corrections as they stand under the paragraph that was adopted: number, language, what was changed, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.communique.changes import Piece, pieces
from app.communique.differences import differences
from app.communique.models import Correction


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction; ``pieces`` are its words with what was changed."""

    number: int
    language: str
    reason: str
    pieces: tuple[Piece, ...]


def correction_views(made: Iterable[Correction]) -> tuple[CorrectionView, ...]:
    """Corrections by their numbers."""
    return tuple(
        CorrectionView(
            one.number, one.language, one.reason, tuple(pieces(one.before, differences(one.before, one.text)))
        )
        for one in made
    )
