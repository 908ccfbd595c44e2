"""``sobremesa verify``: whether an evidence bundle is as it was sealed. It asks no database and no server."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.console import AsJson, give_up, progress, tell
from app.report.evidence import verifying


def verify(
    bundle: Annotated[
        Path, typer.Argument(metavar="BUNDLE", help="An evidence bundle, as report --format evidence makes.")
    ],
    seal: Annotated[str | None, typer.Option(help="The seal that was noted when the bundle was made.")] = None,
    as_json: AsJson = False,
) -> None:
    """Whether any byte of an evidence bundle was changed, and where; exit status 1 if so."""
    try:
        with bundle.open("rb") as archive:
            verdict = verifying.verify(archive, seal.strip().lower() if seal else None)
    except OSError as missing:
        give_up(f"{bundle} cannot be read: {missing.strerror or missing}.")
    facts = {
        "bundle": str(bundle),
        "whole": verdict.whole,
        "faults": list(verdict.faults),
        "seal": verdict.seal,
        "files": verdict.files,
        "entries": verdict.entries,
        "made_at": verdict.made_at,
    }
    if verdict.whole:
        text = (
            f"{bundle} is as it was sealed: {verdict.files} files, {verdict.entries} entries of the journal, "
            f"made at {verdict.made_at}.\nSeal: {verdict.seal}"
        )
        tell(facts, as_json, text)
        return
    if as_json:
        tell(facts, as_json, "")
    for fault in verdict.faults:
        progress(f"{bundle}: {fault}")
    raise typer.Exit(1)
