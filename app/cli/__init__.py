"""The ``sobremesa`` command."""

import json
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app.cli import backup, doctor, populating, purge, reporting, verifying
from app.cli import demo as demonstration
from app.cli.console import AsJson, Data, explained, give_up, progress, say, settings_for, tell
from app.cli.offline import perform
from app.cli.pictures import Beside, written
from app.cli.serving import serve_forever
from app.kernel.clock import utc_now
from app.programme import file
from app.store.ownership import owned

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Live collaboration for people who think around tables."
)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


def main() -> None:
    """Run the command line."""
    cli()


@cli.callback()
def _together() -> None:
    """Every command stands under its own name."""


@cli.command()
def serve(
    data: Data = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(help="Server processes; more than one need PostgreSQL and Redis.")] = 1,
) -> None:
    """Serve; migrates first, and refuses unsafe configurations."""
    with explained():
        settings = settings_for(data, workers=workers).checked()
        with owned(settings.data):
            serve_forever(settings, host, port)


@cli.command()
def demo(
    data: Data = None,
    host: Host = "0.0.0.0",  # noqa: S104 - phones in the room must reach it
    port: Port = 8000,
    populate: Annotated[
        bool, typer.Option("--populate", help="Play the forum into it first, with invented people.")
    ] = False,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="ITEM.PHASE",
            help="With --populate: stop in this phase of an item (4a.table_work); a café's phase alone is day 1's.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Serve the reference forum; run again, it continues the same forum."""
    if until and not populate:
        give_up("--until says where --populate stops: give both.")
    if until and until not in populating.STOPS:
        give_up(f"--until is one of: {', '.join(populating.STOPS)}.")
    with explained():
        settings = settings_for(data).checked().with_secret()
        with owned(settings.data):
            facts = demonstration.reference_forum(settings, populating.founding_time if populate else utc_now)
            if populate:
                progress(demonstration.played(populating.populate(settings, facts, until)))
            facts = demonstration.with_addresses(facts, demonstration.address(settings, host, port))
            tell(facts, as_json, demonstration.told(facts))
            serve_forever(settings, host, port)


def _source(path: Path) -> str | bytes:
    if path.stat().st_size > 4_000_000:
        give_up(f"{path} is larger than 4 MB: this is not a programme file.")
    return path.read_bytes()


def _programme(path: Path, as_json: bool) -> tuple[file.Programme, dict[str, str]]:
    """The programme with its pictures, or every fault with its line and exit status 2."""
    beside = Beside(path.parent)
    try:
        found = file.read(_source(path), beside)
    except OSError as missing:
        give_up(f"{path} cannot be read: {missing.strerror}.")
    if isinstance(found, list):
        _refuse(path, found, as_json)
    return found, beside.sent


def _refuse(path: Path, found: list[file.Fault], as_json: bool) -> NoReturn:
    if as_json:
        faults = [{"line": f.line, "path": f.path, "code": f.code, "detail": str(f.sentence)} for f in found]
        say(json.dumps({"faults": faults}))
    give_up("\n".join(f"{path}: {fault}" for fault in found))


@cli.command()
def check(path: Annotated[Path, typer.Argument(metavar="FILE.yaml")], as_json: AsJson = False) -> None:
    """Every fault of a programme file, each with its line; nothing is created."""
    programme, _ = _programme(path, as_json)
    items = sum(1 for _ in programme.items())
    tell({"faults": [], "items": items}, as_json, f"{path}: no fault; {len(programme.days)} days, {items} items.")


@cli.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="FILE.yaml")],
    data: Data = None,
    as_json: AsJson = False,
    port: Port = 8000,
) -> None:
    """Make a forum from a programme file; prints its code and role links."""
    _, pictures = _programme(path, as_json)
    with explained():
        settings = settings_for(data).checked().with_secret()
        facts = perform(settings, "new", source=path.read_text("utf-8"), pictures=pictures)
        facts = demonstration.with_addresses(facts, demonstration.address(settings, "127.0.0.1", port))
        text = [f"Forum {facts['forum']}", f"Code  {facts['code']}"]
        text += [f"{link['role']} {link['item'] or ''}: {link['url']}" for link in facts["links"]]
        tell(facts, as_json, "\n".join(text))


@cli.command()
def export(
    forum: Annotated[str, typer.Argument(help="The forum's id or join code.")],
    path: Annotated[Path, typer.Argument(metavar="FILE.yaml")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a forum's programme, as it stands now, into a programme file, and its logos beside it."""
    with explained():
        done = perform(settings_for(data).checked(), "export", forum=forum)
        path.write_text(done["programme"], "utf-8")
        beside = [str(picture) for picture in written(path.parent, done["pictures"])]
        text = "\n".join(f"Written: {one}" for one in (str(path), *beside))
        tell({"forum": done["forum"], "file": str(path), "pictures": beside}, as_json, text)


@cli.command()
def link(
    forum: str,
    role: str,
    item: Annotated[str | None, typer.Option(help="An item's number, as in the programme.")] = None,
    delegation: Annotated[str | None, typer.Option(help="A delegation's key, as in the roster.")] = None,
    data: Data = None,
    as_json: AsJson = False,
    port: Port = 8000,
) -> None:
    """A new role link."""
    with explained():
        settings = settings_for(data).checked()
        made = perform(settings, "link", forum=forum, role=role, item=item, delegation=delegation)
        made["url"] = f"{demonstration.address(settings, '127.0.0.1', port)}/role#{made['token']}"
        tell(made, as_json, f"{made['url']}\nRevoke it with: sobremesa revoke {made['id']}")


@cli.command()
def revoke(link_id: str, data: Data = None, as_json: AsJson = False) -> None:
    """End a role link, and every role and pass that came by it."""
    with explained():
        done = perform(settings_for(data).checked(), "revoke", link=link_id)
        tell(done, as_json, f"Revoked: the link of the {done['role']}.")


for command in (reporting.report, verifying.verify, backup.backup, backup.restore, purge.purge, doctor.doctor):
    cli.command()(command)
