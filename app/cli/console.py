"""What every command shares: its options, where facts and faults go, and how it fails."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from app.kernel.refusals import Refusal
from app.settings import Settings, UnsafeSettings
from app.store.engines import UnsafeStore
from app.store.ownership import FolderInUse

Data = Annotated[Path | None, typer.Option("--data", help="The data folder (default: SOBREMESA_DATA, else ./data).")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on one line of standard output.")]


def settings_for(data: Path | None, **changes: Any) -> Settings:
    """The environment's settings with what the command line says."""
    given = {name: value for name, value in {"data": data, **changes}.items() if value is not None}
    return Settings().model_copy(update=given)


def say(text: str) -> None:
    """A line for whoever called."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def progress(text: str) -> None:
    """A line on standard error, where it stands in no program's way."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def give_up(reason: str, status: int = 2) -> NoReturn:
    """One clear line on standard error, and an exit status."""
    sys.stderr.write(reason + "\n")
    raise typer.Exit(status)


@contextmanager
def explained() -> Iterator[None]:
    """What cannot be done is one clear line and exit status 2, never a traceback."""
    try:
        yield
    except Refusal as refusal:
        give_up(str(refusal.sentence))
    except (UnsafeSettings, UnsafeStore, FolderInUse, RuntimeError) as reason:
        give_up(str(reason))


def tell(facts: dict[str, Any], as_json: bool, text: str) -> None:
    """Facts for a program, or words for a person."""
    say(json.dumps(facts) if as_json else text)
