"""What stands in a page's boxes is saved as one act: its words, what it is not drawn from any more, what was read anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.store.receipts import digest_of
from app.store.work import Work
from app.synthesis.commands.drawing import LinkSource, Ref
from app.synthesis.commands.key_findings import ReviseKeyFinding, SettleClash


@dataclass(frozen=True, slots=True)
class SaveKeyFinding:
    """A revision made from ``version``; then, each for itself, ``unlinked`` and ``reread`` sources. ``took`` is the clash
    whose text was brought into the boxes: it is settled, unless what was saved clashes itself.
    """

    key_finding: str
    version: int
    texts: Mapping[str, str]
    state: str | None = None
    unlinked: tuple[Ref, ...] = ()
    reread: tuple[Ref, ...] = ()
    took: str = ""
    id: str | None = None

    def receipt_key(self) -> str:
        """As of any revision: each body is an attempt of its own, and a repeat of it the same one."""
        return f"{self.key_finding}@{self.version}:{digest_of(self)}"

    def run(self, work: Work) -> dict[str, Any]:
        value = ReviseKeyFinding(self.key_finding, self.version, self.texts, None, self.state).run(work)
        for ref in self.unlinked:
            LinkSource(self.key_finding, ref.kind, ref.id, linked=False).run(work)
        for ref in self.reread:
            LinkSource(self.key_finding, ref.kind, ref.id, ref.version).run(work)
        if self.took and not value.get("clash"):
            SettleClash(self.key_finding, self.took).run(work)
        return value
