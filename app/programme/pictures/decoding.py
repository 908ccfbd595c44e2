"""Decodes a picture as the paper's typesetter will, in a process of its own."""

import sys
from pathlib import Path

from app.store.bounded import tell

WHOLE = "whole"
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(sys.inputs.file, width: 20pt, alt: "logo")\n'


def decoded(file: str) -> str:
    """``whole``, when all of it can be shown; raises the decoder's fault."""
    import typst

    at = Path(file)
    page = typst.Compiler(_PAGE.encode(), root=at.parent, sys_inputs={"file": f"/{at.name}"})
    page.compile(format="png", ppi=20.0)
    return WHOLE


if __name__ == "__main__":
    tell(decoded, sys.argv[1])
