"""The rest of a day planned anew: order, pauses and what runs side by side are kept, and nothing moves into the past."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.refusals import Refusal
from app.programme.replan.band import propose
from app.programme.replan.day import Move, Slot, is_at_hand, rest
from app.programme.replan.shares import shared
from app.programme.replan.verdict import judge

DAY = datetime(2023, 9, 27, tzinfo=UTC)
MIDNIGHT = DAY + timedelta(days=2)


def at(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def slot(number: str, starts: str, minutes: int, standing: str = "coming", **more: object) -> Slot:
    return Slot(number, number, at(starts), minutes, standing, pause=number[0] in "BL", **more)  # type: ignore[arg-type]


def told(moves: list[Move]) -> dict[str, str]:
    return {m.item: f"{m.starts:%H:%M}-{m.ends:%H:%M}" for m in moves}


def afternoon(expected: str, **more: object) -> list[Slot]:
    """The reference forum's second afternoon, as far as it is of interest here."""
    return [
        slot("4a", "10:45", 75, "on", expected=at(expected)),
        slot("4b", "10:45", 75, "on", expected=at("11:58")),
        slot("P4", "12:00", 30),
        slot("L2", "12:30", 90),
        slot("5", "14:00", 45),
        slot("D2", "14:45", 45),
        slot("J", "15:30", 60, overlaps=True),
        slot("C", "16:00", 30),
    ]


def test_lunch_gives_what_the_morning_took_and_the_afternoon_stays():
    moves = propose(afternoon("12:08"), at("11:40"))
    assert told(moves) == {
        "4a": "10:45-12:10",
        "4b": "10:45-12:10",
        "P4": "12:10-12:40",
        "L2": "12:40-14:00",
    }


def test_a_lunch_keeps_its_minimum_and_what_overlaps_goes_on_to():
    moves = propose(afternoon("13:00"), at("11:40"))
    assert told(moves)["L2"] == "13:30-14:15"
    assert told(moves)["J"] == "15:45-16:45"
    assert told(moves)["C"] == "16:15-16:45"


def test_the_day_ends_when_it_must_and_all_work_gives_alike():
    moves = propose(afternoon("13:00"), at("11:40"), until=at("16:30"))
    day = told(moves)
    assert day["L2"] == "13:27-14:12"
    assert max(m.ends for m in moves) == at("16:30")
    assert day["C"].endswith("16:30") and day["J"].endswith("16:30")
    lasts = {m.item: m.minutes for m in moves}
    assert 25 <= lasts["P4"] <= 30 and 40 <= lasts["5"] <= 45 and 40 <= lasts["D2"] <= 45


def test_a_forum_that_is_ahead_gets_a_longer_pause():
    slots = [slot("1", "11:00", 105, "on", expected=at("12:28")), slot("L1", "12:45", 75), slot("2a", "14:00", 90)]
    assert told(propose(slots, at("12:10"))) == {"1": "11:00-12:30", "L1": "12:30-14:00"}


def test_what_should_have_begun_begins_now_on_a_mark_of_the_clock():
    slots = [slot("R", "08:30", 30, "over"), slot("O", "09:00", 30), slot("A", "09:30", 15), slot("B1", "09:45", 15)]
    moves = told(propose(slots, at("09:03") + timedelta(seconds=20)))
    assert moves == {"O": "09:05-09:35", "A": "09:35-09:50", "B1": "09:50-10:00"}


def test_the_desk_may_say_when_the_next_item_begins():
    assert told(propose(afternoon("12:30"), at("11:40"), begins=at("12:05")))["P4"] == "12:05-12:35"


def test_what_runs_on_time_is_left_alone():
    assert propose(afternoon("12:00"), at("11:40")) == []


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("in_the_past", {"begins": at("11:00")}),
        ("ends_before_it_begins", {"until": at("11:30")}),
        ("no_room", {"until": at("13:00")}),
    ],
)
def test_a_plan_that_cannot_be_is_refused(code: str, wish: dict[str, datetime]):
    with pytest.raises(Refusal) as refused:
        propose(afternoon("12:20"), at("11:40"), **wish)
    assert refused.value.code == code


def test_a_day_with_nothing_left_has_no_plan():
    with pytest.raises(Refusal) as refused:
        propose([slot("C", "16:00", 30, "over")], at("16:31"))
    assert refused.value.code == "nothing_left"


@pytest.mark.parametrize(
    ("code", "move"),
    [
        ("ends_before_it_begins", Move("5", at("14:00"), 0)),
        ("ends_before_it_begins", Move("5", at("14:00"), -30)),
        ("already_begun", Move("4a", at("11:00"), 75)),
        ("in_the_past", Move("P4", at("11:30"), 30)),
        ("in_the_past", Move("4a", at("10:45"), 20)),
        ("out_of_order", Move("P4", at("14:20"), 30)),
        ("overlap", Move("P4", at("12:00"), 45)),
        ("pause_too_short", Move("L2", at("12:30"), 40)),
        ("past_midnight", Move("J", at("15:30"), 24 * 60)),
    ],
)
def test_a_plan_made_by_hand_is_judged_by_the_same_rules(code: str, move: Move):
    slots = afternoon("12:00")
    with pytest.raises(Refusal) as refused:
        judge(slots, [move], at("11:40"), at("23:59"))
    assert refused.value.code == code


