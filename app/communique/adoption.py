"""What is adopted: the text in its authority's language with its hash, and what the positions make of it."""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Final

from app.communique.brackets import without_owners
from app.communique.models import Paragraph
from app.kernel.language import N_

POSITIONS: Final = ("no_objection", "objection", "reservation")
"""What a delegation answers to "any objection?". Consensus is the absence of objection; nothing here votes."""

SUMMARY: Final = "chairs_summary"
"""The outcome without consensus: the chair's own, with the brackets that stand."""

OUTCOMES: Final = {
    "joint_communique": N_("Joint communiqué"),
    "with_reservations": N_("Communiqué with reservations"),
    SUMMARY: N_("Chair's summary"),
}


def frozen(text: Sequence[Paragraph]) -> list[dict[str, str]]:
    """A text's paragraphs in their order, each in its authority's language."""
    return [{"id": p.id, "section": p.section, "language": p.language, "text": p.texts[p.language]} for p in text]


def nameless(paragraphs: Sequence[dict[str, str]], owners: Collection[str]) -> list[dict[str, str]]:
    """A frozen text as everybody may read it: its brackets do not say whose they are."""
    return [{**p, "text": without_owners(p["text"], owners)} for p in paragraphs]


def digest_of(paragraphs: Sequence[dict[str, str]]) -> str:
    """The SHA-256 of a frozen text: of section, language and words, in order, as JSON without spaces in UTF-8."""
    rows = [[p["section"], p["language"], p["text"]] for p in paragraphs]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def outcome_of(positions: Collection[str]) -> str | None:
    """What the text is by the delegations' positions on it; None while one objects."""
    if "objection" in positions:
        return None
    return "with_reservations" if "reservation" in positions else "joint_communique"
