"""The drafting room and the phones' page in hand, without scripts and as htmx sends them; and the same over JSON."""

import re

from app.kernel.ids import new_id


async def put(rooms, text, by=None, expected=201, id=None, **body):
    id_ = id or new_id()
    return await rooms.call(by or rooms.ana, "PUT", f"/paragraphs/{id_}", expected, text=text, language="en", **body)


async def test_a_paragraph_is_written_read_and_revised_over_json(rooms):
    made = await put(rooms, "Desks work", section="preamble")
    assert await put(rooms, "Desks work", section="preamble", expected=200, id=made["id"]) == made
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{made['id']}", version=1, text="Desks work well")
    problem = await rooms.call(rooms.beto, "PUT", f"/paragraphs/{made['id']}", 409, version=1, text="Desks?")
    assert (problem["code"], problem["current"]["text"]) == ("version_moved", "Desks work well")
    assert problem["kept"]["texts"] == {"en": "Desks?"}
    text = await rooms.call(rooms.panama, "GET", "/communique")
    assert [p["text"] for p in text["sections"]["preamble"]] == ["Desks work well"]
    assert "clashes" not in text["sections"]["preamble"][0]
    assert (text["paragraphs"], text["open"]) == (1, False)
    own = await rooms.call(rooms.ana, "GET", f"/paragraphs/{made['id']}")
    assert [h["clashed"] for h in own["history"]] == [False, True]
    assert "history" not in await rooms.call(rooms.panama, "GET", f"/paragraphs/{made['id']}")
    await rooms.call(rooms.ana, "DELETE", f"/paragraphs/{made['id']}/clashes/{problem['kept']['id']}")
    await rooms.call(rooms.ana, "POST", f"/paragraphs/{made['id']}/place", section="operative")
    await rooms.call(rooms.chair, "POST", f"/paragraphs/{made['id']}/status", status="agreed", version=2)
    text = await rooms.call(rooms.ana, "GET", "/communique?item=J")
    assert [(p["status"], p["clashes"]) for p in text["sections"]["operative"]] == [("agreed", [])]
    assert text["standing"] == {"open": 0, "ad_referendum": 0, "agreed": 1}
    await rooms.call(rooms.stranger, "GET", "/communique", 403)
    await rooms.call(rooms.stranger, "GET", f"/paragraphs/{made['id']}", 403)
    await rooms.call(rooms.chair, "POST", "/communique/open")
    assert (await rooms.call(rooms.stranger, "GET", "/communique"))["open"]
    await rooms.call(rooms.chair, "DELETE", "/communique/open")
    await rooms.call(rooms.ana, "DELETE", f"/paragraphs/{made['id']}?version=1", 409)
    await rooms.call(rooms.ana, "DELETE", f"/paragraphs/{made['id']}")
    assert (await rooms.call(rooms.ana, "POST", "/communique/zero-draft", 409))["code"] == "nothing_to_draw_on"


async def test_without_scripts_the_room_writes_moves_agrees_and_opens_the_text(rooms):
    page = await rooms.ana.post_form("/items/J/paragraphs", text="<i>First</i>", section="operative", language="en")
    assert "&lt;i&gt;First&lt;/i&gt;" in page and "written by the drafter" in page
    page = await rooms.ana.post_form("/items/J/paragraphs", 422, text="x" * 4001, section="preamble", language="es")
    assert "x" * 4001 in page and "4000 fit" in page
    await rooms.ana.post_form("/items/J/paragraphs", text="Second", section="operative", language="en")
    text = await rooms.call(rooms.ana, "GET", "/communique")
    first, second = (p["id"] for p in text["sections"]["operative"])
    page = await rooms.ana.post_form(f"/paragraphs/{second}", act="up")
    assert page.index(f"paragraph:{second}") < page.index(f"paragraph:{first}")
    page = await rooms.chair.post_form(f"/paragraphs/{first}", stands="ad_referendum", version="1")
    assert "agreed ad referendum" in page
    assert "was changed meanwhile" in await rooms.chair.post_form(
        f"/paragraphs/{first}", 409, stands="agreed", version="7"
    )
    await rooms.ana.post_form(f"/paragraphs/{first}", act="preamble")
    await rooms.ana.post_form(f"/paragraphs/{first}", 422, act="burn")
    page = await rooms.panama.page("/items/J/communique")
    assert "You speak for Panama." in page and "Second" in page and "/edit" not in page
    await rooms.stranger.page("/items/J/communique", 403)
    assert "Everybody reads the text" in await rooms.chair.post_form("/items/J/drafting", act="open")
    assert "/items/J/communique" in await rooms.stranger.page("/items/J")
    assert "Second" in await rooms.stranger.page("/items/J/communique")
    await rooms.panama.page("/items/J/drafting", 403)
    await rooms.ana.post_form("/items/J/drafting", 409, act="zero-draft")
    await rooms.ana.post_form("/items/J/drafting", 422, act="burn")


