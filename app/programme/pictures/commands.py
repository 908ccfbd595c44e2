"""Holding the picture of a logo."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.programme.models import Forum
from app.programme.pictures import rules
from app.programme.pictures.examining import Brought
from app.programme.pictures.queries import pictures
from app.programme.pictures.rows import hold
from app.programme.pictures.views import picture_document
from app.programme.queries import forum_of
from app.store.work import Work


def require_named(forum: Forum, file: str) -> None:
    """Refuse a picture that no logo of the programme asks for."""
    if not any(logo["file"] == file for logo in forum.details.get("logos", ())):
        raise rules.unnamed()


@dataclass(frozen=True, slots=True)
class HoldPicture:
    """Let a picture that is kept already be that of a logo which the programme has."""

    brought: Brought
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        roles.require(work.actor, "programme:edit")
        require_named(forum_of(work.session, work.forum), self.brought.file)
        work.created = self.brought.file not in pictures(work.session, work.forum)
        hold(work, self.brought)
        work.record("programme", work.forum)
        return picture_document(pictures(work.session, work.forum)[self.brought.file])
