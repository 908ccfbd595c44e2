"""Counts that expire, and who is editing."""

from app.live.presence import EDITING_AGAIN_SECONDS, EDITING_SECONDS, EDITORS, LEASE_SECONDS, Editors, Presence
from app.live.rooms import Room

TABLE = Room("table", "7")


def test_counts_of_other_processes_are_added():
    presence = Presence()
    presence.heard("a", "cafe", {"table:7": 3}, 0)
    presence.heard("b", "cafe", {"table:7": 2, "item:1": 1}, 0)
    assert presence.total("cafe", TABLE, 4) == 9
    assert presence.total("other", TABLE, 4) == 4


def test_a_process_s_newer_word_replaces_its_older_one():
    presence = Presence()
    presence.heard("a", "cafe", {"table:7": 3, "item:1": 1}, 0)
    presence.heard("a", "cafe", {"table:7": 1}, 1)
    assert presence.total("cafe", TABLE, 0) == 1
    assert presence.total("cafe", Room("item", "1"), 0) == 0


def test_a_process_that_falls_silent_is_forgotten():
    presence = Presence()
    presence.heard("a", "cafe", {"table:7": 3}, 0)
    presence.expire(LEASE_SECONDS - 0.1)
    assert presence.total("cafe", TABLE, 0) == 3
    presence.expire(LEASE_SECONDS)
    assert presence.total("cafe", TABLE, 0) == 0


def test_editing_is_news_when_it_is_new_changes_or_gets_old():
    editors = Editors()
    place = ("cafe", "work:1", "key-finding:1")
    assert editors.is_news(*place, "Ana", 0)
    editors.note(*place, "Ana", 0)
    assert not editors.is_news(*place, "Ana", EDITING_AGAIN_SECONDS - 0.1)
    assert editors.is_news(*place, "Luis", 0.1)
    assert editors.is_news(*place, "Ana", EDITING_AGAIN_SECONDS)
    assert editors.is_news(*place, None, 1)
    editors.note(*place, None, 1)
    assert not editors.is_news(*place, None, 1)


def test_two_people_of_one_name_are_two():
    editors = Editors()
    place = ("cafe", "work:1", "key-finding:1")
    editors.note(*place, "rapporteur", 0, "p1")
    assert not editors.is_news(*place, "rapporteur", 1, "p1")
    assert editors.is_news(*place, "rapporteur", 1, "p2")


def test_who_stops_without_a_word_is_forgotten_and_the_room_told():
    editors = Editors()
    editors.note("cafe", "work:1", "key-finding:1", "Ana", 0)
    assert editors.expire(EDITING_SECONDS - 0.1) == []
    assert editors.expire(EDITING_SECONDS) == [("cafe", "work:1", "key-finding:1")]
    assert editors.expire(EDITING_SECONDS) == []


def test_editing_is_bounded():
    editors = Editors()
    for number in range(EDITORS + 10):
        editors.note("cafe", "work:1", f"note:{number}", "Ana", 0)
    assert len(editors.expire(EDITING_SECONDS)) == EDITORS
