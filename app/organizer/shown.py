"""A form of a part: its controls, what was typed into it and refused, and what somebody else wrote meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from app.kernel.refusals import Refusal
from app.organizer.controls import Control


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was refused: of which address, what was typed, and why."""

    address: str
    document: Mapping[str, Any]
    refusal: Refusal
    key: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a part, or of a new one (``new``)."""

    address: str
    controls: tuple[Control, ...]
    version: str = ""
    new: bool = False
    fault: Refusal | None = None
    elsewhere: tuple[tuple[str, Any], ...] = ()

    @property
    def shown(self) -> str:
        """The fields that it shows, so that a tick that was taken away is known from a field that is not there."""
        return " ".join(control.field for control in self.controls if control.field != "key")


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wants to change: the address of a part, or of a list to add to with ``/new``; and what was refused."""

    address: str = ""
    tried: Tried | None = None


def tried_at(opening: Opening, address: str) -> Tried | None:
    """What was refused at an address."""
    return opening.tried if opening.tried is not None and opening.tried.address == address else None


def told(control: Control, tried: Tried | None, other: Mapping[str, Any] | None) -> Control:
    """A control with what is wrong in it, and with what somebody else has written there meanwhile."""
    faults = [
        sentence
        for name, sentence in (tried.refusal.fields.items() if tried else ())
        if (_of_first(name) + ".").startswith(f"{control.field}.")
    ]
    return replace(
        control, faults=tuple(faults), other=other[control.field] if other and control.field in other else ""
    )


_FIRSTS: Final = ("items.0.", "statements.0.")


def _of_first(name: str) -> str:
    """A field of what a new part cannot be without, as its form calls it."""
    begins = next((one for one in _FIRSTS if name.startswith(one)), "")
    return f"first.{name.removeprefix(begins)}" if begins else name


def elsewhere(controls: Sequence[Control], tried: Tried | None) -> tuple[tuple[str, Any], ...]:
    """Faults that no shown field has: where, in words, and what."""
    if tried is None:
        return ()
    shown = {control.field for control in controls}
    return tuple((name, said) for name, said in tried.refusal.fields.items() if not _is_shown(name, shown))


def _is_shown(name: str, shown: set[str]) -> bool:
    field = _of_first(name)
    return field.partition(".")[0] in shown or ".".join(field.split(".")[:2]) in shown
