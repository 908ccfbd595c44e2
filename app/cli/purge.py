"""``sobremesa purge``: a forum deleted for good."""

import json
from datetime import datetime
from typing import Annotated

import typer

from app.cli.console import AsJson, Data, explained, settings_for, tell
from app.cli.offline import perform
from app.settings import Settings


def purge(
    forum: Annotated[str, typer.Argument(help="The forum's id or join code.")],
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only if the forum ended before this day."),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Delete a forum, so that nothing readable of it remains in the database's files."""
    with explained():
        settings = settings_for(data).checked()
        day = before.date().isoformat() if before else None
        facts = perform(settings, "purge", forum=forum, before=day)
        if facts["purged"]:
            _forget_links(settings, facts["forum"])
        tell(facts, as_json, _told(facts, day, settings))


def _told(facts: dict[str, object], day: str | None, settings: Settings) -> str:
    if not facts["purged"]:
        return f"Nothing was purged: the forum ended on {facts['ended']}, which is not before {day}."
    text = f"Purged: {facts['rows']:,} rows. Backups and *.replaced files made before still hold the forum."
    if not settings.on_sqlite:
        text += " So does PostgreSQL's write-ahead log, until it is recycled."
    return text


def _forget_links(settings: Settings, forum: object) -> None:
    """The demonstration keeps its role links in the data folder."""
    kept = settings.data / "demo.json"
    if kept.is_file() and json.loads(kept.read_text()).get("forum") == forum:
        kept.unlink()
