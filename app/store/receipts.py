"""Receipts: the same id sent again has the same effect once, whoever sends it, after any restart."""

import dataclasses
import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.store.models import Receipt
from app.store.work import Command, Done

_RECEIPT = Receipt.__table__  # type: ignore[attr-defined]
_FIND = sa.select(_RECEIPT.c.id, _RECEIPT.c.digest, _RECEIPT.c.seq, _RECEIPT.c.value).where(
    _RECEIPT.c.forum == sa.bindparam("of"), _RECEIPT.c.id.in_(sa.bindparam("keys", expanding=True))
)
_KEEP = sa.insert(_RECEIPT)


def key_of(command: Command) -> str | None:
    """The command's receipt key: its own ``receipt_key()`` when it has one (a revision adds its version), else its id."""
    own = getattr(command, "receipt_key", None)
    key: str | None = own() if own else command.id
    return key


def digest_of(command: Command) -> str:
    """SHA-256 over the command's name and fields, strings in NFC, without the id itself."""
    fields = dataclasses.asdict(command)  # type: ignore[call-overload]
    fields.pop("id", None)
    body = json.dumps([type(command).__name__, _normal(fields)], sort_keys=True, default=str)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {str(k): _normal(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(v) for v in value]
    return value


class Kept(NamedTuple):
    """What an id led to: the digest of the body it came with, the command's seq and its answer."""

    id: str
    digest: str
    seq: int
    value: dict[str, Any]


def find(session: Session, forum: str, keys: Collection[str]) -> dict[str, Kept]:
    """The receipts of those of *keys* that had been sent."""
    if not keys:
        return {}
    rows = session.connection().execute(_FIND, {"of": forum, "keys": list(keys)})
    return {row.id: Kept(*row) for row in rows}


def id_reused() -> Refusal:
    """An id stands for one body, for ever."""
    return Refusal(
        "id_reused",
        N_("This id has been used for another text. Your text is safe; send it again as a new one."),
        status=409,
    )


def repeat(earlier: Kept, digest: str) -> Done:
    """The first result again. Raises the refusal ``id_reused`` (409) when the body is another."""
    if earlier.digest != digest:
        raise id_reused()
    return Done(earlier.value, earlier.seq, created=False, repeated=True)


def keep(session: Session, forum: str, kept: Iterable[Kept]) -> None:
    """Store receipts in the transaction of what they are for."""
    rows = [{"forum": forum, **one._asdict()} for one in kept]
    if rows:
        session.connection().execute(_KEEP, rows)
