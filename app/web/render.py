"""Rendering: one Jinja environment per language; a card looks the same in the first page and in every push."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.kernel import clock, ids
from app.kernel.language import INTERFACE_LANGUAGES, LANGUAGE_NAMES, text_in
from app.kernel.text import web_address
from app.web.assets import Assets
from app.web.catalogue import Catalogues, moment_in
from app.web.registry import Card, Registry


class Placed(NamedTuple):
    """What a card's template knows of its place: the macro ``card_attrs`` writes these."""

    key: str
    list: str
    order: str
    seq: int


@dataclass(frozen=True, slots=True)
class Region:
    """The cards of one room as a page first shows them; ``head`` was read before their rows.

    ``drawn`` keeps its lists as they were drawn, by surface, language and name: a list that nothing has touched is the same
    for everybody who may read it.
    """

    head: int
    cards: tuple[Card, ...]
    drawn: dict[tuple[str, str, str], Markup] = field(default_factory=dict, compare=False)


class Pages:
    """Draws pages and cards. Templates see ``_``, ``language``, ``asset(path)`` and filters of the vocabulary."""

    def __init__(self, folder: Path, catalogues: Catalogues, assets: Assets, registry: Registry) -> None:
        self._registry = registry
        self._environments = {
            language: self._environment(folder, catalogues, assets, language) for language in INTERFACE_LANGUAGES
        }

    def _environment(self, folder: Path, catalogues: Catalogues, assets: Assets, language: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        translations = catalogues.of(language)
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            translations.gettext, translations.ngettext, newstyle=True
        )
        environment.globals.update(
            language=language,
            asset=assets.url,
            asset_inline=assets.inline,
            interface_languages=INTERFACE_LANGUAGES,
            language_names=LANGUAGE_NAMES,
            new_id=ids.new_id,
        )
        environment.filters.update(
            in_language=lambda texts, wanted=None: text_in(texts, wanted or language),
            milliseconds=clock.milliseconds,
            decimal=lambda number: format_decimal(number, "0.0", locale=language),
            percent=lambda number: format_percent(number / 100, locale=language),
            moment=lambda moment: moment_in(moment, language),
            day=lambda moment: format_date(moment, "full", locale=language),
            calendar_day=lambda day: format_date(date.fromisoformat(str(day)), "long", locale=language),
            spoken_code=ids.spoken_code,
            web_address=web_address,
        )
        return environment

    def page(self, template: str, language: str, **context: Any) -> str:
        """A whole page."""
        return self._environments[language].get_template(template).render(**context)

    def card(self, card: Card, surface: str, language: str, seq: int) -> str:
        """One card's element."""
        template = self._environments[language].get_template(self._registry.template(card, surface))
        return template.render(card=Placed(card.key, card.list, card.order, seq), it=card.view, surface=surface)

    def lists(self, regions: Mapping[str, Region], surface: str, language: str) -> "Lists":
        """The page's ``cards(room, list)``."""
        return Lists(self, regions, surface, language)


class Lists:
    """Called by page templates: ``{{ cards("table:ID", "answers") }}`` is that list's cards, drawn."""

    def __init__(self, pages: Pages, regions: Mapping[str, Region], surface: str, language: str) -> None:
        self._pages = pages
        self._regions = regions
        self._surface = surface
        self._language = language

    def __call__(self, room: str, name: str) -> Markup:
        """The drawn cards of one list, in order."""
        region = self._regions[room]
        key = (self._surface, self._language, name)
        if key not in region.drawn:
            cards = (card for card in region.cards if card.list == name)
            drawn = (self._pages.card(card, self._surface, self._language, region.head) for card in cards)
            # Each card was escaped by its own template.
            region.drawn[key] = Markup("\n").join(Markup(html) for html in drawn)  # noqa: S704
        return region.drawn[key]

    def most(self, room: str, name: str, attribute: str) -> Markup:
        """The drawn cards of one list, those whose context object has the largest *attribute* first."""
        region = self._regions[room]
        cards = sorted(
            (c for c in region.cards if c.list == name), key=lambda c: getattr(c.view, attribute), reverse=True
        )
        drawn = (self._pages.card(card, self._surface, self._language, region.head) for card in cards)
        return Markup("\n").join(Markup(html) for html in drawn)  # noqa: S704

    def count(self, room: str, name: str) -> int:
        """How many cards the list has."""
        return sum(card.list == name for card in self._regions[room].cards)

    def views(self, room: str, name: str) -> list[object]:
        """The context objects of a list's cards, for a page that draws something of its own from them."""
        return [card.view for card in self._regions[room].cards if card.list == name]

    def like(self, room: str, beginning: str) -> list[Any]:
        """The context objects of every list whose name begins so."""
        return [card.view for card in self._regions[room].cards if card.list.startswith(beginning)]

    @property
    def heads(self) -> dict[str, int]:
        """Each room's head, for the page's ``data-rooms``."""
        return {name: region.head for name, region in self._regions.items()}
