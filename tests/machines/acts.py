"""What anybody may try in each technique: the ability that the phase must open, and the command."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.communique.commands.adopting import TakePosition
from app.communique.commands.amendments import PutAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.releasing import ReleaseJournal
from app.communique.commands.silence import BeginSilence, BreakSilence, EndSilence
from app.communique.commands.zero_draft import OpenCommunique
from app.cooperation.commands.initiatives import PutInitiative, ReviseInitiative, WithdrawInitiative
from app.cooperation.commands.presenting import PresentInitiative, SetStanding
from app.cooperation.commands.topics import MarkInterest
from app.findings.commands.comments import PutComment, WithdrawComment
from app.findings.commands.findings import PutFinding, ReportFinding, ReviseFinding, WithdrawFinding
from app.findings.commands.signoffs import SignFinding
from app.people.checking_in import CheckIn, CheckOut, Register
from app.programme.commands import Announce, SetClock
from app.programme.floor_commands import GiveFloor
from app.stage.commands import Hide, Show, Step
from app.stage.questions.commands import (
    AskQuestion,
    GroupQuestion,
    KeepQuestions,
    MarkQuestion,
    SupportQuestion,
    SupportResult,
    WithdrawQuestion,
)
from app.stage.speakers.commands import AddSpeaker, AskFloor, KeepSpeakers, RunSpeakers, WithdrawSpeaker
from app.stage.talks.commands import HoldTalk, Invite, RunTalk
from app.store.work import Command
from app.survey.commands import PutResponse
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, WithdrawKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote, TakeUpAgain, WithdrawNote
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.answers import Agree, PutAnswer, ReviseAnswer, WithdrawAnswer
from app.tables.commands.hall.rooms import AddTable, CloseTable, ReopenTable
from app.tables.commands.seats import MarkReady, StandUp, TakePen, TakeSeat
from app.tables.commands.turns import GiveTurn
from app.wiring import registered

REGISTRY, ADMISSIONS = registered()

RUN: Final = frozenset({"facilitator", "moderator", "organizer"})
BENCH: Final = frozenset({"rapporteur"})
PAD: Final = frozenset({"rapporteur", "observer"})
EVERYBODY: Final = frozenset(
    {*RUN, *PAD, "presenter", "expert", "interpreter", "translator", "delegation", "ana", "beto", "cara", "joined"}
)
FLOOR: Final = EVERYBODY - {"observer"}
"""Who may do what stands here a second time, apart from the one table that the server asks."""


@dataclass(frozen=True)
class Draw:
    """What a step was dealt: things of the item by kind, a number, and a fresh id."""

    item: str
    new: str
    number: int
    tables: list[str]
    made: dict[str, list[str]]
    say: str

    def some(self, kind: str) -> str:
        """A thing that was made here; an unknown one while there is none."""
        known = self.made.get(kind) or [self.new]
        return known[self.number % len(known)]

    @property
    def table(self) -> str:
        return self.tables[self.number % len(self.tables)]

    @property
    def even(self) -> bool:
        return self.number % 2 == 0


@dataclass(frozen=True)
class Act:
    """``may`` is who might at all, ``ability`` what the phase must open (None: any), ``late`` whether words also come after.

    ``writes`` is the kind of what it makes, ``changes`` of what it writes anew, ``ends`` of what it takes away.
    """

    may: frozenset[str]
    ability: str | None
    command: Callable[[Draw], Command]
    writes: str | None = None
    changes: str | None = None
    ends: str | None = None
    late: bool = False


def _act(may: frozenset[str], ability: str | None, command: Callable[[Draw], Any], **more: Any) -> Act:
    return Act(may, ability, command, **more)


COMMON: Final = {
    "clock": _act(RUN, None, lambda d: SetClock(d.item, ("add", "pause", "start")[d.number % 3], 60)),
    "announce": _act(RUN, None, lambda d: Announce(d.say, d.item)),
    "show": _act(RUN | PAD, None, lambda d: Show(REGISTRY, ("clock", "phase", "question")[d.number % 3], None, d.item)),
    "hide": _act(RUN, None, lambda d: Hide(d.even, d.item)),
}

SITTING: Final = {
    "sit": _act(EVERYBODY, None, lambda d: TakeSeat(d.table)),
    "stand": _act(EVERYBODY, None, lambda d: StandUp(d.table)),
    "pen": _act(FLOOR, None, lambda d: TakePen(d.table)),
    "ready": _act(FLOOR, None, lambda d: MarkReady(d.table, d.even)),
    # Answers may be on their way from a phone when the desk goes back: no phase refuses them, or words were lost.
    "answer": _act(FLOOR, None, lambda d: PutAnswer(d.new, d.table, d.say), writes="answer"),
    "revise answer": _act(
        FLOOR, None, lambda d: ReviseAnswer(d.some("answer"), d.say, 1 + d.number % 2), changes="answer"
    ),
    "withdraw answer": _act(FLOOR, None, lambda d: WithdrawAnswer(d.some("answer")), ends="answer"),
    "agree": _act(FLOOR, None, lambda d: Agree(d.some("answer"), d.even)),
    "add table": _act(RUN, None, lambda d: AddTable(d.item)),
    "close table": _act(RUN, None, lambda d: CloseTable(d.item, d.tables[-1])),
    "reopen table": _act(RUN, None, lambda d: ReopenTable(d.item, d.tables[-1])),
}

NOTES: Final = {
    "note": _act(PAD, "note", lambda d: PutNote(d.new, d.item, d.say), writes="note"),
    "withdraw note": _act(PAD, None, lambda d: WithdrawNote(d.some("note")), ends="note"),
}

RESULTS: Final = {
    "key finding": _act(
        BENCH, "key_finding", lambda d: PutKeyFinding(d.new, d.item, {"en": d.say}), writes="key-finding"
    ),
    "revise key finding": _act(
        BENCH,
        None,
        lambda d: ReviseKeyFinding(d.some("key-finding"), 1 + d.number % 2, {"en": d.say}),
        changes="key-finding",
    ),
    "withdraw key finding": _act(BENCH, None, lambda d: WithdrawKeyFinding(d.some("key-finding")), ends="key-finding"),
    "show key finding": _act(RUN | BENCH, None, lambda d: ShowKeyFinding(d.some("key-finding"), d.even)),
    "step": _act(RUN | BENCH, None, lambda d: Step(REGISTRY, 1 if d.even else -1, d.item)),
}

ASKING: Final = {
    "ask": _act(FLOOR, "question", lambda d: AskQuestion(REGISTRY, d.new, d.item, d.say), writes="question", late=True),
    "support": _act(FLOOR, "support", lambda d: SupportQuestion(d.some("question"))),
    "support no more": _act(FLOOR, None, lambda d: SupportQuestion(d.some("question"), supports=False)),
    "withdraw question": _act(FLOOR, None, lambda d: WithdrawQuestion(d.some("question")), ends="question"),
    "mark question": _act(RUN, None, lambda d: MarkQuestion(d.some("question"), answered=d.even)),
    "hide question": _act(RUN, None, lambda d: MarkQuestion(d.some("question"), hidden=d.even)),
    "group": _act(RUN, None, lambda d: GroupQuestion(d.some("question"), None if d.even else d.made["question"][0])),
    "keep questions": _act(RUN, None, lambda d: KeepQuestions(d.item, d.even)),
    "ask for the floor": _act(FLOOR, "speak", lambda d: AskFloor(d.item, d.say)),
    "add speaker": _act(RUN, None, lambda d: AddSpeaker(d.item, d.say)),
    "withdraw speaker": _act(FLOOR, None, lambda d: WithdrawSpeaker(d.item)),
    "run speakers": _act(RUN, None, lambda d: RunSpeakers(d.item, ("next", "finish")[d.number % 2])),
    "keep speakers": _act(RUN, None, lambda d: KeepSpeakers(d.item, closed=d.even)),
}

TALKING: Final = {
    "talk": _act(
        RUN,
        None,
        lambda d: RunTalk(
            d.item,
            ("start", "pause", "next", "previous", "skip", "finish")[d.number % 6],
            d.some("talk") if d.even else None,
        ),
    ),
    "hold talk": _act(frozenset({"expert"}), None, lambda d: HoldTalk(d.item, d.some("talk"), d.even)),
    "invite": _act(RUN, None, lambda d: Invite(d.item, d.say)),
}

FINDING: Final = {
    "finding": _act(FLOOR, "finding", lambda d: PutFinding(d.new, d.table, d.say), writes="finding", late=True),
    "revise finding": _act(
        FLOOR, None, lambda d: ReviseFinding(d.some("finding"), 1 + d.number % 2, d.say), changes="finding"
    ),
    "withdraw finding": _act(FLOOR, None, lambda d: WithdrawFinding(d.some("finding")), ends="finding"),
    "sign": _act(FLOOR, None, lambda d: SignFinding(d.some("finding"), nobody_objected=True)),
    "dissent": _act(FLOOR, None, lambda d: SignFinding(d.some("finding"), dissent=d.say, id=d.new)),
    "report": _act(FLOOR, None, lambda d: ReportFinding(d.some("finding"), d.number % 3 != 0)),
    "comment": _act(
        FLOOR, "comment", lambda d: PutComment(d.new, d.some("finding"), "adds", d.say), writes="comment", late=True
    ),
    "withdraw comment": _act(FLOOR, None, lambda d: WithdrawComment(d.some("comment")), ends="comment"),
    "aside": _act(BENCH, None, lambda d: PutAside("finding", d.some("finding"), d.say)),
    "take up again": _act(BENCH, None, lambda d: TakeUpAgain("finding", d.some("finding"))),
    "turn": _act(RUN, None, lambda d: GiveTurn(d.item, None if d.number % 3 == 0 else d.table)),
}

COOPERATION: Final = {
    "interest": _act(
        RUN | {"delegation"}, "interest", lambda d: MarkInterest(d.table, None if d.even else "CRI", d.number % 3 > 0)
    ),
    "initiative": _act(
        PAD, "initiative", lambda d: PutInitiative(d.new, d.table, {"title": d.say}), writes="initiative"
    ),
    "revise initiative": _act(
        PAD,
        None,
        lambda d: ReviseInitiative(d.some("initiative"), 1 + d.number % 2, {"title": d.say}),
        changes="initiative",
    ),
    "withdraw initiative": _act(PAD, None, lambda d: WithdrawInitiative(d.some("initiative")), ends="initiative"),
    "present": _act(PAD | RUN, None, lambda d: PresentInitiative(d.some("initiative"), d.even)),
    "stand": _act(
        PAD | {"delegation"}, None, lambda d: SetStanding(d.some("initiative"), "CRI", "interested" if d.even else None)
    ),
}

DRAFTS: Final = frozenset({"rapporteur", "organizer"})
CHAIR: Final = frozenset({"moderator", "organizer"})
OWN: Final = frozenset({"delegation"})

DRAFTING: Final = {
    "paragraph": _act(
        DRAFTS,
        "draft",
        lambda d: PutParagraph(d.new, d.item, ("preamble", "operative")[d.even], {"en": d.say}, "en"),
        writes="paragraph",
    ),
    "revise paragraph": _act(
        DRAFTS,
        "draft",
        lambda d: ReviseParagraph(d.some("paragraph"), 1 + d.number % 3, {"en": d.say}),
        changes="paragraph",
    ),
    "translate": _act(
        DRAFTS | {"translator"},
        "draft",
        lambda d: ReviseParagraph(d.some("paragraph"), 1 + d.number % 3, {"es": d.say}),
    ),
    "withdraw paragraph": _act(DRAFTS, "draft", lambda d: WithdrawParagraph(d.some("paragraph")), ends="paragraph"),
    "place": _act(DRAFTS, "draft", lambda d: PlaceParagraph(d.some("paragraph"))),
    "agree": _act(
        DRAFTS | CHAIR,
        "position",
        lambda d: StandParagraph(d.some("paragraph"), ("open", "agreed")[d.even], 1 + d.number % 3),
    ),
    "propose": _act(
        DRAFTS | OWN,
        "amend",
        lambda d: PutAmendment(d.new, d.some("paragraph"), 1 + d.number % 3, "paragraph", text=d.say),
    ),
    "position": _act(
        OWN,
        "position",
        lambda d: TakePosition(d.some("paragraph"), ("objection", "no_objection")[d.even], str(1 + d.number % 3)),
    ),
    "ask": _act(CHAIR, "position", lambda d: AskObjection(d.item, str(1 + d.number % 3), d.some("paragraph"))),
    "close": _act(CHAIR, None, lambda d: CloseCall(d.item)),
    "silence": _act(CHAIR, "position", lambda d: BeginSilence(d.item, 30, "", (d.some("paragraph"),))),
    "break": _act(OWN, None, lambda d: BreakSilence(d.item, d.say)),
    "end silence": _act(CHAIR, None, lambda d: EndSilence(d.item)),
    "open": _act(CHAIR, None, lambda d: OpenCommunique(d.item, d.even)),
    "release": _act(CHAIR, None, lambda d: ReleaseJournal(d.item, d.even)),
}

TECHNIQUES: Final[dict[str, tuple[str, dict[str, Act]]]] = {
    "knowledge_cafe": ("2a", {**COMMON, **SITTING, **FINDING, **NOTES, **RESULTS}),
    "dialogue": ("D1", {**COMMON, **SITTING, **NOTES, **COOPERATION}),
    "panel": ("1", {**COMMON, **TALKING, **ASKING, **NOTES, **RESULTS}),
    "presentation": ("5", {**COMMON, **ASKING, **NOTES}),
    "plenary": (
        "P2",
        {
            **COMMON,
            **ASKING,
            **NOTES,
            "step": RESULTS["step"],
            "floor": _act(
                RUN, None, lambda d: GiveTurn(d.item, presented=None if d.number % 3 == 0 else d.some("presented"))
            ),
            "support result": _act(FLOOR, "support", lambda d: SupportResult(REGISTRY, "key-finding", d.some("shown"))),
        },
    ),
    "survey": (
        "S",
        {
            **COMMON,
            "respond": _act(
                EVERYBODY,
                None,
                lambda d: PutResponse(d.some("survey"), d.new, (("s1", 1 + d.number % 5),)),
            ),
        },
    ),
    "remarks": (
        "O",
        {
            **COMMON,
            "give floor": _act(RUN, None, lambda d: GiveFloor(d.item, ("next", "previous", "none")[d.number % 3])),
        },
    ),
    "drafting": ("J", {**COMMON, **DRAFTING}),
    "pause": ("B", COMMON),
    "registration": (
        "R",
        {
            **COMMON,
            "register": _act(RUN, None, lambda d: Register(d.item, d.say, "", None, "en", d.even, d.new)),
            "come": _act(EVERYBODY, None, lambda d: CheckIn(d.item, "me")),
            "leave": _act(RUN, None, lambda d: CheckOut(d.item, d.some("person"))),
        },
    ),
}
"""The item that each technique is played in, and what is tried there."""
