"""What of talks ends with their phase."""

from app.programme import phases
from app.programme import queries as programme
from app.stage.talks import queries, rules
from app.stage.talks.commands import put_line
from app.store.work import Work


def end_talks(work: Work, item_id: str) -> None:
    """Nobody speaks on in a phase that has no talks: whoever had the floor has spoken."""
    item = programme.item_of(work.session, work.forum, item_id)
    if not phases.opens(item.technique, "talk") or phases.allows(item.technique, item.phase, "talk"):
        return
    line = queries.talks(work.session, item)
    before = [queries.slot_of(talk) for talk in line]
    if rules.speaking(before) is not None:
        put_line(work, line, rules.after(before, rules.Wish("finish"), work.now, work.seq))
