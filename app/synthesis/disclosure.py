"""Who hears of a key finding: the workbench always, the desk and the booth when it was sent, everybody when it is shown."""

from collections.abc import Iterable

from app.kernel import roles
from app.kernel.roles import Actor
from app.programme.queries import presenting as presenting_items
from app.programme.rules import relations_by
from app.sources.rules import Thing
from app.stage.booth.rules import ROLES as BOOTH
from app.store.work import Work
from app.synthesis import queries, rules
from app.synthesis.models import KeyFinding


def record_key_finding(work: Work, key_finding: KeyFinding, *, was_shown: bool = False, was_sent: bool = False) -> None:
    """Record that a key finding changed. ``was_*``: it was so before, and is not any more."""
    key_finding.seq = work.seq
    shown = was_shown or key_finding.shown_at is not None
    kinds = ["key-finding"]
    if shown:
        kinds.append("shown-key-finding")
    if shown or was_sent or key_finding.sent_at is not None:
        kinds.append("sent-key-finding")
    for kind in kinds:
        work.record(kind, key_finding.id, items=[key_finding.item])


def record_drawn(work: Work, origins: Iterable[Thing], item: str) -> None:
    """Record that things are drawn on, or are no more: what is used has changed."""
    for origin in origins:
        work.record("drawn", origin.key, items=[item])


def readable(actor: Actor, key_finding: KeyFinding) -> bool:
    """Whether *actor* may read a key finding: its rapporteurs always; desk and booth once sent; everybody once shown."""
    if key_finding.shown_at is not None or actor.holds("rapporteur", key_finding.item):
        return True
    if key_finding.sent_at is None:
        return False
    return at_booth(actor, key_finding) or roles.may(actor, "hear:desk", key_finding.item)


def at_booth(actor: Actor, key_finding: KeyFinding) -> bool:
    """Whether *actor* interprets or translates what is said of a key finding."""
    return any(actor.holds(role, key_finding.item) for role in BOOTH)


def texts_for(actor: Actor, key_finding: KeyFinding) -> dict[str, str]:
    """The words of it that *actor* may read: what was shared and not shown stands still while the rapporteur writes on."""
    if key_finding.shown_at is not None or actor.holds("rapporteur", key_finding.item):
        return key_finding.texts
    return key_finding.sent_texts


def read_aloud(actor: Actor, key_finding: KeyFinding) -> dict[str, str]:
    """The words of it in *actor*'s speaking note: in the booth they stand as they were sent, also once shown."""
    frozen = key_finding.sent_at is not None and at_booth(actor, key_finding)
    if frozen and not actor.holds("rapporteur", key_finding.item):
        return key_finding.sent_texts
    return texts_for(actor, key_finding)


def show(work: Work, key_finding: str) -> KeyFinding:
    """Show a key finding to everybody. A facilitator, or the plenary, shows what was shared; a draft is the rapporteur's."""
    found = queries.key_finding_of(work.session, work.forum, key_finding)
    presenting = [item.id for item in presenting_items(work.session, work.forum, found.item)]
    relations = relations_by(work.actor, presenting) if work.actor is not None else frozenset()
    actor = roles.require(work.actor, "key-finding:show", found.item, relations)
    if not readable(actor, found) and not (relations and found.sent_at is not None):
        raise rules.no_such_key_finding()
    if found.shown_at is None:
        found.shown_at = work.now
        record_key_finding(work, found)
    return found


def reveal(work: Work, key_finding: str) -> None:
    """What is put on a wall is shown to everybody."""
    show(work, key_finding)
