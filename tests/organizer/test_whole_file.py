"""No part of the programme file is forgotten: whatever a file can say, a change of the programme changes."""

from typing import Any

import pytest

from app.organizer.places import document_of, fields_of, items, part_at, section_at, sections_of
from app.programme.file import form
from tests.organizer.office import Office

OTHER: dict[str, Any] = {
    "title": {"en": "Another title", "es": "Otro título"},
    "name": {"en": "Another name", "es": "Otro nombre"},
    "text": {"en": "Other words", "es": "Otras palabras"},
    "url": "https://example.org/other",
    "file": "other.pdf",
    "task": {"en": "Welcomes", "es": "Recibe"},
}
WISHED = {"roles": "task", "tables": "name"}


def sections(tree: dict[str, Any]) -> list[str]:
    """The address of every list of the programme that has an entry."""
    found = [name for name in sections_of(form.PROGRAMME) if tree.get(name)]
    for key, record in (("frameworks", form.FRAMEWORK), ("surveys", form.SURVEY)):
        found += [
            f"{key}/{one}/{name}" for one in tree[key] for name in sections_of(record) if tree[key][one].get(name)
        ]
    for _, _, item in items(tree):
        found += [f"items/{item['number']}/{name}" for name in sections_of(form.ITEM) if item.get(name)]
    return found


async def test_the_small_file_has_an_entry_in_every_list(office: Office):
    lists = sections(await office.tree())
    for record, begins in (
        (form.PROGRAMME, ""),
        (form.ITEM, "items"),
        (form.FRAMEWORK, "frameworks"),
        (form.SURVEY, "surveys"),
    ):
        for name in sections_of(record):
            assert any(one.split("/")[-1] == name and one.startswith(begins) for one in lists), name


@pytest.mark.timeout(300)
async def test_every_entry_of_every_list_is_changed_and_stays_changed(office: Office):
    for address in sections(await office.tree()):
        part = next(section_at(await office.tree(), address).parts())
        name = WISHED.get(part.section) or next(one for one in OTHER if one in fields_of(part.kind))
        await office.put(part.name, **{name: OTHER[name]})
        assert document_of(part_at(await office.tree(), part.name))[name] == OTHER[name]
    written = await office.file()
    assert "Another title" in written and "Other words" in written
    assert written == await office.copied()


async def test_every_field_of_the_forum_itself_is_changed(office: Office):
    wished: dict[str, Any] = {
        "name": {"en": "New name", "es": "Nombre nuevo"},
        "title": {"en": "New title", "es": "Título nuevo"},
        "venue": {"en": "Quito", "es": "Quito"},
        "dates": ["2024-03-03", "2024-03-06"],
        "time_zone": "America/Guayaquil",
        "languages": ["en", "es", "pt"],
        "privacy": "anonymous",
        "writing": "one_pen",
        "publishes": "report",
        "retention_days": 30,
        "credit": {"en": "Paid by all", "es": "Pagado por todos"},
        "background": {"en": "New background", "es": "Antecedentes nuevos"},
        "link": "https://video.example.org/new",
        "references": ["pact/1.2"],
    }
    assert wished.keys() == fields_of(form.PROGRAMME).keys()
    starts = [item["starts"] for _, _, item in items(await office.tree())]
    for name, value in wished.items():
        await office.put("forum", **{name: value})
        assert document_of(part_at(await office.tree(), "forum"))[name] == value
    assert [item["starts"] for _, _, item in items(await office.tree())] == starts
    assert await office.file() == await office.copied()
