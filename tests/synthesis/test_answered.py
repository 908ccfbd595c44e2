"""What was said to each reference: never answered is another thing than answered and not drawn on."""

from sqlmodel import Session, select

from app.findings.commands.findings import ReportFinding
from app.kernel.ids import new_id
from app.programme.models import Framework, Item, Reference
from app.programme.queries import item_of
from app.report.practices.commands import DescribePractice
from app.sources.rules import Thing
from app.synthesis.answered import Count, altogether, answered
from app.synthesis.left_out import Everywhere, LeftOut, everywhere, left_out
from app.synthesis.serving import Served
from app.wiring import registered
from tests.forums import SmallForum
from tests.synthesis.desk import Bench, open_bench

REGISTRY = registered()[0]
KEYS = [f"gcm/{number}" for number in range(1, 6)]


def test_what_nobody_answered_is_told_apart_from_what_nobody_drew_on() -> None:
    one, two = Thing("finding", "one"), Thing("answer", "two")
    found = answered(["gcm/1", "gcm/2"], {one: ["gcm/2", "gcm/3"], two: ["gcm/2"]}, {one})
    assert found == {"gcm/1": Count(0, 0), "gcm/2": Count(2, 1), "gcm/3": Count(1, 1)}
    assert [count.state for count in found.values()] == ["unanswered", "drawn_on", "drawn_on"]
    assert Count(3, 0).state == "not_drawn_on"
    assert altogether([found, {"gcm/1": Count(1, 0)}])["gcm/1"] == Count(1, 0)


def touch(forum: SmallForum, item: str, *keys: str) -> None:
    with Session(forum.engines.writer) as session:
        if not session.exec(select(Framework).where(Framework.forum == forum.id)).first():
            framework = Framework(id=new_id(), forum=forum.id, key="gcm", position=0, title={"en": "Compact"})
            session.add(framework)
            session.flush()
            for place, key in enumerate(KEYS):
                title, number = {"en": f"Objective {place + 1}"}, str(place + 1)
                session.add(
                    Reference(
                        id=new_id(),
                        forum=forum.id,
                        framework=framework.id,
                        key=key,
                        number=number,
                        position=place,
                        section={},
                        title=title,
                    )
                )
        row = session.get(Item, forum.items[item])
        assert row is not None
        row.references = list(keys)
        session.add(row)
        session.commit()


def states(frameworks: tuple[Served, ...]) -> dict[str, list[str]]:
    (one,) = frameworks
    lists = (("unanswered", one.unanswered), ("not_drawn_on", one.not_drawn_on), ("drawn_on", one.drawn_on))
    return {
        **{name: [told.citation.key for told in some] for name, some in lists},
        "beyond": [entry.key for entry in one.beyond],
    }


async def session_of(bench: Bench) -> LeftOut:
    def read(session: Session) -> LeftOut:
        assert bench.ana is not None
        return left_out(REGISTRY, session, bench.ana, item_of(session, bench.forum.id, "2a"))

    return await bench.forum.readers.run(read)


async def test_a_session_and_the_forum_tell_what_became_of_every_reference(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    touch(forum, "2a", "gcm/1", "gcm/2")
    touch(forum, "2b", "gcm/3")
    assert states((await session_of(bench)).frameworks) == {
        "unanswered": ["gcm/1", "gcm/2"],
        "not_drawn_on": [],
        "drawn_on": [],
        "beyond": [],
    }
    finding = await bench.finding(1, "Desks work", kind="practice")
    await forum.run(ReportFinding(finding), bench.at[1])
    assert states((await session_of(bench)).frameworks)["not_drawn_on"] == ["gcm/1", "gcm/2"]
    # Its sheet says what it serves: one that the session touches, and one more.
    await forum.run(DescribePractice(finding, 0, references=("gcm/2", "gcm/4")), await forum.holder("organizer"))
    await bench.note()
    await bench.key("Desks", ("finding", finding))
    found = await session_of(bench)
    assert states(found.frameworks) == {
        "unanswered": [],
        "not_drawn_on": ["gcm/1"],
        "drawn_on": ["gcm/2", "gcm/4"],
        "beyond": [],
    }
    assert found.served == {"gcm/1": Count(1, 0), "gcm/2": Count(2, 1), "gcm/4": Count(1, 1)}
    everything = await forum.holder("rapporteur")

    def whole(session: Session) -> Everywhere:
        return everywhere(REGISTRY, session, everything)

    told = await forum.readers.run(whole)
    assert states(told.frameworks) == {
        "unanswered": ["gcm/3"],
        "not_drawn_on": ["gcm/1"],
        "drawn_on": ["gcm/2", "gcm/4"],
        "beyond": ["gcm/5"],
    }
    assert told.frameworks[0].unanswered[0].sessions == ("2b",)
