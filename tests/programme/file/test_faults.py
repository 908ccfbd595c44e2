"""Each kind of fault is told, with its line; all of them at once; and one never hides another."""

import random
from itertools import pairwise

import pytest

from app.programme.file import Programme, read
from tests.programme.file.small import BREAKS, SMALL, broken, faults, here


def test_the_small_forum_has_no_fault():
    assert isinstance(read(SMALL), Programme)


@pytest.mark.parametrize("brk", BREAKS, ids=lambda brk: brk.name)
def test_a_fault_is_told_with_its_line_and_what_to_do(brk):
    text = broken(brk)
    told = [fault for fault in faults(text) if fault.code == brk.code]
    assert [fault.line for fault in told if fault.line in (here(text) or [1])], told
    said = str(told[0])
    assert said.startswith(f"line {told[0].line}: ")
    assert "%(" not in said


@pytest.mark.parametrize("brk", BREAKS, ids=lambda brk: brk.name)
def test_bytes_are_read_like_text(brk):
    assert faults(broken(brk).encode()) == faults(broken(brk))


APART = [
    "a code with a letter that is none",
    "an unknown time zone",
    "a privacy that does not exist",
    "retention for ever",
    "a link that runs code",
    "a file outside of the folder",
    "a document that is nowhere",
    "a role that does not exist",
    "a role of an unknown delegation",
    "a group that is not declared",
    "a standing that does not exist",
    "an affiliation that is not declared",
    "a reference's section that is not there",
    "two references of one number",
    "a forum's reference to nothing",
    "an item's reference to nothing",
    "an item without a title",
    "an unknown technique",
    "an unknown phase",
    "a place that is not declared",
    "a table's number taken in the block",
    "a table with a question that is not asked",
    "a table about an unknown item",
    "a plenary that presents an unknown item",
    "an item that ends before it begins",
    "an overlap that nobody meant",
    "tables where nobody sits",
    "a survey after an unknown item",
    "a survey without statements",
    "a field that does not exist",
    "a text in a language of another forum",
    "a colon too many",
]
"""Breaks that do not touch the same lines, a slip of the syntax last."""


def told(text: str) -> set[tuple[int, str]]:
    return {(fault.line, fault.code) for fault in faults(text)}


def test_all_faults_are_told_at_once_by_line():
    by_name = {brk.name: brk for brk in BREAKS}
    text = broken(*(by_name[name] for name in APART))
    found = faults(text)
    assert {line: fault.code for fault in found if (line := fault.line) in here(text)}.keys() == set(here(text))
    assert sorted(fault.code for fault in found if fault.line in here(text)) == sorted(
        by_name[name].code for name in APART
    )
    assert all(earlier.line <= later.line for earlier, later in pairwise(found))
    assert len(found) == len(APART), "a fault that follows from another is not told again"


def test_a_fault_is_not_hidden_by_another_elsewhere():
    rng = random.Random(2024)
    by_name = {brk.name: brk for brk in BREAKS}
    for _ in range(150):
        one, other = rng.sample(APART, 2)
        text = broken(by_name[one], by_name[other])
        codes = [fault.code for fault in faults(text) if fault.line in here(text)]
        assert sorted(codes) == sorted([by_name[one].code, by_name[other].code]), (one, other)


def test_after_a_slip_of_the_syntax_the_rest_is_still_read():
    lines = SMALL.split("\n")
    for name, mark in [("Registration", "first"), ("Together", "second"), ("Closing", "third")]:
        position = next(n for n, line in enumerate(lines) if f"en: {name}," in line)
        lines[position] = f'        title: "{mark}: "{name}'
    lines = [line.replace("technique: remarks", "technique: remark") for line in lines]
    found = faults("\n".join(lines))
    assert [fault.code for fault in found] == ["not_yaml"] * 3 + ["unknown_technique"], found


def test_nothing_is_called_missing_where_a_line_could_not_be_read():
    text = SMALL.replace("        technique: registration\n", "        technique registration\n")
    assert [(fault.code, fault.line) for fault in faults(text)] == [
        ("not_yaml", text.split("\n").index("        technique registration") + 1)
    ]


def test_a_repeated_name_does_not_hide_what_is_wrong_with_its_second_value():
    text = SMALL + "privacy: shouted\n"
    assert told(text) == {(text.count("\n"), "stands_twice"), (text.count("\n"), "not_an_option")}


def test_the_path_is_in_words():
    text = SMALL.replace('{en: "Who?", es: "¿Quién?"}', '{en: "Who?", es: []}')
    assert [fault.path for fault in faults(text)] == ["day 2024-03-04 › item 1b › question 1 › es"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty_file"),
        (b"", "empty_file"),
        ("# nothing\n", "empty_file"),
        ("~", "empty_file"),
        ("just words", "not_a_map"),
        ("[]", "not_a_map"),
        ("\ufeff", "empty_file"),
        ("name: A\n".encode("utf-16"), "not_utf8"),
        (b"\xff\xfea", "not_utf8"),
        (b"name: Espa\xf1a\n", "not_utf8"),
        ("? {a: b}\n: c\n", "bad_key"),
        ("name: \ud800x\n", "bad_character"),
        ("name: x\u2028y\n", "bad_character"),
    ],
)
def test_what_is_no_programme_at_all_is_told_too(source, code):
    assert code in {fault.code for fault in faults(source)}


def test_a_windows_file_has_the_same_lines():
    brk = next(brk for brk in BREAKS if brk.name == "an unknown technique")
    text = broken(brk)
    assert faults("\ufeff" + text.replace("\n", "\r\n")) == faults(text)
