"""Places in an order that anybody can move things in without touching the others: strings, compared as bytes."""

import re
from collections.abc import Collection
from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order of their bytes."""

_RANK: Final = re.compile("[0-9A-Za-z]{0,199}[1-9A-Za-z]")


def is_rank(text: str) -> bool:
    """Whether *text* is a place: digits and letters, not ending in ``0`` (nothing would fit before it)."""
    return _RANK.fullmatch(text) is not None


def between(low: str, high: str | None) -> str:
    """A place after *low* (empty: the beginning) and before *high* (None: the end).

    Raises ``ValueError`` when *high* does not come after *low*.
    """
    if high is not None and low >= high:
        raise ValueError("nothing lies between a place and one that does not come after it")
    if high is not None:
        shared = 0
        while (low[shared] if shared < len(low) else "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + between(low[shared:], high[shared:])
    first = _DIGITS.index(low[0]) if low else 0
    beyond = _DIGITS.index(high[0]) if high is not None else len(_DIGITS)
    if beyond - first > 1:
        return _DIGITS[(first + beyond) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return _DIGITS[first] + between(low[1:], None)


def last(taken: Collection[str]) -> str:
    """A place after all of *taken*."""
    return between(max(taken, default=""), None)


def free(wished: str, taken: Collection[str]) -> str:
    """*wished*, or right after it when it is taken."""
    if wished not in taken:
        return wished
    return between(wished, min((rank for rank in taken if rank > wished), default=None))


def spread(count: int) -> list[str]:
    """*count* places in order, for things whose places have come to coincide."""
    ranks: list[str] = []
    for _ in range(count):
        ranks.append(last(ranks))
    return ranks
