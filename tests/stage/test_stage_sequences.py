"""A wall that only hears what was touched always shows what a freshly opened one would."""

from random import Random

import pytest

from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.programme.commands import Announce, MovePhase, SetClock
from app.stage.commands import Hide, Show, Step
from app.stage.rules import SCENES
from app.store.work import Command
from app.tables.commands.turns import GiveTurn
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.synthesis.play import REGISTRY, Play

STEPS = 90


def stage_act(play: Play) -> Command:
    rng = play.rng
    kind = rng.choice([*SCENES, "phase", "key-finding", "answers", "table-findings"])
    thing = {
        "answers": rng.choice((None, play.some("answer"), play.forum.tables[1])),
        "finding": play.some("finding"),
        "table-findings": play.forum.tables[rng.randrange(1, 4)],
        "key-finding": rng.choice((None, play.some("key-finding"))),
        "sources": rng.choice((None, play.some("key-finding"))),
    }.get(kind)
    return rng.choice(
        (
            Show(REGISTRY, kind, thing, "2a", rng.choice((None, "main"))),
            Show(REGISTRY, kind, thing, "2a", rng.choice((None, "main"))),
            Step(REGISTRY, rng.choice((1, -1)), "2a"),
            Hide(rng.random() < 0.5, "2a"),
            GiveTurn("2a", rng.choice((None, "1", "2", "3"))),
            GiveTurn("2a", question=play.forum.questions[rng.randrange(1, 4)]),
            MovePhase("2a", rng.choice(("briefing", "table_work", "report_out", "consolidating", "done"))),
            MovePhase("2b", rng.choice(("waiting", "table_work"))),
            SetClock("2a", "add", 60),
            Announce(play.text(), rng.choice((None, "2a"))),
        )
    )


@pytest.mark.parametrize("seed", range(3))
async def test_a_wall_that_only_hears_what_was_touched_shows_what_a_fresh_one_would(
    forum: SmallForum, seed: int
) -> None:
    play = await Play.begin(forum, seed)
    both = await forum.holder("facilitator")
    rooms = [Room("screen", "main"), Room("forum", forum.id), Room("item", play.item), Room("item", forum.items["2b"])]
    mirror = Mirror(forum, REGISTRY, rooms)
    await mirror.start()
    stage = Random(seed)
    for _ in range(STEPS):
        if stage.random() < 0.5:
            await play.step()
        else:
            command = stage_act(play)
            try:
                await forum.run(command, stage.choice((both, both, play.rapporteurs[0])))
            except Refusal as refusal:
                play.refused.add(refusal.code)
        assert not await mirror.differences()
    assert not play.refused & {"fault", "not_found"}
