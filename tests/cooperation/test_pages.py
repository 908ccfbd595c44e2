"""The pages of a dialogue without a browser's scripts: pad, editor, follow-up list, topics, the table's phone."""

import re

from tests.desk.conftest import words


def id_in(html, pattern):
    return re.search(pattern, html)[1]


async def noted(talk, title="Joint desks", table=21, **fields):
    await talk.ana.post_form("/items/D1/initiatives", table=talk.house.forum.tables[table], title=title, **fields)
    page = await talk.ana.page("/items/D1/pad")
    return id_in(page, r'id="initiative:([0-9a-f-]{36})"')


async def test_an_observer_notes_an_initiative_and_its_table_reads_it(talk):
    id_ = await noted(talk, what="Desks that screen together", offers="A building", by_when="2024-03-31", lead="PAN")
    pad = words(await talk.ana.page("/items/D1/pad"))
    assert "Joint desks" in pad and "March 31, 2024" in pad and "Panama leads" in pad
    table = await talk.seated.page("/tables/21?view=initiatives")
    assert "Desks that screen together" in table and "Ask the observer" in table
    sheet = words(await talk.seated.page(f"/initiatives/{id_}"))
    assert "A building" in sheet
    elsewhere = await talk.house.seated(22)
    await elsewhere.page(f"/initiatives/{id_}", 404)
    assert "Joint desks" not in await elsewhere.page("/items/D1")


async def test_a_refused_initiative_keeps_all_that_was_typed(talk):
    page = await talk.ana.post_form(
        "/items/D1/initiatives",
        422,
        table=talk.house.forum.tables[22],
        title="Joint desks",
        what="Desks <b>together</b>",
        by_when="2013-03-31",
        lead="CRI",
        **{"references[]": ["gcm/23"]},
    )
    assert "the forum begins on 2023-09-27" in page
    assert "Desks &lt;b&gt;together&lt;/b&gt;" in page and 'value="2013-03-31"' in page
    assert re.search(r'value="gcm/23" checked', page) and re.search(r'value="CRI" selected', page)
    assert re.search(rf'value="{talk.house.forum.tables[22]}" data-number="22" selected', page)


async def test_two_observers_change_one_field_and_both_texts_stand(talk):
    id_ = await noted(talk, what="Begin")
    for reader, text, status in ((talk.ana, "Ana's words", 200), (talk.beto, "Beto's words", 409)):
        page = await reader.post_form(f"/initiatives/{id_}/edit", status, version="1", title="Joint desks", what=text)
    assert "Both texts are kept" in page and "Ana&#39;s words" in page and "Beto&#39;s words" in page
    clash = id_in(page, r"/clashes/([0-9a-f-]{36})/settle")
    taken = await talk.beto.page(f"/initiatives/{id_}/edit?take={clash}")
    assert re.search(r'name="what"[^>]*>\s*Beto', taken)
    await talk.beto.post_form(
        f"/initiatives/{id_}/edit", version="2", took=clash, title="Joint desks", what="Ana's words. Beto's words"
    )
    pad = await talk.ana.page("/items/D1/pad")
    assert "Ana&#39;s words. Beto&#39;s words" in pad and "data-clash" not in pad


async def test_fields_that_were_left_alone_clash_with_nobody(talk):
    id_ = await noted(talk, what="Begin", lead="PAN", **{"references[]": ["gcm/23"]})
    await talk.ana.post_form(
        f"/initiatives/{id_}/edit", version="1", title="Joint desks", what="Ana's words", lead="PAN"
    )
    page = await talk.beto.post_form(
        f"/initiatives/{id_}/edit", version="1", title="Joint desks", what="Begin", lead="PAN", asks="Money"
    )
    assert "Money" in page and "Ana&#39;s words" in page


async def test_an_initiative_is_taken_away_and_brought_back(talk):
    id_ = await noted(talk)
    assert "Joint desks" not in await talk.ana.post_form(f"/initiatives/{id_}/withdraw", version="1")
    assert "Bring it back" in await talk.ana.page(f"/initiatives/{id_}/edit")
    assert "Joint desks" in await talk.ana.post_form(f"/initiatives/{id_}/withdraw", back="yes")


