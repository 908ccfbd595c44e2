"""The roster, as the programme file says it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from app.people import queries
from app.programme.file import parts
from app.programme.models import Item


def with_delegations(
    session: Session, forum: str, programme: parts.Programme, items: Mapping[str, Item]
) -> parts.Programme:
    """The programme with its delegations, in the roster's order."""
    keys = {tuple(sorted(texts.items())): key for key, texts in programme.affiliations.items()}
    delegations = tuple(
        parts.Delegation(
            row.key, row.name, tuple(row.groups), row.standing, keys.get(tuple(sorted(row.affiliation.items())))
        )
        for row in queries.delegations(session, forum)
    )
    return replace(programme, delegations=delegations)
