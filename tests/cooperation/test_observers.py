"""Who observes records and assists, and takes no part: held by the roles' table, and by every call that somebody may make by
hand. A twin without the role is let through each of them: it is the role that refuses.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from app.kernel.ids import new_id
from app.kernel.roles import ACTS, Actor, Grant, may
from tests.desk.conftest import House, Reader

FAMILIES = (
    "answer:",
    "finding:",
    "comment:",
    "partner:",
    "topic:mark",
    "question:",
    "support:",
    "speaker:",
    "position:",
    "amendment:",
    "paragraph:",
)
"""Acts of taking part; families that have no act yet are held when they come."""

RELATIONS = frozenset().union(*(rule.relations for rule in ACTS.values())) - {"anyone"}


def test_no_relation_lets_an_observer_take_part():
    observer = Actor("F", "P", (Grant("observer", "D1"), Grant("participant", None, "PAN")))
    taking_part = [act for act in ACTS if act.startswith(FAMILIES)]
    assert {"answer:write", "finding:signoff", "comment:write", "partner:stand", "question:ask", "support:give"} <= set(
        taking_part
    )
    assert [act for act in taking_part if may(observer, act, "D1", RELATIONS)] == []


def test_what_an_observer_does_is_to_record_present_and_assist():
    observer = Actor("F", "P", (Grant("observer", "D1"),))
    done = {act for act in ACTS if not act.startswith(("hear:", "open:")) and may(observer, act, "D1")}
    assert {"initiative:write", "initiative:present", "note:write", "table:help"} <= done
    assert not {"item:run", "item:hall", "stage:show", "key-finding:write", "table:act", "topic:record"} & done


@dataclass
class Person:
    """Somebody at table 1 who has written there; ``made`` are the ids of what is theirs."""

    reader: Reader
    made: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        answer = await self.reader.request(method, f"/api/v1{path}", json=body, headers={"origin": "http://testserver"})
        return answer.status_code, answer.json().get("code", "")


async def taking_part(house: House, person: Person, other: Person) -> dict[str, tuple[str, str, Any]]:
    """Every call by which somebody takes part, at their own table and at others'."""
    table, mine, theirs = house.forum.tables[1], person.made, other.made
    return {
        "answer": ("PUT", f"/answers/{new_id()}", {"table": table, "text": "Again"}),
        "revise": ("POST", f"/answers/{mine['answer']}/revisions", {"text": "Other words", "version": 1}),
        "agree": ("PUT", f"/answers/{theirs['answer']}/agreement", {}),
        "agree no more": ("DELETE", f"/answers/{theirs['answer']}/agreement", None),
        "finding": ("PUT", f"/findings/{new_id()}", {"table": table, "text": "A finding"}),
        "other finding": ("PUT", f"/findings/{mine['finding']}", {"text": "Other words", "version": 1}),
        "sign off": ("POST", f"/findings/{mine['finding']}/signoff", {"nobody_objected": True}),
        "dissent": ("POST", f"/findings/{mine['finding']}/signoff", {"dissent": "Not for minors"}),
        "report": ("POST", f"/findings/{mine['finding']}/report", {}),
        "take back": ("DELETE", f"/findings/{mine['finding']}/report", None),
        "comment": ("PUT", f"/comments/{new_id()}", {"finding": theirs["far"], "stance": "supports", "text": ""}),
        "no comment": ("DELETE", f"/comments/{mine['comment']}", None),
        "pen": ("PUT", f"/tables/{table}/pen", {}),
        "reporter": ("PUT", f"/tables/{table}/reporter", {}),
        "ready": ("PUT", f"/tables/{table}/ready", {}),
        "not ready": ("DELETE", f"/tables/{table}/ready", None),
        "no finding": ("DELETE", f"/findings/{mine['finding']}", None),
        "no answer": ("DELETE", f"/answers/{mine['answer']}", None),
    }


