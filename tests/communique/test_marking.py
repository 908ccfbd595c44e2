"""A text as a wall shows it: brackets with number, depth and alternatives; changes no longer than needed; half a name."""

from random import Random

from app.communique.brackets import bracketed, count
from app.communique.changes import Change, Piece, applied, hunks, pieces
from app.communique.marking import marked, masked, plain, typed

KEYS = {"CRI", "PAN", "CAN"}


def said(runs, *kinds):
    """The words of runs, each bracket with its number."""
    return "".join(
        f"{t.number}["
        if t.mark == "open"
        else f"]{t.number}"
        if t.mark == "close"
        else f"Alt {t.text}: "
        if t.mark == "alt"
        else t.text
        for run in runs
        if not kinds or run.kind in kinds
        for t in run.tokens
    )


def test_brackets_are_numbered_in_reading_order_and_know_their_depth():
    runs = marked(plain("We [agree [strongly]] to [Alt 1: one / Alt 2: two [x]] and Alt 3: z"))
    assert said(runs) == "We 1[agree 2[strongly]2]1 to 3[Alt 1: oneAlt 2: two 4[x]4]3 and Alt 3: z"
    depths = {t.text: t.depth for run in runs for t in run.tokens if not t.mark}
    assert (depths["We "], depths["agree "], depths["strongly"], depths["x"]) == (0, 1, 2, 2)


def test_words_that_come_into_brackets_are_not_struck_out_to_be_said_again():
    text = "We cooperate in time"
    for words in (bracketed("cooperate"), bracketed("cooperate", ["CRI"]), bracketed("cooperate", (), "work")):
        runs = marked(pieces(text, [Change(3, 12, words)]), KEYS)
        assert "deleted" not in {run.kind for run in runs}
        assert "cooperate" in said(runs, "same")
    owners = [t for run in marked(plain("[CRI, PAN: Alt 1: a / Alt 2: b]"), KEYS) for t in run.tokens]
    assert [t.mark for t in owners] == ["open", "owners", "alt", "", "alt", "", "close"]
    assert owners[1].text == "CRI, PAN"


def test_only_what_differs_is_struck_out_and_no_blank_is_underlined():
    text = "Desks of border, health and child services work"
    long = "border, health, consular and child services"
    runs = marked(pieces(text, [Change(9, 43 - 1, long), Change(47, 47, " by night")]))
    assert said(runs, "inserted") == ", consularby night"
    assert said(runs, "same", "inserted") == "Desks of border, health, consular and child services work by night"


def test_what_is_struck_out_counts_no_bracket():
    runs = marked([Piece("same", "a "), Piece("deleted", "[b [c]]"), Piece("inserted", "[d]"), Piece("same", " [e]")])
    assert said(runs, "same", "inserted") == "a 1[d]1 2[e]2"
    assert said(runs, "deleted") == "0[b 0[c]0]0"


def test_any_text_even_half_typed_is_shown_whole_and_every_bracket_once():
    rng = Random(7)
    words = ["[", "]", "Alt 1: ", " / Alt 2: ", "we", " agree", ", ", "CRI: ", "now. "]
    for _ in range(2000):
        saved = "".join(rng.choice(words) for _ in range(rng.randrange(1, 12)))
        text = "".join(rng.choice(words) for _ in range(rng.randrange(1, 12)))
        assert applied_all(saved, text) == text
        runs = marked(typed(saved, text))
        opened = [t.number for run in runs if run.kind != "deleted" for t in run.tokens if t.mark == "open"]
        assert opened == list(range(1, count(text) + 1)), (saved, text)
        bare = "".join(t.text for run in runs if run.kind != "deleted" for t in run.tokens if t.mark != "alt")
        assert not set(bare.replace("/", "")) - set(text), (saved, text)


def applied_all(saved, text):
    """The changes from one to the other, made from the end."""
    for change in sorted(hunks(saved, text), reverse=True):
        saved = applied(saved, change)
    return saved


def test_a_name_that_is_being_typed_into_a_bracket_is_read_by_nobody():
    shown = {
        "a [C": "a [",
        "[CR": "[",
        "[CRI": "[",
        "[CRI, PA": "[",
        "[CRI, PAN words": "[ words",
        "[CRIthe desks": "[the desks",
        "[Canada and": "[Canada and",
        "[can do": "[can do",
        "no [one": "no [one",
    }
    assert {text: masked(text, KEYS) for text in shown} == shown
