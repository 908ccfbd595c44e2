"""Every sentence stands in every catalogue, and a translation keeps the values that its sentence holds."""

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LANGUAGES = ("es", "fr", "pt")


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
def test_no_translation_is_a_guess(language):
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]
