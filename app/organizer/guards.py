"""What the programme may not lose: whatever was written, said or taken at a part that somebody would take out of it."""

from collections.abc import Sequence
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.organizer import queries
from app.people.models import Delegation
from app.programme import phases
from app.programme.models import Forum, Item, Question
from app.stage.talks.queries import kept_talks
from app.store.work import Work
from app.tables.models import RoundTable

ROLE_ROWS: Final = ("role_grant",)


def require_empty_item(work: Work, item: Item) -> None:
    """An item may go, or become another technique, while it has not begun and nothing was written or taken there."""
    if item.phase != phases.phases(item.technique)[0]:
        raise Refusal(
            "item_begun",
            N_("Item %(number)s has begun. It can be renamed and moved, but not taken away or made another technique."),
            status=409,
            number=item.number,
        )
    tables = [table.id for table in queries.standing(work.session, work.forum).tables[item.id]]
    held = queries.hanging(work.session, work.forum, "item", [item.id], besides=ROLE_ROWS)
    held += queries.hanging(work.session, work.forum, "table", tables)
    if held:
        raise Refusal(
            "item_in_use",
            N_(
                "At item %(number)s %(count)s things were written, said or taken, and none of them may be lost. Keep it: "
                "change its title, or say in its background that it does not take place."
            ),
            status=409,
            number=item.number,
            count=held,
        )


def require_no_holders(work: Work, item: Item) -> None:
    """Nobody may lose a role without a word."""
    if queries.holders(work.session, work.forum, item.id):
        raise Refusal(
            "role_held",
            N_("Somebody holds a role in item %(number)s. Revoke that role link first."),
            status=409,
            number=item.number,
        )


def require_unasked(work: Work, question: Question) -> None:
    """A guiding question may go while nobody has answered it."""
    held = queries.hanging(work.session, work.forum, "question", [question.id], besides=("round_table",))
    if held:
        raise Refusal(
            "question_answered",
            N_(
                "%(count)s answers and findings belong to this question, and none of them may be lost. Keep it; its words "
                "can be changed."
            ),
            status=409,
            count=held,
        )


def require_unused_table(work: Work, table: RoundTable) -> None:
    """A table may go while nobody has sat or written there; the desk closes it otherwise."""
    held = queries.hanging(work.session, work.forum, "table", [table.id])
    if held:
        raise Refusal(
            "table_in_use",
            N_(
                "People have sat or written at table %(number)s, and nothing of it may be lost. Close it at the item's desk "
                "instead: its words stay."
            ),
            status=409,
            number=table.number,
        )


def require_free_number(tables: Sequence[RoundTable], number: int) -> None:
    """A closed table keeps its number: its card may still lie there, and its words are known by it."""
    if any(table.closed_at is not None and table.number == number for table in tables):
        raise Refusal.of_field(
            "number",
            "number_taken",
            N_("A table that was closed has the number %(number)s. Choose another, or open it again at the desk."),
            status=409,
            number=number,
        )


def require_nobody_of(work: Work, delegation: Delegation) -> None:
    """A delegation may go while nobody speaks for it."""
    held = queries.hanging(work.session, work.forum, "delegation", [delegation.id])
    if held:
        raise Refusal(
            "delegation_in_use",
            N_("%(key)s is taken by people, links or words (%(count)s). Keep it; its name can be changed."),
            status=409,
            key=delegation.key,
            count=held,
        )


def require_unreferenced(work: Work, keys: Sequence[str]) -> None:
    """An entry of a framework may go while no made thing points to it."""
    held = queries.pointing(work.session, work.forum, keys)
    if held:
        raise Refusal(
            "reference_in_use",
            N_("%(count)s findings or initiatives refer to this. Keep it; its title can be changed."),
            status=409,
            count=held,
        )


def require_same_privacy(work: Work, forum: Forum, privacy: str) -> None:
    """What the join page promised holds for who has joined."""
    if forum.privacy != privacy and queries.has_guests(work.session, work.forum):
        raise Refusal.of_field(
            "privacy",
            "privacy_promised",
            N_("People have joined on this promise. What is told of them cannot be changed any more."),
            status=409,
        )


def kept_places(before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Whether everybody in *before* still has their place in *after*: others may come after them, and words may change."""
    if len(after) < len(before):
        return False
    return not any(
        one != after[at] and any(one == other for there, other in enumerate(after) if there != at)
        for at, one in enumerate(before)
    )


def require_kept_order(work: Work, item: Item, experts: list[dict[str, Any]]) -> None:
    """A talk belongs to a place among the experts: once there are talks, the panel's desk orders them."""
    before = item.details.get("experts") or []
    if before == experts or kept_places(before, experts):
        return
    if any(talk.expert is not None for talk in kept_talks(work.session, item)):
        raise Refusal(
            "talks_kept",
            N_("The talks of item %(number)s are under way. Change their order, or skip one, at its desk."),
            status=409,
            number=item.number,
        )
