"""A survey's results on a wall, taken from their card: a lower slice shows what a higher one makes."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.live.rooms import Room
from app.stage import rules
from app.web.registry import Registry


def survey_bars(registry: Registry, session: Session, forum: str, thing: str) -> Mapping[str, Any] | None:
    """The bars of ``SURVEY``, by objective where it has some, or of ``SURVEY/OBJECTIVE``, by statement; ``more`` do not fit.

    None when nothing may be told yet, or there is no such survey or objective.
    """
    survey, _, objective = thing.partition("/")
    card = next(iter(registry.load(session, forum, Room("survey", survey), [f"survey-results:{survey}"])), None)
    if card is None or not card.data["counted"]:
        return None
    lines = [line for line in card.data["statements"] if objective in ("", line["objective"])]
    objectives = card.data["objectives"]
    lines = lines if objective else objectives or lines
    head = next((line["text"] for line in objectives if line["objective"] == objective), card.data["title"])
    shown = {"title": head, "counted": card.data["counted"], "lines": lines[: rules.BARS]}
    return {**shown, "more": max(len(lines) - rules.BARS, 0)} if lines else None
