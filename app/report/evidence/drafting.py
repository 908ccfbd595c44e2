"""The drafting journals that the chair has released: who proposed what, and how it was decided."""

from typing import Final

import orjson

from app.report.data import plain
from app.report.evidence.model import Evidence

FORMAT: Final = "sobremesa-drafting-journal/1"
"""Grows by new keys; a key never changes its meaning under the same number."""


def drafting_journal(evidence: Evidence) -> bytes:
    """One list of entries for each text, in the order in which they happened."""
    texts = [{"item": one.item, "entries": plain(one.entries)} for one in evidence.drafting if one.released]
    return orjson.dumps({"format": FORMAT, "texts": texts}, option=orjson.OPT_INDENT_2)
