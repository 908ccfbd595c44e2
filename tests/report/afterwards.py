"""The played forum on its second day: a talk, slides, a question from the floor, and a communiqué that is adopted."""

from app.communique.adoption import digest_of, frozen
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import PutAmendment
from app.communique.commands.paragraphs import PutParagraph
from app.communique.commands.zero_draft import MakeZeroDraft
from app.communique.queries import paragraphs
from app.kernel.ids import hashed, new_id, new_secret
from app.kernel.roles import Actor
from app.people.commands import ExchangeLink, MakeLink
from app.programme.commands import MovePhase
from app.stage.questions.commands import AskQuestion, GroupQuestion, MarkQuestion, SupportQuestion
from app.stage.slides.commands import HoldSlides
from app.stage.talks.commands import RunTalk
from tests.communique.room import add_drafting
from tests.cooperation.dialogue import add_dialogue
from tests.forums import SmallForum
from tests.report.played import Played
from tests.stage.podium import REGISTRY, add_podium

ASKED, ALIKE, HELD_BACK = (
    "Who pays for the night shift?",
    "Is there money for the nights?",
    "A question nobody may read",
)
SLIDES = "What the desks cost"
PREAMBLE, PREAMBLE_ES = "Recalling what the tables said", "Recordando lo que dijeron las mesas"
PROPOSED, BECAUSE = "words that were proposed and never adopted", "a reason that stays with the drafters"
RESERVED = "a reservation of one delegation"

WRITTEN = (ASKED, SLIDES, PREAMBLE, PREAMBLE_ES)
INSIDE = (PROPOSED, BECAUSE, HELD_BACK)


async def stage(made: Played) -> None:
    """A talk given, slides held, three questions asked: one answered with another like it, one taken away."""
    forum = made.forum
    add_podium(forum)
    chair = await forum.holder("moderator")
    for phase in ("introduction", "talks"):
        await forum.run(MovePhase("1", phase), chair)
    await forum.run(RunTalk("1", "next"), chair)
    await forum.run(RunTalk("1", "next"), chair)
    await forum.run(HoldSlides(new_id(), "5", SLIDES, url="https://slides.example.org/desks"), made.organizer)
    await forum.run(MovePhase("5", "presenting"), chair)
    ids = [new_id() for _ in range(3)]
    for id_, text in zip(ids, (ASKED, ALIKE, HELD_BACK), strict=True):
        await forum.run(AskQuestion(REGISTRY, id_, "5", text), made.cafe.at[1])
    await forum.run(SupportQuestion(ids[0]), made.cafe.at[2])
    await forum.run(GroupQuestion(ids[1], ids[0]), chair)
    await forum.run(MarkQuestion(ids[0], answered=True), chair)
    await forum.run(MarkQuestion(ids[2], hidden=True), chair)


async def _panama(forum: SmallForum) -> Actor:
    """Somebody who came by a delegation's own link."""
    token, secret = new_secret(), new_secret()
    await forum.run(MakeLink(hashed(token), "participant", None, "PAN"))
    await forum.run(ExchangeLink(hashed(token), hashed(secret)))
    return await forum._actor(secret)


async def draft(made: Played) -> str:
    """J drafted from the key finding with a preamble and an amendment that waits; the amended paragraph."""
    forum = made.forum
    add_dialogue(forum.engines, forum)
    add_drafting(forum.engines, forum)
    drafter, chair = await forum.holder("rapporteur", "J"), await forum.holder("moderator", "J")
    await forum.run(MovePhase("J", "drafting"), chair)
    await forum.run(MakeZeroDraft("J"), drafter)
    texts = {"en": PREAMBLE, "es": PREAMBLE_ES}
    await forum.run(PutParagraph(new_id(), forum.items["J"], "preamble", texts, "en"), drafter)
    (found,) = [p for p in await forum.readers.run(paragraphs, forum.id, forum.items["J"]) if p.section == "operative"]
    panama = await _panama(forum)
    await forum.run(PutAmendment(new_id(), found.id, 1, "insert", "", text=PROPOSED, reason=BECAUSE), panama)
    return found.id


async def adopt(made: Played, paragraph: str) -> None:
    """Adopted by the chair, with one reservation."""
    forum = made.forum
    chair, panama = await forum.holder("moderator", "J"), await _panama(forum)
    for phase in ("review", "adoption"):
        await forum.run(MovePhase("J", phase), chair)
    await forum.run(TakePosition(paragraph, "reservation", "1", RESERVED), panama)
    text = await forum.readers.run(paragraphs, forum.id, forum.items["J"])
    await forum.run(AdoptCommunique("J", digest_of(frozen(text)), True), chair)


async def second_day(made: Played) -> None:
    """All of it."""
    await stage(made)
    await adopt(made, await draft(made))
