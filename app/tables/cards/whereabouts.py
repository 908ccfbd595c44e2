"""Where a table stands, how to sit at it from afar, and which session it continues."""

from dataclasses import dataclass
from typing import Any

from app.kernel.text import web_address
from app.tables.models import RoundTable
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``place`` by language, if not the item's; ``link`` of a remote table, or empty; ``about`` a session's number."""

    place: dict[str, str]
    link: str
    about: str

    def __bool__(self) -> bool:
        return bool(self.place or self.link or self.about)

    @property
    def data(self) -> dict[str, Any]:
        """As programs receive it."""
        return {"place": Texts(self.place), "link": self.link or None, "about": self.about or None}


def whereabouts_of(table: RoundTable) -> Whereabouts:
    """A table's."""
    return Whereabouts(table.place, web_address(table.link), table.about or "")
