"""The published JSON Schema describes the files that are read, and refuses the shapes that are not."""

import json

import jsonschema
import pytest
import yaml

from app.programme import reference
from app.programme.file import Programme, read, schema, write
from tests.programme.file.small import BREAKS, SMALL, broken

VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())


def refusals(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(yaml.safe_load(text))]


def test_it_is_a_schema_and_it_is_json():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("text", [SMALL, reference.text()], ids=["small", "reference"])
def test_files_that_are_read_fit_it_as_written_and_as_normalised(text):
    found = read(text)
    assert isinstance(found, Programme)
    assert not refusals(text)
    assert not refusals(write(found))


@pytest.mark.parametrize("brk", [brk for brk in BREAKS if brk.shape], ids=lambda brk: brk.name)
def test_it_refuses_a_shape_that_is_not_read(brk):
    assert refusals(broken(brk))


def test_every_field_that_may_stand_in_a_file_is_described():
    parts = schema()["$defs"]
    assert {"programme", "day", "item", "table", "delegation", "framework", "survey"} <= parts.keys()
    assert {
        *("name", "title", "code", "dates", "time_zone", "places", "languages", "privacy", "writing", "retention_days"),
        *("credit", "logos", "links", "delegations", "groups", "affiliations", "frameworks", "days", "surveys"),
        "glossary",
    } <= parts["programme"]["properties"].keys()
    assert {
        *(
            "number",
            "title",
            "technique",
            "starts",
            "minutes",
            "phases",
            "block",
            "place",
            "link",
            "references",
            "background",
        ),
        *("documents", "questions", "tables", "experts", "roles", "speakers", "presents", "overlaps", "rotation"),
    } == parts["item"]["properties"].keys()
