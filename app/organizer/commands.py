"""Changing the programme: one part at a time, or all of it by a file."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from app.kernel import roles
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.organizer import edits, queries
from app.organizer.applying import apply
from app.organizer.checks import checked, require_unused
from app.organizer.matching import matched
from app.organizer.places import ROW, Tree, document_of, fields_of, part_at, section_at, without_rows
from app.organizer.places import items as items_of
from app.organizer.queries import Standing
from app.organizer.reading import merge, readied
from app.organizer.versions import version_moved, version_of
from app.programme.file.plain import Place
from app.programme.pictures.examining import Brought
from app.programme.pictures.rows import hold
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A part of the programme is changed (``put``), added, removed, or moved one place ``by`` -1 or 1.

    ``document`` holds its fields; those that are left out stay. ``version`` is that of the part as its writer saw it;
    ``key`` is the short name of a new part that has one; ``picture`` is a logo's, kept already.
    """

    action: str
    address: str
    document: dict[str, Any] | None = None
    version: str | None = None
    by: int = 0
    key: str = ""
    id: str | None = None
    picture: Brought | None = None

    def run(self, work: Work) -> dict[str, Any]:
        roles.require(work.actor, "programme:edit")
        before = queries.standing(work.session, work.forum)
        tree = deepcopy(before.tree)
        address, path = self._edit(tree)
        if self.action == "remove":
            require_unused(before.tree, tree)
        keep(work, before, tree, path)
        if self.picture is not None:
            hold(work, self.picture)
        work.created = self.action == "add"
        return self._told(work, address)

    def _edit(self, tree: Tree) -> tuple[str, Place | None]:
        """Change *tree*. Returns the address of what was changed, and where it stands now."""
        if self.action == "put":
            part = part_at(tree, self.address)
            edits.put(tree, part, merge(tree, part, self.document or {}, self.version))
            return part.name, part_at(tree, part.name).path
        if self.action == "add":
            address = edits.add(tree, self.address, readied(tree, self.address, self.document or {}), self.key.strip())
            return address, part_at(tree, address).path
        if self.action == "remove":
            self._require_seen(tree)
            edits.remove(tree, self.address)
            return "", None
        if self.action == "move":
            edits.move(tree, self.address, self.by)
            return self.address, None
        raise Refusal.of_field("action", "bad_action", N_("A part can be changed, added, removed or moved."))

    def _require_seen(self, tree: Tree) -> None:
        """Nobody takes away what somebody else has written meanwhile."""
        part = part_at(tree, self.address)
        now = version_of(document_of(part), fields_of(part.kind))
        if self.version and self.version != now:
            document = document_of(part)
            raise version_moved(document, {}, sorted(document), now)

    def _told(self, work: Work, address: str) -> dict[str, Any]:
        if self.action in ("remove", "move"):
            return {"place": self.address}
        tree = queries.standing(work.session, work.forum).tree
        part = part_at(tree, named_by_row(tree, address))
        document = document_of(part)
        return {"place": part.name, "document": document, "version": version_of(document, fields_of(part.kind))}


@dataclass(frozen=True, slots=True)
class ImportProgramme:
    """All of the programme is what a file says, as plain values. Parts that it continues keep their rows and their words.

    ``version`` is that of the programme with which the file was compared. ``trial``: do it, and take it back, so that what
    stands in the way is told before anybody confirms.
    """

    document: dict[str, Any]
    version: str | None = None
    trial: bool = False
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        roles.require(work.actor, "programme:edit")
        before = queries.standing(work.session, work.forum)
        if self.version and self.version != programme_version(before.tree):
            raise Refusal(
                "programme_moved",
                N_("The programme has changed since this was shown. Look at what would change now, then confirm."),
                status=409,
            )
        keep(work, before, matched(before.tree, self.document))
        if self.trial:
            raise Refusal(TRIED, N_("Nothing was changed: this was a trial."), status=409)
        return {"version": programme_version(queries.standing(work.session, work.forum).tree)}


TRIED: Final = "only_tried"
"""What an import that was only tried is refused with, when nothing stands in its way."""


def programme_version(tree: Tree) -> str:
    """The mark of a whole programme."""
    return version_of({"programme": without_rows(tree)}, ("programme",))


def named_by_row(tree: Tree, address: str) -> str:
    """The address of what was added by its place, now that it has a row."""
    owner, _, last = address.rpartition("/")
    if owner.count("/") != 2 or not last.isdecimal():
        return address
    names = section_at(tree, owner).names()
    return f"{owner}/{names[int(last)]}" if int(last) < len(names) else address


def keep(work: Work, before: Standing, tree: Tree, path: Place | None = None) -> None:
    """Let *tree* be the programme from now on. Raises every fault, and the refusal of what may not be lost."""
    programme = checked(before.tree, tree, path)
    applied = apply(work, before, tree, programme)
    items = (
        before.items.keys() | applied.items if applied.whole else applied.items | _beside(before, applied.items, tree)
    )
    tables = set(applied.tables)
    for item in items:
        tables.update(table.id for table in before.tables.get(item, ()))
    if items or tables or applied.whole:
        people = queries.concerned(work.session, work.forum, items)
        work.record("programme", work.forum, items=sorted(items), tables=sorted(tables), people=people)


def _beside(before: Standing, changed: set[str], tree: Tree) -> set[str]:
    """What ran or runs in parallel with these items: who sits in one is led past the others."""
    held = [item for one in (before.tree, tree) for _, _, item in items_of(one)]
    blocks = {item["block"] for item in held if item.get(ROW) in changed and item.get("block")}
    return {item[ROW] for item in held if item.get("block") in blocks and ROW in item}
