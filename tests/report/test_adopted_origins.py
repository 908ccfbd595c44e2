"""Where an adopted paragraph comes from, for the world: honest counts, words only where published, never a person."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlmodel import Session

from app.communique.adoption import digest_of, frozen
from app.communique.commands.adopting import AdoptCommunique
from app.communique.commands.paragraphs import PutParagraph
from app.communique.commands.zero_draft import MakeZeroDraft
from app.communique.queries import paragraphs
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.programme.commands import MovePhase
from app.programme.models import Forum
from app.report.adopted.api import origins_document
from app.report.adopted.origins import origins
from app.wiring import registered
from tests.communique.room import add_drafting
from tests.forums import SmallForum
from tests.report.played import CITED, COMMENT, KEY, NOTE, REPORTED, Played, play

REGISTRY = registered()[0]
SIMPLY = "A paragraph that somebody simply wrote"


async def adopted(forum: SmallForum) -> tuple[Played, dict[str, str]]:
    """The played forum's key finding and a free paragraph, adopted: ids by text."""
    made = await play(forum)
    add_drafting(forum.engines, forum)
    drafter, chair = await forum.holder("rapporteur", "J"), await forum.holder("moderator", "J")
    await forum.run(MovePhase("J", "drafting"), chair)
    await forum.run(MakeZeroDraft("J"), drafter)
    await forum.run(PutParagraph(new_id(), forum.items["J"], "operative", {"en": SIMPLY}, "en"), drafter)
    for phase in ("review", "adoption"):
        await forum.run(MovePhase("J", phase), chair)
    text = await forum.readers.run(paragraphs, forum.id, forum.items["J"])
    await forum.run(AdoptCommunique("J", digest_of(frozen(text)), True), chair)
    return made, {p.texts["en"]: p.id for p in text}


def publish(forum: SmallForum, said: str) -> None:
    with Session(forum.engines.writer) as session:
        row = session.get(Forum, forum.id)
        assert row is not None
        row.details = {**row.details, "publishes": said}
        session.add(row)
        session.commit()


async def asked(forum: SmallForum, paragraph: str) -> Mapping[str, Any]:
    return origins_document(await forum.readers.run(origins, REGISTRY, forum.id, paragraph, None))


def words_of(told: Mapping[str, Any]) -> set[str]:
    return {told["text"]} | {word for below in told["made_from"] for word in words_of(below)}


async def test_counts_are_told_of_everything_and_words_of_nothing_that_is_not_published(forum: SmallForum) -> None:
    made, ids = await adopted(forum)
    told = await asked(forum, ids[KEY])
    assert told["counts"] == {"key-finding": 1, "finding": 1, "comment": 1, "answer": 1, "note": 1}
    assert told["tables"] == 2 and told["made_from"] == [] and not told["written_by_the_drafter"]
    plain = json.dumps(told)
    assert not [word for word in (KEY, REPORTED, COMMENT, CITED, NOTE, "Ana", *made.ids.values()) if word in plain]


async def test_a_paragraph_that_somebody_wrote_says_so_and_invents_nothing(forum: SmallForum) -> None:
    _, ids = await adopted(forum)
    told = await asked(forum, ids[SIMPLY])
    assert told["written_by_the_drafter"] is True and told["counts"] == {} and told["tables"] == 0


async def test_a_published_report_tells_words_by_tables_of_three_or_more_and_never_a_person(forum: SmallForum) -> None:
    _, ids = await adopted(forum)
    publish(forum, "report")
    (key,) = (await asked(forum, ids[KEY]))["made_from"]
    assert words_of(key) == {KEY, REPORTED, COMMENT}
    tables = {below["kind"]: below["table"] for below in key["made_from"]}
    assert tables == {"finding": 1, "comment": None}, "at table 2 sat one person"
    assert not [word for word in (NOTE, CITED, "Ana") if word in json.dumps(key)]
    publish(forum, "report_and_answers")
    (key,) = (await asked(forum, ids[KEY]))["made_from"]
    assert words_of(key) == {KEY, REPORTED, COMMENT, CITED}
    assert not [word for word in (NOTE, "Ana") if word in json.dumps(key)]


async def test_an_anonymous_forum_tells_counts_whatever_it_says(forum: SmallForum) -> None:
    _, ids = await adopted(forum)
    publish(forum, "report_and_answers")
    with Session(forum.engines.writer) as session:
        row = session.get(Forum, forum.id)
        assert row is not None
        row.privacy = "anonymous"
        session.add(row)
        session.commit()
    told = await asked(forum, ids[KEY])
    assert told["made_from"] == [] and told["counts"]["finding"] == 1


async def test_what_is_no_paragraph_of_the_adopted_text_comes_from_nowhere(forum: SmallForum) -> None:
    made, _ = await adopted(forum)
    for id_ in (made.ids["key"], made.ids["reported"], new_id()):
        with pytest.raises(Refusal, match="not_adopted"):
            await asked(forum, id_)
