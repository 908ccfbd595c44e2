"""A page that loaded once and heard every change equals one that is loaded now: the room, the phones, the item's page."""

from contextlib import suppress
from random import Random

import pytest

from app.communique.adoption import digest_of, frozen
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment, WithdrawAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, SettleParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.silence import BeginSilence, BreakSilence, EndSilence
from app.communique.commands.zero_draft import MakeZeroDraft, OpenCommunique
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.mirror import Mirror

REGISTRY = registered()[0]
STEPS = 110
KINDS = ("paragraph", "communique", "objection", "silence")


def acts(room, rng, made, clashes, filed):
    """What anybody of the drafting room may wish next."""
    one, other, version = rng.choice(made), rng.choice(made), rng.randrange(1, 4)
    propose = PutAmendment(
        new_id(), one, version, rng.choice(("insert", "replace", "delete", "paragraph")), "", "More", "Because"
    )
    some = rng.choice(filed or [new_id()])
    words = {rng.choice(("en", "es")): f"Text {rng.random():.3f}"}
    return [
        (PutParagraph(new_id(), room.item, rng.choice(("preamble", "operative")), {"en": "New"}, "en"), room.ana),
        (ReviseParagraph(one, version, words), rng.choice((room.ana, room.beto))),
        (ReviseParagraph(one, version, words), rng.choice((room.ana, room.beto))),
        (SettleParagraph(*rng.choice(clashes)), room.beto) if clashes else (MakeZeroDraft("J"), room.ana),
        (WithdrawParagraph(one), room.ana),
        (PlaceParagraph(one, other), room.ana),
        (PlaceParagraph(one, None, "preamble"), room.ana),
        (StandParagraph(one, rng.choice(("open", "ad_referendum", "agreed")), version), room.chair),
        (OpenCommunique("J", rng.random() < 0.5), room.chair),
        (propose, rng.choice((room.panama, room.costa_rica))),
        (propose, rng.choice((room.panama, room.costa_rica))),
        (DecideAmendment(some, rng.random() < 0.6), room.ana),
        (WithdrawAmendment(some), room.panama),
        (TakePosition(one, rng.choice(("objection", "no_objection")), str(version), "Said"), room.panama),
        (AskObjection("J", str(version), one), room.chair),
        (AskObjection("J", "1", made[-1]), room.chair),
        (AskObjection("J", "1", made[-1]), room.chair),
        (CloseCall("J", rng.choice((None, "agreed", "ad_referendum"))), room.chair),
        (BeginSilence("J", 5, "", (one,)), room.chair),
        (BreakSilence("J", "Not at night"), room.panama),
        (EndSilence("J"), room.chair),
        (EndSilence("J"), room.chair),
        (MergeAmendments(new_id(), some, rng.choice(filed or [new_id()]), "Both"), room.ana),
    ]


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_happens_every_page_shows_what_is_there(forum, seed):
    room, rng = await open_drafting(forum), Random(seed)
    await room.key_finding("Found")
    made, clashes, filed, accepted = [await room.write(f"First {n}") for n in range(3)], [], [], 0
    rooms = [Room(kind, room.item) for kind in ("communique", "drafting", "item")]
    page, seen = Mirror(forum, REGISTRY, rooms, [room.panama, room.colombia]), set()
    await page.start()
    for step in range(STEPS):
        command, actor = rng.choice(acts(room, rng, made, clashes, filed))
        try:
            done = await forum.run(command, actor)
        except Refusal:
            continue
        accepted += 1
        if isinstance(command, PutParagraph):
            made.append(command.id)
        if isinstance(command, PutAmendment):
            filed.append(command.id)
        if done.value.get("clash"):
            clashes.append((done.value["current"]["id"], done.value["kept"]["id"]))
        if step % 6 == 0:
            assert not await page.differences(), f"step {step}"
        seen |= {(where.kind, card.kind) for where in rooms for card in page.of(where).values()}
    assert not await page.differences()
    for command in (
        EndSilence("J"),
        AdoptCommunique("J", digest_of(frozen(await room.text())), True, "chairs_summary"),
    ):
        with suppress(Refusal):
            done = await forum.run(command, room.chair)
    assert done.value["outcome"] == "chairs_summary" and not await page.differences()
    assert {(kind, card) for kind in ("communique", "drafting") for card in KINDS} <= seen
    assert ("item", "communique-open") in seen and clashes and filed and accepted > STEPS / 3
