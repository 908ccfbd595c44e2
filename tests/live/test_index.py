"""The fold of the journal, beside a naive reference that forgets nothing."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from app.live.index import WHOLE, Index
from app.live.rooms import Room

KEEP = 4
ROOMS = [Room("table", "1"), Room("table", "2"), Room("item", "1")]

Touch = tuple[Room, str]

journals = st.lists(
    st.lists(st.tuples(st.sampled_from(ROOMS), st.sampled_from("abcdefgh")), max_size=4, unique=True), max_size=40
)


def folded(journal: Sequence[Sequence[Touch]], cuts: set[int] = frozenset(), **limits: int) -> Index:
    """The index of *journal*, taken in piece by piece; *cuts* are the places between pieces."""
    index = Index(keys=KEEP, **limits)
    piece: dict[Room, dict[str, int]] = {}
    for seq, touched in enumerate(journal, 1):
        for room, key in touched:
            piece.setdefault(room, {})[key] = seq
        if seq in cuts or seq == len(journal):
            index.fold(piece, seq)
            piece = {}
    return index


def touched_after(journal: Sequence[Sequence[Touch]], room: Room, head: int) -> dict[str, int]:
    return {key: seq for seq, touched in enumerate(journal, 1) if seq > head for at, key in touched if at == room}


@given(journals, st.sets(st.integers(1, 40)), st.integers(0, 41))
def test_it_knows_exactly_what_changed_or_says_whole(journal, cuts, head):
    index = folded(journal, cuts)
    for room in ROOMS:
        changed = touched_after(journal, room, head)
        assert index.since(room, head) == (WHOLE if len(changed) > KEEP else changed)


@given(journals, st.sets(st.integers(1, 40)))
def test_a_room_s_head_is_the_last_change_that_touched_it(journal, cuts):
    index = folded(journal, cuts)
    for room in ROOMS:
        ever = touched_after(journal, room, 0)
        assert index.head(room) == max(ever.values(), default=min(1, len(journal)))


@given(journals, st.sets(st.integers(1, 40)))
def test_it_is_the_same_however_the_journal_is_cut(journal, cuts):
    one, other = folded(journal), folded(journal, cuts)
    assert one.seq == other.seq
    for room in ROOMS:
        assert one.head(room) == other.head(room)
        for head in range(len(journal) + 1):
            assert one.since(room, head) == other.since(room, head)
        for key in "abcdefgh":
            assert one.seq_of(room, key) == other.seq_of(room, key)


@given(journals)
def test_no_card_changed_after_the_seq_it_is_given(journal):
    index = folded(journal, set(range(41)))
    for room in ROOMS:
        ever = touched_after(journal, room, 0)
        for key in "abcdefgh":
            assert ever.get(key, 0) <= index.seq_of(room, key) <= max(index.head(room), 1)


@given(journals)
def test_forgotten_rooms_are_whole_and_never_wrong(journal):
    index = folded(journal, set(range(41)), rooms=1)
    assert index.rooms <= 1
    for room in ROOMS:
        for head in range(len(journal) + 1):
            known = index.since(room, head)
            assert known is WHOLE or known == touched_after(journal, room, head)
        assert index.since(room, len(journal)) == {}


def test_a_journal_whose_beginning_is_gone_is_whole_before_it():
    index = Index(seq=10)
    index.fold({ROOMS[0]: {"a": 12}}, 12)
    assert index.since(ROOMS[0], 9) is WHOLE
    assert index.since(ROOMS[1], 9) is WHOLE
    assert index.since(ROOMS[0], 10) == {"a": 12}
    assert index.since(ROOMS[1], 10) == {}


def test_five_hundred_keys_are_remembered_per_room():
    index = Index()
    index.fold({ROOMS[0]: {f"answer:{n}": n for n in range(1, 502)}}, 501)
    assert len(index.since(ROOMS[0], 1)) == 500
    assert index.since(ROOMS[0], 0) is WHOLE
