"""What makes a file outdated: words withdrawn, kept back, or promised a stricter privacy since it was read."""

import importlib
import pkgutil

import app
from app.kernel.ids import new_id
from app.report import queries
from app.report.queries import read_until, taken_back
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import ShowKeyFinding
from app.synthesis.undoing.commands import UndoAct
from tests.organizer.conftest import office
from tests.organizer.office import Office
from tests.report.played import play
from tests.synthesis.desk import open_bench

__all__ = ["office"]


async def test_a_stricter_privacy_makes_files_outdated(office: Office):
    readers, forum = office.forum.readers, office.forum.id
    seq = await readers.run(read_until, forum)
    assert not await readers.run(taken_back, forum, seq)
    await office.put("forum", privacy="by_table")
    assert await readers.run(taken_back, forum, seq)
    assert not await readers.run(taken_back, forum, await readers.run(read_until, forum))


async def test_a_key_finding_that_is_undone_makes_files_outdated(forum):
    bench = await open_bench(forum)
    id_ = new_id()
    await bench.forum.run(PutKeyFinding(id_, bench.item, {"en": "Said too early"}, "en"), bench.ana)
    await bench.forum.run(ShowKeyFinding(id_), bench.ana)
    seq = await forum.readers.run(read_until, forum.id)
    await bench.forum.run(UndoAct(bench.item), bench.ana)
    assert await forum.readers.run(taken_back, forum.id, seq)


async def test_what_is_only_added_leaves_files_as_they_are(forum):
    made = await play(forum)
    seq = await forum.readers.run(read_until, forum.id)
    await made.cafe.answer(1, "One thing more")
    await made.cafe.finding(2, "And another")
    assert not await forum.readers.run(taken_back, forum.id, seq)
    assert await forum.readers.run(taken_back, forum.id, 0)
    assert await forum.readers.run(taken_back, new_id(), 0), "a forum that is no more"


def commands() -> set[str]:
    """The names of everything in the application that a lane can run."""
    found = set()
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if ".commands" in module.name or module.name.endswith("releasing"):
            held = vars(importlib.import_module(module.name))
            found |= {name for name, value in held.items() if isinstance(value, type) and hasattr(value, "run")}
    return found


def test_every_command_that_may_take_back_is_one_of_ours_and_each_that_says_so_by_its_name_is_known():
    names = commands()
    assert set(queries._MAY_TAKE_BACK) <= names
    assert {"WithdrawAnswer", "WithdrawDissent", "RemoveTranslation", "RemoveSlides"} <= names
