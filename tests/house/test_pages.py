"""Templates obey the floors, and nothing in a page needs a weaker security policy or another server."""

import pytest

from tests.house.pages import forbidden, includes
from tests.house.tree import ROOT, floors, tracked

PAGES = list(tracked("templates/**", "static/**"))


def test_no_page_holds_what_is_forbidden():
    texts = [path for path in PAGES if path.suffix in (".html", ".js", ".css", ".svg", ".txt", ".xml")]
    faults = [fault for path in texts for fault in forbidden(str(path.relative_to(ROOT)), path.read_text())]
    assert not faults, "\n".join(faults)


def test_templates_include_only_their_own_floor_and_those_below():
    templates = [path for path in PAGES if path.is_relative_to(ROOT / "templates")]
    faults = [
        fault for path in templates for fault in includes(str(path.relative_to(ROOT / "templates")), path.read_text())
    ]
    assert not faults, "\n".join(faults)


def test_every_folder_of_templates_is_a_floor():
    folders = {path.relative_to(ROOT / "templates").parts[0] for path in tracked("templates/*/**")}
    assert folders <= {"ui", *(name for floor in floors() for name in floor)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>{{ words|safe }}</p>"),
        ("a.html", "{% autoescape false %}"),
        ("a.html", '<button hx-on:click="go()">'),
        ("a.html", "<button hx-vals='js:{a: 1}'>"),
        ("a.html", '<a href="javascript:go()">'),
        ("a.html", '<img src="/a.png" onload="go()">'),
        ("a.html", '<p\n  style="color: red">'),
        ("a.html", "<script>go()</script>"),
        ("a.html", '<script src="https://cdn.example.com/a.js"></script>'),
        ("a.css", "@import url(//fonts.example.com/a.css);"),
        ("a.js", 'fetch("https://example.com/a")'),
        ("a.js", "box.innerHTML = words"),
        ("a.js", 'new Function("go()")'),
    ],
)
def test_a_planted_fault_is_seen(name, text):
    assert list(forbidden(name, text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="{{ asset("js/live.js") }}" type="module"></script>'),
        ("a.html", '<svg xmlns="http://www.w3.org/2000/svg">'),
        ("a.html", "{# never |safe, see https://example.com/why #}"),
        ("a.js", "// https://example.com/why\nconst half = a / b"),
        ("a.css", "/* innerHTML = never */"),
        ("a.html", '<form method="post" action="/tables/3/answers">'),
    ],
)
def test_what_is_allowed_is_let_through(name, text):
    assert not list(forbidden(name, text))


@pytest.mark.parametrize(
    ("name", "source", "faults"),
    [
        ("tables/table.html", '{% include "findings/_finding.html" %}', 1),
        ("findings/_finding.html", '{% include "tables/_answer.html" %}', 0),
        ("tables/table.html", '{% extends "base.html" %}{% from "ui/shapes.html" import ring %}', 0),
        ("tables/table.html", "{% for card in cards %}{% include card.template %}{% endfor %}", 0),
        ("ui/list.html", '{% include "programme/_phase.html" %}', 1),
        ("base.html", '{% include "programme/_phase.html" %}', 1),
    ],
)
def test_includes_obey_the_floors(name, source, faults):
    assert len(list(includes(name, source))) == faults
