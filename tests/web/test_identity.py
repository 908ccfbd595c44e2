"""Who a request is: what was found once is trusted only as long as the journal names nobody whose rights changed."""

import asyncio
import threading
from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import Headers

from app.kernel.ids import hashed
from app.kernel.roles import Actor
from app.people.commands import ChangeMe, Join, Leave
from app.people.queries import changed_people, find_pass
from app.web.identity import Identity, Token, token_of
from tests.forums import SmallForum


@dataclass
class Held:
    """Looks passes up; the one that is held has been read, and is handed on late."""

    secret: str = ""

    def __post_init__(self) -> None:
        self.read = threading.Event()
        self.handed_on = threading.Event()

    def find(self, session: Session, secret_hash: str) -> Actor | None:
        found = find_pass(session, secret_hash)
        if secret_hash == self.secret:
            self.read.set()
            self.handed_on.wait(10)
        return found


@dataclass
class Seconds:
    """A clock that goes when it is told."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


async def joined(forum: SmallForum) -> Token:
    token = Token.fresh()
    await forum.run(Join(hashed(token.secret)))
    return token


async def test_a_pass_that_ends_while_it_is_looked_up_is_not_trusted_any_longer_than_others(forum: SmallForum) -> None:
    held, clock = Held(), Seconds()
    identity = Identity(held.find, changed_people, forum.readers, clock=clock)
    other, leaver = await joined(forum), await joined(forum)
    assert await identity.of_token(other) is not None
    held.secret = hashed(leaver.secret)
    looked_up = asyncio.create_task(identity.of_token(leaver))
    assert await asyncio.to_thread(held.read.wait, 10)
    actor = await forum.readers.run(find_pass, hashed(leaver.secret))
    await forum.run(Leave(), actor)
    clock.now += 2
    assert await identity.of_token(other) is not None, "which asks the journal, and hears who left"
    held.handed_on.set()
    await looked_up
    clock.now += 2
    assert await identity.of_token(leaver) is None


async def test_who_changes_is_looked_up_anew_and_nobody_else(forum: SmallForum) -> None:
    looked_up: list[str] = []

    def find(session: Session, secret_hash: str) -> Actor | None:
        looked_up.append(secret_hash)
        return find_pass(session, secret_hash)

    identity = Identity(find, changed_people, forum.readers, clock=Seconds())
    ana, luis = await joined(forum), await joined(forum)
    actor = await identity.of_token(ana)
    assert actor is not None
    await identity.of_token(luis)
    await forum.run(ChangeMe(language="pt"), actor)
    identity.forget(actor.participant)
    looked_up.clear()
    again = await identity.of_token(ana)
    assert again is not None
    assert again.language == "pt"
    await identity.of_token(luis)
    assert looked_up == [hashed(ana.secret)]


def test_a_cookie_of_another_program_on_the_same_machine_locks_nobody_out() -> None:
    token = Token.fresh()
    own = f"sobremesa_pass_8000={token}"
    for strange in ('state={"a": [1, 2]}', 'x="open', "=", "a[b]=c", "é=ü", "no value", "a b=c", "sobremesa_pass=x"):
        for cookie in (f"{strange}; {own}", f"{own}; {strange}"):
            found = token_of(Headers({"host": "10.0.0.7:8000", "cookie": cookie}))
            assert str(found) == str(token), cookie
