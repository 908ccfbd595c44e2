"""No file, however made, can exhaust the machine or bring the reader down."""

import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programme import reference
from app.programme.file import Fault, Programme, read, write
from tests.programme.file.small import SMALL, faults

BILLION = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=False)
)

BOMBS = {
    "a billion laughs": BILLION,
    "laughs inside of the programme": SMALL.replace("days:\n", "x: &x [1,2,3,4,5,6,7,8]\ndays:\n  - &d {items: [*x,*x,*x]}\n"
                                                    + "  - *d\n" * 3_000),
    "brackets without end": "[" * 400_000,
    "braces without end": "{a: " * 100_000,
    "deep blocks": "".join(" " * depth + "a:\n" for depth in range(900)),
    "dashes without end": "- " * 200_000,
    "an endless list": "days:\n" + "  - x\n" * 80_000,
    "endless keys": "".join(f"k{n}: 1\n" for n in range(40_000)),
    "the same key again and again": "name: x\n" * 50_000,
    "one long line": "name: " + "x" * 499_000,
    "too many characters": "#" * 600_000,
    "open quotation marks": 'a: "\n' * 50_000,
    "a slip in every line": "a: b: c\n" * 50_000,
    "anchors without end": "".join(f"k{n}: &n{n} x\n" for n in range(30_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_in_little_time(name):
    before = time.process_time()
    assert faults(BOMBS[name])
    assert time.process_time() - before < 8


def check(source: str | bytes) -> None:
    """Whatever it is: a programme that can be written and read again, or faults that can be shown."""
    found = read(source)
    if isinstance(found, Programme):
        assert read(write(found)) == found
        return
    assert found
    text = source if isinstance(source, str) else source.decode(errors="replace")
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for fault in found:
        assert isinstance(fault, Fault)
        assert 1 <= fault.line <= last
        assert str(fault).encode()


PIECES = [
    *(
        "\n",
        "  ",
        "- ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "&a ",
        "*a",
        "#",
        "|",
        ">",
        "?",
        "~",
        "\t",
        "!!str ",
        "%",
        "@",
        "`",
    ),
    *(
        "0",
        "-1",
        "99999999999999999999",
        "1e9",
        "null",
        "true",
        "en",
        "gcm/7",
        "00:00",
        "24:00",
        "2024-02-29",
        "\x00",
        "\u202e",
    ),
    *(
        "\ud800",
        "\U0001f9ff",
        "\u0301" * 9,
        "%(found)s",
        "%s",
        "---\n",
        "...\n",
        "<<: *a\n",
        "é",
        "\ue000unreadable\ue000",
        "\x85",
    ),
]


def mutated(text: str, rng: random.Random) -> str:
    """*text* after a few cuts, copies, swaps and insertions."""
    for _ in range(rng.randint(1, 3)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice((0, 1, 1, 3, 10, 60)))
        choice = rng.randrange(4)
        if choice == 0:
            text = text[:start] + text[end:]
        elif choice == 1:
            text = text[:start] + rng.choice(PIECES) + text[end:]
        elif choice == 2:
            there = rng.randrange(len(text) + 1)
            text = text[:there] + text[start:end] + text[there:]
        else:
            lines = text.split("\n")
            one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = "\n".join(lines)
    return text


TINY = """\
name: {en: A, es: B}
title: &t "A: b"
time_zone: UTC
languages: [en, es]
places: {hall: {name: *t}}
days:
  - date: "2024-03-04"
    items:
      - number: 1
        title: *t
        technique: plenary
        starts: "09:00"
        minutes: 30
        place: hall
"""
PARTS = [SMALL[: SMALL.index("links:")], SMALL[SMALL.index("days:") : SMALL.index("      - number: 1b")]]


def test_ten_thousand_damaged_files_are_read_or_told():
    rng = random.Random(os.environ.get("SOBREMESA_SEED", "20230927"))
    for _ in range(9_700):
        check(mutated(TINY, rng))
    for _ in range(300):
        check(mutated(rng.choice(PARTS), rng))
    for _ in range(60):
        check(mutated(SMALL, rng))
    for _ in range(5):
        check(mutated(reference.text(), rng))


def test_damaged_files_are_not_all_told_some_are_still_read():
    rng = random.Random(7)
    read_still = sum(isinstance(read(mutated(TINY, rng)), Programme) for _ in range(500))
    assert 10 < read_still < 400


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.binary()))
def test_any_text_and_any_bytes_are_told(source):
    check(source)
