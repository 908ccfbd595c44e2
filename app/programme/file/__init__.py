"""The programme file: one YAML file that describes a forum.

``read`` gives the programme or every fault with its line; ``write`` is its inverse; ``schema`` is the published description.
"""

from app.programme.file.faults import Fault
from app.programme.file.parts import Programme
from app.programme.file.reading import read
from app.programme.file.schema import schema
from app.programme.file.writing import write

__all__ = ["Fault", "Programme", "read", "schema", "write"]