async def test_the_editor_keeps_both_texts_of_two_who_write_and_brings_back_what_was_taken_away(rooms):
    made = (await put(rooms, "Begin"))["id"]
    edit = f"/paragraphs/{made}/edit"
    assert "Begin" in await rooms.ana.page(edit)
    await rooms.ana.post_form(edit, version="1", **{"text:en": "Ana's", "text:es": ""})
    page = await rooms.beto.post_form(edit, 409, version="1", **{"text:en": "Beto's", "text:es": ""})
    assert "Both texts are kept" in page and "Beto&#39;s" in page and "Ana&#39;s" in page
    kept = (await rooms.call(rooms.ana, "GET", f"/paragraphs/{made}"))["clashes"][0]["id"]
    fragment = await rooms.beto.get(f"{edit}?take={kept}", headers={"hx-request": "true"})
    assert fragment.headers["hx-replace-url"] == f"/items/J/drafting?write={made}&take={kept}"
    page = await rooms.beto.post_form(edit, version="2", took=kept, **{"text:en": "Both", "text:es": "Ambos"})
    assert "Both" in page and "Ambos" in page and "Written at the same time" not in page
    await rooms.ana.post_form(f"/paragraphs/{made}/clashes/{kept}/settle")
    assert "Both" not in await rooms.ana.post_form(f"/paragraphs/{made}/withdraw", version="3")
    assert "Both" in await rooms.ana.post_form(f"/paragraphs/{made}/withdraw", back="yes")
    await rooms.panama.page(edit, 403)
    tree = await rooms.call(rooms.panama, "GET", f"/sources/paragraph/{made}")
    assert (tree["origin"], tree["says"], tree["made_from"]) == ("drafter", "Written by the drafter", [])
    assert "Written by the drafter" in await rooms.panama.page(f"/sources/paragraph/{made}")


async def test_a_zero_draft_stands_in_the_room_and_on_phones_with_where_it_comes_from(rooms):
    rapporteur = await rooms.house.holder("rapporteur", "2a")
    found = new_id()
    await rooms.call(rapporteur, "PUT", f"/key-findings/{found}", 201, item="2a", texts={"en": "Desks", "es": "Mesas"})
    await rooms.call(rapporteur, "POST", f"/key-findings/{found}/show")
    page = await rooms.ana.post_form("/items/J/drafting", act="zero-draft")
    assert "from a key finding" in page and "Mesas" in page and "written by the drafter" not in page
    page = await rooms.panama.page("/items/J/communique")
    assert "from a key finding" in page
    made = (await rooms.call(rooms.panama, "GET", "/communique"))["sections"]["operative"][0]
    assert f"/sources/paragraph/{made['id']}" in page and made["drawn_from"] == 1
    page = await rooms.panama.page(f"/sources/paragraph/{made['id']}")
    assert "Paragraph of the communiqué" in page and "It was made from" in page
    assert "Paragraph of the communiqué" in await rooms.panama.page(f"/sources/key-finding/{found}")
    assert "Paragraph of the communiqué" not in await rooms.stranger.page(f"/sources/key-finding/{found}")


