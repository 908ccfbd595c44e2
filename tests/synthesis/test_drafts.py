"""Who is writing where: told to the others who are there, by the name they know, kept nowhere, and to nobody else."""

import asyncio
from collections.abc import Callable

from app.kernel.ids import hashed, new_id
from app.people.queries import find_pass
from app.store.journal import head
from tests.desk.conftest import SITE, House, Reader, house
from tests.live.cafe import Guest

__all__ = ["House", "house"]


async def listener(house: House, reader: Reader, *rooms: str) -> Guest:
    """The socket of a page that *reader* has open."""
    token = next(value for name, value in reader.cookies.items() if name.startswith("sobremesa_pass"))
    actor = await house.server.readers.run(find_pass, hashed(token.partition(".")[0]))
    assert actor is not None
    guest = Guest(house.server.hub, actor)
    guest.hello(dict.fromkeys(rooms), epoch=None)
    await until(lambda: guest.news("welcome"))
    return guest


async def until(holds: Callable[[], object]) -> None:
    for _ in range(200):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in time")


async def told(guest: Guest) -> list[tuple[str, str | None]]:
    await asyncio.sleep(0.1)
    return [(frame["key"], frame["by"]) for frame in guest.news("editing")]


async def key_finding(rapporteur: Reader) -> str:
    id_ = new_id()
    body = {"item": "2a", "text": "Desks identify victims"}
    made = await rapporteur.put(f"/api/v1/key-findings/{id_}", json=body, headers={"origin": SITE})
    assert made.status_code == 201, made.text
    return id_


async def write(reader: Reader, kind: str, thing: str) -> int:
    answer = await reader.put(f"/api/v1/drafts/{kind}/{thing}", json={}, headers={"origin": SITE})
    return answer.status_code


async def test_two_rapporteurs_at_one_key_finding_hear_of_each_other_and_the_journal_does_not(house: House) -> None:
    rosa, luis = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2a")
    id_ = await key_finding(rosa)
    room = f"work:{house.forum.items['2a']}"
    of_rosa, of_luis = await listener(house, rosa, room), await listener(house, luis, room)
    before = await house.server.readers.run(head, house.forum.id)
    assert await write(rosa, "key-finding", id_) == 200
    assert await write(luis, "key-finding", id_) == 200
    assert await told(of_rosa) == [(f"key-finding:{id_}", "rapporteur")]
    assert await told(of_luis) == [(f"key-finding:{id_}", "Rosa")]
    assert await house.server.readers.run(head, house.forum.id) == before


async def test_only_who_may_hear_a_room_may_be_told_of_in_it(house: House) -> None:
    rosa, other = await house.holder("rapporteur", "2a", "Rosa"), await house.holder("rapporteur", "2b")
    observer, guest = await house.holder("observer", "2a"), await house.seated(1, "Ana")
    id_ = await key_finding(rosa)
    heard = await listener(house, rosa, f"work:{house.forum.items['2a']}")
    for reader in (other, observer, guest):
        assert await write(reader, "key-finding", id_) == 403
    assert await write(rosa, "key-finding", new_id()) == 404
    assert await write(rosa, "paragraphs", id_) == 404
    assert await write(house.reader(), "key-finding", id_) == 401
    assert await told(heard) == []


async def test_who_sits_at_a_table_sees_who_changes_its_words(house: House) -> None:
    ana, luis, far = await house.seated(1, "Ana"), await house.seated(1, "Luis"), await house.seated(2, "Far")
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/phase", to="table_work")
    answer, table = new_id(), house.forum.tables[1]
    said = await ana.put(f"/api/v1/answers/{answer}", json={"table": table, "text": "Desks"}, headers={"origin": SITE})
    assert said.status_code == 201, said.text
    of_luis = await listener(house, luis, f"table:{table}")
    assert await write(ana, "answer", answer) == 200
    assert await write(far, "answer", answer) == 403
    assert await told(of_luis) == [(f"answer:{answer}", "Ana")]
