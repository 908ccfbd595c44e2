"""Texts and words in a report: the organizer's by language, and what people wrote with translations beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation beside the original; ``by`` says who made it (a person or a role), or is empty."""

    language: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wrote. The original is the authority; ``language`` may be empty when nobody said it."""

    text: str
    language: str = ""
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the title page: the file's bytes, its media type, and its name in words; ``names`` by language."""

    name: str
    content: bytes
    media_type: str
    names: tuple[tuple[str, str], ...] = ()

    def told_in(self, language: str) -> "Logo":
        """The same with its name in a language, where it has one."""
        return replace(self, name=dict(self.names).get(language) or self.name)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a framework: ``label`` is how it is cited ("GCM 7"), ``title`` what it says."""

    label: str
    title: Texts
