"""``sobremesa report``: the report and the data as files. It only reads, so it may run beside a server."""

import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from sqlalchemy.engine import make_url

from app.cli.console import AsJson, Data, explained, give_up, progress, settings_for, tell
from app.kernel.clock import utc_now
from app.programme.models import Forum
from app.programme.queries import forum_by_id_or_code, no_such_forum
from app.report.formats import USUAL, format_of
from app.report.pressing.order import READING, Order
from app.report.pressing.steps import run
from app.report.reach import Reach, operator
from app.resources import root
from app.settings import Settings
from app.store.engines import open_engines
from app.store.migrate import pending
from app.store.readers import Readers


def report(
    forum: Annotated[str, typer.Argument(help="The forum's id or join code.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the files go; made if missing.")],
    format: Annotated[str, typer.Option(help="Which formats, with commas between them.")] = ",".join(USUAL),
    language: Annotated[str | None, typer.Option(help="The report's language (default: the forum's first).")] = None,
    audience: Annotated[str, typer.Option("--for", help="Who may read it: public, desk or rapporteur.")] = "desk",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the forum's report and data into a folder."""
    with explained():
        wanted = tuple(dict.fromkeys(name.strip() for name in format.split(",") if name.strip()))
        for name in wanted:
            format_of(name)
        settings = settings_for(data)
        found, reach = _forum(settings, forum, audience)
        spoken = language or found.languages[0]
        to.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="sobremesa-report-") as folder:
            order = Order(settings.database, found.id, reach, spoken, wanted, utc_now(), Path(folder), settings.data)
            files = [str(path) for path in _made(order, to)]
        tell({"forum": found.id, "language": spoken, "for": reach.audience, "files": files}, as_json, "\n".join(files))


def _forum(settings: Settings, name: str, audience: str) -> tuple[Forum, Reach]:
    if settings.on_sqlite and not Path(make_url(settings.database).database or "").is_file():
        give_up(f"There is no database at {settings.database}.")
    engines = open_engines(settings.database)
    readers = Readers(engines)
    try:
        if pending(engines, root("migrations")):
            give_up("The database has an older form: start the server once, which migrates it.")
        found = readers.now(forum_by_id_or_code, name)
        if found is None:
            raise no_such_forum()
        return found, operator(found.id, audience)
    finally:
        readers.close()
        engines.dispose()


def _made(order: Order, to: Path) -> Iterator[Path]:
    """Each file as it comes, with a line for whoever waits. CSV is one per table, for whoever opens the folder."""
    began, done = time.monotonic(), 0
    for step in run(order):
        if step.state == "begun":
            what = "reading the forum" if step.format == READING else step.format
            progress(f"[{done}/{len(order.formats)}] {what} …")
            continue
        done += 1
        made = order.file(step.format)
        if step.format == "csv":
            paths = _unpacked(made, to, step.name.partition("-report-")[0])
        else:
            paths = [to / step.name]
            shutil.copyfile(made, paths[0])
        yield from paths
        took = time.monotonic() - began
        progress(f"[{done}/{len(order.formats)}] {paths[0]}  {step.bytes:,} bytes  {took:.1f} s")
        if step.format == "evidence":
            progress(f"Its seal, to be noted elsewhere: {made.read_bytes()[-64:].decode()}")


def _unpacked(archive: Path, to: Path, forum: str) -> list[Path]:
    with zipfile.ZipFile(archive) as packed:
        paths = {to / f"{forum}-{name}": packed.read(name) for name in packed.namelist()}
    for path, content in paths.items():
        path.write_bytes(content)
    return list(paths)
