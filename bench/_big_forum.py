"""A forum of 5,000 people at 500 tables who wrote 30,000 answers: each of them by its own command, as in a hall."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from app.findings.commands.comments import PutComment
from app.findings.commands.findings import Drawn, PutFinding, ReportFinding
from app.findings.commands.signoffs import SignFinding
from app.kernel.ids import hashed, new_id, new_secret
from app.kernel.roles import Actor
from app.people.commands import ExchangeLink, Join, MakeLink
from app.programme.commands import MovePhase
from app.resources import root
from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.migrate import migrate
from app.store.readers import Readers
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.answers import PutAnswer
from app.tables.commands.seats import TakeSeat
from app.web.identity import Token
from tests.forums import SmallForum, found

TABLES, PEOPLE, ANSWERS, FINDINGS, KEY_FINDINGS = 500, 5_000, 30_000, 1_500, 40
"""All together, in two cafés."""

AT_ONCE = 256

_WORDS = """
ventanilla joint desk frontera border noche night víctima victim consulado consulate datos data acuerdo agreement salud
health menores children trabajo work registro register retorno return intérprete interpreter comunidad community municipio
town formación training protección protection vivienda housing regular permiso permit
""".split()  # noqa: SIM905 - a list of fifty strings is nobody's reading
_AFFILIATIONS = ("Government", "Gobierno", "Civil society", "Academia", "Private sector", "Agency", "Local government")
_KINDS = ("plain", "practice", "lesson", "challenge", "recommendation")


@dataclass
class BigForum:
    """What a measurement needs of it: passes of people, with their tables, and of two who came by role links."""

    code: str
    id: str
    passes: list[tuple[str, str]]
    organizer: str
    rapporteur: str


def _sentence(chance: Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(10, 24))).capitalize() + "."


async def _all(wishes: Iterable[Callable[[], Awaitable[Any]]]) -> list[Any]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(wish: Callable[[], Awaitable[Any]]) -> Any:
        async with turn:
            return await wish()

    return await asyncio.gather(*(one(wish) for wish in wishes))


def seeded(url: str, seed: int = 20231) -> BigForum:
    """The forum in a new database at *url*."""
    engines = open_engines(url)
    migrate(engines, root("migrations"))
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        return asyncio.run(_play(found(engines, lanes, readers, privacy="by_table", tables=TABLES // 2), Random(seed)))
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()


async def _play(forum: SmallForum, chance: Random) -> BigForum:
    desks = {item: await forum.holder("facilitator", item) for item in ("2a", "2b")}
    rapporteurs = {item: await forum.holder("rapporteur", item) for item in ("2a", "2b")}
    for item, desk in desks.items():
        await forum.run(MovePhase(item, "table_work"), desk)
    people = await _all(lambda n=n: _person(forum, n) for n in range(PEOPLE))  # type: ignore[misc]
    answers = await _answers(forum, chance, people)
    for item, desk in desks.items():
        await forum.run(MovePhase(item, "report_out"), desk)
    findings = await _findings(forum, chance, people, answers)
    for item, desk in desks.items():
        await forum.run(MovePhase(item, "commenting"), desk)
    await _all(lambda f=f: _comment(forum, chance, people, f) for f in findings)  # type: ignore[misc]
    await _consolidate(forum, chance, rapporteurs, findings)
    links = {role: await _by_link(forum, role) for role in ("organizer", "rapporteur")}
    return BigForum(
        forum.code,
        forum.id,
        [(_token(secret), forum.tables[_table(n)]) for n, (secret, _) in enumerate(people)],
        **links,
    )


def _token(secret: str) -> str:
    return str(Token(secret, new_secret()))


def _table(person: int) -> int:
    return person % TABLES + 1


async def _person(forum: SmallForum, number: int) -> tuple[str, Actor]:
    secret = new_secret()
    affiliation = _AFFILIATIONS[number % len(_AFFILIATIONS)]
    await forum.run(Join(hashed(secret), name=f"Person {number}", affiliation=affiliation))
    actor = await forum._actor(secret)
    await forum.run(TakeSeat(forum.tables[_table(number)]), actor)
    return secret, actor


async def _by_link(forum: SmallForum, role: str) -> str:
    token, secret = new_secret(), new_secret()
    await forum.run(MakeLink(hashed(token), role, "2a" if role == "rapporteur" else None))
    await forum.run(ExchangeLink(hashed(token), hashed(secret)))
    return _token(secret)


async def _answers(forum: SmallForum, chance: Random, people: list[tuple[str, Actor]]) -> dict[int, list[str]]:
    at: dict[int, list[str]] = {}

    async def write(number: int) -> None:
        person = number % PEOPLE
        id_, table = new_id(), _table(person)
        await forum.run(PutAnswer(id_, forum.tables[table], _sentence(chance)), people[person][1])
        at.setdefault(table, []).append(id_)

    await _all(lambda n=n: write(n) for n in range(ANSWERS))  # type: ignore[misc]
    return at


async def _findings(
    forum: SmallForum, chance: Random, people: list[tuple[str, Actor]], answers: dict[int, list[str]]
) -> list[tuple[int, str]]:
    async def write(number: int) -> tuple[int, str]:
        table, id_ = number % TABLES + 1, new_id()
        writer, other = people[table - 1][1], people[table - 1 + TABLES][1]
        drawn = tuple(Drawn(answer) for answer in answers[table][number // TABLES * 4 :][:4])
        kind = _KINDS[number % len(_KINDS)]
        await forum.run(PutFinding(id_, forum.tables[table], _sentence(chance), kind, drawn), writer)
        if number % 10 == 0:
            await forum.run(SignFinding(id_, dissent=_sentence(chance), id=new_id()), other)
        await forum.run(ReportFinding(id_), writer)
        return table, id_

    return await _all(lambda n=n: write(n) for n in range(FINDINGS))  # type: ignore[misc]


async def _comment(
    forum: SmallForum, chance: Random, people: list[tuple[str, Actor]], finding: tuple[int, str]
) -> None:
    # Somebody of another table of the same café: tables up to the half of all are the first café's.
    table, id_ = finding
    half = TABLES // 2
    other = table % half + 1 + (half if table > half else 0)
    for stance in ("supports", "questions"):
        await forum.run(PutComment(new_id(), id_, stance, _sentence(chance)), people[other - 1][1])


async def _consolidate(
    forum: SmallForum, chance: Random, rapporteurs: dict[str, Actor], findings: list[tuple[int, str]]
) -> None:
    for number in range(KEY_FINDINGS):
        item = "2a" if number % 2 == 0 else "2b"
        own = [id_ for table, id_ in findings if (table <= TABLES // 2) == (item == "2a")]
        id_, note = new_id(), new_id()
        drawn = tuple(Ref("finding", one) for one in own[number * 12 : number * 12 + 10])
        await forum.run(PutNote(note, item, _sentence(chance)), rapporteurs[item])
        drawn = (*drawn, Ref("note", note))
        await forum.run(PutKeyFinding(id_, item, {"en": _sentence(chance)}, "en", drawn), rapporteurs[item])
        await forum.run(ShowKeyFinding(id_), rapporteurs[item])
        await forum.run(PutAside("finding", own[-1 - number], _sentence(chance)), rapporteurs[item])
