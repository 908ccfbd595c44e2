"""The roster's section of the programme file: delegations."""

from collections.abc import Mapping

from app.kernel.ids import new_id
from app.people.models import Delegation
from app.programme.file import Programme
from app.programme.founding import Founded
from app.store.work import Work


def found_delegations(work: Work, programme: Programme, items: Mapping[str, Founded]) -> None:
    """A row for every delegation of the roster."""
    for position, delegation in enumerate(programme.delegations):
        work.session.add(
            Delegation(
                id=new_id(),
                forum=work.forum,
                key=delegation.key,
                position=position,
                name=dict(delegation.name),
                groups=list(delegation.groups),
                standing=delegation.standing,
                affiliation=dict(programme.affiliations.get(delegation.affiliation or "", {})),
            )
        )