async def cafe_with(house: House) -> tuple[Person, Person]:
    """Two who wrote, found and commented at table 1 while the tables report."""
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/phase", to="report_out", sure="yes", status=200)
    far = Person(await house.seated(2))
    far.made["far"] = new_id()
    assert (await far.call("PUT", f"/findings/{far.made['far']}", {"table": house.forum.tables[2], "text": "Far"}))[
        0
    ] == 201
    assert (await far.call("POST", f"/findings/{far.made['far']}/report", {}))[0] == 200
    people = Person(await house.seated(1)), Person(await house.seated(1))
    for person in people:
        person.made |= {kind: new_id() for kind in ("answer", "finding", "comment")} | far.made
        for path, body in (
            ("/answers/{answer}", {"table": house.forum.tables[1], "text": "Mine"}),
            ("/findings/{finding}", {"table": house.forum.tables[1], "text": "Ours"}),
            ("/comments/{comment}", {"finding": far.made["far"], "stance": "adds", "text": "We too"}),
        ):
            assert (await person.call("PUT", path.format(**person.made), body))[0] == 201
    return people


async def test_every_call_of_taking_part_is_refused_to_an_observer_and_open_to_their_neighbour(house: House) -> None:
    observer, neighbour = await cafe_with(house)
    link = {"token": await house.link("observer", "2a")}
    assert (await observer.call("POST", "/links", link))[0] == 201
    calls = await taking_part(house, observer, neighbour)
    assert {name: await observer.call(*call) for name, call in calls.items()} == dict.fromkeys(
        calls, (403, "not_yours")
    )
    # What was written before stands, and the neighbour does all of it.
    twins = await taking_part(house, neighbour, neighbour)
    answers = {name: await neighbour.call(*call) for name, call in twins.items()}
    assert {name: answer for name, answer in answers.items() if answer[0] >= 400} == {}


async def test_in_the_plenary_an_observer_neither_asks_nor_supports(house: House) -> None:
    desk = await house.holder("moderator")
    await desk.htmx("/items/P2/phase", to="presenting", sure="yes", status=200)
    observer, neighbour = Person(await house.holder("observer", "P2")), Person(await house.seated(1))
    asked, other = (f"/floor-questions/{new_id()}" for _ in range(2))
    body = {"item": "P2", "text": "Who pays for the desks?"}
    assert (await neighbour.call("PUT", asked, body))[0] == 201
    third = Person(await house.seated(2))
    assert (await third.call("PUT", f"{asked}/support", {}))[0] == 200
    assert await observer.call("PUT", other, body) == (403, "not_yours")
    assert await observer.call("PUT", f"{asked}/support", {}) == (403, "not_yours")
    assert await observer.call("POST", f"{asked}/answered", {}) == (403, "not_yours")


@pytest.mark.parametrize("path", ["/tables/1/answers", "/tables/1/findings", "/tables/1/pen", "/tables/1/reporter"])
async def test_forms_that_an_observer_posts_by_hand_are_refused(house: House, path: str) -> None:
    person = Person(await house.seated(1))
    await person.call("POST", "/links", {"token": await house.link("observer")})
    await person.reader.htmx(path, 403, id=new_id(), text="My opinion", table=house.forum.tables[1])


async def test_an_observer_of_one_item_takes_part_in_another(house: House) -> None:
    person = Person(await house.seated(1))
    await person.call("POST", "/links", {"token": await house.link("observer", "2b")})
    body = {"table": house.forum.tables[1], "text": "As a participant"}
    assert (await person.call("PUT", f"/answers/{new_id()}", body))[0] == 201


async def test_an_observer_helps_when_asked_and_says_when_it_is_done(house: House) -> None:
    observer, table = Person(await house.holder("observer", "2a")), house.forum.tables[1]
    seated = Person(await house.seated(1))
    assert (await seated.call("POST", f"/tables/{table}/help", {}))[0] == 200
    assert (await observer.call("DELETE", f"/tables/{table}/help"))[0] == 200
    stranger = Person(await house.seated(4))
    assert await stranger.call("POST", f"/tables/{table}/help", {}) == (403, "not_yours")
