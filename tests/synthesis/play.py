"""A café played at random, from answers to key findings, through the commands that people use."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from app.findings.commands.comments import PutComment, WithdrawComment
from app.findings.commands.findings import Drawn, PutFinding, ReportFinding, ReviseFinding, WithdrawFinding
from app.findings.commands.signoffs import SignFinding, WithdrawDissent
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.people.commands import ChangeMe
from app.programme.commands import MovePhase
from app.store.work import Command
from app.synthesis.commands.drawing import LinkSource, Ref
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, SettleClash, WithdrawKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote, TakeUpAgain, WithdrawNote
from app.synthesis.commands.placing import PlaceKeyFinding, SendKeyFinding, SendToBooth, ShowKeyFinding
from app.synthesis.translating.commands import PutTranslation, RemoveTranslation
from app.tables.commands.answers import PutAnswer, ReviseAnswer, WithdrawAnswer
from app.tables.commands.hall.undo import UndoStep
from app.tables.commands.hall.words import MergeTables, SwapTables
from app.tables.commands.seats import TakeSeat
from app.wiring import registered
from tests.findings.cafe import open_cafe
from tests.forums import SmallForum

REGISTRY = registered()[0]
WORDS = (
    "desks",
    "borders",
    "joint",
    "victims",
    "identify",
    "mobile",
    "units",
    "consular",
    "training",
    "shared",
    "data",
)


@dataclass
class Play:
    """Everybody of item 2a, and the ids of all that was made."""

    forum: SmallForum
    rng: Random
    desk: Actor
    rapporteurs: list[Actor]
    observer: Actor
    booth: Actor
    translator: Actor
    people: list[Actor]
    made: dict[str, list[str]] = field(default_factory=dict)
    accepted: int = 0
    refused: set[str] = field(default_factory=set)
    _making: tuple[str, str] | None = None

    @classmethod
    async def begin(cls, forum: SmallForum, seed: int) -> "Play":
        cafe = await open_cafe(forum)
        people = list(cafe.at.values())
        # Three of them share an affiliation at a table now and then, and do not any more when one moves.
        people += [await forum.person(1 + n % 3, name=f"N{n}", affiliation="A") for n in range(6)]
        roles = [
            await forum.holder(role, "2a")
            for role in ("rapporteur", "rapporteur", "observer", "interpreter", "translator")
        ]
        play = cls(forum, Random(seed), cafe.desk, roles[:2], *roles[2:], people)
        for table in (1, 2):
            play.made.setdefault("answer", []).append(answer := await cafe.answer(table, play.text()))
            play.made.setdefault("finding", []).append(finding := await cafe.reported(table, play.text(), answer))
            play.made.setdefault("comment", []).append(await cafe.comment(3, finding, "disagrees"))
        for name in (*["answer"] * 4, *["finding"] * 6, *["comment"] * 3, *["key finding"] * 6, "note"):
            await play.step(name)
        return play

    @property
    def item(self) -> str:
        return self.forum.items["2a"]

    def some(self, kind: str) -> str:
        return self.rng.choice(self.made.get(kind) or [new_id()])

    def fresh(self, kind: str) -> str:
        self._making = (kind, new_id())
        return self._making[1]

    def text(self) -> str:
        return " ".join(self.rng.sample(WORDS, 4))

    def thing(self, *kinds: str) -> tuple[str, str]:
        kind = self.rng.choice(kinds)
        return kind, self.some(kind)

    def anything(self) -> tuple[str, str]:
        return self.thing("finding", "comment", "note", "answer", "key-finding")

    async def step(self, name: str | None = None) -> None:
        """One random act; a refusal is fine, and leaves nothing."""
        if name is None:
            names = sorted(self.acts)
            # Taking away and moving about are rarer than making, or nothing would ever lie on the workbench.
            name = self.rng.choices(names, [1 if n.startswith(("no ", "hall", "take")) else 4 for n in names])[0]
        await self._act(name)

    async def _act(self, name: str) -> None:
        # Drawn before anything is awaited: several may be under way at once.
        self._making = None
        command, actor = self.acts[name](self)
        making = self._making
        try:
            await self.forum.run(command, actor)
        except Refusal as refusal:
            self.refused.add(refusal.code)
            return
        self.accepted += 1
        if making is not None:
            self.made.setdefault(making[0], []).append(making[1])

    def _anybody(self) -> Actor:
        return self.rng.choice(self.people)

    def _writer(self) -> Actor:
        """Who may write for a table: mostly the desk, which may for all."""
        return self.desk if self.rng.random() < 0.6 else self._anybody()

    def _rapporteur(self) -> Actor:
        return self.rng.choice(self.rapporteurs)

    def _table(self) -> str:
        return self.forum.tables[self.rng.randrange(1, 4)]

    def _finding(self) -> tuple[Command, Actor]:
        sources = tuple(Drawn(self.some("answer")) for _ in range(self.rng.choice((0, 0, 1, 2))))
        if self.rng.random() < 0.5:
            return PutFinding(self.fresh("finding"), self._table(), self.text(), sources=sources), self._writer()
        revise = ReviseFinding(self.some("finding"), self.rng.randrange(1, 3), self.text(), "practice", sources)
        return revise, self._writer()

    def _key_finding(self) -> tuple[Command, Actor]:
        refs = tuple(Ref(*self.anything()) for _ in range(self.rng.randrange(3)))
        texts = {self.rng.choice(("es", "en")): self.text()}
        if self.rng.random() < 0.4:
            return PutKeyFinding(self.fresh("key-finding"), self.item, texts, sources=refs), self._rapporteur()
        version, state = self.rng.randrange(1, 3), self.rng.choice((None, "", "open"))
        return ReviseKeyFinding(self.some("key-finding"), version, texts, refs or None, state), self._rapporteur()

    def _translation(self) -> tuple[Command, Actor]:
        kind, id_ = self.thing("finding", "finding", "comment", "key-finding")
        language, seen = self.rng.choice(("es", "es", "en")), self.rng.choice((None, None, 0, 1))
        if self.rng.random() < 0.2:
            return RemoveTranslation(kind, id_, language), self.translator
        return PutTranslation(kind, id_, language, self.text(), self.rng.choice((None, 1)), seen), self.translator

    def _hall(self) -> tuple[Command, Actor]:
        one, other = self._table(), self._table()
        if self.rng.random() < 0.4:
            return UndoStep("2a", REGISTRY.movers), self.desk
        kind: Any = self.rng.choice((MergeTables, SwapTables))
        return kind("2a", one, other, REGISTRY.movers), self.desk

    acts: Any = field(default=None, init=False)

    def __post_init__(self) -> None:
        def flag() -> bool:
            return self.rng.random() < 0.6

        self.acts = {
            "answer": lambda p: (PutAnswer(p.fresh("answer"), p._table(), p.text()), p._anybody()),
            "another answer": lambda p: (ReviseAnswer(p.some("answer"), p.text(), 1), p._anybody()),
            "no answer": lambda p: (WithdrawAnswer(p.some("answer")), p._anybody()),
            "finding": lambda p: p._finding(),
            "finding again": lambda p: p._finding(),
            "no finding": lambda p: (WithdrawFinding(p.some("finding")), p._writer()),
            "report": lambda p: (ReportFinding(p.some("finding")), p._writer()),
            "report again": lambda p: (ReportFinding(p.some("finding")), p._writer()),
            "comment again": lambda p: (
                PutComment(p.fresh("comment"), p.some("finding"), "adds", p.text()),
                p._anybody(),
            ),
            "take back": lambda p: (ReportFinding(p.some("finding"), reports=False), p._writer()),
            "sign": lambda p: (SignFinding(p.some("finding"), nobody_objected=True), p._anybody()),
            "dissent": lambda p: (
                SignFinding(p.some("finding"), dissent=p.text(), id=p.fresh("dissent")),
                p._anybody(),
            ),
            "no dissent": lambda p: (WithdrawDissent(p.some("finding"), p.some("dissent")), p._anybody()),
            "comment": lambda p: (
                PutComment(p.fresh("comment"), p.some("finding"), p.rng.choice(("supports", "disagrees")), p.text()),
                p._anybody(),
            ),
            "no comment": lambda p: (WithdrawComment(p.some("comment")), p._anybody()),
            "note": lambda p: (
                PutNote(p.fresh("note"), p.item, p.text()),
                p.rng.choice([*p.rapporteurs, p.observer]),
            ),
            "no note": lambda p: (WithdrawNote(p.some("note")), p.rng.choice([*p.rapporteurs, p.observer])),
            "key finding": lambda p: p._key_finding(),
            "key finding again": lambda p: p._key_finding(),
            "no key finding": lambda p: (WithdrawKeyFinding(p.some("key-finding")), p._rapporteur()),
            "link": lambda p: (
                LinkSource(p.some("key-finding"), *p.anything(), linked=p.rng.random() < 0.8),
                p._rapporteur(),
            ),
            "order": lambda p: (
                PlaceKeyFinding(p.some("key-finding"), p.rng.choice((None, p.some("key-finding")))),
                p._rapporteur(),
            ),
            "show": lambda p: (ShowKeyFinding(p.some("key-finding"), flag()), p._rapporteur()),
            "send": lambda p: (SendKeyFinding(p.some("key-finding"), flag()), p._rapporteur()),
            "send all": lambda p: (SendToBooth("2a"), p._rapporteur()),
            "aside": lambda p: (
                PutAside(*p.thing("finding", "comment", "note"), p.rng.choice((None, p.text()))),
                p._rapporteur(),
            ),
            "up again": lambda p: (TakeUpAgain(*p.thing("finding", "comment", "note")), p._rapporteur()),
            "sit": lambda p: (TakeSeat(p._table()), p._anybody()),
            "name": lambda p: (ChangeMe(p.text()[:20], p.rng.choice("AAAB")), p._anybody()),
            "translate": lambda p: p._translation(),
            "name of who translates": lambda p: (ChangeMe(p.text()[:20], ""), p.translator),
            "hall": lambda p: p._hall(),
            "phase": lambda p: (_phase(p.rng), p.desk),
            "settle": lambda p: (SettleClash(p.some("key-finding"), p.some("clash")), p._rapporteur()),
        }


def _phase(rng: Random) -> Command:
    return MovePhase("2a", rng.choice(("table_work", "report_out", "report_out", "report_out", "commenting")))