async def test_a_change_is_proposed_shown_merged_and_accepted_without_scripts(rooms):
    made = (await put(rooms, "We share officers at the border."))["id"]
    at, costa_rica = f"/paragraphs/{made}", await rooms.speaker("CRI")
    assert "Send it to the drafters" in await rooms.panama.page(at)
    page = await rooms.panama.post_form(
        f"{at}/amendments", version="1", kind="replace", quote="officers", text="<b>guards</b>"
    )
    assert "&lt;b&gt;guards" in page and "Take it back" in page and "deleted:" in page and "inserted:" in page
    await costa_rica.post_form(f"{at}/amendments", version="1", kind="delete", quote="share officers", reason="No")
    page = await rooms.ana.page("/items/J/drafting")
    assert "Merge with 2" in page and "Panama" in page and "Costa Rica" in page and "competes with 1" in page
    text = (await rooms.call(rooms.ana, "GET", "/communique"))["sections"]["operative"][0]
    one, other = text["amendments"]
    assert (one["competes_with"], one["delegation"]["key"]) == ([other["id"]], "PAN")
    page = await rooms.ana.page(f"/amendments/{one['id']}/merge/{other['id']}")
    assert "share officers" in page
    await rooms.panama.page(f"/amendments/{one['id']}/merge/{other['id']}", 403)
    page = await rooms.ana.post_form(f"/amendments/{one['id']}", act="merge", other=other["id"], text="exchange guards")
    merged = (await rooms.call(rooms.ana, "GET", "/communique"))["sections"]["operative"][0]["amendments"]
    assert [a["text"] for a in merged] == ["exchange guards"] and "the drafters" in page
    page = await rooms.ana.post_form(f"/amendments/{merged[0]['id']}", act="accept")
    assert "We exchange guards at the border." in page
    page = await rooms.panama.post_form(
        f"{at}/amendments", 409, version="1", kind="insert", quote="border", text="by night"
    )
    assert "Your words stand here still" in page and "by night" in page and "We exchange guards" in page
    mine = await rooms.panama.post_form(f"{at}/amendments", version="2", kind="insert", quote="border", text="by night")
    filed = (await rooms.call(rooms.panama, "GET", "/communique"))["sections"]["operative"][0]["amendments"][0]["id"]
    assert "by night" in mine
    await rooms.panama.post_form(f"/amendments/{filed}", 422, act="burn")
    assert "by night" not in await rooms.panama.post_form(f"/amendments/{filed}", act="withdraw")
    colombia = await rooms.speaker("COL")
    assert "Send it to the drafters" not in await colombia.page(at)
    await rooms.stranger.page(at, 403)


async def test_amendments_over_json(rooms):
    made, one, other = (await put(rooms, "Desks work well"))["id"], new_id(), new_id()
    body = {"paragraph": made, "version": 1, "kind": "replace", "quote": "well", "text": "best"}
    first = await rooms.call(rooms.panama, "PUT", f"/amendments/{one}", 201, **body)
    assert await rooms.call(rooms.panama, "PUT", f"/amendments/{one}", 200, **body) == first
    assert (first["delegation"], first["state"], first["text"]) == ("PAN", "pending", "best")
    await rooms.call(rooms.beto, "PUT", f"/amendments/{other}", 201, **{**body, "text": "sometimes"})
    merged = new_id()
    await rooms.call(rooms.ana, "PUT", f"/amendments/{merged}", 201, merges=[one, other], text="mostly")
    done = await rooms.call(rooms.ana, "POST", f"/amendments/{merged}/accept")
    assert (done["state"], done["paragraph_version"]) == ("accepted", 2)
    problem = await rooms.call(rooms.panama, "PUT", f"/amendments/{new_id()}", 409, **body)
    assert (problem["code"], problem["current"]) == ("version_moved", "Desks work mostly")
    third = new_id()
    await rooms.call(
        rooms.panama, "PUT", f"/amendments/{third}", 201, paragraph=made, version=2, kind="delete", quote="mostly"
    )
    await rooms.call(rooms.ana, "POST", f"/amendments/{third}/reject")
    await rooms.call(rooms.panama, "DELETE", f"/amendments/{third}", 409)


async def test_brackets_stand_on_the_page_with_whose_they_are_and_half_of_one_loses_nothing_typed(rooms):
    await put(rooms, "We [PAN: Alt 1: share / Alt 2: [exchange]] officers")
    page = await rooms.panama.page("/items/J/communique")
    assert page.count("bracket opens") == page.count("bracket closes") == 2 and "PAN:" in page and "Alt 2" in page
    assert (await rooms.call(rooms.panama, "GET", "/communique"))["brackets"] == 2
    page = await rooms.ana.post_form("/items/J/paragraphs", 422, text="We [share", section="operative", language="en")
    assert "opened and never closed" in page and ">\nWe [share</textarea>" in page


