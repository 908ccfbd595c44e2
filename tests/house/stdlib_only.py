"""A contract for import-linter: a package imports itself and the standard library, nothing else.

A list of forbidden packages would have to name every library that anybody may ever install.
"""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class StdlibOnly(Contract):
    """``package`` and everything below it stand on the standard library alone."""

    type_name = "stdlib_only"
    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        package = str(self.package)
        inside = {package, *graph.find_descendants(package)}
        strays = sorted(
            (importer, imported)
            for importer in inside
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported not in inside and imported.split(".")[0] not in sys.stdlib_module_names
        )
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["strays"]:
            output.print_error(f"{importer} imports {imported}, which is not in the standard library", bold=False)
        output.new_line()
