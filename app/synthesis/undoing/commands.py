"""Taking back what one did last at the workbench, and doing it again."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.programme.queries import item_of
from app.sources.rules import Thing
from app.store.work import Work
from app.synthesis.models import BenchStep
from app.synthesis.undoing import queries, rules
from app.synthesis.undoing.facts import facts_of, put_back


@dataclass(frozen=True, slots=True)
class UndoAct:
    """Take back one's own last act in an item, or with ``redo`` do the last one again that was taken back.

    ``step`` is the one that the button named: repeated, it is harmless. What somebody changed since stays as it is and is
    passed over from then on; the answer says ``changed_since``. It is an accepted command, for a refusal would forget that.
    """

    item: str
    step: str | None = None
    redo: bool = False
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, "key-finding:write", item.id)
        own = queries.own_steps(work.session, actor, item.id)
        last = queries.last_to_redo(own) if self.redo else queries.last_to_undo(own)
        named = next((one for one in own if one.id == self.step), None) if self.step else last
        if named is None:
            raise rules.nothing_to_redo() if self.redo else rules.nothing_to_undo()
        if (named.undone_seq is None) == self.redo or named.stays:
            return _told(named)
        if last is None or named.id != last.id:
            raise rules.not_the_last()
        named.stays = not self._turn(work, actor, item.id, named)
        if not named.stays:
            named.undone_seq = None if self.redo else work.seq
        work.session.add(named)
        return _told(named)

    def _turn(self, work: Work, actor: Actor, item: str, step: BenchStep) -> bool:
        """Take a step back or do it again; whether nobody's changes were in the way.

        Nothing is done by halves: only linking refuses, before it changes anything, and a step links one key finding.
        """
        things = {Thing(one["kind"], one["id"]): one for one in step.things}
        now = facts_of(work, list(things))
        wishes = {}
        try:
            for thing, one in things.items():
                old, new = (one["after"], one["before"]) if self.redo else (one["before"], one["after"])
                wishes[thing] = rules.taken_back(old, new, now[thing])
            for thing, wish in wishes.items():
                put_back(work, actor, item, thing, now[thing], wish)
        except (rules.ChangedSince, Refusal):
            return False
        return True


def _told(step: BenchStep) -> dict[str, Any]:
    return {
        "step": step.id,
        "act": step.act,
        "undone": step.undone_seq is not None,
        "changed_since": step.stays,
    }
