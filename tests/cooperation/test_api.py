"""Initiatives over JSON, as other people's programs write and read them."""

from app.kernel.ids import new_id

ORIGIN = {"origin": "http://testserver"}


async def call(reader, method, path, body=None, status=200):
    answer = await reader.request(method, f"/api/v1{path}", json=body, headers=ORIGIN)
    assert answer.status_code == status, answer.text
    return answer.json()


async def put(talk, status=201, id=None, **body):
    id_ = id or new_id()
    fields = {"item": "D1", "table": 21, "title": "Joint desks", **body}
    return await call(talk.ana, "PUT", f"/initiatives/{id_}", fields, status)


async def test_an_initiative_is_written_once_however_often_it_is_sent(talk):
    id_ = new_id()
    first = await put(talk, id=id_, by_when="2024-03-31", references=["gcm/23"], lead="PAN")
    assert (first["id"], first["by_when"], first["references"], first["lead"]) == (id_, "2024-03-31", ["gcm/23"], "PAN")
    assert await put(talk, 200, id=id_, by_when="2024-03-31", references=["gcm/23"], lead="PAN") == first
    assert (await put(talk, 409, id=id_, what="Other"))["code"] == "id_reused"


async def test_fields_that_are_not_sent_stay_and_null_empties_them(talk):
    made = await put(talk, what="Desks", by_when="2024-03-31", references=["gcm/7"], lead="CRI")
    body = {"version": 1, "asks": "Money", "lead": None, "references": None, "by_when": None}
    done = await call(talk.beto, "PUT", f"/initiatives/{made['id']}", body)
    assert (done["what"], done["asks"], done["lead"], done["references"], done["by_when"]) == (
        "Desks",
        "Money",
        None,
        [],
        None,
    )


async def test_a_clash_answers_with_both_texts_and_keeps_both(talk):
    made = await put(talk, what="Begin")
    await call(talk.ana, "PUT", f"/initiatives/{made['id']}", {"version": 1, "what": "Ana's", "lead": "PAN"})
    body = {"version": 1, "what": "Beto's", "lead": "CRI"}
    for _ in range(2):
        problem = await call(talk.beto, "PUT", f"/initiatives/{made['id']}", body, 409)
        assert problem["code"] == "version_moved"
        assert problem["current"]["what"] == "Ana's"
        assert problem["kept"]["fields"] == {"what": "Beto's", "lead": "CRI"}
    read = await call(talk.ana, "GET", f"/initiatives/{made['id']}")
    assert [c["fields"] for c in read["clashes"]] == [{"what": "Beto's", "lead": "CRI"}]
    assert [h["clashed"] for h in read["history"]] == [False, True]
    await call(talk.ana, "DELETE", f"/initiatives/{made['id']}/clashes/{problem['kept']['id']}")
    assert (await call(talk.ana, "GET", f"/initiatives/{made['id']}"))["clashes"] == []
    await call(talk.ana, "DELETE", f"/initiatives/{made['id']}/clashes/{new_id()}", status=404)


async def test_lists_hold_what_the_pass_may_read_in_its_language(talk):
    late = await put(talk, title="Late", by_when="2025-01-01")
    soon = await put(talk, title="Soon", by_when="2024-01-01", references=["gcm/7"])
    never = await put(talk, title="Never", table=22)

    async def listed(reader, path="/initiatives"):
        return [i["title"] for i in (await call(reader, "GET", path))["initiatives"]]

    assert await listed(talk.ana) == ["Soon", "Late", "Never"]
    assert await listed(talk.ana, "/items/D1/initiatives") == ["Late", "Soon", "Never"]
    assert await listed(talk.seated) == ["Soon", "Late"]
    stranger = await talk.house.seated(4)
    assert await listed(stranger) == []
    await call(stranger, "GET", f"/initiatives/{soon['id']}", status=404)
    await call(talk.ana, "POST", f"/initiatives/{soon['id']}/present", {})
    assert await listed(stranger, "/initiatives?item=D1") == ["Soon"]
    read = await call(stranger, "GET", f"/initiatives/{soon['id']}")
    assert read["references"] == [
        {"key": "gcm/7", "label": "GCM 7", "label_languages": ["en"], "title": "Objective 7", "title_languages": ["en"]}
    ]
    assert "history" not in read and "clashes" not in read
    await call(talk.ana, "DELETE", f"/initiatives/{soon['id']}/present")
    assert await listed(stranger) == []
    await call(talk.ana, "DELETE", f"/initiatives/{never['id']}?version=1")
    assert await listed(talk.ana) == ["Soon", "Late"]
    assert late["table"] == talk.house.forum.tables[21]


