"""A small forum in which every kind of thing was written once, with words that a test finds again in every file."""

from dataclasses import dataclass

from app.kernel.ids import new_id
from app.kernel.refusals import Sentence
from app.kernel.roles import Actor
from app.report.loading import forum_report
from app.report.model import ForumReport
from app.report.privacy import disclosed
from app.report.reach import Reach, reach_of
from app.survey.commands import HoldSurvey
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.answers import WithdrawAnswer
from tests.findings.cafe import Cafe, open_cafe
from tests.forums import START, SmallForum
from tests.survey.asking import open_survey

CITED = "Ventanillas conjuntas de día y de noche"
UNCITED = "An answer that no finding cites"
WITHDRAWN = "An answer taken back"
LATE = "An answer that came after its phase"
REPORTED = "Joint desks find victims on the day of arrival"
KEPT_BACK = "A finding that the table never reported"
DISSENT = "Not where the police sit beside"
COMMENT = "It needs an interpreter on call"
NOTE = "Spoken by a minister, for nobody's report"
KEY = "First-interview desks work when they are open at night"
KEY_SPANISH = "Las ventanillas sirven si abren de noche"
DRAFT = "A key finding that nobody has been shown"
REASON = "It belongs to the dialogue on cooperation"
EVALUATION = "What somebody thinks of the forum, as number"
ASIDE = "A finding that another session deals with"


@dataclass
class Played:
    """The forum, its people by role, and the ids of what they made."""

    forum: SmallForum
    cafe: Cafe
    rapporteur: Actor
    organizer: Actor
    ids: dict[str, str]

    async def report(self, reach: Reach | None = None, actor: Actor | None = None, language: str = "en") -> ForumReport:
        """The report as its reader gets it."""
        reach = reach or reach_of(actor or self.organizer)
        loaded = await self.forum.readers.run(
            forum_report, self.forum.id, reach, language=language, say=said, made_at=START
        )
        return disclosed(loaded, reach.audience)


def said(sentence: Sentence) -> str:
    """A sentence in English."""
    return sentence.msgid % sentence.params if sentence.params else sentence.msgid


async def survey(forum: SmallForum) -> None:
    """Five responses afterwards, of people whom no other figure counts."""
    asking = await open_survey(forum)
    await asking.go("C", "open")
    for number in range(5):
        await asking.respond(await forum.holder("interpreter"), s1=1 + number, s3=5, q1=f"{EVALUATION} {number}")
    await forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)


async def play(forum: SmallForum) -> Played:
    """A café from answers to key findings, by people of three affiliations."""
    cafe = await open_cafe(forum)
    for number, affiliation in ((1, "Government"), (1, "Gobierno"), (1, "Government"), (2, "Civil society")):
        cafe.at[number] = await forum.person(number, name=f"Ana at {number}", affiliation=affiliation)
    await forum.person()  # the projector's laptop: it joins with the code, says no name and sits nowhere
    rapporteur, organizer = await forum.holder("rapporteur", "2a"), await forum.holder("organizer")
    ids = {"cited": await cafe.answer(1, CITED), "uncited": await cafe.answer(2, UNCITED)}
    gone = await cafe.answer(1, WITHDRAWN)
    await forum.run(WithdrawAnswer(gone), cafe.at[1])
    ids["reported"] = await cafe.reported(1, REPORTED, ids["cited"])
    ids["aside"] = await cafe.reported(2, ASIDE)
    ids["kept back"] = await cafe.finding(3, KEPT_BACK)
    ids["dissent"] = await cafe.dissent(1, ids["reported"], DISSENT)
    await cafe.go("commenting")
    ids["comment"] = await cafe.comment(2, ids["reported"], "adds", COMMENT)
    ids["late"] = await cafe.answer(3, LATE)
    ids |= {name: new_id() for name in ("note", "key", "draft")}
    await forum.run(PutNote(ids["note"], "2a", NOTE), rapporteur)
    drawn = (Ref("finding", ids["reported"]), Ref("comment", ids["comment"]), Ref("note", ids["note"]))
    await forum.run(PutKeyFinding(ids["key"], "2a", {"en": KEY, "es": KEY_SPANISH}, "en", drawn), rapporteur)
    await forum.run(PutKeyFinding(ids["draft"], "2a", {"en": DRAFT}, "en"), rapporteur)
    await forum.run(ShowKeyFinding(ids["key"]), rapporteur)
    await forum.run(PutAside("finding", ids["aside"], REASON), rapporteur)
    await survey(forum)
    return Played(forum, cafe, rapporteur, organizer, ids)
