"""What a call or a form wishes of talks, as the command that does it."""

from typing import Final

from pydantic import BaseModel

from app.kernel.ids import parse_id
from app.stage.talks import rules
from app.stage.talks.commands import HoldTalk, Introduce, Invite, KeepTalks, RunTalk
from app.store.work import Command

ACTIONS: Final = (*rules.ACTIONS, "introduce", "invite", "hold", "free", "wall", "over")


class TalkBody(BaseModel):
    """An ``action``, and what it needs: ``start`` (of ``talk``, else of who has the floor, else of the next), ``pause``,
    ``finish``, ``next``, ``previous``, ``again``, ``add`` and ``length`` (``seconds``), ``skip``, ``restore``, ``move``
    (``to`` a place), ``introduce`` and ``invite`` (``name``, ``function``, ``topic``), ``hold``, ``free``, and ``wall`` and
    ``over`` (``on``): whether the wall shows the clock, and whether it counts on over zero.
    """

    action: str
    talk: str | None = None
    seconds: int | None = None
    to: int | None = None
    name: str | None = None
    function: str | None = None
    topic: str | None = None
    on: bool = True
    id: str | None = None


def talk_command(item: str, body: TalkBody) -> Command:
    """The command that a body wishes. Raises ``bad_action`` and ``no_such_talk``."""
    sent, action, talk = parse_id(body.id) if body.id else None, body.action, body.talk
    if action in rules.ACTIONS:
        return RunTalk(item, action, talk, body.seconds, body.to, sent)
    if action == "invite":
        return Invite(item, body.name or "", body.function or "", body.topic or "", body.seconds, sent)
    if action in ("wall", "over"):
        on_wall, counts_on = (body.on, None) if action == "wall" else (None, body.on)
        return KeepTalks(item, on_wall, counts_on, sent)
    if action not in ACTIONS:
        raise rules.unknown_action(ACTIONS)
    if talk is None:
        raise rules.no_such_talk()
    if action == "introduce":
        return Introduce(item, talk, body.name, body.function, body.topic, sent)
    return HoldTalk(item, talk, action == "hold", sent)
