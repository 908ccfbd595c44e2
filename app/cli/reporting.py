"""``sobremesa report``: the report and the data as files. It only reads, so it may run beside a server."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.engine import make_url

from app.cli.console import AsJson, Data, explained, give_up, progress, settings_for, tell
from app.kernel.clock import utc_now
from app.kernel.refusals import Sentence
from app.programme.queries import forum_by_id_or_code, no_such_forum
from app.report.formats import USUAL, data_table, file_name, format_of, table_file_name
from app.report.loading import forum_report
from app.report.model import ForumReport
from app.report.press import pressed
from app.report.reach import Reach, operator
from app.report.tables import TABLES
from app.resources import root
from app.settings import Settings
from app.store.engines import open_engines
from app.store.migrate import pending
from app.store.readers import Readers
from app.web.catalogue import Catalogues


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
        wanted = list(dict.fromkeys(name.strip() for name in format.split(",") if name.strip()))
        for name in wanted:
            format_of(name)
        held, reach, spoken = _load(settings_for(data), forum, audience, language, "evidence" in wanted)
        to.mkdir(parents=True, exist_ok=True)
        files = []
        for name in wanted:
            began = time.monotonic()
            for path, content in _made(held, name, spoken, reach, to):
                path.write_bytes(content)
                files.append(str(path))
                progress(f"{path}  {len(content):,} bytes  {time.monotonic() - began:.1f} s")
                if name == "evidence":
                    progress(f"Its seal, to be noted elsewhere: {content[-64:].decode()}")
        tell({"forum": held.id, "language": spoken, "for": reach.audience, "files": files}, as_json, "\n".join(files))


def _load(
    settings: Settings, name: str, audience: str, language: str | None, with_evidence: bool
) -> tuple[ForumReport, Reach, str]:
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
        reach = operator(found.id, audience)
        spoken = language or found.languages[0]
        catalogues = Catalogues(root("locale"))

        def say(sentence: Sentence) -> str:
            return catalogues.say(sentence, spoken)

        arguments: dict[str, Any] = {
            "language": spoken,
            "say": say,
            "made_at": utc_now(),
            "with_evidence": with_evidence,
        }
        return readers.now(forum_report, found.id, reach, **arguments), reach, spoken
    finally:
        readers.close()
        engines.dispose()


def _made(held: ForumReport, name: str, language: str, reach: Reach, to: Path) -> list[tuple[Path, bytes]]:
    """A format's files: CSV is one per table, for whoever opens the folder."""
    if name != "csv":
        return [(to / file_name(held, name, language), pressed(held, name, language, reach.audience))]
    return [
        (to / table_file_name(held, table), data_table(held, table, audience=reach.audience))
        for table in TABLES
        if table != "notes" or reach.audience == "rapporteur"
    ]
