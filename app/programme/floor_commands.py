"""Stepping through the running order."""

from dataclasses import dataclass
from typing import Any, Final

from app.kernel import roles
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases, queries
from app.programme.running_order import RunningOrderView, running_order
from app.store.work import Work

ACTIONS: Final = ("next", "previous", "give", "none")


@dataclass(frozen=True, slots=True)
class GiveFloor:
    """The floor goes to the ``next`` speaker, the ``previous`` one, the one at ``speaker`` (``give``), or to ``none``.

    ``came_from`` is who the sender saw speaking (-1: nobody): of two desks that step at once, one steps.
    """

    item: str
    action: str
    speaker: int | None = None
    came_from: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "item:run", item.id)
        order = running_order(queries.forum_of(work.session, work.forum), item)
        wanted = self._wanted(order)
        if wanted is not None and not phases.allows(item.technique, item.phase, "remarks"):
            raise Refusal(
                "not_now",
                N_("The floor is given in another phase of this item. Go there first, then choose again."),
                status=409,
            )
        if wanted != order.now:
            if self.came_from is not None and self.came_from != (-1 if order.now is None else order.now):
                raise Refusal(
                    "speaker_moved",
                    N_("Somebody else has just given the floor. Look who speaks, then choose again."),
                    status=409,
                )
            item.speaker = wanted
            work.record("speaker", item.id, items=[item.id])
        return {"item": item.id, "number": item.number, "speaking": wanted}

    def _wanted(self, order: RunningOrderView) -> int | None:
        if self.action == "none":
            return None
        if self.action == "give":
            if self.speaker is None or not 0 <= self.speaker < len(order.speakers):
                raise no_such_speaker()
            return self.speaker
        if self.action not in ACTIONS:
            raise Refusal.of_field(
                "action",
                "bad_action",
                N_("The floor can go: %(actions)s. Nothing was changed."),
                actions=", ".join(ACTIONS),
            )
        if not order.speakers:
            raise no_such_speaker()
        seen = self.came_from if self.came_from is not None else (-1 if order.now is None else order.now)
        return min(max(seen + (1 if self.action == "next" else -1), 0), len(order.speakers) - 1)


def no_such_speaker() -> Refusal:
    """The running order has no such place."""
    return Refusal("no_such_speaker", N_("The running order has no such speaker."), status=404)
