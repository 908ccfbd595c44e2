"""Initiatives in the forum's report and its data: in their item, by date, and only as far as the reader may read."""

import csv
import gettext
import io

import pytest

from app.report.contents import outline
from app.report.formats import FORMATS, build, data_table
from app.report.loading import forum_report
from app.report.markdown import markdown
from app.report.privacy import disclosed
from app.report.reach import operator
from tests.cooperation.dialogue import open_dialogue
from tests.forums import START
from tests.report.played import said


async def reported(dialogue, audience):
    reach = operator(dialogue.forum.id, audience)
    loaded = await dialogue.forum.readers.run(
        forum_report, dialogue.forum.id, reach, language="en", say=said, made_at=START
    )
    return disclosed(loaded, audience)


async def played(forum):
    dialogue = await open_dialogue(forum)
    late = await dialogue.note(21, "Training together", by_when="2025-01-01")
    soon = await dialogue.note(
        22,
        "Joint desks",
        what="Desks that screen together",
        offers="Panama: a building",
        first_step="A visit",
        by_when="2023-11-30",
        references="gcm/23",
        lead="PAN",
    )
    kept = await dialogue.note(23, "Not ripe yet")
    for id_ in (late, soon):
        await dialogue.present(id_)
    await dialogue.stand(soon, "CRI", "exploring", dialogue.ana)
    await dialogue.stand(soon, "PAN", "confirmed", await dialogue.speaker("PAN"))
    return dialogue, (soon, late, kept)


async def test_the_report_tells_each_initiative_and_all_of_them_by_date(forum):
    dialogue, _ = await played(forum)
    text = markdown(outline(await reported(dialogue, "public"), "en", gettext.NullTranslations())).decode()
    part, _, by_date = text.partition("# Initiatives, by date")
    assert "Desks that screen together" in part and "Panama: a building" in part and "GCM 23 Objective 23" in part
    assert "Panama leads · Panama confirmed · Costa Rica exploring (as said at the table)" in part
    assert by_date.index("Joint desks") < by_date.index("Training together")
    assert "November 30, 2023" in by_date and "A visit" in by_date
    assert "Not ripe yet" not in text
    desk = markdown(outline(await reported(dialogue, "desk"), "en", gettext.NullTranslations())).decode()
    assert "Not ripe yet" in desk and "no date yet" in desk


@pytest.mark.parametrize(("audience", "titles"), [("public", 2), ("desk", 3), ("rapporteur", 3)])
async def test_the_data_hold_initiatives_by_date_and_where_delegations_stand(forum, audience, titles):
    dialogue, (soon, late, kept) = await played(forum)
    report = await reported(dialogue, audience)

    def rows(name):
        return list(csv.DictReader(io.StringIO(data_table(report, name, audience=audience).decode("utf-8-sig"))))

    initiatives = rows("initiatives")
    assert [row["id"] for row in initiatives] == [soon, late, kept][:titles]
    assert {name: initiatives[0][name] for name in ("item", "table", "by_when", "title", "lead", "references")} == {
        "item": "D1",
        "table": "22",
        "by_when": "2023-11-30",
        "title": "Joint desks",
        "lead": "PAN",
        "references": "gcm/23",
    }
    assert [(row["delegation"], row["standing"], row["said_by"]) for row in rows("partners")] == [
        ("CRI", "exploring", "table"),
        ("PAN", "confirmed", "delegation"),
    ]


async def test_every_format_holds_the_initiatives(forum):
    dialogue, _ = await played(forum)
    report = await reported(dialogue, "desk")
    for name in FORMATS:
        assert len(build(report, name, language="es", audience="desk")) > 500, name
