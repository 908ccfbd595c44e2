"""One forum with something of everything in it, and one person for each way of standing to it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlmodel import Session, select
from starlette.datastructures import Headers

from app.kernel.ids import new_id
from app.kernel.roles import ROLES, Actor
from app.programme.models import Forum
from tests.communique.room import add_drafting
from tests.cooperation.dialogue import add_dialogue
from tests.desk.conftest import SITE, House, Reader
from tests.forums import START, found
from tests.pictures.samples import png
from tests.report.reading import fetched
from tests.stage.pdfs import pdf
from tests.stage.podium import add_podium
from tests.survey.asking import found_survey

HERE: Final = ("2a", "1", "5", "D1", "R", "O", "S", "C", "P2", "D2", "J")
"""The items that the calls are about. A role *here* is held for each of them, a role *away* for the other café alone."""

AWAY: Final = "2b"

SCOPED: Final = tuple(role for role in ROLES if role not in ("participant", "organizer"))

PEOPLE: Final = (
    "nobody",
    "stranger",
    "strange organizer",
    "joined",
    "seated",
    "pen",
    "reporter",
    "author",
    "other table",
    "other item",
    "delegation",
    "delegation observing",
    "organizer",
    "moderator",
    *(f"{role} {where}" for role in SCOPED for where in ("here", "away")),
)
"""Columns of the matrix. *stranger* joined another forum, whose organizer the *strange organizer* is; *author* wrote what
participants write here; *delegation* came by a State's own link, *delegation observing* by an observer's as well. Without
*here* or *away* a role is the whole forum's."""

DETAILS: Final[dict[str, Any]] = {
    **{key: {} for key in ("venue", "background", "places", "affiliations", "groups", "blocks")},
    **{key: [] for key in ("links", "documents", "roles", "references", "surveys")},
    "logos": [{"name": {"en": "The host"}, "file": "logos/host.png"}],
    "link": "",
}
"""What founding from a programme file keeps of a forum."""


@dataclass
class World:
    """``things`` are ids by the name that a call gives them; ``actors`` are as the rooms see them."""

    house: House
    tokens: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor | None] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    phases: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Reader:
        """A browser of *who*, which knows nothing but their pass."""
        reader = self.house.reader(self.tokens[who])
        reader.follow_redirects = False
        return reader

    async def join(self, name: str, table: int | None = None, code: str = "") -> None:
        body = {"code": code or self.house.forum.code, "name": name}
        if table is not None:
            body["table"] = self.house.forum.tables[table]
        joined = await self.house.reader().post("/api/v1/join", json=body)
        assert joined.status_code == 201, joined.text
        await self._known(name, joined.json()["pass"])

    async def with_links(self, name: str, *links: str) -> None:
        """Somebody who opened all *links*, one after the other, on one device."""
        token = ""
        for link in links:
            headers = {"authorization": f"Bearer {token}"} if token else {}
            opened = await self.house.reader().post("/api/v1/links", json={"token": link}, headers=headers)
            assert opened.status_code in (200, 201), opened.text
            token = opened.json()["pass"]
        await self._known(name, token)

    async def _known(self, name: str, token: str) -> None:
        self.tokens[name] = token
        headers = Headers({"authorization": f"Bearer {token}"})
        self.actors[name] = await self.house.server.site.identity.of(headers)
        await self.write(name, "PATCH", "/me", name=name)

    async def write(self, who: str, method: str, path: str, status: tuple[int, ...] = (200, 201), **body: Any) -> Any:
        """A call that makes part of the world, and must do so."""
        answer = await self.client(who).request(method, f"/api/v1{path}", json=body, headers={"origin": SITE})
        assert answer.status_code in status, (method, path, answer.text)
        return answer.json()

    async def put(self, name: str, who: str, kind: str, tail: str = "", **body: Any) -> str:
        """Something new, by *who*, kept as ``things[name]``."""
        self.things[name] = new_id()
        await self.write(who, "PUT", f"/{kind}/{self.things[name]}{tail}", **body)
        return self.things[name]

    async def go(self, item: str, phase: str) -> None:
        """The organizer takes an item to a phase."""
        if self.phases.get(item) != phase:
            await self.write("organizer", "POST", f"/items/{item}/phase", to=phase)
            self.phases[item] = phase