async def test_who_takes_a_proposal_back_is_told_so_and_once(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    await rooms.panama.post_form(
        f"/paragraphs/{made}/amendments", version="1", kind="delete", quote="work", language="en"
    )
    page = await rooms.panama.page(f"/paragraphs/{made}")
    one = page.partition('action="/amendments/')[2].partition('"')[0]
    page = await rooms.panama.post_form(f"/amendments/{one}", act="withdraw")
    assert page.count("Taken back") == 1 and "Proposed to this paragraph" not in page
    assert "Taken back" not in await rooms.panama.page(f"/paragraphs/{made}")


async def test_a_refused_silence_names_the_paragraphs_that_hold_brackets(rooms):
    texts = ("Recalling [all]", "preamble"), ("Desks work", "operative"), ("We [share] [all]", "operative")
    for text, section in (*texts, ("Officers [meet]", "operative")):
        await put(rooms, text, section=section)
    for language, told in (
        ("en", "Brackets that remain: 4 (preamble, paragraph 1; paragraphs 2, 3)."),
        ("es", "Corchetes que quedan: 4 (preámbulo, párrafo 1; párrafos 2, 3)."),
        ("fr", "Crochets qui restent : 4 (préambule, paragraphe 1 ; paragraphes 2, 3)."),
        ("pt", "Colchetes que restam: 4 (preâmbulo, parágrafo 1; parágrafos 2, 3)."),
    ):
        address = f"/items/J/drafting?language={language}"
        page = await rooms.chair.post_form(address, 409, act="keep-silence", minutes="10")
        assert told in page.replace("\xa0", " ").replace("\u202f", " ")


async def test_positions_are_taken_and_the_text_is_adopted_without_scripts_and_over_json(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    assert "Any objection?" in await rooms.panama.page("/items/J/communique")
    assert "Any objection?" not in await (await rooms.speaker("COL")).page(f"/paragraphs/{made}")
    page = await rooms.panama.post_form(f"/positions/{made}", position="objection", read="1", text="Not at night")
    assert "You said:" in page and "Not at night" in page
    page = await rooms.chair.page("/items/J/drafting")
    assert "Not at night" in page and "I asked, and nobody objects" in page
    whole = await rooms.call(rooms.chair, "GET", "/communique")
    await rooms.chair.post_form("/items/J/drafting", 409, act="adopt", digest=whole["digest"], confirmed="yes")
    await rooms.chair.post_form("/items/J/drafting", 422, act="adopt", digest=whole["digest"])
    await rooms.call(rooms.panama, "PUT", f"/positions/{made}", position="no_objection", read=1)
    item = rooms.house.forum.items["J"]
    await rooms.panama.post_form(f"/positions/{item}", position="reservation", read=whole["digest"], text="As to 1")
    told = await rooms.call(rooms.chair, "GET", "/communique")
    assert [(one["delegation"], one["text"], one["current"]) for one in told["positions"]] == [("PAN", "As to 1", True)]
    assert "positions" not in await rooms.call(rooms.panama, "GET", "/communique")
    page = await rooms.chair.post_form("/items/J/drafting", act="adopt", digest=whole["digest"], confirmed="yes")
    assert "Communiqué with reservations" in page and whole["digest"] in page
    page = await rooms.panama.page("/items/J/communique")
    assert "Communiqué with reservations" in page and "As to 1" not in page.split("Any objection?")[0]
    problem = await rooms.call(rooms.chair, "POST", "/communique/adopt", 409, digest=whole["digest"], confirmed=True)
    assert problem["code"] == "adopted_already" and problem["adopted_at"]
    page = await rooms.panama.post_form(f"/paragraphs/{made}/amendments", 409, version="1", kind="delete", quote="work")
    assert "was adopted on" in page


async def test_without_scripts_the_chair_asks_delegations_answer_and_the_paragraph_is_agreed(rooms):
    made = (await put(rooms, "Desks <b>work</b>"))["id"]
    page = await rooms.chair.post_form(f"/paragraphs/{made}", act="ask", version="1")
    assert "Not spoken yet:" in page and "Costa Rica, Panama" in page
    page = await rooms.panama.page("/items/J/communique")
    assert "The chair asks: any objection?" in page and "Desks &lt;b&gt;work&lt;/b&gt;" in page
    said = {"read": "1", "asked": rooms.house.forum.items["J"]}
    page = await rooms.panama.post_form(f"/positions/{made}", 422, position="reservation", text="", **said)
    assert "The chair asks" not in page
    page = await rooms.panama.post_form(f"/positions/{made}", position="reservation", text="Not <i>now</i>", **said)
    assert "The chair asks: any objection?" in page and "Not <i>now" not in page
    page = await rooms.chair.page("/items/J/drafting")
    assert "Not &lt;i&gt;now&lt;/i&gt;" in page and "Not spoken yet:</b> Costa Rica<" in page
    page = await rooms.chair.post_form("/items/J/drafting", act="close-call", stands="agreed")
    assert (
        "Not spoken yet:" not in page
        and (await rooms.call(rooms.ana, "GET", f"/paragraphs/{made}"))["status"] == "agreed"
    )


async def test_over_json_the_chair_asks_and_closes_what_everybody_who_reads_the_text_is_told(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    asked = await rooms.call(rooms.chair, "POST", "/communique/call", paragraph=made, read=1)
    assert asked["paragraph"] == made
    text = await rooms.call(rooms.panama, "GET", "/communique")
    assert text["call"] == {key: asked[key] for key in ("item", "paragraph", "read", "asked_at")} | {"current": True}
    await rooms.call(rooms.panama, "PUT", f"/positions/{made}", position="objection", read=1)
    problem = await rooms.call(rooms.chair, "POST", "/communique/call/close", 409, status="agreed")
    assert problem["code"] == "objections_stand"
    text = await rooms.call(rooms.ana, "GET", "/communique")
    assert [one["delegation"] for one in text["call"]["silent"]] == ["CRI"]
    await rooms.call(rooms.chair, "POST", "/communique/call/close")
    assert (await rooms.call(rooms.panama, "GET", "/communique"))["call"] is None
    asked = await rooms.call(rooms.chair, "POST", "/communique/call", read=text["digest"], item="J")
    assert asked["paragraph"] is None


async def test_without_scripts_a_new_paragraph_is_proposed_after_another_and_accepted(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    typed = {"version": "1", "kind": "paragraph", "text": "Teams <b>stay</b>", "reason": "Missing"}
    page = await rooms.panama.post_form(f"/paragraphs/{made}/amendments", **typed)
    assert "New paragraph after it" in page and "Teams &lt;b&gt;stay&lt;/b&gt;" in page
    [filed] = (await rooms.call(rooms.ana, "GET", f"/paragraphs/{made}"))["amendments"]
    page = await rooms.ana.post_form(f"/amendments/{filed['id']}", act="accept")
    text = await rooms.call(rooms.ana, "GET", "/communique")
    assert [p["text"] for p in text["sections"]["operative"]] == ["Desks work", "Teams <b>stay</b>"]


async def test_without_scripts_silence_is_kept_broken_and_ended(rooms):
    first, second = (await put(rooms, "Desks work"))["id"], (await put(rooms, "Teams stay"))["id"]
    page = await rooms.chair.page("/items/J/drafting")
    assert f'id="tick-{first}" name="paragraph"' in page
    for typed, sentence in (("soon", "This is no time"), ("0", "lies ahead"), ("", "needs a deadline")):
        page = await rooms.chair.post_form("/items/J/drafting", 422, act="keep-silence", minutes=typed, paragraph=first)
        assert sentence in page
    page = await rooms.chair.post_form("/items/J/drafting", act="keep-silence", minutes="7,5", paragraph=[first])
    assert "Silence is kept" in page and "Paragraph 1" in page and page.count("silence is kept on it") == 1
    page = await rooms.panama.page("/items/J/communique")
    assert "If no delegation breaks the silence in writing" in page and "Break the silence in writing" in page
    page = await rooms.panama.page(f"/paragraphs/{first}")
    assert "Till its deadline" in page and "Send it to the drafters" not in page
    typed = {"version": "1", "kind": "delete", "quote": "Desks", "reason": "Kept words"}
    page = await rooms.panama.post_form(f"/paragraphs/{first}/amendments", 409, **typed)
    assert "nothing of it is changed or amended" in page and "Kept words" in page
    assert "Send it to the drafters" in await rooms.panama.page(f"/paragraphs/{second}")
    page = await rooms.panama.post_form("/items/J/silence", 422, text=" ")
    page = await rooms.panama.post_form("/items/J/silence", text="Not <i>at night</i>")
    assert "The silence was broken" in page and "<q>Not &lt;i&gt;at night&lt;/i&gt;</q>" in page
    page = await (await rooms.speaker("CRI")).page("/items/J/communique")
    assert "The silence was broken" in page and "at night" not in page
    page = await rooms.chair.page("/items/J/drafting")
    assert "breaks the silence" in page and "Not &lt;i&gt;at night&lt;/i&gt;" in page
    await rooms.chair.post_form("/items/J/drafting", act="keep-silence", minutes="10")
    page = await rooms.chair.post_form("/items/J/drafting", act="end-silence")
    assert "The chair ended the silence" in page and "at night" not in page


async def test_over_json_silence_is_kept_and_broken(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    begun = await rooms.call(rooms.chair, "POST", "/communique/silence", 201, minutes=5, paragraphs=[made])
    text = await rooms.call(rooms.panama, "GET", "/communique")
    assert text["silence"]["until"] == begun["until"] and text["sections"]["operative"][0]["frozen"]
    problem = await rooms.call(rooms.ana, "PUT", f"/paragraphs/{made}", 409, version=1, text="Other")
    assert (problem["code"], problem["until"]) == ("frozen", begun["until"])
    sent = {"text": "Not at night", "silence": begun["id"], "id": new_id()}
    await rooms.call(rooms.panama, "POST", "/communique/silence/break", **sent)
    await rooms.call(rooms.panama, "POST", "/communique/silence/break", **sent)
    text = await rooms.call(rooms.chair, "GET", "/communique")
    assert [one["delegation"] for one in text["silence"]["breaks"]] == ["PAN"]
    assert "breaks" not in (await rooms.call(rooms.panama, "GET", "/communique"))["silence"]
    await rooms.call(rooms.chair, "POST", "/communique/silence", 201, minutes=5)
    assert (await rooms.call(rooms.chair, "POST", "/communique/silence/end"))["result"] == "ended"


async def test_after_the_adoption_a_correction_is_made_without_scripts_and_over_json_and_everybody_reads_it(rooms):
    made = (await put(rooms, "Desks wrok"))["id"]
    correcting = f"/paragraphs/{made}/correction"
    await rooms.chair.page(correcting, 409)
    digest = (await rooms.call(rooms.chair, "GET", "/communique"))["digest"]
    await rooms.call(rooms.chair, "POST", "/communique/adopt", digest=digest, confirmed=True)
    assert "Desks wrok" in await rooms.stranger.page("/items/J/communique")
    await rooms.stranger.page(correcting, 403)
    typed = {"language": "en", "text": "Desks <i>work</i>", "reason": "A letter", "read": "0"}
    page = await rooms.chair.post_form(correcting, 422, **typed)
    assert "Confirm that it is corrected" in page and "Desks &lt;i&gt;work&lt;/i&gt;" in page
    page = await rooms.chair.post_form(correcting, confirmed="yes", **typed)
    assert "Correction 1" in page and "A letter" in page
    page = await rooms.stranger.page("/items/J/communique")
    assert "Correction 1" in page and "<del>" in page
    sent = {"paragraph": made, "language": "en", "text": "Desks do work", "reason": "Two", "read": 0, "confirmed": True}
    problem = await rooms.call(rooms.chair, "PUT", f"/corrections/{new_id()}", 409, **sent)
    assert (problem["code"], problem["number"]) == ("version_moved", 1)
    await rooms.call(rooms.chair, "PUT", f"/corrections/{new_id()}", 201, **{**sent, "read": 1})
    told = (await rooms.call(rooms.stranger, "GET", f"/paragraphs/{made}"))["corrections"]
    assert [(one["number"], one["before"]) for one in told] == [(1, "Desks wrok"), (2, "Desks <i>work</i>")]


async def test_the_text_is_read_clean_bracketed_with_changes_and_compared(rooms):
    made = (await put(rooms, "We [PAN: share] <b>desks</b>"))["id"]
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{made}", version=1, texts={"en": "We [PAN: hold] <b>desks</b>"})
    change = {"paragraph": made, "version": 2, "kind": "delete", "quote": "We"}
    await rooms.call(rooms.panama, "PUT", f"/amendments/{new_id()}", 201, **change)
    text = "/items/J/communique/text"
    clean = await rooms.panama.page(text)
    assert "[…]" in clean and "hold" not in clean and "&lt;b&gt;desks&lt;/b&gt;" in clean
    assert "hold" in await rooms.panama.page(f"{text}?view=bracketed")
    assert "<del>" in await rooms.panama.page(f"{text}?view=changes")
    page = await rooms.panama.page(f"{text}?view=compared")
    assert "<del>" in page and "<ins>" in page and "share" in page
    told = await rooms.call(rooms.panama, "GET", "/communique/compared")
    assert [p["after"] for p in told["paragraphs"]] == ["We [PAN: hold] <b>desks</b>"] and len(told["moments"]) == 2
    same = await rooms.panama.page(f"{text}?view=compared&since={told['until']}&until={told['until']}")
    assert "<del>" not in same and "hold" in same
    await rooms.panama.page(f"{text}?view=compared&since=yesterday", 422)
    await rooms.stranger.page(text, 403)
    await rooms.call(rooms.stranger, "GET", "/communique/compared", 403)


async def test_a_change_is_seen_before_it_is_sent_and_nothing_typed_is_lost(rooms):
    made = (await put(rooms, "We share desks at the border, and desks at sea"))["id"]
    at = f"/paragraphs/{made}"
    typed = {"version": "1", "kind": "insert", "quote": "desks", "text": "and <i>rooms</i>", "reason": "Why not"}
    page = await rooms.panama.post_form(f"{at}/preview", 422, **typed)
    assert "stand 2 times" in page and "and &lt;i&gt;rooms" in page and "Why not" in page
    page = await rooms.panama.post_form(f"{at}/preview", occurrence="2", **typed)
    assert "<ins>" in page and 'name="occurrence" value="2"' in page and "Why not" in page
    assert 'value="insert" checked' in page and "Sent to the drafters" not in page
    part = await rooms.panama.htmx(f"{at}/preview", status=200, **{**typed, "quote": "border"})
    assert "<ins>" in part and "Panama" in part and "<form" not in part
    assert "do not stand in the paragraph" in await rooms.panama.htmx(
        f"{at}/preview", status=200, **{**typed, "quote": "bored"}
    )
    await rooms.stranger.post_form(f"{at}/preview", 403, **typed)
    assert not (await rooms.call(rooms.panama, "GET", at))["amendments"]
    told = await rooms.call(rooms.panama, "POST", f"{at}/preview", version=1, kind="delete", quote="We")
    assert [change["kind"] for change in told["changes"]][:2] == ["deleted", "same"] and told["competes_with"] == []
    page = await rooms.panama.post_form(f"{at}/amendments", occurrence="2", **typed)
    assert "Sent to the drafters" in page
    [filed] = (await rooms.call(rooms.panama, "GET", at))["amendments"]
    assert filed["quote"] == "desks" and f'data-sent="{filed["id"]}"' in page
    await rooms.call(rooms.ana, "POST", f"/amendments/{filed['id']}/accept")
    assert (await rooms.call(rooms.panama, "GET", at))["text"].endswith("and desks and <i>rooms</i> at sea")
    page = await rooms.panama.post_form(f"{at}/amendments", 409, **typed)
    assert "changed while you wrote" in page and '<input type="hidden" hidden name="version" value="2">' in page


async def test_each_kind_of_change_says_what_it_does(rooms):
    made = (await put(rooms, "We share desks"))["id"]
    page = await rooms.panama.page(f"/paragraphs/{made}")
    for kind, said in (
        ("replace", "yours stand in their place"),
        ("insert", "Yours come right after"),
        ("delete", "the whole paragraph goes"),
        ("bracket", "with your delegation"),
        ("paragraph", "A paragraph of its own"),
    ):
        assert re.search(f'<p data-for="{kind}">[^<]*{said}', page), kind
    assert "with your delegation" not in await rooms.ana.page(f"/paragraphs/{made}")


async def test_what_is_said_of_brackets_and_changes_is_said_where_there_are_any(rooms):
    made = (await put(rooms, "We share desks"))["id"]
    text = "/items/J/communique/text"
    for view in ("clean", "bracketed"):
        assert "No bracket is left in this text" in await rooms.panama.page(f"{text}?view={view}")
    assert "Nothing is proposed to the text now" in await rooms.panama.page(f"{text}?view=changes")
    assert "The two texts say the same" in await rooms.panama.page(f"{text}?view=compared")
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{made}", version=1, texts={"en": "We [share] desks"})
    assert "What stands in brackets is not agreed" in await rooms.panama.page(text)
    assert "What stands in square brackets is not agreed" in await rooms.panama.page(f"{text}?view=bracketed")
    for kind, quote, words in (("replace", "desks", "rooms"), ("delete", "desks", ""), ("paragraph", "", "Rooms open")):
        change = {"paragraph": made, "version": 2, "kind": kind, "quote": quote, "text": words}
        await rooms.call(rooms.panama, "PUT", f"/amendments/{new_id()}", 201, **change)
    page = await rooms.panama.page(f"{text}?view=changes")
    assert "What is proposed is struck out or underlined" in page and "Rooms open" in page
    assert page.count("competes with") == 1 and page.count("New paragraph after it") == 1


async def test_the_comparison_says_which_paragraphs_came_went_and_moved(rooms):
    ids = [(await put(rooms, text))["id"] for text in ("First", "Second", "Third")]
    since = (await rooms.call(rooms.panama, "GET", "/communique/compared"))["until"]
    await rooms.call(rooms.ana, "POST", f"/paragraphs/{ids[2]}/place", after=None, section="preamble")
    await rooms.call(rooms.ana, "DELETE", f"/paragraphs/{ids[0]}")
    await put(rooms, "Fourth")
    page = await rooms.panama.page(f"/items/J/communique/text?view=compared&since={since}")
    for said in (
        "Paragraph 1 was taken away",
        "New since the earlier text",
        "Moved. It was: Paragraph 3.",
        "Paragraph 3 stood here. It is paragraph 1 of the preamble now.",
    ):
        assert said in page, said
    told = await rooms.call(rooms.panama, "GET", f"/communique/compared?since={since}")
    places = {p["id"]: (p["was"], p["now"], p["moved"]) for p in told["paragraphs"]}
    third = {"section": "operative", "number": 3}
    assert places[ids[2]] == (third, {"section": "preamble", "number": 1}, True)
    assert places[ids[0]] == ({"section": "operative", "number": 1}, None, False)


async def test_the_journal_is_released_by_the_chair_alone_and_taken_back(rooms):
    made = (await put(rooms, "Desks work"))["id"]
    change = {"paragraph": made, "version": 1, "kind": "delete", "quote": "work", "reason": "<i>Shorter</i>"}
    await rooms.call(rooms.panama, "PUT", f"/amendments/{new_id()}", 201, **change)
    journal = "/items/J/communique/journal"
    page = await rooms.ana.page(journal)
    assert "a change proposed" in page and "Panama" in page and "&lt;i&gt;Shorter" in page and "Release it" not in page
    await rooms.panama.page(journal, 403)
    await rooms.call(rooms.panama, "GET", "/communique/journal", 403)
    await rooms.ana.post_form(journal, 403, act="release")
    await rooms.chair.post_form(journal, 422, act="burn")
    assert "The chair has released it" in await rooms.chair.post_form(journal, act="release")
    assert "a change proposed" in await rooms.panama.page(journal)
    await rooms.stranger.page(journal, 403)
    told = await rooms.call(rooms.panama, "GET", "/communique/journal")
    assert [one["kind"] for one in told["entries"]] == ["written", "proposed"] and told["released_at"]
    await rooms.call(rooms.chair, "DELETE", "/communique/release")
    await rooms.panama.page(journal, 403)
    await rooms.call(rooms.chair, "POST", "/communique/release")
