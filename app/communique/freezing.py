"""A silence in the way of a change; and its deadline, which takes effect before anything that comes after it.

That the deadline has passed is a fact of the clock: whoever changes the text after it first lets it take effect, in the same
transaction. ``deadlines.py`` does it where nobody comes.
"""

from collections.abc import Collection

from app.communique import queries, silence_rules, standing
from app.communique.models import Silence
from app.communique.recording import forum_time, record_communique, record_paragraph
from app.store.work import Work


def require_unfrozen(work: Work, item: str, paragraphs: Collection[str] | None = ()) -> None:
    """Refuse while silence is kept on one of *paragraphs*, on any with None; on the whole text always."""
    silence = settled(work, item)
    if silence is None:
        return
    if silence.whole or paragraphs is None or not silence.paragraphs.keys().isdisjoint(paragraphs):
        raise silence_rules.frozen(forum_time(work, silence.ends_at))


def settled(work: Work, item: str) -> Silence | None:
    """The silence that is kept now: one whose deadline has passed takes effect first."""
    silence = standing.running_silence(work.session, work.forum, item)
    if silence is None or silence.ends_at > work.now:
        return silence
    take_effect(work, silence)
    return None


def take_effect(work: Work, silence: Silence) -> None:
    """Nobody broke it: what was frozen is agreed, as of the deadline, whatever phase the item is in by now."""
    found = queries.paragraphs_by_id(work.session, work.forum, silence.paragraphs)
    for id_, version in silence.paragraphs.items():
        paragraph = found.get(id_)
        if paragraph is not None and paragraph.worded <= version:
            paragraph.status = "agreed"
    silence.ended_at, silence.result = silence.ends_at, "agreed"
    record_silence(work, silence)


def record_silence(work: Work, silence: Silence) -> None:
    """Record that a silence began or ended: on the text, and on each paragraph that it freezes."""
    work.session.add(silence)
    work.session.flush()
    for paragraph in queries.paragraphs_by_id(work.session, work.forum, silence.paragraphs).values():
        record_paragraph(work, paragraph)
    record_communique(work, silence.item)
