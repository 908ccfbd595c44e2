"""The line of talks as rules alone: whatever is wished, one talk has the floor and no second of anybody's time is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.kernel.refusals import Refusal
from app.programme.rules import Clock
from app.stage.talks.rules import LONGEST, SHORTEST, Line, Slot, Wish, after, following, speaking

START = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
TALKS = st.sampled_from("abcde")


def line(*seconds: int) -> Line:
    return tuple(
        Slot(name, "waiting", Clock(s, float(s), START, False)) for name, s in zip("abcde", seconds, strict=False)
    )


class Talks(RuleBasedStateMachine):
    """A panel of five whose desk does anything at any moment."""

    @initialize(seconds=st.lists(st.integers(SHORTEST, 600), min_size=1, max_size=5))
    def panel(self, seconds: list[int]) -> None:
        self.line = line(*seconds)
        self.now, self.seq = START, 0
        self.spoken = dict.fromkeys(self.ids, 0.0)
        self.refused: set[str] = set()

    @property
    def ids(self) -> list[str]:
        return [slot.id for slot in self.line]

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        for slot in self.line:
            self.spoken[slot.id] += seconds if slot.clock.running else 0

    @rule(action=st.sampled_from(["start", "pause", "finish", "next", "previous"]), talk=st.none() | TALKS)
    def run(self, action: str, talk: str | None) -> None:
        self._wish(Wish(action, talk))

    @rule(action=st.sampled_from(["skip", "restore"]), talk=TALKS)
    def arrange(self, action: str, talk: str) -> None:
        self._wish(Wish(action, talk))

    @rule(talk=TALKS, to=st.integers(-1, 7))
    def move(self, talk: str, to: int) -> None:
        self._wish(Wish("move", talk, to=to))

    @rule(action=st.sampled_from(["add", "length"]), talk=st.none() | TALKS, seconds=st.integers(-100, 4000))
    def lengthen(self, action: str, talk: str | None, seconds: int) -> None:
        self._wish(Wish(action, talk, seconds))

    @rule(talk=st.none() | TALKS)
    def again(self, talk: str | None) -> None:
        chosen = talk or (current.id if (current := speaking(self.line)) else None)
        if self._wish(Wish("again", talk)) and chosen:
            self.spoken[chosen] = 0.0

    def _wish(self, wish: Wish) -> bool:
        self.seq += 1
        before = self.line
        try:
            self.line = after(before, wish, self.now, self.seq)
        except Refusal as refusal:
            self.refused.add(refusal.code)
            assert self.line == before
            return False
        if wish.action != "move":
            assert self.ids == [slot.id for slot in before], "only moving changes the order"
        current, was = speaking(self.line), speaking(before)
        if was is not None and was.clock.running and wish.action == "start":
            assert current is not None and current.id == was.id, "nobody is interrupted by a start"
        return True

    @invariant()
    def one_has_the_floor_and_no_other_clock_runs(self) -> None:
        if hasattr(self, "line"):
            assert sum(slot.state == "floor" for slot in self.line) <= 1
            assert all(slot.state == "floor" for slot in self.line if slot.clock.running)

    @invariant()
    def nobody_is_lost(self) -> None:
        if hasattr(self, "line"):
            assert sorted(self.ids) == sorted(self.spoken)
            assert {slot.state for slot in self.line} <= {"waiting", "floor", "done", "skipped"}

    @invariant()
    def every_second_counts_for_who_spoke_it(self) -> None:
        for slot in getattr(self, "line", ()):
            assert SHORTEST <= slot.clock.seconds <= LONGEST
            assert slot.clock.left_at(self.now) == pytest.approx(slot.clock.seconds - self.spoken[slot.id])


TestTalks = Talks.TestCase
TestTalks.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_next_lets_everybody_speak_in_order_and_ends() -> None:
    talks, heard = line(180, 180, 180), []
    for seq in range(1, 5):
        talks = after(talks, Wish("next"), START, seq)
        heard.append(current.id if (current := speaking(talks)) else None)
    assert heard == ["a", "b", "c", None]
    with pytest.raises(Refusal, match="no_talk_left"):
        after(talks, Wish("next"), START, 5)


def test_previous_takes_a_next_back_with_the_clocks_as_they_stood() -> None:
    later = START + timedelta(seconds=50)
    talks = after(line(180, 180), Wish("start"), START, 1)
    talks = after(talks, Wish("next"), later, 2)
    talks = after(talks, Wish("previous"), later, 3)
    current = speaking(talks)
    assert current is not None and (current.id, current.clock.running, current.clock.left) == ("a", False, 130.0)
    assert [slot.state for slot in talks] == ["floor", "waiting"]
    talks = after(talks, Wish("previous"), later, 4)
    assert [slot.state for slot in talks] == ["waiting", "waiting"], "even the first can be taken back"
    assert talks[0].clock.left == 130.0
    with pytest.raises(Refusal, match="no_talk_before"):
        after(talks, Wish("previous"), later, 5)


def test_who_was_skipped_is_passed_over_and_comes_back_into_the_line() -> None:
    talks = after(line(180, 180, 180), Wish("skip", "b"), START, 1)
    talks = after(talks, Wish("next"), START, 2)
    assert (coming := following(talks)) is not None and coming.id == "c"
    talks = after(talks, Wish("restore", "b"), START, 3)
    assert (coming := following(talks)) is not None and coming.id == "b"
    running = after(talks, Wish("start"), START, 4)
    with pytest.raises(Refusal, match="talk_running"):
        after(running, Wish("skip", "a"), START, 5)


def test_another_length_is_for_those_who_have_not_begun() -> None:
    talks = after(line(180, 180), Wish("start"), START, 1)
    talks = after(talks, Wish("length", seconds=120), START, 2)
    assert [slot.clock.seconds for slot in talks] == [180, 120]
    talks = after(talks, Wish("length", "a", 240), START, 3)
    assert (talks[0].clock.seconds, talks[0].clock.left) == (240, 240.0)
    for seconds in (None, 0, 14, 3601):
        with pytest.raises(Refusal, match="bad_length"):
            after(talks, Wish("length", seconds=seconds), START, 4)


def test_what_the_line_does_not_know_is_refused() -> None:
    for wish, code in (
        (Wish("sing"), "bad_action"),
        (Wish("start", "z"), "no_such_talk"),
        (Wish("pause"), "nobody_speaks"),
        (Wish("finish"), "nobody_speaks"),
        (Wish("move", "a", to=9), "bad_place"),
        (Wish("move", "a"), "bad_place"),
    ):
        with pytest.raises(Refusal, match=code):
            after(line(180, 180), wish, START, 1)


def test_a_start_that_holds_already_changes_nothing() -> None:
    talks = after(line(180, 180), Wish("start"), START, 1)
    assert after(talks, Wish("start"), START + timedelta(seconds=9), 2) == talks
    assert after(talks, Wish("start", "a"), START + timedelta(seconds=9), 2) == talks
    assert replace(talks[0], called=0) != talks[0]
