"""Findings that look alike are hinted in Spanish and in English, and those that do not are left alone."""

import pytest

from app.synthesis.likeness import THRESHOLD, alike, language_of, pairs, stems

SAME = [
    (
        "Joint screening desks at border crossings help to identify victims of trafficking",
        "Identify trafficking victims with joint screening desks at the border",
    ),
    (
        "Las ventanillas conjuntas en la frontera permiten identificar a las víctimas de trata",
        "Ventanillas conjuntas fronterizas: identifican víctimas de la trata",
    ),
    ("Consular staff need training in victim identification", "Train consular staff to identify victims"),
    (
        "Los protocolos binacionales agilizan el retorno de niños y niñas no acompañados",
        "Protocolos binacionales para agilizar el retorno de niñas y niños no acompañados",
    ),
    (
        "Mobile registration units reach remote border communities",
        "Remote border communities are reached by mobile units for registration",
    ),
]
DIFFERENT = [
    (
        "Joint screening desks at border crossings help to identify victims of trafficking",
        "Joint patrols at border crossings deter smugglers of migrants",
    ),
    (
        "Las ventanillas conjuntas en la frontera permiten identificar a las víctimas de trata",
        "Faltan albergues para las víctimas de trata en la frontera sur",
    ),
    (
        "Visas for seasonal workers are processed in ten days with a digital form",
        "Visas for family reunification take more than a year",
    ),
    (
        "Civil society must be at the table when border protocols are written",
        "Civil society runs shelters where states have none",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_saying_it_are_hinted(one: str, other: str) -> None:
    assert [(pair.one, pair.other) for pair in pairs([("a", one, ""), ("b", other, "")])] == [("a", "b")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_things_about_the_same_matter_are_not(one: str, other: str) -> None:
    assert pairs([("a", one, ""), ("b", other, "")]) == []


def test_sentences_in_two_languages_are_never_hinted() -> None:
    assert pairs([("a", "Las visas digitales y la frontera", "es"), ("b", "Digital visas and the border", "en")]) == []


def test_a_sentence_of_two_telling_words_looks_like_nothing() -> None:
    assert pairs([("a", "More training for staff", "en"), ("b", "More training for staff", "en")]) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("Las visas de los niños", "es"), ("The visas of the children", "en"), ("Visas digitales", None)],
)
def test_the_small_words_say_which_language_it_is_or_nothing_does(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_where_no_small_word_tells_the_language_that_was_said_decides() -> None:
    text = "Visas digitales, registros móviles"
    assert pairs([("a", text, "es"), ("b", text, "es")])
    assert not pairs([("a", text, "es"), ("b", text, "pt")])


def test_accents_and_endings_make_no_difference() -> None:
    assert stems("¡Identificación de la víctima!", "es") == stems("identificaciones de víctimas", "es")
    assert (
        alike(stems("Victimas identificadas en fronteras", "es"), stems("Víctimas, fronteras: identificar", "es"))
        == 100
    )


def test_the_most_alike_come_first_and_nothing_below_the_threshold() -> None:
    texts = [(str(n), text, "") for n, text in enumerate(text for pair in (*SAME, *DIFFERENT) for text in pair)]
    found = [pair.likeness for pair in pairs(texts)]
    assert found == sorted(found, reverse=True)
    assert found[-1] >= THRESHOLD
