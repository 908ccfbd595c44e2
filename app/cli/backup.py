"""``sobremesa backup`` and ``sobremesa restore``."""

from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer
from sqlalchemy.engine import make_url

from app.cli.console import AsJson, Data, explained, give_up, settings_for, tell
from app.cli.offline import perform
from app.operations import BROUGHT
from app.resources import root
from app.settings import Settings
from app.store.backups import put_back
from app.store.engines import open_engines, require_durable
from app.store.migrate import migrate, new_epoch
from app.store.ownership import owned

_NEW_EPOCH: Final = "UPDATE database_epoch SET epoch = gen_random_uuid()::text, since = now();"
"""Without it, phones would take what they remember for what the older database knows."""

File = Annotated[Path, typer.Argument(metavar="FILE")]


def backup(file: File, data: Data = None, as_json: AsJson = False) -> None:
    """Copy the database into FILE, consistent, also while the server runs; slides and pictures into folders beside it."""
    with explained():
        settings = settings_for(data).checked()
        if not settings.on_sqlite:
            _use_postgresql(f"pg_dump --format=custom --file={file} DATABASE")
        _require(_database(settings))
        facts = perform(settings, "backup", file=str(file.absolute()))
        tell(facts, as_json, f"{facts['file']}: {facts['bytes']:,} bytes. It holds every word: keep it as safe.")


def restore(file: File, data: Data = None, as_json: AsJson = False) -> None:
    """Put a backup in the database's place. Refused while a server runs; phones send again what is missing."""
    with explained():
        settings = settings_for(data).checked()
        if not settings.on_sqlite:
            _use_postgresql(f"pg_restore --clean --dbname=DATABASE {file}, then in psql: {_NEW_EPOCH}")
        with owned(settings.data):
            kept = put_back(file, _database(settings))
            engines = open_engines(settings.database)
            try:
                require_durable(engines)
                migrate(engines, root("migrations"))
                epoch = new_epoch(engines)
            finally:
                engines.dispose()
        for kind, _ in BROUGHT:
            kind(settings.data).copied_from(file)
        facts = {"restored": str(file), "epoch": epoch, "kept": [str(path) for path in kept]}
        text = [f"Restored from {file}, as a new epoch."]
        text += [f"What was there before is kept as {path}." for path in kept[:1]]
        tell(facts, as_json, "\n".join(text))


def _database(settings: Settings) -> Path:
    return Path(make_url(settings.database).database or "")


def _require(database: Path) -> None:
    if not database.is_file():
        give_up(f"There is no database at {database}.")


def _use_postgresql(command: str) -> NoReturn:
    give_up(f"The words are in PostgreSQL, which has its own tools: {command}")
