"""Commands that are of what stands when they come: which version was read, the text's hash, how long a silence lasts."""

from dataclasses import replace
from typing import Final

from sqlmodel import Session

from app.communique import queries, standing
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import PutAmendment
from app.communique.commands.calling import AskObjection
from app.communique.commands.placing import StandParagraph
from app.store.work import Command

UNREAD: Final = ""
"""In the place of what was read: what stands when the command comes is meant."""


def reads(command: Command) -> bool:
    """Whether *command* must be told what stands, so that all before it have been played."""
    match command:
        case PutAmendment(version=0) | StandParagraph(version=0):
            return True
        case TakePosition(read="") | AskObjection(read="") | AdoptCommunique(digest=""):
            return True
    return False


def of_now(session: Session, forum: str, command: Command) -> Command:
    """*command*, said of what stands now."""
    match command:
        case PutAmendment(paragraph=paragraph) | StandParagraph(paragraph=paragraph):
            return replace(command, version=queries.paragraph_of(session, forum, paragraph).version)
        case TakePosition(target=target):
            return replace(command, read=_read(session, forum, target))
        case AskObjection(item=item, paragraph=paragraph):
            return replace(command, read=_read(session, forum, paragraph or _item(session, forum, item)))
        case AdoptCommunique(item=item):
            return replace(command, digest=_read(session, forum, _item(session, forum, item)))
    return command


def _item(session: Session, forum: str, name: str) -> str:
    return queries.drafting_item(session, forum, name).id


def _read(session: Session, forum: str, target: str) -> str:
    paragraph = queries.paragraphs_by_id(session, forum, [target]).get(target)
    return standing.read_now(session, forum, paragraph.item if paragraph else target)[target]