async def made(house: House) -> World:
    """The world, before any call of the matrix."""
    world = World(house)
    forum = house.forum
    add_dialogue(house.server.engines, forum)
    add_podium(forum)
    add_drafting(house.server.engines, forum)
    forum.add("K", "drafting", START, 30)
    forum.add("R", "registration", START, 30)
    speakers = [{"name": {"en": name}} for name in ("Ana", "Luis")]
    forum.add("O", "remarks", START - timedelta(minutes=30), 30, details={"speakers": speakers})
    with Session(forum.engines.writer) as session:
        world.things["survey"] = found_survey(session, forum)
        session.commit()
    await _people(world)
    with Session(forum.engines.writer) as session:
        for row in session.exec(select(Forum)):
            row.details = {**DETAILS, "days": []}
        session.commit()
    brought = await world.client("organizer").put(
        "/api/v1/programme/pictures/logos/host.png", content=png(), headers={"origin": SITE}
    )
    world.things["logo"] = brought.json()["digest"]
    await _words(world)
    await world.go("J", "drafting")
    await _adopted(world)
    for phase, items in {"table_work": "2a D1", "talks": "1", "presenting": "5 P2 D2", "open": "R O S"}.items():
        for item in items.split():
            await world.go(item, phase)
    return world


async def _people(world: World) -> None:
    house, forum = world.house, world.house.forum
    other = found(house.server.engines, house.server.lanes, house.server.readers)
    outside = House(house.server, other, house.transport)
    world.tokens["nobody"], world.actors["nobody"] = "", None
    await world.join("stranger", code=other.code)
    await world.with_links("strange organizer", await outside.link("organizer"))
    await world.join("joined")
    for name, table in {"seated": 1, "pen": 1, "reporter": 1, "author": 1, "other table": 2, "other item": 4}.items():
        await world.join(name, table)
    made_link = await house.operator.link(forum=forum.id, role="participant", delegation="CRI")
    await world.with_links("delegation", made_link["token"])
    observes = [await house.link("observer", item) for item in HERE]
    await world.with_links("delegation observing", made_link["token"], *observes)
    for role in ("organizer", "moderator"):
        await world.with_links(role, await house.link(role))
    for role in SCOPED:
        await world.with_links(f"{role} here", *[await house.link(role, item) for item in HERE])
        await world.with_links(f"{role} away", await house.link(role, AWAY))
    world.things |= {f"item {number}": id_ for number, id_ in forum.items.items()}
    world.things |= {f"table {number}": id_ for number, id_ in forum.tables.items()}
    world.things |= {"forum": forum.id, "code": forum.code, "new": new_id()}
    world.things["link"] = await house.link("expert", "1")
    world.things["role link"] = (await house.made_link("expert", "1"))["id"]
    listed = await world.write("organizer", "POST", "/items/R/arrivals", name="Rosa Paz", arrived=False)
    world.things["person on paper"] = listed["participant"]
    await house.seated(5)
    await world.write("organizer", "POST", "/items/2b/rotation", action="plan", rounds=2, hosts=1, seed=1)
    for name, actor in world.actors.items():
        world.things[f"person {name}"] = actor.participant if actor else ""


