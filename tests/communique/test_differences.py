"""Two versions of a text told apart: no confetti, and every word of both shown."""

from hypothesis import given
from hypothesis import strategies as st

from app.communique.changes import applied, pieces
from app.communique.differences import differences

WORDS = st.lists(st.sampled_from(["the", "of", "and", "desks", "people", "cooperate", ",", ".", "at"]), max_size=14)


def shown(before, after):
    return [(piece.kind, piece.text) for piece in pieces(before, differences(before, after))]


@given(WORDS, WORDS)
def test_whatever_is_shown_reads_as_the_one_text_and_as_the_other(old, new):
    before, after = " ".join(old), " ".join(new)
    made = before
    for change in sorted(differences(before, after), reverse=True):
        made = applied(made, change)
    assert made == after
    told = shown(before, after)
    assert "".join(text for kind, text in told if kind != "inserted") == before
    assert "".join(text for kind, text in told if kind != "deleted") == after


def test_of_two_texts_that_share_little_the_old_is_struck_and_the_new_inserted_as_a_whole():
    before = "The people who work at the border are trained by the services of the two countries, and meet every month."
    after = "Joint screening desks, open by night, receive every person in the language that he or she speaks."
    assert shown(before, after) == [("deleted", before), ("inserted", after)]


def test_a_changed_word_is_shown_as_a_changed_word():
    assert shown("We share trained officers at every border.", "We share skilled officers at every border.") == [
        ("same", "We share "),
        ("deleted", "trained"),
        ("inserted", "skilled"),
        ("same", " officers at every border."),
    ]


def test_a_scrap_between_words_that_were_written_anew_goes_with_them():
    before = "Desks are open by day at the crossings of the region, and interpreters are on call at each of them."
    after = "Desks are open by night in all of the ports, and interpreters are on call at each of them."
    assert shown(before, after) == [
        ("same", "Desks are open by "),
        ("deleted", "day at the crossings of the region"),
        ("inserted", "night in all of the ports"),
        ("same", ", and interpreters are on call at each of them."),
    ]


def test_words_that_only_came_or_only_went_leave_what_stayed_alone():
    text = "We cooperate"
    longer = "[CRI, PAN: Alt 1: We strongly cooperate / Alt 2: We do whatever each of us finds useful]"
    assert [told for told in shown(text, longer) if told[0] == "same"] == [("same", "We "), ("same", "cooperate")]
    assert "inserted" not in {kind for kind, _ in shown(longer, text)}


def test_a_short_text_that_became_a_part_of_a_long_one_stands_in_it():
    before = "Interpreters are on call."
    after = (
        f"At every border that opens by night, in each language that is spoken there: {before} Whoever asks is heard."
    )
    assert ("deleted", before) not in shown(before, after)
