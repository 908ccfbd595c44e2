"""The ``sobremesa`` command."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app.cli.serving import serve_forever
from app.settings import Settings, UnsafeSettings
from app.store.engines import UnsafeStore

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Live collaboration for people who think around tables."
)

Data = Annotated[Path | None, typer.Option("--data", help="The data folder (default: SOBREMESA_DATA, else ./data).")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on one line of standard output.")]


def main() -> None:
    """Run the command line."""
    cli()


@cli.callback()
def _together() -> None:
    """Every command stands under its own name, also when there is only one."""


def settings_for(data: Path | None, **changes: object) -> Settings:
    """The environment's settings with what the command line says."""
    given = {name: value for name, value in {"data": data, **changes}.items() if value is not None}
    return Settings().model_copy(update=given)


def give_up(reason: str, status: int = 2) -> NoReturn:
    """One clear line, and an exit status."""
    print(reason, file=sys.stderr)
    raise typer.Exit(status)


@cli.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Server processes; more than one need PostgreSQL and Redis.")] = 1,
) -> None:
    """Serve; migrates first, and refuses unsafe configurations."""
    try:
        serve_forever(settings_for(data, workers=workers), host, port)
    except (UnsafeSettings, UnsafeStore) as reason:
        give_up(str(reason))
