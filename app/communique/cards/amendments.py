"""Amendments as they are shown: each with the words around it, and all that can be made at once within the text."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.communique.brackets import change_shown, part_shown, touches_owners, without_owners, words_shown
from app.communique.changes import NEW, Change, Piece, applied, compete, excerpt, pieces, union
from app.communique.marking import Run, closer, marked
from app.communique.models import Amendment, Paragraph
from app.people.models import Delegation
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A proposed change. ``number`` is its place among those of the paragraph, ``competes`` are the numbers of those that
    cannot be accepted with it, with their ids. ``by`` is the delegation's name where it may be told; ``drafter``: one of
    those who draft proposed it. ``union`` is what both of it and the first that competes would change, to be merged.
    ``apart``: it cannot be shown within the text. ``quote`` and ``text`` are its words alone.
    """

    id: str
    number: int
    kind: str
    language: str
    reason: str
    overtaken: bool
    pieces: tuple[Piece, ...]
    competes: tuple[tuple[int, str], ...]
    drafter: bool
    by: dict[str, str]
    key: str = ""
    union: str = ""
    apart: bool = False
    names: frozenset[str] = frozenset()
    quote: str = ""
    text: str = ""

    @property
    def marked(self) -> tuple[Run, ...]:
        """Its words with their brackets; ``names`` may own one."""
        return marked(self.pieces, self.names)


def change_of(amendment: Amendment) -> Change:
    """An amendment as a change of the text as it stands."""
    return Change(amendment.start, amendment.end, amendment.text)


def amendment_views(
    found: Paragraph, waiting: Sequence[Amendment], roster: Mapping[str, Delegation], hides: Collection[str]
) -> tuple[AmendmentView, ...]:
    """All that wait at a paragraph, in the order in which they were filed; without the names that it *hides*."""
    views = []
    for number, one in enumerate(waiting, 1):
        text = found.texts.get(one.language, "")
        rivals = [
            (place, other)
            for place, other in enumerate(waiting, 1)
            if other is not one
            and "overtaken" not in (one.state, other.state)
            and other.language == one.language
            and NEW not in (one.kind, other.kind)
            and compete(change_of(one), change_of(other))
        ]
        overtaken = one.state == "overtaken"
        quote, put = words_of(text, one, hides)
        was = (Piece("deleted", quote), Piece("inserted", put))
        alone = overtaken or one.kind == NEW or bool(hides and touches_owners(text, change_of(one), hides))
        shown = [piece for piece in was if piece.text]
        if not alone:
            shown = closer(excerpt(without_owners(text, hides), change_shown(text, change_of(one), hides)))
        delegation = None if hides else roster.get(one.delegation or "")
        views.append(
            AmendmentView(
                one.id,
                number,
                one.kind,
                one.language,
                one.reason,
                overtaken,
                tuple(shown),
                tuple((place, other.id) for place, other in rivals),
                one.delegation is None,
                dict(delegation.name) if delegation else {},
                delegation.key if delegation else "",
                _union(text, one, rivals[0][1]) if rivals and not hides else "",
                alone or any(place < number for place, _ in rivals),
                frozenset() if hides else frozenset(d.key for d in roster.values()),
                quote,
                put,
            )
        )
    return tuple(views)


def words_of(text: str, one: Amendment, hides: Collection[str]) -> tuple[str, str]:
    """What an amendment of *text* quotes, and what it puts there, without the names that it *hides* nor a part of one."""
    put = one.text.strip()
    if not hides or one.kind == NEW:
        return one.quote, without_owners(put, hides)
    start = one.start - len(one.quote) if one.kind == "insert" else text.find(one.quote, one.start)
    if one.state == "overtaken" or start < 0 or not text.startswith(one.quote, start):
        return words_shown(one.quote, hides), words_shown(put, hides)
    made = part_shown(applied(text, change_of(one)), one.start, one.start + len(one.text), hides)
    return part_shown(text, start, start + len(one.quote), hides), made.strip()


def _union(text: str, one: Amendment, other: Amendment) -> str:
    start, end = union(text, change_of(one), change_of(other))
    return text[start:end]


def text_pieces(text: str, language: str, waiting: Sequence[Amendment], hides: Collection[str]) -> tuple[Piece, ...]:
    """A text with what is proposed to it shown as changes, without the names that it *hides*; empty when nothing is."""
    here = [one for one in waiting if one.language == language and one.kind != NEW]
    made = [change_of(one) for one in here if one.state == "pending"]
    if hides:
        made = [change_shown(text, change, hides) for change in made if not touches_owners(text, change, hides)]
    return tuple(pieces(without_owners(text, hides), made)) if made else ()


def amendment_data(amendment: Amendment, view: AmendmentView) -> dict[str, Any]:
    """An amendment as programs receive it."""
    data: dict[str, Any] = {
        "id": amendment.id,
        "kind": amendment.kind,
        "language": amendment.language,
        "version": amendment.version,
        "quote": view.quote,
        "text": view.text,
        "reason": amendment.reason,
        "state": amendment.state,
        "competes_with": [id_ for _, id_ in view.competes],
    }
    if view.by:
        data["delegation"] = {"key": view.key, "name": Texts(view.by)}
    return data
