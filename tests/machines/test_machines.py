"""Every technique as a machine: whoever tries whatever in whichever phase, and back, no promise breaks."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, select

from app.communique import rules as drafting
from app.communique import standing
from app.communique.commands import paragraphs
from app.communique.models import Paragraph
from app.cooperation.models import Initiative
from app.findings.models import Comment, Finding
from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Rule
from app.live.rooms import Room
from app.programme import phases, queries
from app.programme.commands import MovePhase
from app.programme.models import Item
from app.stage.questions.models import FloorQuestion
from app.stage.talks import rules as talk_rules
from app.stage.talks.models import Talk
from app.store import journal
from app.store.journal import take_number
from app.store.work import Command, Work
from app.synthesis.models import KeyFinding, Note
from app.tables.models import Answer
from tests.machines import stand as stands
from tests.machines.acts import EVERYBODY, REGISTRY, RUN, TECHNIQUES, Act, Draw
from tests.machines.stand import Stand, prepared, stand, tables_of
from tests.mirror import Mirror

KEPT: dict[str, tuple[type[Any], Callable[[Any], str]]] = {
    "answer": (Answer, lambda row: row.text),
    "finding": (Finding, lambda row: row.text),
    "comment": (Comment, lambda row: row.text),
    "note": (Note, lambda row: row.text),
    "key-finding": (KeyFinding, lambda row: row.texts["en"]),
    "question": (FloorQuestion, lambda row: row.text),
    "initiative": (Initiative, lambda row: row.words["title"]),
    "paragraph": (Paragraph, lambda row: row.texts["en"]),
}
"""Where the words of each kind are."""

LIKELY = RUN | {"rapporteur", "observer", "expert", "delegation", "ana", "beto", "cara"}
"""Who does most of what is done."""

EXAMPLES = 8
STEPS = 5
PHASES = 4
BURST = 10
"""Acts between two phases."""


class Technique(RuleBasedStateMachine):
    """One item in its technique, and everybody."""

    name = ""
    only: str | None = None
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.number, acts = TECHNIQUES[self.name]
        self.acts = {name: act for name, act in acts.items() if not self.only or name in self.only.split(", ")}
        self.stand: Stand = self._open.enter_context(stand(self.number))
        self.forum = self.stand.forum
        self.item = self.forum.items[self.number]
        self.phase = phases.phases(self.name)[0]
        self.words: dict[tuple[str, str], str] = {}
        self.author: dict[str, str] = {}
        self.stood: dict[str, str] = {}
        self.said = 0
        self.told: dict[str, Any] = {}
        self.last: tuple[Command, str] | None = None
        drafts = ("communique", "drafting") if self.name == "drafting" else ()
        kinds = [Room(kind, self.item) for kind in ("item", "desk", "work", "roster", *drafts)]
        tables = [Room("table", table) for table in tables_of(self.forum, self.number)]
        rooms = [*kinds, *tables, Room("forum", self.forum.id), Room("screen", "main")]
        self.page = Mirror(
            self.forum, REGISTRY, rooms, [self.stand.actors[name] for name in ("ana", "expert", "delegation")]
        )

    @initialize()
    def opens(self) -> None:
        """Somebody has the pages open from the beginning."""
        self.stand.wait(self.page.start())

    @rule(seed=st.integers(0, 2**32 - 1))
    def plays(self, seed: int) -> None:
        """Somebody takes the item to any phase, forward or back, and everybody does something; so several times."""
        chance = Random(seed)
        order = phases.phases(self.name)
        for _ in range(PHASES):
            wish = chance.choice((order[(order.index(self.phase) + 1) % len(order)], chance.choice(order)))
            who = chance.choice(("moderator", "facilitator", chance.choice(sorted(EVERYBODY))))
            if self._done(MovePhase(self.item, wish, registry=REGISTRY), who) is None:
                assert who in RUN
                self.phase = wish
            else:
                assert who not in RUN
            for _ in range(BURST):
                self._does(*chance.choice(list(self.acts.items())), chance)
            self.one_phase_of_its_technique()
            self.one_talk_runs()
            self.nothing_written_is_gone()
            self.nothing_moves_while_silence_is_kept()
            self.a_position_is_of_the_authoritative_words()

    @rule(wish=st.integers(0, 3))
    def clicks_at_two_desks(self, wish: int) -> None:
        """Two desks click at once: one of them is told that the phase has moved."""
        order = phases.phases(self.name)
        one, other = order[wish % len(order)], order[(wish + 1) % len(order)]
        seen = self.phase
        codes = [self._done(MovePhase(self.item, to, seen, registry=REGISTRY), "moderator") for to in (one, other)]
        self.phase = one if one != seen else other
        assert codes == [None, None if one == seen else "phase_moved"]

    def _does(self, name: str, act: Act, chance: Random) -> None:
        self.said += 1
        tables = tables_of(self.forum, self.number) or [new_id()]
        made = {**self.stand.made, "question": self.stand.made.get("question") or [new_id()]}
        new = new_id()
        draw = Draw(self.item, new, chance.randrange(1000), tables, made, f"Said {self.said}")
        who = chance.choice(sorted(EVERYBODY))
        if chance.random() < 0.8:
            kind = act.changes or act.ends
            who = self.author.get(draw.some(kind) if kind else "", chance.choice(sorted(act.may & LIKELY)))
        refusal = self._done(act.command(draw), who)
        self._judge(act, who, refusal)
        if refusal is None:
            self.done[name] += 1
            if name == "position":
                self.stood[self.told["target"]] = self.words["paragraph", self.told["target"]]
            self._remember(act, draw, who)

    @rule()
    def sends_again(self) -> None:
        """The last command comes a second time, as from a phone that missed the answer."""
        if self.last is None or getattr(self.last[0], "id", None) is None:
            return
        head = self.stand.wait(self.forum.readers.run(journal.head, self.forum.id))
        command, who = self.last
        assert self._done(command, who) is None
        assert self.stand.wait(self.forum.readers.run(journal.head, self.forum.id)) == head

    def _done(self, command: Command, who: str) -> str | None:
        """The refusal's code, or None."""
        try:
            self.told = self.stand.wait(self.forum.run(command, self.stand.actors[who])).value
        except Refusal as refusal:
            assert refusal.code not in ("fault", "bad_action"), (command, who, refusal)
            return refusal.code
        self.last = (command, who)
        return None

    def _judge(self, act: Act, who: str, refusal: str | None) -> None:
        open_ = act.ability is None or phases.allows(self.name, self.phase, act.ability)
        open_ = open_ or (act.late and phases.is_past(self.name, self.phase, act.ability or ""))
        if refusal is None:
            assert who in act.may, f"{who} may not"
            assert open_, f"{act.ability} is not open in {self.phase}"
        if refusal == "phase_closed" and act.ability is not None:
            assert not open_, f"{act.ability} is open in {self.phase}"

    def _remember(self, act: Act, draw: Draw, who: str) -> None:
        """Keep in mind what must be there from now on."""
        if act.ends is not None:
            self.words.pop((act.ends, draw.some(act.ends)), None)
            self.stand.made[act.ends] = [one for one in self.stand.made[act.ends] if one != draw.some(act.ends)]
        if act.changes is not None and not self.told.get("clash"):
            self.words[(act.changes, draw.some(act.changes))] = draw.say
        if act.writes is None:
            return
        self.words[(act.writes, draw.new)] = draw.say
        self.author[draw.new] = who
        self.stand.made.setdefault(act.writes, []).append(draw.new)

    @invariant()
    def one_phase_of_its_technique(self) -> None:
        """An item is in the phase where it was taken."""

        def look(session: Session) -> str:
            return session.get_one(Item, self.item).phase

        assert self.stand.wait(self.forum.readers.run(look)) == self.phase

    @invariant()
    def one_talk_runs(self) -> None:
        """Never two experts speak at once."""

        def look(session: Session) -> int:
            talks = session.exec(select(Talk).where(Talk.item == self.item))
            return sum(talk.state == "floor" for talk in talks)

        assert self.stand.wait(self.forum.readers.run(look)) <= 1

    @invariant()
    def nothing_written_is_gone(self) -> None:
        """Whatever was written and not withdrawn is there, word for word, in every phase."""

        def look(session: Session) -> list[str]:
            missing = []
            for (kind, id_), words in self.words.items():
                model, text = KEPT[kind]
                row = session.get(model, id_)
                if row is None or row.withdrawn_at is not None or text(row) != words:
                    missing.append(f"{kind}: {words}")
            return missing

        assert self.stand.wait(self.forum.readers.run(look)) == []

    @invariant()
    def a_position_is_of_the_authoritative_words(self) -> None:
        """A position counts as long as the words that it was taken on stand, whatever became of their translations."""

        def look(session: Session) -> set[str]:
            return {row.target for row in standing.current_positions(session, self.forum.id, self.item)}

        if not self.stood:
            return
        current = self.stand.wait(self.forum.readers.run(look))
        for target, words in self.stood.items():
            now = self.words.get(("paragraph", target))
            assert now is None or (target in current) == (now == words), "said of other words, or not of these"

    @invariant()
    def nothing_moves_while_silence_is_kept(self) -> None:
        """What is frozen says what it said when the silence began, and of an item one silence runs at most."""

        def look(session: Session) -> list[str]:
            kept = [s for s in standing.silences(session, self.forum.id, self.item) if s.ended_at is None]
            assert len(kept) <= 1
            wanted = {id_: version for silence in kept for id_, version in silence.paragraphs.items()}
            found = [session.get_one(Paragraph, id_) for id_ in wanted]
            return [p.id for p in found if p.version != wanted[p.id] or p.withdrawn_at is not None]

        assert self.stand.wait(self.forum.readers.run(look)) == []

    def teardown(self) -> None:
        """At the end: the journal has no gap, and the page that only heard is the page that is opened now."""
        try:

            def look(session: Session) -> list[int]:
                return [entry.seq for entry in journal.since(session, self.forum.id, 0, limit=100_000)]

            numbers = self.stand.wait(self.forum.readers.run(look))
            assert numbers == list(range(1, len(numbers) + 1))
            assert self.stand.wait(self.page.differences()) == []
        finally:
            self._open.close()


