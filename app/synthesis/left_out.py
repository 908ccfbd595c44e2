"""What a session's key findings leave out, whose words they draw on, and what was set aside, by whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from app.findings import queries as findings
from app.findings.models import Finding
from app.findings.reading import table_numbers
from app.kernel.roles import Actor, may, require
from app.people.queries import participants
from app.people.rules import shown_name
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import forum_of, items
from app.sources.rules import Thing
from app.sources.walk import Described
from app.synthesis import queries
from app.synthesis.answered import Count, altogether
from app.synthesis.bench import answers_used, load_bench
from app.synthesis.cards.coverage import item_coverage
from app.synthesis.coverage import Coverage, group_of
from app.synthesis.disclosure import readable, texts_for
from app.synthesis.serving import Served, by_fate, serving, touching
from app.synthesis.spread import Put, Spread, over, spread
from app.tables import queries as tables
from app.web.registry import Registry

READ = "coverage:read"


class Waiting(NamedTuple):
    """A finding that no key finding draws on, with its table's number."""

    finding: Finding
    table: int | None


class Aside(NamedTuple):
    """What was set aside, as its reader may read it; ``by`` is as the forum's privacy allows."""

    kind: str
    id: str
    thing: Described
    by: str
    reason: str


class Single(NamedTuple):
    """A key finding behind which one table stands."""

    id: str
    texts: dict[str, str]
    language: str
    table: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A session's coverage in full. ``served`` is how much was said to each reference, ``frameworks`` are these told."""

    item: Item
    coverage: Coverage
    spread: Spread
    waiting: tuple[Waiting, ...]
    aside: tuple[Aside, ...]
    single: tuple[Single, ...]
    served: dict[str, Count]
    frameworks: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The whole forum: its ``sessions``, what they say to each framework, and whose words are drawn on in which of them."""

    sessions: tuple[LeftOut, ...]
    frameworks: tuple[Served, ...]
    spread: Spread


def left_out(registry: Registry, session: Session, actor: Actor, item: Item) -> LeftOut:
    """What the key findings of *item* leave out. Raises ``not_yours`` (403)."""
    require(actor, READ, item.id)
    forum = actor.forum
    standing = findings.findings(session, forum, item=item.id)
    made = queries.key_findings(session, forum, item=item.id)
    bench = load_bench(session, forum, made)
    covered = item_coverage(session, forum, item.id)
    used = answers_used(session, forum, bench, [f.id for f in standing])
    numbers = table_numbers(session, forum, {f.table for f in standing})
    things = {*bench.used, *(Thing("answer", id_) for id_ in used)}
    served = serving(registry, session, actor, item, [f.id for f in standing], things)
    return LeftOut(
        item,
        covered,
        spread(
            [
                Put(table, affiliation, id_ in used)
                for id_, table, affiliation in queries.said_at(session, forum, item.id)
            ],
            queries.people_at_tables(session, forum, item.id),
            numbers={t.id: t.number for t in tables.tables_of_item(session, forum, item.id) if t.merged_into is None},
            privacy=forum_of(session, forum).privacy,
            among=frozenset(group_of(g.affiliation) for g in covered.groups),
        ),
        tuple(Waiting(f, numbers.get(f.table)) for f in standing if f.id in covered.waiting),
        _aside(registry, session, actor, item),
        tuple(
            Single(k.id, texts_for(actor, k), k.language, bench.tables(k)[0])
            for k in made
            if readable(actor, k) and bench.computed_state(k) == "single-table"
        ),
        served,
        by_fate(session, forum, served),
    )


def _aside(registry: Registry, session: Session, actor: Actor, item: Item) -> tuple[Aside, ...]:
    rows = queries.set_asides(session, actor.forum, item.id)
    privacy = forum_of(session, actor.forum).privacy
    people = participants(session, actor.forum, {row.by for row in rows.values()}) if privacy == "named" else {}
    told = []
    for thing, row in sorted(rows.items(), key=lambda pair: pair[1].at):
        found: Described | None = registry.added(f"source:{thing.kind}", session, actor, thing.id).get("thing")
        if found is not None:
            person = people.get(row.by)
            told.append(
                Aside(thing.kind, thing.id, found, shown_name(person.name if person else "", "", privacy), row.reason)
            )
    return tuple(told)


def everywhere(registry: Registry, session: Session, actor: Actor) -> Everywhere:
    """The sessions of the whole forum whose coverage *actor* may read. Raises ``not_yours`` (403) where there is none."""
    merging = [item for item in items(session, actor.forum) if phases.opens(item.technique, "key_finding")]
    mine = [item for item in merging if may(actor, READ, item.id)]
    if not mine:
        require(actor, READ)
    found = tuple(left_out(registry, session, actor, item) for item in mine)
    served = altogether(one.served for one in found)
    return Everywhere(found, by_fate(session, actor.forum, served, touching(session, actor.forum)), across(found))


def across(sessions: Sequence[LeftOut]) -> Spread:
    """Whose words are drawn on in which session: of what the sessions tell already, so that no sum tells more."""
    told = [(one.item.number, one.coverage.groups, [row.all for row in one.spread.rows]) for one in sessions]
    return over([one for one in told if any(cell.total for cell in one[2])])
