"""Who may do what: one table, asked by every route, call, room and command.

A person acts through *grants* (a role for one item, or for the whole forum) and through *relations* that a slice knows of
the thing at hand: ``anyone`` (has a pass), ``seated``, ``sat`` (has or had a seat), ``pen``, ``reporter``, ``author``,
``elsewhere`` (sits at another table), ``presents`` (writes key findings of what the item presents), ``plenary`` (shows
results in an item that presents this one), ``delegation`` (came by the delegation's own link), ``holder`` (whose talk
it is), ``self`` (it is oneself), ``opened`` (the chair has opened the text to everybody). Sources: Annex 2 of the concept
note, and the reading matrix of the product page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.kernel.ids import author_mark
from app.kernel.language import N_
from app.kernel.refusals import Refusal

ROLES: Final = (
    "organizer",
    "moderator",
    "presenter",
    "facilitator",
    "rapporteur",
    "expert",
    "observer",
    "interpreter",
    "translator",
    "participant",
)

ROLE_NAMES: Final = {
    "organizer": N_("organizer"),
    "moderator": N_("moderator"),
    "presenter": N_("presenter"),
    "facilitator": N_("facilitator"),
    "rapporteur": N_("rapporteur"),
    "expert": N_("expert"),
    "observer": N_("observer"),
    "interpreter": N_("interpreter"),
    "translator": N_("translator"),
    "participant": N_("participant"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held for one item, or with ``item=None`` for the whole forum; ``delegation`` when it speaks for one."""

    role: str
    item: str | None = None
    delegation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a participant of one forum with grants. ``author_key`` never reaches the database."""

    forum: str
    participant: str
    grants: tuple[Grant, ...] = ()
    language: str = "en"
    anonymous: bool = False
    author_key: bytes = b""
    pass_id: str = ""

    def author_of(self, thing: str) -> str:
        """What a row keeps as its author: the participant, or in an anonymous forum a mark that only the writer can make."""
        return self.mark_of(thing) if self.anonymous else self.participant

    def mark_of(self, thing: str) -> str:
        """A mark that only this actor's pass can make: the author of words that somebody typed in for others."""
        return author_mark(self.author_key, thing)

    def wrote(self, thing: str, author: str) -> bool:
        """Whether a row's author is this actor, by their own words or by what they typed in for others."""
        return author in (self.author_of(thing), self.mark_of(thing))

    @property
    def speaks_for(self) -> frozenset[str]:
        """The delegations by whose own link the actor came: nobody else acts for a State, and whoever observes for none."""
        return frozenset(g.delegation for g in self.grants if g.delegation and g.role != "observer")

    def holds(self, role: str, item: str | None = None) -> bool:
        """Whether a grant gives *role* for *item* (or for the whole forum)."""
        return any(g.role == role and (g.item is None or g.item == item) for g in self.grants)


@dataclass(frozen=True, slots=True)
class Rule:
    """Roles and relations that allow an act; ``barred`` roles may not, whatever else they are."""

    roles: frozenset[str]
    relations: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


def _rule(roles: str = "", relations: str = "", barred: str = "") -> Rule:
    return Rule(frozenset(roles.split()), frozenset(relations.split()), frozenset(barred.split()))


_RUN = "facilitator moderator organizer"
_DRAFT = "rapporteur moderator organizer"
_DESK = "facilitator rapporteur observer moderator organizer"

