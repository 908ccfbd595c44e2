"""Whether a changed programme may stand: by the file's own checks, told in the words of a page."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.organizer.places import Tree, without_rows
from app.programme.file import Programme
from app.programme.file.plain import Misplaced, Place, read_plain

_IN_A_FORM: Final = {
    "number_taken": N_("`%(name)s` is taken already. Each needs a number of its own."),
    "overlap": N_(
        "It begins at %(begins)s, but item %(other)s lasts until %(ends)s. If both run in parallel, put them into the same "
        "block; if it is meant so, tick “overlaps on purpose”."
    ),
    "days_out_of_order": N_("Two days have this date. Each day of the programme stands once."),
    "unknown_reference": N_("No framework has an entry `%(found)s`. Add it to a framework, or choose another."),
    "language_missing": N_("Write it in the forum's first language too (%(language)s): the others fall back to it."),
    "missing": N_("`%(name)s` is missing. Fill it in."),
    "stands_twice": N_("A language stands here twice: %(languages)s. Keep each once."),
}
"""A file's sentences that speak of lines, as a form says them. The values they are given are the same."""


def sentence_of(misplaced: Misplaced) -> Sentence:
    """What a fault says to somebody who fills in a form."""
    sentence = misplaced.fault.sentence
    other = _IN_A_FORM.get(misplaced.fault.code)
    if other is None or any(f"%({name})s" in other and name not in sentence.params for name in _names_in(other)):
        return sentence
    return Sentence(other, sentence.params)


def _names_in(msgid: str) -> list[str]:
    return [part.partition(")s")[0] for part in msgid.split("%(")[1:]]


MOST_TOLD: Final = 20
"""Of many faults these are told; mending one often mends others."""


def checked(before: Tree, after: Tree, path: Place | None = None) -> Programme:
    """The programme that *after* describes. Raises ``bad_programme`` with every fault that *before* did not have.

    The faults of what stands at *path* are told by field.
    """
    programme, faults = fresh_faults(before, after)
    if not faults and programme is not None:
        return programme
    raise bad_programme(faults, path)


def fresh_faults(before: Tree, after: Tree) -> tuple[Programme | None, list[Misplaced]]:
    """The programme that *after* describes, and the faults that *before* did not have; all, when it cannot stand at all."""
    programme, faults = read_plain(without_rows(after))
    if not faults:
        return programme, []
    known = {_said(one) for one in read_plain(without_rows(before))[1]}
    fresh = [one for one in faults if _said(one) not in known]
    return programme, fresh if programme is not None else fresh or faults


def require_unused(before: Tree, after: Tree) -> None:
    """Refuse to take away what the rest of the programme still names."""
    _, faults = fresh_faults(before, after)
    places = list(dict.fromkeys(one.fault.path for one in faults if one.fault.code.startswith("unknown_")))
    if places:
        shown = "; ".join(places[:6]) + (" …" if len(places) > 6 else "")
        msgid = N_("This is still named elsewhere: %(places)s. Change it there first, then take it away.")
        raise Refusal("still_named", msgid, status=409, places=shown)


def misread(faults: list[tuple[str, Misplaced]]) -> Refusal:
    """Values that are not what their fields take: every one, by field."""
    code = faults[0][1].fault.code if len(faults) == 1 else "bad_programme"
    return _refusal(code, [(".".join((field, *one.place)), sentence_of(one)) for field, one in faults])


def _said(one: Misplaced) -> tuple[str, str, str]:
    return one.fault.path, one.fault.code, str(one.fault.sentence)


def bad_programme(faults: list[Misplaced], path: Place | None) -> Refusal:
    """Every fault, those of the part at *path* by its fields. A single one is told by its own code."""
    code = faults[0].fault.code if len(faults) == 1 else "bad_programme"
    return _refusal(code, [(_where(one, path), sentence_of(one)) for one in faults])


def _where(one: Misplaced, path: Place | None) -> str:
    """The field of the part at *path*, what is missing by its own name; of another part where it stands, in words."""
    if one.fault.code == "missing" and path is not None and one.place == path:
        params = one.fault.sentence.params
        return str(params.get("field") or params.get("name") or "programme")
    return field_of(one.place, path) or one.fault.path or "programme"


def _refusal(code: str, said: list[tuple[str, Sentence]]) -> Refusal:
    count = {"count": len(said)}
    several = Sentence(N_("Nothing was changed yet: %(count)s things need to be put right."), count)
    refusal = Refusal(code, several.msgid)
    refusal.sentence = said[0][1] if len(said) == 1 else several
    for field, one in said[:MOST_TOLD]:
        refusal.fields.setdefault(field, one)
    return refusal


def field_of(place: Place, path: Place | None) -> str:
    """The field of the part at *path* in which *place* is, with what is inside it; nothing for another part's."""
    if path is None or place[: len(path)] != path:
        return ""
    return ".".join(place[len(path) :])