async def test_partners_over_json(talk):
    made = await put(talk)
    path = f"/initiatives/{made['id']}/partners/PAN"
    panama = await talk.speaker("PAN")
    await call(panama, "PUT", path, {"standing": "confirmed"}, 404)
    await call(talk.ana, "PUT", path, {"standing": "interested"})
    await call(talk.ana, "POST", f"/initiatives/{made['id']}/present", {})
    assert (await call(panama, "PUT", path, {"standing": "confirmed"}))["said_by"] == "delegation"
    assert (await call(talk.ana, "DELETE", path, status=409))["code"] == "said_itself"
    assert (await call(panama, "DELETE", path))["standing"] is None
    assert (await call(panama, "PUT", path, {"standing": "maybe"}, 422))["errors"]["standing"]


async def test_topics_over_json(talk):
    await talk.go("waiting")
    panama, table = await talk.speaker("PAN"), talk.house.forum.tables[22]
    await call(panama, "PUT", f"/tables/{table}/interest")
    await call(talk.desk, "PUT", "/tables/22/interest", {"delegation": "CRI"})
    desk = await call(talk.desk, "GET", "/items/D1/topics")
    assert [(t["number"], t["interested"]) for t in desk["topics"]] == [(21, []), (22, ["CRI", "PAN"]), (23, [])]
    phone = await call(talk.seated, "GET", "/items/D1/topics")
    assert [t["delegations"] for t in phone["topics"]] == [0, 2, 0]
    await call(talk.desk, "DELETE", "/tables/22/interest?delegation=CRI")
    await call(panama, "DELETE", f"/tables/{table}/interest")
    assert [t["delegations"] for t in (await call(talk.desk, "GET", "/items/D1/topics"))["topics"]] == [0, 0, 0]


async def test_sources_lead_from_an_initiative_to_what_was_said_and_back(talk):
    answer = new_id()
    await call(
        talk.seated, "PUT", f"/answers/{answer}", {"table": talk.house.forum.tables[21], "text": "Share officers"}, 201
    )
    made = await put(talk, sources=[{"kind": "answer", "id": answer}])
    tree = await call(talk.ana, "GET", f"/sources/initiative/{made['id']}")
    assert (tree["text"], [below["text"] for below in tree["made_from"]]) == ("Joint desks", ["Share officers"])
    up = await call(talk.seated, "GET", f"/sources/answer/{answer}")
    assert [above["kind"] for above in up["became"]] == ["initiative"]
    await call(talk.ana, "POST", f"/initiatives/{made['id']}/present", {})
    stranger = await talk.house.seated(4)
    tree = await call(stranger, "GET", f"/sources/initiative/{made['id']}")
    assert [below["words_withheld"] for below in tree["made_from"]] == [True]


async def test_who_writes_at_an_initiative_is_told_to_the_others_at_the_pad(talk):
    made = await put(talk)
    told = await call(talk.ana, "PUT", f"/drafts/initiative/{made['id']}", {})
    assert told == {"key": f"initiative:{made['id']}", "by": "Ana"}
    await call(talk.seated, "PUT", f"/drafts/initiative/{made['id']}", {}, 403)
