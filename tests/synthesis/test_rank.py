"""Places in an order: there is always one more between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.synthesis import rank


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=60))
def test_whatever_is_put_where_the_order_is_as_wished(moves: list[int]) -> None:
    places: list[str] = []
    for move in moves:
        index = move % (len(places) + 1)
        low = places[index - 1] if index else ""
        high = places[index] if index < len(places) else None
        places.insert(index, rank.between(low, high))
    assert places == sorted(places, key=str.encode)
    assert len(set(places)) == len(places)
    assert all(rank.is_rank(place) for place in places)


@given(st.lists(st.from_regex("[0-9A-Za-z]{0,5}[1-9A-Za-z]", fullmatch=True), max_size=8), st.data())
def test_a_place_that_is_taken_leads_to_the_one_right_after(taken: list[str], data: st.DataObject) -> None:
    wished = data.draw(st.sampled_from(taken)) if taken else "V"
    found = rank.free(wished, taken)
    assert found not in taken
    assert [place for place in sorted(taken) if wished < place < found] == []
    assert rank.last(taken) > max(taken, default="")


def test_between_a_place_and_an_earlier_one_there_is_none() -> None:
    for low, high in (("V", "V"), ("b", "a")):
        with pytest.raises(ValueError, match="nothing lies between"):
            rank.between(low, high)


@pytest.mark.parametrize("text", ["", "a0", "é", "a b", "a" * 201])
def test_what_nothing_would_fit_before_is_no_place(text: str) -> None:
    assert not rank.is_rank(text)


def test_places_that_coincided_are_laid_out_in_order() -> None:
    laid = rank.spread(100)
    assert laid == sorted(set(laid))
