"""The whole report and all its data as JSON: the export that holds every text as it was written."""

import base64
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

import orjson

from app.kernel.clock import rfc3339
from app.report.characters import encodable
from app.report.model import ForumReport

FORMAT: Final = "sobremesa-report/1"
"""Grows by new keys; a key never changes its meaning under the same number."""


def data(report: ForumReport) -> bytes:
    """``{"format": …, "report": {…}}``: the fields of :mod:`app.report.model`, times in RFC 3339, pictures in base 64."""
    held = plain(asdict(replace(report, evidence=None)))
    del held["evidence"]  # a bundle holds it in files of its own
    return orjson.dumps({"format": FORMAT, "report": held}, option=orjson.OPT_INDENT_2)


def plain(value: Any) -> Any:
    """*value* of what JSON has: times in RFC 3339, bytes in base 64, no letter that cannot be encoded."""
    match value:
        case str():
            return encodable(value)
        case Mapping():
            return {encodable(str(key)): plain(held) for key, held in value.items()}
        case list() | tuple():
            return [plain(held) for held in value]
        case datetime():
            return rfc3339(value)
        case bytes():
            return base64.b64encode(value).decode()
    return value
