"""Changes of a text: whatever set is accepted or rejected, in any order, the text is what a naive reference makes of it."""

from hypothesis import example, given
from hypothesis import strategies as st

from app.communique.changes import Change, applied, carried, compete, excerpt, hunks, meant, pieces, places

TEXT = st.text("ab ,.\n", max_size=40)


def reference(text, changes, verdicts):
    """Naive: all letters by their first place. Who is accepted first takes its letters; who touches them is too late."""
    taken, accepted = [], []
    for change, accepts in verdicts:
        start, end, words = changes[change]
        if accepts and not any(start <= other_end and other_start <= end for other_start, other_end in taken):
            taken.append((start, end))
            accepted.append(changes[change])
    letters = dict(enumerate(text))
    before = dict.fromkeys(range(len(text) + 1), "")
    for start, end, words in accepted:
        before[start] += words
        for place in range(start, end):
            del letters[place]
    return "".join(before[place] + letters.get(place, "") for place in range(len(text) + 1))


def step_by_step(text, changes, verdicts):
    """As amendments are accepted: each makes its change, and carries all that wait over it."""
    waiting = dict(enumerate(changes))
    for change, accepts in verdicts:
        made = waiting.pop(change)
        if not accepts or made is None:
            continue
        text = applied(text, made)
        waiting = {one: other and carried(other, [made]) for one, other in waiting.items()}
    return text


@st.composite
def plays(draw):
    text = draw(TEXT)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    changes = [
        Change(*span, words) for span, words in draw(st.lists(st.tuples(spans, st.text("xy ", max_size=5)), max_size=6))
    ]
    order = draw(st.permutations(range(len(changes))))
    return text, changes, [(one, draw(st.booleans())) for one in order]


@given(plays())
@example(("a b", [Change(0, 1, ""), Change(2, 3, "x"), Change(2, 2, "y")], [(1, True), (2, True), (0, True)]))
def test_any_set_accepted_or_rejected_in_any_order_gives_the_text_of_the_reference(play):
    text, changes, verdicts = play
    assert step_by_step(text, changes, verdicts) == reference(text, changes, verdicts)


@given(plays())
def test_what_does_not_compete_gives_one_text_in_whatever_order(play):
    text, changes, _ = play
    alone = [c for n, c in enumerate(changes) if not any(compete(c, d) for m, d in enumerate(changes) if m != n)]
    one = step_by_step(text, alone, [(n, True) for n in range(len(alone))])
    assert one == step_by_step(text, alone, [(n, True) for n in reversed(range(len(alone)))])


@given(TEXT, TEXT)
def test_the_hunks_between_two_texts_make_the_one_of_the_other(before, after):
    text = before
    for hunk in reversed(hunks(before, after)):
        text = applied(text, hunk)
    assert text == after


@given(plays())
def test_what_is_shown_reads_as_the_text_before_and_as_the_text_after(play):
    text, changes, _ = play
    shown = pieces(text, changes)
    assert "".join(p.text for p in shown if p.kind != "inserted") == text
    first = [c for n, c in enumerate(changes) if not any(compete(c, d) for d in changes[:n])]
    if len(first) == len(changes):
        after = step_by_step(text, changes, [(n, True) for n in range(len(changes))])
        assert "".join(p.text for p in shown if p.kind != "deleted") == after
    for change in changes:
        around = [p for p in excerpt(text, change) if p.text != "…"]
        assert [p.text for p in around if p.kind == "inserted"] == [change.text] * bool(change.text)


def test_words_are_found_however_their_lines_are_broken_and_counted_when_they_stand_twice():
    assert places("joint  desks\nat joint desks", "joint desks") == [(0, 12), (16, 27)]
    assert places("joint desks", "a+b") == places("joint desks", " ") == []


def test_an_amendment_brings_the_spaces_that_its_words_need():
    text = "We share officers, and desks."

    def become(kind, quote, words=""):
        return applied(text, meant(kind, text, places(text, quote)[0], words))

    assert become("insert", "share", "trained") == "We share trained officers, and desks."
    assert become("insert", "desks", ", teams") == "We share officers, and desks, teams."
    assert become("delete", "and desks") == "We share officers,."
    assert become("delete", "officers, and") == "We share desks."
    assert become("delete", "We") == "share officers, and desks."
    assert become("replace", "officers, and desks", "officers") == "We share officers."
