"""What a kind of value is: how it is read, said in JSON Schema, and written back; and the organizer's texts.

A kind is declared once, in :mod:`form`; the reader, the published schema and the writer all follow from it.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from app.kernel import text
from app.kernel.language import INTERFACE_LANGUAGES, N_
from app.programme.file.faults import Path, Reading, Wrong, quoted
from app.programme.file.nodes import Node

Schema = dict[str, Any]

_LANGUAGE: Final = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
# Embeddings, overrides and isolates make a text read otherwise than it is written; surrogates cannot be stored.
_UNKEPT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
NOTHING_WRITTEN: Final = N_("Nothing is written here. Write something, or take the line out.")
_NOT_A_VALUE: Final = N_("One value is expected here, not a list or a map.")


@dataclass(frozen=True, slots=True)
class Spot:
    """What was read at one place of the file: a value, or for lists and maps more spots. Checks look at these.

    ``whole`` is False when a line or an entry of it could not be read, so that nothing can be said to be missing there;
    ``lost`` are the names whose values could not.
    """

    value: Any
    line: int
    path: Path
    whole: bool = True
    lost: frozenset[str] = frozenset()

    def get(self, name: str) -> "Spot | None":
        """The spot of a map's entry, if it was read."""
        found: Spot | None = self.value.get(name)
        return found

    def of(self, name: str, otherwise: Any = None) -> Any:
        """The value of a map's entry."""
        found = self.get(name)
        return otherwise if found is None else found.value


class Kind(ABC):
    """What may stand at a place of the file."""

    @abstractmethod
    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        """The spot, or None with the faults noted."""

    @abstractmethod
    def schema(self, defs: Schema) -> Schema:
        """The JSON Schema; what is used more than once goes into *defs*."""

    def build(self, spot: Spot) -> Any:
        """The value of the programme's dataclass."""
        return spot.value

    def plain(self, value: Any) -> Any:
        """The value as YAML writes it: :meth:`read` of it gives the same again."""
        return value


class Scalar(Kind):
    """One value on its own."""

    @abstractmethod
    def value(self, written: str, reading: Reading) -> Any:
        """What *written* means. Raises :class:`Wrong`."""

    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        if node.kind == "lost":
            return None
        try:
            if node.kind != "text":
                raise Wrong("not_a_value", _NOT_A_VALUE)
            return Spot(self.value(node.text, reading), node.line, path)
        except Wrong as wrong:
            reading.add_wrong(node.line, path, wrong)
            return None


def clean(written: str, limit: int, lines: bool) -> str:
    """*written* as it is kept. Raises :class:`Wrong`: empty, too long, or a character that cannot be kept."""
    found = _UNKEPT.search(written.replace("\r", "\n"))
    if found:
        raise Wrong(
            "bad_character",
            N_("The text holds a character that cannot be kept (%(character)s). Remove it."),
            character=f"U+{ord(found[0]):04X}",
        )
    kept = text.optional(written, limit=len(written) * 4 + 1, lines=lines)
    if not kept:
        raise Wrong("empty", NOTHING_WRITTEN)
    if len(kept) > limit:
        raise Wrong(
            "too_long",
            N_("The text has %(length)s characters; %(limit)s fit. Shorten it."),
            length=len(kept),
            limit=limit,
        )
    return kept


@dataclass(frozen=True)
class Text(Kind):
    """The organizer's words: one string, which is in the forum's first language, or a map by language."""

    limit: int = 200
    lines: bool = False

    def read(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        if node.kind == "lost":
            return None
        if node.kind == "list":
            reading.add(
                node.line, path, "not_a_text", N_("A text is expected here: in quotation marks, or a map by language.")
            )
            return None
        if node.kind == "text":
            kept = self._words(node, path, reading)
            first = (reading.languages or INTERFACE_LANGUAGES)[0]
            return None if kept is None else Spot({first: kept}, node.line, path)
        return self._by_language(node, path, reading)

    def _by_language(self, node: Node, path: Path, reading: Reading) -> Spot | None:
        words: dict[str, str] = {}
        known = {*reading.languages, *INTERFACE_LANGUAGES}
        whole = node.whole
        for language, line, value, fresh in entries(node, path, reading):
            if reading.languages and language not in known:
                reading.add(
                    line,
                    (*path, quoted(language)),
                    "unknown_language",
                    N_(
                        "`%(found)s` is not a language of this forum: %(languages)s. Correct it or add it to `languages`."
                    ),
                    found=quoted(language),
                    languages=", ".join(sorted(known)),
                )
                whole = False
                continue
            kept = self._words(value, (*path, quoted(language)), reading)
            whole = whole and kept is not None
            if kept is not None and fresh:
                words[language] = kept
        first = reading.languages[0] if reading.languages else None
        if whole and (not words or (first and first not in words)):
            reading.add(
                node.line,
                path,
                "language_missing",
                N_("The text is missing in `%(language)s`, the forum's first language, which the others fall back to."),
                language=first or INTERFACE_LANGUAGES[0],
            )
            return None
        return Spot(words, node.line, path) if words else None

    def _words(self, node: Node, path: Path, reading: Reading) -> str | None:
        spot = Line(self.limit, lines=self.lines).read(node, path, reading)
        return None if spot is None else spot.value

    def schema(self, defs: Schema) -> Schema:
        name = f"text_{self.limit}"
        defs[name] = {
            "description": "One text in the forum's first language, or a map by language that has at least that one.",
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": self.limit},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^{_LANGUAGE}$"},
                    "additionalProperties": {"type": "string", "minLength": 1, "maxLength": self.limit},
                },
            ],
        }
        return {"$ref": f"#/$defs/{name}"}

    def plain(self, value: Any) -> Any:
        return dict(value)


@dataclass(frozen=True)
class Line(Scalar):
    """A name or another short text that is the same in every language."""

    limit: int = 200
    lines: bool = False

    def value(self, written: str, reading: Reading) -> str:
        return clean(written, self.limit, self.lines)

    def schema(self, defs: Schema) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


def entries(node: Node, path: Path, reading: Reading) -> list[tuple[str, int, Node, bool]]:
    """A map's entries: name, line of the name, value, and whether it is the first of that name. The others are told."""
    first: dict[str, int] = {}
    found: list[tuple[str, int, Node, bool]] = []
    for key, value in node.pairs:
        if key.kind != "text":
            continue
        name = unicodedata.normalize("NFC", key.text)
        if name in first:
            reading.add(
                key.line,
                (*path, quoted(name)),
                "stands_twice",
                N_("`%(name)s` already stands in line %(line)s. Keep one of the two."),
                name=quoted(name),
                line=first[name],
            )
        found.append((name, key.line, value, name not in first))
        first.setdefault(name, key.line)
    return found
