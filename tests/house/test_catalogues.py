"""Every sentence stands in every catalogue, and a translation keeps the values that its sentence holds."""

import re

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LANGUAGES = ("es", "fr", "pt")
VALUE = re.compile(r"%\(\w+\)[a-z]")


@pytest.fixture(scope="module")
def spoken() -> set[str]:
    """The sentences in code, pages and scripts, found as `make catalogues` finds them."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def catalogue(language: str) -> Catalog:
    with (ROOT / f"locale/{language}/LC_MESSAGES/sobremesa.po").open("rb") as file:
        return read_po(file, locale=language, domain="sobremesa")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_stands_in_the_catalogue(language, spoken):
    written = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)}
    assert not spoken - written, "run `make catalogues`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_values_of_their_sentences(language):
    faults = {message.id: errors for message, errors in catalogue(language).check()}
    assert not faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_with_all_its_values(language, spoken):
    """A form of one thing may leave its number out ("with a dissent"); the form of many says all."""
    wrong = {}
    for message in catalogue(language):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        sentence = message.id if isinstance(message.id, str) else message.id[-1]
        first = message.id if isinstance(message.id, str) else message.id[0]
        values = set(VALUE.findall(sentence))
        if first not in spoken:
            continue
        if not all(forms) or set(VALUE.findall(forms[-1])) != values or set(VALUE.findall(forms[0])) - values:
            wrong[sentence] = forms
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language):
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]
