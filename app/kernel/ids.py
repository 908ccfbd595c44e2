"""Ids, join codes and secrets."""

import hashlib
import hmac
import secrets
import uuid
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O, U, so a code read aloud is typed right."""

CODE_LENGTH: Final = 8
TABLE_CODE_LENGTH: Final = 5
_LOOKALIKES: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "·": None, ".": None})


def new_id() -> str:
    """A fresh random UUID in its canonical lower-case form."""
    return str(uuid.uuid4())


def parse_id(text: str) -> str:
    """The canonical form of a UUID sent by a client. Raises the refusal ``bad_id``."""
    try:
        if len(text) in (32, 36):
            return str(uuid.UUID(text))
    except (ValueError, AttributeError, TypeError):
        pass
    raise Refusal("bad_id", N_("This id is not a UUID. Send a fresh one made on the device."), status=422)


def new_code(length: int = CODE_LENGTH) -> str:
    """A random code of *length* Crockford characters."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def normalise_code(typed: str) -> str:
    """What a person typed as a code, upper-cased, without separators, look-alikes read as Crockford says."""
    return typed.strip().upper().translate(_LOOKALIKES)[:64]


def is_code(text: str, length: int = CODE_LENGTH) -> bool:
    """Whether *text* (already normalised) has the shape of a code."""
    return len(text) == length and all(c in CROCKFORD for c in text)


def spoken_code(code: str) -> str:
    """A code as it is shown to people: ``K7Q2-M9XD``."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}" if len(code) == CODE_LENGTH else code


def new_secret() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """How a secret is kept at rest: its SHA-256 (the secrets are 256 random bits, so no stretching is needed)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def author_mark(author_key: bytes, thing: str) -> str:
    """HMAC(author key, thing): lets a writer prove a thing is theirs, and nobody list who wrote what."""
    return hmac.new(author_key, thing.encode(), hashlib.sha256).hexdigest()
