"""The roster's section of the programme file: delegations."""

from collections.abc import Mapping
from typing import Any

from app.kernel.ids import new_id
from app.people.models import Delegation
from app.programme.file import Programme
from app.programme.founding import Founded
from app.store.work import Work


def found_delegations(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every delegation of the roster."""
    for values in delegation_values(programme):
        work.session.add(Delegation(id=new_id(), forum=work.forum, **values))


def delegation_values(programme: Programme) -> list[dict[str, Any]]:
    """What the rows of the roster hold, in order."""
    return [
        {
            "key": delegation.key,
            "position": position,
            "name": dict(delegation.name),
            "groups": list(delegation.groups),
            "standing": delegation.standing,
            "affiliation": dict(programme.affiliations.get(delegation.affiliation or "", {})),
        }
        for position, delegation in enumerate(programme.delegations)
    ]