async def test_a_table_asks_for_the_observer_who_says_when_it_is_done(talk):
    assert "asks you to come" not in await talk.ana.page("/items/D1/pad")
    asked = await talk.seated.post_form("/tables/21/help", wanted="yes")
    assert "The observer was asked to come." in asked
    assert "asks you to come" in await talk.ana.page("/items/D1/pad")
    pad = await talk.ana.post_form("/tables/21/help", wanted="no", back="pad")
    assert "Pad of initiatives" in pad and "asks you to come" not in pad


async def test_partners_are_recorded_as_said_and_said_by_the_delegation(talk):
    id_ = await noted(talk)
    page = await talk.ana.post_form(f"/initiatives/{id_}/partners", delegation="CRI", standing="exploring")
    assert "Costa Rica exploring as said at the table" in words(page)
    await talk.ana.post_form(f"/initiatives/{id_}", act="present")
    panama = await talk.speaker("PAN")
    sheet = await panama.page(f"/initiatives/{id_}")
    assert "Where does Panama stand?" in sheet
    delegation = id_in(sheet, r'name="delegation" value="([^"]+)"')
    said = await panama.post_form(f"/initiatives/{id_}/standing", delegation=delegation, standing="confirmed")
    assert "Panama confirmed" in words(said)
    listed = words(await talk.seated.page("/initiatives"))
    assert "Panama confirmed Costa Rica exploring as said at the table" in listed
    # The button on the list toggles.
    gone = await panama.post_form(f"/initiatives/{id_}/standing", standing="confirmed", toggles="yes")
    assert "Panama confirmed" not in words(gone)
    assert "Where does" not in await talk.seated.page(f"/initiatives/{id_}")


async def test_the_programme_leads_to_the_list_once_there_is_one(talk):
    assert 'href="/initiatives"' not in await talk.seated.page("/programme")
    assert "No initiative has been presented yet." in await talk.seated.page("/initiatives")
    await talk.ana.post_form(f"/initiatives/{await noted(talk)}", act="present")
    assert "1 initiative was presented" in words(await talk.seated.page("/programme"))


async def test_topics_by_interest_lead_to_the_tables_that_open(talk):
    await talk.go("waiting")
    panama = await talk.speaker("PAN")
    page = await panama.page("/items/D1/topics")
    assert "Mark what Panama would like to talk about." in words(page)
    await panama.post_form("/tables/22/interest", interested="yes")
    await talk.desk.post_form(
        "/items/D1/interest", delegation="CRI", table=talk.house.forum.tables[22], interested="yes"
    )
    desk = words(await talk.desk.page("/items/D1/topics"))
    assert "Costa Rica · Panama" in desk and "2 delegations interested" in desk
    others = words(await talk.seated.page("/items/D1/topics"))
    assert "2 delegations interested" in others and "Costa Rica · Panama" not in others
    await talk.desk.post_form("/items/D1/hall", action="close", table=talk.house.forum.tables[23])
    assert "this table does not open" in await talk.desk.page("/items/D1/topics")
    choose = await talk.house.seated(4)
    page = words(await choose.page("/items/D1/tables"))
    assert "Border management" in page and "Regular pathways" not in page and "most room" not in page


async def test_who_runs_the_dialogue_reads_the_pad_and_does_not_write_on_it(talk):
    await noted(talk)
    page = await talk.desk.page("/items/D1/pad")
    assert "Joint desks" in page and "New initiative" not in page and "The observers write here" in page
    await talk.seated.page("/items/D1/pad", 403)
    await talk.ana.page("/items/2a/pad", 403)
    await (await talk.house.holder("facilitator")).page("/items/2a/pad", 404)


async def test_a_role_link_of_an_observer_opens_the_pad(talk):
    token = await talk.house.link("observer", "D1")
    reader = talk.house.reader()
    assert "Pad of initiatives" in await reader.post_form("/role", token=token)
