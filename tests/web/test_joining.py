"""Joining and role links sent again, by somebody else, or with something wrong in them: nobody comes in twice or in part."""

from sqlmodel import Session, func, select

from app.kernel.ids import new_id
from app.people.models import Participant
from tests.desk.conftest import House, house
from tests.forums import found

__all__ = ["house"]


async def people(house: House) -> int:
    def count(session: Session) -> int:
        return session.exec(select(func.count()).select_from(Participant)).one()

    return await house.server.readers.run(count)


async def test_who_names_a_table_that_is_not_there_does_not_come_in_without_it(house: House) -> None:
    before = await people(house)
    refused = await house.reader().post("/api/v1/join", json={"code": house.forum.code, "table": "nowhere"})
    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_table")
    assert await people(house) == before


async def test_the_same_id_joins_two_forums_as_two_people(house: House) -> None:
    other = found(house.server.engines, house.server.lanes, house.server.readers)
    sent = new_id()
    passes = set()
    for code in (house.forum.code, other.code, house.forum.code):
        joined = await house.reader().post("/api/v1/join", json={"code": code, "name": "Ana", "id": sent})
        assert joined.status_code == 201, joined.text
        passes.add(joined.json()["pass"])
    assert len(passes) == 2


async def test_who_left_and_sends_the_join_form_again_comes_in_again(house: House) -> None:
    body = {"code": house.forum.code, "name": "Ana", "id": new_id()}
    first = (await house.reader().post("/api/v1/join", json=body)).json()["pass"]
    await house.reader().delete("/api/v1/me", headers={"authorization": f"Bearer {first}"})
    again = (await house.reader().post("/api/v1/join", json=body)).json()["pass"]
    me = await house.reader().get("/api/v1/me", headers={"authorization": f"Bearer {again}"})
    assert (me.status_code, me.json()["name"]) == (200, "Ana")
    gone = await house.reader().get("/api/v1/me", headers={"authorization": f"Bearer {first}"})
    assert gone.status_code == 401, "what ended stays ended"


async def test_a_role_links_form_sent_again_by_another_pass_never_claims_what_it_did_not_give(house: House) -> None:
    token, sent = await house.link("facilitator", "2a"), new_id()
    for table in (1, 2):
        person = await house.seated(table)
        headers = {"authorization": f"Bearer {person.cookies['sobremesa_pass']}"}
        answer = await house.reader().post("/api/v1/links", json={"token": token, "id": sent}, headers=headers)
        me = (await house.reader().get("/api/v1/me", headers=headers)).json()
        if answer.status_code == 201:
            assert answer.json()["participant"] == me["participant"]
            assert [role["role"] for role in me["roles"]] == ["facilitator"]
        else:
            assert (answer.status_code, answer.json()["code"]) == (409, "id_reused")
            assert me["roles"] == []


async def test_an_answers_id_of_another_forum_is_told_as_used(house: House) -> None:
    other = found(house.server.engines, house.server.lanes, house.server.readers)
    sent, statuses = new_id(), []
    for forum in (house.forum, other):
        body = {"code": forum.code, "table": forum.tables[1]}
        joined = (await house.reader().post("/api/v1/join", json=body)).json()
        words = {"table": forum.tables[1], "text": "The same id"}
        headers = {"authorization": f"Bearer {joined['pass']}"}
        answer = await house.reader().put(f"/api/v1/answers/{sent}", json=words, headers=headers)
        statuses.append((answer.status_code, answer.json().get("code")))
    assert statuses == [(201, None), (409, "id_reused")]
