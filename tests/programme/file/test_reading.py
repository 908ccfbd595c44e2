"""What the file leaves to be understood, and what is written is what was read."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme import phases, reference
from app.programme.file import Programme, read, write
from app.programme.file.reading import shared_out
from tests.programme.file.small import SMALL, faults


def programme(text: str) -> Programme:
    found = read(text)
    assert isinstance(found, Programme), "\n".join(map(str, found))
    return found


@pytest.mark.parametrize("text", [SMALL, reference.text()], ids=["small", "reference"])
def test_what_is_written_is_what_was_read(text):
    first = programme(text)
    again = programme(write(first))
    assert again == first
    assert write(again) == write(first)


def test_a_plain_string_is_in_the_forums_first_language():
    text = SMALL.replace("languages: [en, es]", "languages: [es, en]").replace("{en: Lima, es: Lima}", "Lima")
    assert programme(text).venue == {"es": "Lima"}


def test_a_text_may_stand_in_more_languages_than_the_forum_has():
    assert programme(SMALL.replace("es: Perú}", "es: Perú, fr: Pérou}")).delegations[0].name["fr"] == "Pérou"


def test_a_text_that_lacks_a_translation_is_read_and_falls_back():
    assert programme(SMALL.replace("{en: Closing, es: Cierre}", "{en: Closing}")).item("C").title == {"en": "Closing"}


def test_texts_are_kept_in_their_composed_form_without_stray_spaces():
    text = SMALL.replace("{en: Closing, es: Cierre}", '"  Clau\\u0301sura\\n y  cierre "')
    assert programme(text).item("C").title == {"en": "Claúsura y cierre"}


def test_a_background_keeps_its_paragraphs():
    text = SMALL.replace('background: {en: "Before", es: "Antes"}', 'background: "One\\n\\nTwo"')
    assert programme(text).item("1a").background == {"en": "One\n\nTwo"}


def test_phases_that_are_not_planned_share_what_remains():
    planned = programme(SMALL).item("1a").phases
    assert list(planned) == [name for name in phases.phases("knowledge_cafe") if name not in ("waiting", "done")]
    assert planned["table_work"] == 30
    assert planned["report_out"] == 10
    assert sum(planned.values()) == 60


@given(
    st.sampled_from(sorted(phases.TECHNIQUES)),
    st.integers(1, 1440),
    st.dictionaries(st.integers(0, 6), st.integers(0, 60), max_size=6),
)
def test_shared_minutes_make_up_the_item(technique, minutes, wishes):
    takes_time = [name for name in phases.phases(technique) if phases.planned_minutes(technique, name, {})]
    planned = {takes_time[n]: wish for n, wish in wishes.items() if n < len(takes_time) - 1}
    shared = shared_out(technique, minutes, planned)
    assert all(part > 0 for part in shared.values())
    assert all(shared.get(name, 0) == wish for name, wish in planned.items())
    assert sum(shared.values()) == max(minutes, sum(planned.values()))
    assert list(shared) == [name for name in takes_time if name in shared]


def test_tables_take_the_questions_in_turn_unless_they_say_otherwise():
    tables = programme(SMALL).item("1a").tables
    assert [(table.number, table.question) for table in tables] == [(1, 2), (2, 2)]
    assert [table.question for table in programme(SMALL).item("1b").tables] == [1, 1]


def test_dates_come_from_the_days_when_they_are_left_out():
    left_out = programme(SMALL.replace('dates: ["2024-03-04", "2024-03-05"]\n', ""))
    assert left_out == programme(SMALL)
    assert (left_out.starts_on, left_out.ends_on) == (date(2024, 3, 4), date(2024, 3, 5))


def test_times_are_the_forums_own():
    assert programme(SMALL).moment(date(2024, 3, 4), time(9)) == datetime(2024, 3, 4, 14, tzinfo=UTC)


def test_a_code_is_read_as_a_person_types_it():
    assert programme(SMALL.replace("K7Q2M9XD", "k7q2-m9xd")).code == "K7Q2M9XD"
    assert programme(SMALL.replace("code: K7Q2M9XD\n", "")).code is None


def test_yaml_1_1_does_not_turn_words_into_something_else():
    text = SMALL.replace("Luis", "No").replace('starts: "10:30"', "starts: 10:30").replace('"2024-03-05"', "2024-03-05")
    found = programme(text)
    assert found.item("C").speakers[0].name == {"en": "No"}
    assert found.item("C").starts == time(10, 30)


def test_an_alias_saves_writing_a_text_again():
    text = SMALL.replace("{en: Lima, es: Lima}", "&city {en: Lima, es: Lima}").replace("{en: Hall, es: Sala}", "*city")
    assert programme(text).places[0].name == {"en": "Lima", "es": "Lima"}


def test_a_place_without_the_reach_of_the_web_is_no_link():
    for link in (
        "ftp://example.org",
        "//example.org",
        "https://a@b.org",
        "https://exa mple.org",
        "data:text/html,x",
        "https://[1",
    ):
        text = SMALL.replace("link: https://video.example.org/room", f'link: "{link}"')
        assert [fault.code for fault in faults(text)] == ["bad_link"]


def test_the_roles_of_an_item_are_named_once():
    assert programme(SMALL).item("2").role_names() == ("expert",)
    assert programme(SMALL).item("1a").role_names() == ("facilitator",)
    with pytest.raises(KeyError):
        programme(SMALL).item("9")


def test_a_bare_number_of_rounds_means_one_host_at_each_table():
    short = programme(SMALL.replace("rotation: {rounds: 3, hosts: 2}", "rotation: 4")).item("1a").rotation
    assert short is not None and (short.rounds, short.hosts) == (4, 1)
    assert programme(SMALL).item("1b").rotation is None


def test_a_rotation_needs_a_second_table():
    text = SMALL.replace("            question: 2\n          - number: 2\n", "            question: 2\n")
    assert [fault.code for fault in faults(text)] == ["one_table"]
