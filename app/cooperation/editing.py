"""An initiative in the hands of who notes it: what can be chosen, what stands in the boxes, what was written meanwhile."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from app.cooperation import queries
from app.cooperation.cards.initiatives import InitiativeView, initiative_view, shelf_of
from app.cooperation.models import Initiative
from app.cooperation.reading import fields_of
from app.kernel.roles import Actor, require
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme import queries as programme
from app.programme.citations import CitedFramework, by_framework
from app.programme.models import Forum, Item
from app.sources import queries as sources
from app.sources.rules import Thing
from app.sources.walk import Described
from app.synthesis import queries as synthesis
from app.synthesis.cards.key_findings import key_finding_views
from app.tables import queries as tables
from app.tables.models import RoundTable
from app.web.registry import Registry


@dataclass(frozen=True, slots=True)
class Choices:
    """What an initiative of an item may be given: its open tables, the roster, the entries that its sessions touch."""

    forum: Forum
    item: Item
    tables: tuple[RoundTable, ...]
    roster: Sequence[Delegation]
    frameworks: tuple[CitedFramework, ...]


def choices(session: Session, forum: str, item: Item, used: Collection[str] = ()) -> Choices:
    """The choices of *item*; references that are *used* already are among them, and tables that are closed."""
    hall = tables.tables_of_item(session, forum, item.id)
    about = {table.about for table in hall if table.about}
    sessions = [item, *(other for other in programme.items(session, forum) if other.number in about)]
    wanted = {*used, *(key for one in sessions for key in one.references)}
    return Choices(
        programme.forum_of(session, forum),
        item,
        tuple(table for table in hall if table.merged_into is None),
        delegations(session, forum),
        tuple(by_framework(session, forum, wanted)),
    )


class Drawable(NamedTuple):
    """Something that an initiative is drawn from, or could be; ``texts`` by language."""

    ref: str
    kind: str
    texts: Mapping[str, str]
    language: str
    table: int | None
    drawn: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """What stands in the boxes: ``fields`` as texts, the lead by its key. ``took`` is the clash whose fields were taken."""

    id: str
    version: int
    table: str
    language: str
    fields: Mapping[str, str]
    view: InitiativeView
    choices: Choices
    drawable: tuple[Drawable, ...]
    took: str = ""
    withdrawn: bool = False


def editor_of(registry: Registry, session: Session, actor: Actor, initiative: str, took: str = "") -> Editor:
    """An initiative to be written on; with *took* the fields of that clash in the boxes. Raises ``no_such_initiative``."""
    found = queries.initiative_of(session, actor.forum, initiative, withdrawn=True)
    require(actor, "initiative:write", found.item)
    item = programme.item_of(session, actor.forum, found.item)
    kept = queries.HISTORY.clash(session, actor.forum, found.id, took) if took else None
    roster = {d.id: d.key for d in delegations(session, actor.forum)}
    fields = {**fields_of(found), **(kept.texts if kept else {})}
    fields["lead"] = roster.get(fields.get("lead", ""), "")
    return Editor(
        found.id,
        found.version,
        found.table,
        found.language,
        fields,
        initiative_view(shelf_of(session, actor.forum, [found]), found, at_work=True),
        choices(session, actor.forum, item, found.references),
        tuple(_drawable(registry, session, actor, found)),
        took if kept else "",
        found.withdrawn_at is not None,
    )


def _drawable(registry: Registry, session: Session, actor: Actor, found: Initiative) -> Iterable[Drawable]:
    """What it is drawn from; then what was said at its table, one's own notes, and what its topic's session found."""
    made = Thing("initiative", found.id)
    linked = [link.thing for link in sources.origins_of(session, actor.forum, [made]).get(made, ())]
    for thing in linked:
        described: Described | None = registry.added(f"source:{thing.kind}", session, actor, thing.id).get("thing")
        if described is not None:
            texts = described.texts or {described.language: described.text}
            yield Drawable(thing.key, thing.kind, texts, described.language, described.table, True)
    table = tables.table_of(session, actor.forum, found.table)
    offered = [
        Drawable(f"answer:{a.id}", "answer", {a.language: a.text}, a.language, table.number, False)
        for a in tables.answers(session, actor.forum, table.id)
    ]
    offered += [
        Drawable(f"note:{note.id}", "note", {"": note.text}, "", None, False)
        for note in synthesis.notes(session, actor.forum, items=[found.item])
        if note.author == actor.author_of(note.id)
    ]
    for about in [i for i in programme.items(session, actor.forum) if i.number == table.about]:
        shown = [k for k in synthesis.key_findings(session, actor.forum, item=about.id) if k.shown_at is not None]
        for view in key_finding_views(session, actor.forum, shown) if shown else ():
            offered.append(Drawable(f"key-finding:{view.id}", "key-finding", view.texts, view.language, None, False))
    yield from (one for one in offered if one.ref not in {thing.key for thing in linked})


def changed_fields(
    session: Session, actor: Actor, initiative: str, version: int, typed: Mapping[str, str]
) -> dict[str, str]:
    """What of *typed* differs from what the writer saw: a field that was left alone can clash with nobody's words."""
    found = queries.initiative_of(session, actor.forum, initiative, withdrawn=True)
    seen = fields_of(found) if version == found.version else None
    if seen is None:
        seen = queries.HISTORY.texts_of(session, actor.forum, found.id, version) or {}
    roster = {d.id: d.key for d in delegations(session, actor.forum)}
    seen = {**seen, "lead": roster.get(seen.get("lead", ""), "")}

    def same(name: str, text: str) -> bool:
        if name == "references":
            return set(text.split()) == set(seen.get(name, "").split())
        return text.replace("\r\n", "\n").strip() == seen.get(name, "")

    return {name: text for name, text in typed.items() if not same(name, text)}
