"""The things of a workbench told in facts, and put back as facts say."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from app.findings.commands.authors import whose_marks
from app.kernel.roles import Actor
from app.programme.queries import items
from app.sources import queries as sources
from app.sources.commands import link, unlink
from app.sources.rules import Thing, Wish
from app.sources.versions.commands import keep
from app.stage import queries as stage
from app.stage.commands import put
from app.stage.rules import FOLLOWS
from app.stage.views import Choice
from app.store.work import Work
from app.synthesis import queries, rank
from app.synthesis.disclosure import record_drawn, record_key_finding
from app.synthesis.models import KeyFinding, SetAside

Told = dict[Thing, dict[str, Any]]

NOTHING_CHOSEN: Final[list[Any]] = [None, FOLLOWS, None, [], False]
"""What a screen shows for which nothing was chosen yet: what goes with the phase."""


def facts_of(work: Work, things: Sequence[Thing]) -> Told:
    """Those of *things* that there are, in facts. A thing ``aside`` is named by the key of what is set aside."""
    found: Told = {}
    ids = [thing.id for thing in things if thing.kind == "key-finding"]
    if ids:
        found |= _key_findings(work, ids)
    for thing in things:
        if thing.kind == "note":
            found |= _note(work, thing)
        elif thing.kind == "aside":
            row = queries.set_aside(work.session, work.forum, _named(thing))
            told = {"reason": row.reason, "by": row.by, "at": row.at.isoformat()} if row else None
            found[thing] = {"aside": told}
        elif thing.kind == "screen":
            now = stage.showing(work.session, work.forum, thing.id)
            shown = [now.item, now.kind, now.thing, list(now.things), now.hidden] if now else NOTHING_CHOSEN
            found[thing] = {"shows": shown}
    return found


def _key_findings(work: Work, ids: Sequence[str]) -> Told:
    rows = queries.key_findings_by_id(work.session, work.forum, ids)
    links = sources.origins_of(work.session, work.forum, [Thing("key-finding", id_) for id_ in rows])
    clashes = queries.HISTORY.clashes(work.session, work.forum, list(rows))
    return {
        Thing("key-finding", row.id): {
            "texts": dict(row.texts),
            "state": row.state,
            "rank": row.rank,
            "shown": row.shown_at.isoformat() if row.shown_at else None,
            "sent": [row.sent_at.isoformat(), dict(row.sent_texts)] if row.sent_at else None,
            "withdrawn": row.withdrawn_at is not None,
            "links": {one.thing.key: one.version for one in links.get(Thing("key-finding", row.id), ())},
            "clashes": sorted(clash.id for clash in clashes.get(row.id, ())),
        }
        for row in rows.values()
    }


def _note(work: Work, thing: Thing) -> Told:
    row = queries.notes_by_id(work.session, work.forum, [thing.id]).get(thing.id)
    if row is None:
        return {}
    made = sources.made_of(work.session, work.forum, [thing]).get(thing, [])
    return {thing: {"withdrawn": row.withdrawn_at is not None, "drawn": sorted(one.thing.key for one in made)}}


def put_back(
    work: Work, actor: Actor, item: str, thing: Thing, now: Mapping[str, Any], wish: Mapping[str, Any]
) -> None:
    """Make of *thing*, which is as *now* says, what *wish* says, and record it. Raises what linking refuses."""
    if wish == now:
        return
    if thing.kind == "key-finding":
        _put_key_finding(work, actor, thing, now, wish)
    elif thing.kind == "note":
        note = queries.note_of(work.session, work.forum, thing.id)
        note.withdrawn_at, note.seq = (work.now if wish["withdrawn"] else None), work.seq
        work.record("note", note.id, items=[note.item], people=whose_marks(work))
    elif thing.kind == "aside":
        _put_aside(work, item, _named(thing), wish["aside"])
    elif thing.kind == "screen":
        _put_on_screen(work, thing.id, *wish["shows"])


def _put_on_screen(
    work: Work, screen: str, on: str | None, kind: str, of: str | None, things: Sequence[str], hidden: bool
) -> None:
    home = next(iter(items(work.session, work.forum, [on])), None) if on else None
    if on and home is None:
        kind, of, things = FOLLOWS, None, ()
    put(work, screen, Choice(kind, home, of, tuple(things)))
    now = stage.showing(work.session, work.forum, screen)
    if now is not None:
        now.hidden = hidden


def _put_key_finding(work: Work, actor: Actor, thing: Thing, now: Mapping[str, Any], wish: Mapping[str, Any]) -> None:
    found = queries.key_finding_of(work.session, work.forum, thing.id, withdrawn=True)
    was_shown, was_sent = found.shown_at is not None, found.sent_at is not None
    relinked = _put_links(work, thing, now["links"], wish["links"])
    if relinked or wish["texts"] != now["texts"]:
        keep(work, queries.HISTORY, actor, found.id, found.version, found.texts)
        found.version += 1
        found.texts = dict(wish["texts"])
    if wish["rank"] != now["rank"]:
        found.rank = _free(work, found, wish["rank"])
    found.state = wish["state"]
    found.shown_at = _moment(wish["shown"])
    found.sent_at = _moment(wish["sent"][0]) if wish["sent"] else None
    found.sent_texts = dict(wish["sent"][1]) if wish["sent"] else {}
    for clash in {*now["clashes"], *wish["clashes"]}:
        row = queries.HISTORY.clash(work.session, work.forum, found.id, clash)
        row.settled_at = None if clash in wish["clashes"] else row.settled_at or work.now
    if wish["withdrawn"] != now["withdrawn"]:
        found.withdrawn_at = work.now if wish["withdrawn"] else None
        relinked = {*relinked, *map(_thing, wish["links"])}
    work.session.flush()
    record_key_finding(work, found, was_shown=was_shown, was_sent=was_sent)
    record_drawn(work, sorted(relinked), found.item)


def _put_links(work: Work, made: Thing, now: Mapping[str, int], wish: Mapping[str, int]) -> set[Thing]:
    wishes = [Wish(_thing(key), version, redrawn=True) for key, version in wish.items() if now.get(key) != version]
    if wishes:
        link(work, made, wishes, whole=False)
    gone = [_thing(key) for key in now if key not in wish]
    for origin in gone:
        unlink(work, made, origin)
    return {*gone, *(one.origin for one in wishes)}


def _free(work: Work, found: KeyFinding, wished: str) -> str:
    others = queries.key_findings(work.session, work.forum, item=found.item)
    return rank.free(wished, [one.rank for one in others if one.id != found.id])


def _put_aside(work: Work, item: str, thing: Thing, wish: Mapping[str, Any] | None) -> None:
    row = queries.set_aside(work.session, work.forum, thing)
    if row is not None and wish is None:
        work.session.delete(row)
    elif wish is not None:
        row = row or SetAside(
            kind=thing.kind, id=thing.id, forum=work.forum, item=item, reason="", by=wish["by"], at=work.now
        )
        row.reason, row.by, row.at = wish["reason"], wish["by"], _moment(wish["at"]) or work.now
        work.session.add(row)
    work.session.flush()
    work.record("drawn", thing.key, items=[item])


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _thing(key: str) -> Thing:
    kind, _, id_ = key.partition(":")
    return Thing(kind, id_)


def _named(thing: Thing) -> Thing:
    return _thing(thing.id)
