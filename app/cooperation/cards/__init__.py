"""The cards of initiatives and topics."""

from app.cooperation import moving, things
from app.cooperation.cards import initiatives, mine, pad, topics, touches
from app.cooperation.recording import reveal
from app.kernel.language import N_
from app.people import ways
from app.programme.models import Item
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, what touches them, how its things move and are described, and the way to the pad."""
    for part in (initiatives, pad, topics, mine, touches, things, moving):
        part.register(registry)
    registry.reveals("initiative", reveal)
    ways.offer(registry, ways.Page("pad", N_("Pad of initiatives"), "open:pad", 2, _pad, "initiative"))


def _pad(item: Item | None) -> str:
    return f"/items/{item.number}/pad" if item else ""
