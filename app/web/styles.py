"""A page's styles as one file, without what only their readers need: a phone on a venue's Wi-Fi pays for every request.

The sheets stay plain files in ``static/css``, in cascade layers; a sheet that stands after another may not depend on that.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

PHONE: Final = ("css/tokens.css", "css/base.css", "css/phone.css")
"""What a participant's page is dressed with, in order."""

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE: Final = re.compile(r"\s+")
# Never before a semicolon: `--d: ;` is a property that is empty, and older browsers need its space.
_LOOSE: Final = re.compile(r"(?<=[{};,]) | (?=[{}])|(?<=:) (?!;)|(?<=>) | (?=>)")


def together(sheets: Mapping[str, str], names: Sequence[str]) -> str:
    """The sheets *names* as one text, with the same meaning."""
    text = _COMMENT.sub("", "\n".join(sheets[name] for name in names))
    return _LOOSE.sub("", _SPACE.sub(" ", text)).strip()
