"""What a call or a form wishes of the list of speakers, as the command that does it."""

from typing import Final

from app.stage.speakers import rules
from app.stage.speakers.commands import AddSpeaker, AskFloor, KeepSpeakers, RunSpeakers, WithdrawSpeaker
from app.store.work import Command
from app.tables.api import Sent

ACTIONS: Final = ("ask", "withdraw", "add", *rules.ACTIONS, "pause", "resume", "close", "open")


class SpeakersBody(Sent):
    """An ``action``, and what it needs: ``ask`` (by phone; an aide gives the ``name``), ``withdraw``, ``add`` (from a
    nameplate: ``name``, ``delegation``), ``next``, ``previous``, ``finish``, ``call`` (a ``speaker`` out of turn), ``move``
    (``to`` a place), ``remove``, ``pause``, ``resume``, ``close``, ``open``.
    """

    action: str
    speaker: str | None = None
    name: str | None = None
    delegation: str | None = None
    to: int | None = None


def speakers_command(item: str, body: SpeakersBody) -> Command:
    """The command that a body wishes. Raises ``bad_action``."""
    sent, action = body.sent_id, body.action
    if action == "ask":
        return AskFloor(item, body.name, body.delegation, sent)
    if action == "add":
        return AddSpeaker(item, body.name or "", body.delegation, sent)
    if action == "withdraw":
        return WithdrawSpeaker(item, body.speaker, sent)
    if action in rules.ACTIONS:
        return RunSpeakers(item, action, body.speaker, body.to, sent)
    if action in ("pause", "resume"):
        return KeepSpeakers(item, paused=action == "pause", id=sent)
    if action in ("close", "open"):
        return KeepSpeakers(item, closed=action == "close", id=sent)
    raise rules.unknown_action(ACTIONS)