async def _words(world: World) -> None:
    table, home = world.things["table 1"], world.things["item 2a"]
    await world.go("2a", "table_work")
    await world.write("pen", "PUT", f"/tables/{table}/pen")
    await world.write("reporter", "PUT", f"/tables/{table}/reporter")
    await world.put("answer", "author", "answers", table=table, text="Joint desks at the border")
    await world.put("finding", "pen", "findings", table=table, text="Desks work", sources=[world.things["answer"]])
    await world.put("finding 2", "pen", "findings", table=table, text="Teams last", sources=[])
    practice = world.things["practice"] = new_id()
    shelters = {"table": table, "text": "Shelters first", "kind": "practice", "sources": []}
    await world.write("pen", "PUT", f"/findings/{practice}", **shelters)
    signed = await world.write("author", "POST", f"/findings/{world.things['finding']}/signoff", dissent="Not at night")
    world.things["dissent"] = signed["dissent"]
    await world.go("2a", "report_out")
    await world.write("reporter", "POST", f"/findings/{world.things['finding']}/report")
    await world.write("reporter", "POST", f"/findings/{practice}/report")
    await world.go("2a", "commenting")
    finding = world.things["finding"]
    await world.put("comment", "other table", "comments", finding=finding, stance="adds", text="With night shifts")
    source = {"kind": "finding", "id": finding}
    who = "rapporteur here"
    await world.put("note", who, "notes", item=home, text="The minister asked why", speaker="Table 1")
    await world.put("key finding", who, "key-findings", item=home, text="Desks", language="en", sources=[source])
    await world.put("key finding 2", who, "key-findings", item=home, text="Teams", language="en", sources=[])
    await world.write(who, "POST", f"/key-findings/{world.things['key finding']}/show")
    await world.put("key finding 3", who, "key-findings", item=home, text="Nights", language="en", sources=[])
    revised, moved = f"/key-findings/{world.things['key finding 3']}", (409,)
    await world.write(who, "PUT", revised, texts={"en": "By night"}, version=1)
    kept = await world.write(who, "PUT", revised, moved, texts={"en": "At night"}, version=1)
    world.things["clash"] = kept["kept"]["id"]
    await world.put("term", "interpreter here", "terms", texts={"en": "border management"})
    await world.go("D1", "table_work")
    await world.put("initiative", "observer here", "initiatives", table=world.things["table 21"], title="One school")
    await world.write("observer here", "POST", f"/initiatives/{world.things['initiative']}/present")
    revised = f"/initiatives/{world.things['initiative']}"
    await world.write("observer here", "PUT", revised, title="One school each", version=1)
    kept = await world.write("observer here", "PUT", revised, moved, title="One joint school", version=1)
    world.things["initiative clash"] = kept["kept"]["id"]
    await _text(world)
    await world.go("5", "presenting")
    await world.put("question", "author", "floor-questions", item="5", text="Who pays for it?")
    await world.put("question 2", "author", "floor-questions", item="5", text="And who runs it?")
    await world.put("slides", "organizer", "items/5/slides", "/link", url="https://example.org/slides")
    world.things["slides as pdf"] = new_id()
    sent = f"/api/v1/items/5/slides/{world.things['slides as pdf']}"
    held = await world.client("organizer").put(sent, content=pdf(2), headers={"origin": SITE})
    assert held.status_code == 201, held.text
    panel = (await world.client("organizer").get("/api/v1/items/1/talk")).json()
    world.things["talk"], world.things["talk 2"] = (panel["talks"][place]["id"] for place in (0, 1))
    await world.go("P2", "discussion")
    await world.write("author", "POST", "/items/P2/speakers", action="ask")
    heard = (await world.client("organizer").get("/api/v1/items/P2/speakers")).json()
    world.things["speaker"] = heard["speakers"][0]["id"]


async def _text(world: World) -> None:
    await world.go("J", "drafting")
    who = "rapporteur here"
    await world.put("paragraph", who, "paragraphs", item="J", text="Desks work", language="en")
    await world.put("paragraph 2", who, "paragraphs", item="J", text="Teams last", language="en")
    revised, moved = f"/paragraphs/{world.things['paragraph']}", (409,)
    await world.write(who, "PUT", revised, text="Desks do work", version=1)
    kept = await world.write(who, "PUT", revised, moved, text="Desks may work", version=1)
    world.things["text clash"] = kept["kept"]["id"]
    change = {"paragraph": world.things["paragraph 2"], "version": 1, "quote": "last"}
    await world.put("amendment", who, "amendments", text="stay", **change)
    await world.put("amendment 2", who, "amendments", text="go on", **change)
    await world.put("paragraph 3", who, "paragraphs", item="J", text="Nights last", language="en")
    frozen = {"minutes": 600, "paragraphs": [world.things["paragraph 3"]]}
    await world.write("organizer", "POST", "/communique/silence", **frozen)


async def _adopted(world: World) -> None:
    """The text of K, which the world reads: J's goes on."""
    await world.go("K", "drafting")
    await world.put("adopted paragraph", "organizer", "paragraphs", item="K", text="Desks stay", language="en")
    for phase in ("review", "adoption"):
        await world.go("K", phase)
    whole = await world.client("organizer").get("/api/v1/communique", params={"item": "K"})
    adopting = {"item": "K", "digest": whole.json()["digest"], "confirmed": True}
    await world.write("organizer", "POST", "/communique/adopt", **adopting)
    for format in ("docx", "pdf"):  # so that whoever asks for them does not have to wait for them
        address = f"/api/v1/public/{world.things['forum']}/communique.{format}"
        assert (await fetched(world.client("organizer"), address)).status_code == 200
