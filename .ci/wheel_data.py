"""Puts what is not code into the wheel, where app/resources.py finds it: pages, assets, migrations, languages."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("templates", "static", "migrations", "locale")


class WheelData(BuildHookInterface):
    """An editable install reads the source tree and needs none of this."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        here = Path(self.root)
        if not (here / "static/vendor/htmx.min.js").is_file():
            raise FileNotFoundError("static/vendor is empty: build with `make wheel`, which fills it first")
        uncompiled = [po for po in here.glob("locale/*/LC_MESSAGES/*.po") if not po.with_suffix(".mo").is_file()]
        if uncompiled:
            raise FileNotFoundError(f"not compiled: {uncompiled[0]}: build with `make wheel`, which compiles it first")
        for name in FOLDERS:
            build_data["force_include"][name] = f"app/_data/{name}"
