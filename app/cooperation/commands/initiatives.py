"""Initiatives: noted by the observer, revised by several at once without losing a word, taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.cooperation import queries, rules
from app.cooperation.commands.drawing import Ref, draw
from app.cooperation.models import Initiative
from app.cooperation.reading import fields_of
from app.cooperation.recording import initiative_document, record_initiative, roster_named
from app.findings.commands.authors import written_in
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.people.queries import delegation_of
from app.programme.models import Item
from app.programme.queries import forum_of, item_of, references
from app.sources.versions.commands import keep, settle
from app.sources.versions.rules import met, told_of, version_clash
from app.store.receipts import digest_of
from app.store.work import Work
from app.tables import hall_queries
from app.tables import queries as tables
from app.tables.models import RoundTable

WRITE: Final = "initiative:write"


@dataclass(frozen=True, slots=True)
class PutInitiative:
    """Note an initiative of a table. ``id`` was made on the device; its table reads it at once.

    ``fields`` are texts by name (:data:`rules.FIELDS`): ``by_when`` a day, ``references`` keys with spaces between,
    ``lead`` a delegation. Only the title must be there. ``table`` is an id, a code, or a number in ``item``.
    """

    id: str
    table: str
    fields: Mapping[str, str]
    item: str | None = None
    language: str | None = None
    sources: tuple[Ref, ...] = ()

    def run(self, work: Work) -> dict[str, Any]:
        item, table = _placed(work, self.table, self.item)
        actor = roles.require(work.actor, WRITE, item.id)
        rules.require_dialogue(item.technique, item.phase)
        initiative = Initiative(
            id=self.id,
            forum=work.forum,
            item=item.id,
            table=table.id,
            language=written_in(self.language, actor),
            words={},
            references=[],
            author=actor.author_of(self.id),
            written_at=work.now,
            first_seq=work.seq,
            seq=work.seq,
        )
        _set(work, initiative, _meant(work, {"title": "", **self.fields}))
        work.session.add(initiative)
        work.session.flush()
        draw(work, initiative, self.sources, actor, whole=True)
        record_initiative(work, initiative)
        work.created = True
        return initiative_document(work, initiative)


@dataclass(frozen=True, slots=True)
class ReviseInitiative:
    """Other words in some fields, other sources or another table, made from ``version``; what is left out stays.

    Words of a field that was changed since ``version`` are brought together with what was changed in it, where the
    changes lie apart. Else it clashes: nothing of this wish is taken, its fields are kept and shown beside the
    initiative, and the answer says ``clash``. It is an accepted command, for a refusal would roll the kept text back.
    ``sources`` are all of them when ``version`` is the current one, else they are added to those that stand. Writing
    on what somebody took away brings it back.
    """

    initiative: str
    version: int
    fields: Mapping[str, str]
    sources: tuple[Ref, ...] | None = None
    table: str | None = None
    language: str | None = None
    id: str | None = None

    def receipt_key(self) -> str:
        """Each body is an attempt of its own, and a repeat of it the same one."""
        return f"{self.initiative}@{self.version}:{digest_of(self)}"

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.initiative_of(work.session, work.forum, self.initiative, withdrawn=True)
        actor = roles.require(work.actor, WRITE, found.item)
        now, came_from = fields_of(found), found.table
        base = now if self.version == found.version else self._seen(work)
        fields, clashing, joined = met(base, now, _meant(work, self.fields), rules.fits)
        back = found.withdrawn_at is not None
        found.withdrawn_at = None
        if clashing:
            return self._beside(work, actor, found, clashing)
        stale, version = self.version != found.version, found.version
        drawn = self.sources is not None and draw(work, found, self.sources, actor, whole=not stale)
        if fields != now or drawn:
            _set(work, found, fields)
            found.version = version + 1
            keep(work, queries.HISTORY, actor, found.id, version, now)
        if self.table is not None:
            found.table = _placed(work, self.table, found.item)[1].id
        spoken = written_in(self.language, actor) if self.language is not None else found.language
        respoken, found.language = spoken != found.language, spoken
        if fields != now or drawn or back or respoken or found.table != came_from:
            record_initiative(work, found, came_from=came_from)
        return {**initiative_document(work, found), **told_of(joined)}

    def _seen(self, work: Work) -> Mapping[str, str] | None:
        """What the writer saw, when that is not what it says now."""
        return queries.HISTORY.texts_of(work.session, work.forum, self.initiative, self.version)

    def _beside(self, work: Work, actor: Actor, found: Initiative, clashing: dict[str, str]) -> dict[str, Any]:
        kept = keep(work, queries.HISTORY, actor, found.id, self.version, clashing, clashed=True)
        record_initiative(work, found)
        told = {"id": kept.id, "version": kept.version, "fields": roster_named(work.session, work.forum, clashing)}
        return {"clash": True, "current": initiative_document(work, found), "kept": told}


@dataclass(frozen=True, slots=True)
class SettleInitiative:
    """What clashed has been dealt with: it is shown no more, and stays in the history."""

    initiative: str
    clash: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.initiative_of(work.session, work.forum, self.initiative, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        at, new = settle(work, queries.HISTORY, found.id, self.clash)
        if new:
            record_initiative(work, found)
        return {"id": self.clash, "settled_at": rfc3339(at)}


@dataclass(frozen=True, slots=True)
class WithdrawInitiative:
    """Take an initiative away. ``version`` is what its reader saw: not over words that came since."""

    initiative: str
    version: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.initiative_of(work.session, work.forum, self.initiative, withdrawn=True)
        roles.require(work.actor, WRITE, found.item)
        if found.withdrawn_at is None:
            if self.version not in (None, found.version):
                raise version_clash({"current": initiative_document(work, found), "kept": None})
            found.withdrawn_at = work.now
            record_initiative(work, found)
        return {"id": found.id, "withdrawn_at": rfc3339(found.withdrawn_at)}


def _placed(work: Work, table: str, item: str | None) -> tuple[Item, RoundTable]:
    """The table where it was said; a merged one leads to where its words are now."""
    if not table:
        raise rules.no_table()
    if item is None:
        found = tables.table_by_name(work.session, work.forum, table)
        return item_of(work.session, work.forum, found.item), found
    home = item_of(work.session, work.forum, item)
    named = hall_queries.table_in(work.session, home, table)
    return home, tables.table_of(
        work.session, work.forum, tables.final(named.id, tables.merges(work.session, work.forum))
    )


def _meant(work: Work, fields: Mapping[str, str]) -> dict[str, str]:
    """*fields* as they are kept: words cleaned, the day and the references found, the lead as an id."""
    rules.require_fields(fields)
    meant = rules.cleaned(fields)
    if "by_when" in meant:
        day = rules.parse_day(meant["by_when"], forum_of(work.session, work.forum).starts_on)
        meant["by_when"] = day.isoformat() if day else ""
    if "references" in meant:
        wished = list(dict.fromkeys(meant["references"].split()))
        rules.require_few(wished)
        known = {reference.key for reference in references(work.session, work.forum, wished)}
        for key in wished:
            if key not in known:
                raise rules.no_such_reference(key)
        meant["references"] = " ".join(wished)
    if meant.get("lead"):
        lead = delegation_of(work.session, work.forum, meant["lead"])
        if lead is None:
            raise rules.no_such_delegation("lead")
        meant["lead"] = lead.id
    return meant


def _set(work: Work, initiative: Initiative, fields: Mapping[str, str]) -> None:
    initiative.words = {name: fields[name] for name in rules.WORDS if fields.get(name)}
    initiative.by_when = rules.parse_day(fields.get("by_when", ""), forum_of(work.session, work.forum).starts_on)
    initiative.references = fields.get("references", "").split()
    initiative.lead = fields.get("lead") or None