def played(technique: str, only: str | None = None) -> Counter[str]:
    """Play a technique, or *only* some acts of it; how often each was done. Raises what a broken promise raises."""
    done: Counter[str] = Counter()
    machine = type(technique, (Technique,), {"name": technique, "only": only, "done": done})
    wishes = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        # A run that fails is told as it was: to look for a shorter one takes minutes.
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(machine, settings=wishes)
    return done


@pytest.mark.timeout(600)
@pytest.mark.parametrize("technique", sorted(TECHNIQUES))
def test_no_promise_breaks_whoever_does_whatever(technique: str) -> None:
    done = played(technique)
    acts = TECHNIQUES[technique][1]
    assert len(done) > len(acts) / 2, f"never done: {sorted(acts.keys() - done.keys())}"


def _forgets(work: Work, item: Item) -> None:
    for answer in work.session.exec(select(Answer).where(Answer.item == item.id)):
        answer.withdrawn_at = work.now


SAID = "paragraph, revise paragraph, translate, position"
"""By which acts it shows what a position is of."""

MUTANTS: dict[str, tuple[str, str, Callable[[pytest.MonkeyPatch], None]]] = {
    "a phase that takes answers away": (
        "knowledge_cafe",
        "answer",
        lambda patch: patch.setattr(MovePhase, "run", _and_then(MovePhase.run, _forgets)),
    ),
    "a question in any phase": (
        "presentation",
        "ask",
        lambda patch: patch.setattr(phases, "is_early", lambda *_: False),
    ),
    "an act that is anybody's": (
        "presentation",
        "ask",
        lambda patch: patch.setitem(roles.ACTS, "question:ask", Rule(frozenset(), frozenset({"anyone"}))),
    ),
    "two experts who speak at once": (
        "panel",
        "talk",
        lambda patch: patch.setattr(talk_rules, "speaking", lambda line: None),
    ),
    "a page that is not told of questions": (
        "presentation",
        "ask",
        lambda patch: patch.setattr(REGISTRY, "expand", _without("floor-question:", REGISTRY.expand)),
    ),
    "a text that moves while silence is kept": (
        "drafting",
        "",
        lambda patch: patch.setattr(paragraphs, "require_unfrozen", lambda *_: None),
    ),
    "a translation that makes a position old": (
        "drafting",
        SAID,
        lambda patch: patch.setattr(drafting, "worded_after", lambda *given: given[-1]),
    ),
    "a position that other words do not make old": (
        "drafting",
        SAID,
        lambda patch: patch.setattr(drafting, "worded_after", lambda *given: given[-2]),
    ),
    "a gap in the journal": (
        "remarks",
        "clock",
        lambda patch: patch.setattr(stands, "take_number", lambda session, forum: take_number(session, forum) + 1),
    ),
}
"""What is broken, in which technique and by which acts it shows; by any where none is named."""


def _and_then(run: Callable[..., Any], does: Callable[[Work, Item], None]) -> Callable[..., Any]:
    def mutant(self: MovePhase, work: Work) -> Any:
        told = run(self, work)
        does(work, queries.item_of(work.session, work.forum, self.item))
        return told

    return mutant


def _without(start: str, expand: Callable[..., Any]) -> Callable[..., Any]:
    def mutant(*given: Any) -> Any:
        found = expand(*given)
        return {room: {key for key in keys if not key.startswith(start)} for room, keys in found.items()}

    return mutant


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_broken_build_is_caught(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    technique, act, breaks = MUTANTS[mutant]
    prepared()
    breaks(monkeypatch)
    with pytest.raises(AssertionError):
        played(technique, act or None)


def test_every_technique_is_played() -> None:
    assert set(TECHNIQUES) == set(phases.TECHNIQUES)