ACTS: Final[dict[str, Rule]] = {
    # rooms
    "hear:me": _rule(relations="anyone"),
    "hear:forum": _rule(relations="anyone"),
    "hear:item": _rule(relations="anyone"),
    "hear:screen": _rule(relations="anyone"),
    "hear:table": _rule(_DESK, "sat"),
    "hear:desk": _rule(_DESK, "presents"),
    "hear:work": _rule("rapporteur"),
    "hear:roster": _rule(_RUN),
    "hear:communique": _rule("organizer moderator rapporteur interpreter translator", "delegation opened"),
    "hear:drafting": _rule(_DRAFT),
    # the clock and the hall
    "item:run": _rule(_RUN),
    "item:hall": _rule(_RUN),
    "item:announce": _rule(_RUN),
    "stage:show": _rule(_RUN),
    "programme:move": _rule(_RUN),
    "roster:keep": _rule(_RUN),
    "arrival:mark": _rule(_RUN, "self"),
    # talks: an expert's own, once they have said which it is
    "talk:run": _rule(_RUN),
    "talk:hold": _rule("expert"),
    "talk:introduce": _rule(_RUN, "holder"),
    "talk:record": _rule("facilitator"),
    # from the floor
    "question:ask": _rule(relations="anyone", barred="observer"),
    "question:change": _rule(relations="author", barred="observer"),
    "question:moderate": _rule(_RUN),
    "support:give": _rule(relations="anyone", barred="observer"),
    "slides:hold": _rule("presenter organizer"),
    "speaker:ask": _rule(relations="anyone", barred="observer"),
    "speaker:run": _rule(_RUN),
    # from the booth
    "slower:ask": _rule("interpreter"),
    "slower:pass_on": _rule(_RUN),
    "translation:write": _rule("translator"),
    "glossary:keep": _rule("interpreter translator organizer"),
    # at the table
    "table:sit": _rule(relations="anyone"),
    "table:act": _rule(_RUN, "seated", barred="observer"),
    "table:help": _rule(f"{_RUN} observer", "seated"),
    "answer:write": _rule(relations="sat", barred="observer"),
    "answer:type": _rule("facilitator rapporteur organizer"),
    "answer:change": _rule(relations="author", barred="observer"),
    "answer:agree": _rule(relations="sat", barred="observer"),
    # findings
    "finding:write": _rule("facilitator", "pen reporter", barred="observer"),
    "finding:signoff": _rule(relations="seated", barred="observer"),
    "finding:report": _rule("facilitator", "pen reporter", barred="observer"),
    "comment:write": _rule(relations="elsewhere", barred="observer"),
    "comment:change": _rule(relations="author", barred="observer"),
    # synthesis
    "note:write": _rule("rapporteur observer", "records"),
    "note:read": _rule("rapporteur", "author"),
    "key-finding:write": _rule("rapporteur"),
    "key-finding:show": _rule("rapporteur facilitator moderator organizer", "plenary"),
    "coverage:read": _rule("rapporteur facilitator organizer"),
    "speaking-note:read": _rule("rapporteur facilitator organizer interpreter translator"),
    # cooperation: who observes records and presents, and stands for nobody
    "topic:mark": _rule(relations="delegation", barred="observer"),
    "topic:record": _rule(_RUN),
    "initiative:write": _rule("observer rapporteur"),
    "initiative:present": _rule("observer rapporteur facilitator moderator organizer", "plenary"),
    "partner:stand": _rule(relations="delegation", barred="observer"),
    # the communiqué: rapporteur and organizer draft, the moderator chairs
    "paragraph:write": _rule("rapporteur organizer"),
    "paragraph:translate": _rule("rapporteur organizer translator"),
    "paragraph:agree": _rule(_DRAFT),
    "paragraph:discuss": _rule(_DRAFT),
    "amendment:propose": _rule("rapporteur organizer", "delegation", barred="observer"),
    "amendment:settle": _rule("rapporteur organizer"),
    "position:take": _rule(relations="delegation", barred="observer"),
    "communique:chair": _rule("moderator organizer"),
    # surveys: everybody responds, nobody reads whose response is which
    "survey:respond": _rule(relations="anyone"),
    "survey:run": _rule(_RUN),
    "survey:read": _rule("moderator organizer"),
    "hear:survey": _rule("moderator organizer"),
    # the pages of each role; who may read what stands there, the rooms say
    "open:desk": _rule(_RUN, "presents"),
    "open:workbench": _rule("rapporteur observer"),
    "open:pad": _rule(_DESK),
    "open:booth": _rule("interpreter translator"),
    "open:drafting": _rule(_DRAFT),
    "open:talk": _rule("expert", "holder"),
    "open:slides": _rule("presenter"),
    "open:organizer": _rule("organizer"),
    "open:wall": _rule(_RUN, "presents"),
    # the organizer's own
    "link:make": _rule("organizer"),
    "practice:describe": _rule("rapporteur organizer"),
    "report:read": _rule("organizer rapporteur moderator"),
    "programme:export": _rule("organizer moderator"),
    "programme:edit": _rule("organizer"),
}

_NOT_YOURS = N_("This belongs to another role. Ask the facilitator, or open your own role link.")


def may(actor: Actor, act: str, item: str | None = None, relations: Iterable[str] = ()) -> bool:
    """Whether *actor* may do *act* in *item*, standing in *relations* to the thing. An undeclared act is a ``KeyError``."""
    rule = ACTS[act]
    if any(actor.holds(role, item) for role in rule.barred):
        return False
    if any(actor.holds(role, item) for role in rule.roles):
        return True
    return "anyone" in rule.relations or not rule.relations.isdisjoint(relations)


def require(actor: Actor | None, act: str, item: str | None = None, relations: Iterable[str] = ()) -> Actor:
    """*actor*, when allowed. Raises the refusals ``no_pass`` (401) and ``not_yours`` (403)."""
    if actor is None:
        raise Refusal("no_pass", N_("Join the forum first: scan the card on your table or type its code."), status=401)
    if not may(actor, act, item, relations):
        raise Refusal("not_yours", _NOT_YOURS, status=403)
    return actor
