"""What the operator may do from the command line, beside a running server or without one."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from app import schema
from app.kernel.ids import hashed, new_id, new_secret
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import ROLES
from app.people.commands import MakeLink, RevokeLink
from app.people.founding import found_delegations
from app.people.queries import link_of
from app.programme import file, queries
from app.programme.founding import FoundForum
from app.programme.pictures import queries as held_pictures
from app.programme.pictures.examining import examined
from app.programme.pictures.shelf import Pictures
from app.report.pressing.rack import Rack
from app.report.programme_file import programme_file
from app.stage.booth.founding import found_glossary
from app.stage.slides import queries as slides
from app.stage.slides.shelf import SlidesShelf
from app.store.backups import back_up
from app.store.lane import Lanes
from app.store.purging import purge
from app.store.readers import Readers
from app.store.shelf import Shelf
from app.survey.founding import found_surveys
from app.tables.founding import found_tables

FORUM_ROLES = tuple(role for role in ROLES if role not in ("participant", "expert", "presenter"))
"""Roles that get a link for the whole forum."""

FOUNDERS = (found_delegations, found_tables, found_surveys, found_glossary)
"""What makes each slice's section of a programme file."""

BROUGHT: Final = ((SlidesShelf, slides.digests), (Pictures, held_pictures.digests))
"""Where files are that people bring, and what reads which of them are still led to."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Each operation is a method: keyword arguments in, a JSON document out."""

    lanes: Lanes
    readers: Readers
    data: Path | None = None

    def _shelves(self) -> list[tuple[Shelf, Callable[[Session], frozenset[str]]]]:
        """The files that people brought, and what the database leads to; none where there is no data folder."""
        return [(kind(self.data), led_to) for kind, led_to in BROUGHT] if self.data is not None else []

    def _keeping(self, pictures: list[bytes]) -> AbstractAsyncContextManager[object]:
        """While the rows that lead to *pictures* are written."""
        if self.data is None or not pictures:
            return nullcontext()
        return Pictures(self.data).keeping(pictures, partial(self.readers.run, held_pictures.digests))

    async def perform(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Do the operation called *name*."""
        known: dict[str, Callable[..., Awaitable[dict[str, Any]]]] = {
            "new": self.new,
            "link": self.link,
            "revoke": self.revoke,
            "forums": self.forums,
            "export": self.export,
            "backup": self.backup,
            "purge": self.purge,
        }
        if name not in known:
            raise Refusal("no_such_operation", N_("This server does not know that operation."), status=404)
        return await known[name](**arguments)

    async def new(
        self, *, source: str, reference: bool = False, pictures: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """A forum from a programme file's text and the *pictures* that it names (in base 64), with one link per role."""
        programme = file.read(source)
        if isinstance(programme, list):
            raise Refusal("bad_programme", "\n".join(str(fault) for fault in programme))
        forum = new_id()
        named = {logo.file for logo in programme.logos} if self.data is not None else set()
        sent = {name: base64.b64decode(held) for name, held in (pictures or {}).items() if name in named}
        brought = tuple([await examined(content, name) for name, content in sent.items()])
        async with self._keeping(list(sent.values())):
            done = await self.lanes.run(forum, FoundForum(programme, FOUNDERS, reference, brought))
        wanted: list[tuple[str, str | None]] = [(role, None) for role in FORUM_ROLES]
        wanted += [(role, item.number) for _, item in programme.items() for role in item.role_names()]
        links = [await self.link(forum=forum, role=role, item=item) for role, item in dict.fromkeys(wanted)]
        return {"forum": forum, "code": done.value["code"], "links": links}

    async def link(
        self, *, forum: str, role: str, item: str | None = None, delegation: str | None = None
    ) -> dict[str, Any]:
        """A new role link."""
        found = await self.readers.run(queries.forum_by_id_or_code, forum)
        if found is None:
            raise queries.no_such_forum()
        token = new_secret()
        done = await self.lanes.run(found.id, MakeLink(hashed(token), role, item, delegation))
        return {"id": done.value["link"], "role": role, "item": done.value["item"], "token": token}

    async def revoke(self, *, link: str) -> dict[str, Any]:
        """End a role link, and with it every role and pass that came by it."""
        found = await self.readers.run(link_of, link)
        if found is None:
            raise Refusal("no_such_link", N_("There is no such role link."), status=404)
        done = await self.lanes.run(found.forum, RevokeLink(link))
        return {"id": done.value["link"], "role": done.value["role"], "revoked": True}

    async def forums(self) -> dict[str, Any]:
        """Every forum of this server."""
        rows = await self.readers.run(queries.all_forums)
        return {
            "forums": [
                {"forum": f.id, "code": f.code, "name": f.name, "reference": bool(f.details.get("reference"))}
                for f in rows
            ]
        }

    async def export(self, *, forum: str) -> dict[str, Any]:
        """The programme file of a forum as it stands now."""
        found = await self.readers.run(queries.forum_by_id_or_code, forum)
        if found is None:
            raise queries.no_such_forum()
        held = await self.readers.run(held_pictures.pictures, found.id)
        paths = {name: Pictures(self.data).path(row.digest) for name, row in held.items() if self.data is not None}
        return {
            "forum": found.id,
            "programme": await self.readers.run(programme_file, found.id),
            "pictures": {
                name: base64.b64encode(at.read_bytes()).decode() for name, at in paths.items() if at.is_file()
            },
        }

    async def backup(self, *, file: str) -> dict[str, Any]:
        """The database as it is at one moment, copied into a file while everything goes on."""
        async with AsyncExitStack() as stack:
            # What is replaced meanwhile would be in the copied rows, and its file in neither place.
            for shelf, _ in self._shelves():
                await stack.enter_async_context(shelf.alone())
            size = await asyncio.to_thread(back_up, self.readers.engines, Path(file))
            for shelf, _ in self._shelves():
                await asyncio.to_thread(shelf.copied_to, Path(file))
        return {"file": file, "bytes": size}

    async def purge(self, *, forum: str, before: str | None = None) -> dict[str, Any]:
        """Delete a forum for good. With *before*, only if its last day was earlier than that date (``2024-09-28``)."""
        found = await self.readers.run(queries.forum_by_id_or_code, forum)
        if found is None:
            raise queries.no_such_forum()
        facts = {"forum": found.id, "code": found.code, "ended": found.ends_on.isoformat()}
        if before is not None and found.ends_on >= date.fromisoformat(before):
            return {**facts, "purged": False, "rows": 0}
        async with AsyncExitStack() as stack:
            if self.data is not None:
                await stack.enter_async_context(Rack(self.data).emptied(found.id))
            rows = await asyncio.to_thread(purge, self.readers.engines, schema.metadata.sorted_tables, found.id)
        for shelf, led_to in self._shelves():
            await shelf.tidy(partial(self.readers.run, led_to))
        return {**facts, "purged": True, "rows": rows}