def test_parallel_items_may_not_be_torn_apart():
    slots = [slot("2a", "14:00", 90), slot("2b", "14:00", 90)]
    with pytest.raises(Refusal) as refused:
        judge(slots, [Move("2b", at("14:15"), 75)], at("13:00"), at("23:59"))
    assert refused.value.code == "out_of_order"


def test_what_was_left_out_stays_left_out():
    slots = [slot("S", "09:00", 30), slot("1", "09:30", 60, "on", expected=at("10:45")), slot("2", "10:30", 60)]
    assert [s.number for s in rest(slots)] == ["2"]
    assert told(propose(slots, at("10:00"))) == {"1": "09:30-10:45", "2": "10:45-11:45"}


def test_clocks_say_nothing_of_a_day_that_is_rehearsed():
    slots = [slot("O", "09:00", 30), slot("C", "16:00", 30)]
    assert is_at_hand(slots, at("12:00"))
    assert not is_at_hand(slots, at("12:00") + timedelta(days=90))
    assert not is_at_hand(slots, at("12:00") - timedelta(days=90))


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Slot], datetime]:
    """A day of rows: items alone, side by side, overlapping, pauses, gaps; some of it is over, some on."""
    slots: list[Slot] = []
    minute = 9 * 60
    for row in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["one", "pause", "block", "beside"]))
        lasts = draw(st.integers(2, 120))
        starts = DAY + timedelta(minutes=minute)
        if kind == "block":
            others = draw(st.lists(st.integers(2, 120), min_size=1, max_size=2))
            rows = [Slot(f"{row}{n}", f"{row}{n}", starts, own) for n, own in enumerate([lasts, *others])]
        elif kind == "beside":
            offset = draw(st.integers(1, lasts))
            later = starts + timedelta(minutes=offset)
            rows = [
                Slot(f"{row}a", f"{row}a", starts, lasts, overlaps=True),
                Slot(f"{row}b", f"{row}b", later, draw(st.integers(2, 90))),
            ]
        else:
            rows = [Slot(f"{row}", f"{row}", starts, lasts, pause=kind == "pause")]
        slots += rows
        minute = max(int((r.ends - DAY).total_seconds() // 60) for r in rows) + draw(st.sampled_from([0, 0, 5, 20]))
    reached = draw(st.integers(0, len(slots)))
    now = DAY + timedelta(minutes=draw(st.integers(8 * 60, 20 * 60)), seconds=draw(st.integers(0, 59)))
    found = []
    for n, one in enumerate(slots):
        standing = "coming" if n >= reached else draw(st.sampled_from(["over", "on", "on", "coming"]))
        expected = now + timedelta(seconds=draw(st.integers(0, 7200))) if standing == "on" else None
        found.append(Slot(one.item, one.number, one.starts, one.minutes, standing, one.pause, one.overlaps, expected))
    return found, now


@given(days(), st.none() | st.integers(-60, 240), st.none() | st.integers(-60, 900))
def test_every_proposal_passes_the_judge_and_keeps_what_it_promises(
    drawn: tuple[list[Slot], datetime], begins: int | None, until: int | None
):
    slots, now = drawn
    wish = {
        name: now + timedelta(minutes=minutes)
        for name, minutes in (("begins", begins), ("until", until))
        if minutes is not None
    }
    try:
        moves = propose(slots, now, **wish)
    except Refusal as refusal:
        assert refusal.code in {"nothing_left", "in_the_past", "ends_before_it_begins", "no_room"}
        return
    judge(slots, moves, now, MIDNIGHT)
    new = {s.item: Move(s.item, s.starts, s.minutes) for s in slots} | {m.item: m for m in moves}
    coming, on = rest(slots), [s for s in slots if s.standing == "on"]
    assert {m.item for m in moves} <= {s.item for s in (*coming, *on)}
    for one in coming:
        moved = new[one.item]
        assert moved.starts >= now or moved.starts == one.starts >= now
        assert moved.minutes >= one.least
        if until is not None:
            assert moved.ends <= wish["until"]
        elif not one.pause:
            shrunk_by_none = moved.minutes >= one.minutes
            assert shrunk_by_none
    for one in on:
        assert new[one.item].starts == one.starts
    for one in coming:
        for other in coming:
            assert (one.starts < other.starts) <= (new[one.item].starts <= new[other.item].starts)
            assert (one.starts == other.starts) <= (new[one.item].starts == new[other.item].starts)
            assert (one.ends <= other.starts) <= (new[one.item].ends <= new[other.item].starts)
            assert (one.ends == other.ends) <= (new[one.item].ends == new[other.item].ends)
    if "begins" in wish and coming:
        first = min(coming, key=lambda s: s.starts)
        assert timedelta() <= new[first.item].starts - wish["begins"] < timedelta(minutes=1)


@given(st.lists(st.integers(0, 90), min_size=1, max_size=7).filter(any), st.integers(0, 300))
def test_phases_share_new_minutes_in_proportion(planned: list[int], minutes: int):
    before = {f"p{n}": own for n, own in enumerate(planned)}
    found = shared(before, minutes)
    if found is None:
        assert minutes < sum(map(bool, planned))
        return
    assert sum(found.values()) == minutes
    assert all((found[name] > 0) == (own > 0) for name, own in before.items())
    assert (minutes == sum(planned)) <= (found == before)
