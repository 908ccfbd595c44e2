"""A forum founded from the small programme file, and an organizer who changes it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from app.kernel.ids import hashed, new_secret
from app.kernel.roles import Actor
from app.operations import Operations
from app.organizer import queries
from app.organizer.commands import ChangePart
from app.organizer.places import ROW, Tree, items
from app.people import commands as people
from app.programme.models import Forum, Item
from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.store.work import Done
from app.tables.models import RoundTable
from tests.forums import SmallForum
from tests.programme.file.small import SMALL


@dataclass
class Office:
    """What an organizer does to a forum through commands."""

    forum: SmallForum
    me: Actor
    operations: Operations

    async def change(self, action: str, address: str, document: dict[str, Any] | None = None, **more: Any) -> Done:
        return await self.forum.run(ChangePart(action, address, document, **more), self.me)

    async def put(self, address: str, version: str | None = None, **document: Any) -> Done:
        return await self.change("put", address, document, version=version)

    async def tree(self) -> Tree:
        return (await self.forum.readers.run(queries.standing, self.forum.id)).tree

    async def item(self, number: str) -> dict[str, Any]:
        return next(item for _, _, item in items(await self.tree()) if item["number"] == number)

    async def part(self, number: str, section: str, at: int) -> str:
        """The address of an item's question or table, by its place."""
        item = await self.item(number)
        return f"items/{item[ROW]}/{section}/{item[section][at][ROW]}"

    async def file(self) -> str:
        """The forum's programme file as it stands."""
        return str((await self.operations.export(forum=self.forum.id))["programme"])

    async def copied(self) -> str:
        """The file of another forum that is made from this one's file."""
        made = await self.operations.new(source=await self.file())
        return str((await self.operations.export(forum=made["forum"]))["programme"])


async def open_office(engines: Engines, lanes: Lanes, readers: Readers, source: str = SMALL) -> Office:
    """A forum from a programme file, with an organizer in it."""
    operations = Operations(lanes, readers)
    made = await operations.new(source=source)
    forum = SmallForum(engines, lanes, readers, made["forum"], made["code"])
    await readers.run(_know, forum)
    return Office(forum, await forum.holder("organizer"), operations)


def _know(session: Session, forum: SmallForum) -> None:
    """The ids of its items and tables; a table's number here goes on where another item has it too."""
    for item in session.exec(select(Item).where(Item.forum == forum.id)):
        forum.items[item.number] = item.id
    for table in session.exec(select(RoundTable).where(RoundTable.forum == forum.id)):
        forum.tables.setdefault(table.number, table.id)


async def joined(forum: SmallForum, **fields: Any) -> str:
    """Somebody who came by the code."""
    done = await forum.run(people.Join(hashed(new_secret()), **fields))
    return str(done.value["participant"])


def forum_row(session: Session, forum: str) -> Forum:
    return session.exec(select(Forum).where(Forum.id == forum)).one()
