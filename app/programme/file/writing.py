"""From a programme back to YAML, normalised: texts by language, every phase's minutes, nothing that goes without saying."""

from typing import Any

import yaml

from app.programme.file import form
from app.programme.file.parts import Programme


class _Dumper(yaml.SafeDumper):
    """Writes things that are equal out each time, and indents lists."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write(programme: Programme) -> str:
    """The YAML of *programme*: reading it gives an equal programme."""
    plain = form.PROGRAMME.plain(programme)
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
