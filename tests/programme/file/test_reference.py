"""The reference forum against the concept note: the facts below were copied from the note, not from the file."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from app.programme import phases, reference
from app.programme.file import Programme, read
from app.programme.file.parts import Text, ends

FIRST, SECOND = date(2023, 9, 27), date(2023, 9, 28)

DATA = "Collect and utilize accurate and disaggregated data as a basis for evidence-based policies"
RETURN = "Cooperate in facilitating safe and dignified return and readmission, as well as sustainable reintegration"

AGENDA = [
    (FIRST, "08:30", "09:00", "R", "registration", "Registration"),
    (FIRST, "09:00", "09:30", "O", "remarks", "Opening remarks"),
    (FIRST, "09:30", "09:45", "A", "presentation", "Agenda presentation"),
    (
        FIRST,
        "09:45",
        "10:45",
        "I",
        "presentation",
        "Introduction: Current global migration landscape and global migration challenges and opportunities",
    ),
    (FIRST, "10:45", "11:00", "B1", "pause", "Break"),
    (FIRST, "11:00", "12:45", "1", "panel", "Protection of migrants in vulnerable situations"),
    (FIRST, "12:45", "14:00", "L1", "pause", "Lunch"),
    (
        FIRST,
        "14:00",
        None,
        "2a",
        "knowledge_cafe",
        "Smuggling of migrants, trafficking in persons and border management",
    ),
    (FIRST, "14:00", None, "2b", "knowledge_cafe", "Regular pathways for the admission and stay of migrants"),
    (FIRST, None, "16:00", "P2", "plenary", "Presenting conclusions to the plenary: topics 2a and 2b"),
    (FIRST, "16:00", "16:15", "B2", "pause", "Break"),
    (FIRST, "16:15", "17:30", "D1", "dialogue", "Dialogue on cooperation"),
    (SECOND, "09:00", "10:30", "3", "panel", "Contributions of migrants to sustainable development"),
    (SECOND, "10:30", "10:45", "B3", "pause", "Break"),
    (SECOND, "10:45", None, "4a", "knowledge_cafe", DATA),
    (SECOND, "10:45", None, "4b", "knowledge_cafe", RETURN),
    (SECOND, None, "12:30", "P4", "plenary", "Presenting conclusions to the plenary: topics 4a and 4b"),
    (SECOND, "12:30", "14:00", "L2", "pause", "Lunch"),
    (
        SECOND,
        "14:00",
        "14:45",
        "5",
        "presentation",
        "Preparing for the 2024 GCM review in Latin America and the Caribbean",
    ),
    (SECOND, "14:45", "15:30", "D2", "plenary", "Presentation of cooperation ideas among Champion Countries"),
    (SECOND, "15:30", "16:30", "J", "drafting", "Draft joint communiqué"),
    (SECOND, "16:00", "16:30", "C", "remarks", "Conclusions and closing remarks"),
]

BEFORE_THE_REVIEW_FORUM = """
8 Save lives and establish coordinated international efforts on missing migrants
7 Address and reduce vulnerabilities in migration
4 Ensure that all migrants have proof of legal identity and adequate documentation
14 Enhance consular protection, assistance, and cooperation throughout the migration cycle
15 Provide access to basic services for migrants
5 Enhance availability and flexibility of pathways for regular migration
12 Strengthen certainty and predictability in migration procedures
9 Strengthen the transnational response to smuggling of migrants
10 Prevent, combat and eradicate trafficking in persons in the context of international migration
11 Manage borders in an integrated, secure and coordinated manner
19 Create conditions for migrants and diasporas to fully contribute to sustainable development
1 Collect and utilize accurate and disaggregated data as a basis for evidence-based policies
23 Strengthen international cooperation and global partnerships for safe, orderly and regular migration
"""
OF_THE_SESSIONS = """
6 Facilitate fair and ethical recruitment and safeguard conditions that ensure decent work
16 Empower migrants and societies to realize full inclusion and social cohesion
20 Promote faster, safer and cheaper transfer of remittances and foster financial inclusion of migrants
21 Cooperate in facilitating safe and dignified return and readmission, as well as sustainable reintegration
"""
TOPICS = """
G1 Generation and use of migration data
G2 Integrated border management
G4 Promoting safe, orderly and regular migration
G5 Preventing and countering the smuggling of migrants
G6 Preventing and combating trafficking in persons
G7 Regularization, visas and legal identity
G8 Return management and policies
G9 Effective systems of response to emergencies or migratory crises
G10 Search for missing migrants
G11 Addressing irregular migration
I3 Economic development and availability of opportunities in countries of origin
I4 Integration and sustainable reintegration of migrants
I6 Remittances
I7 Diasporas
I8 Economic benefits of migration
I9 Portability of rights
P2 Consular assistance and protection
P3 Return and sustainable reintegration
P4 Prevention of irregular migration
P11 Attention to people in mass migration flows
P14 Assistance for persons subject to smuggling of migrants
P15 Comprehensive assistance for victims of human trafficking
"""
PRINCIPLES = """
15a People-centred
15b International cooperation
15c National sovereignty
15d Rule of law and due process
15e Sustainable development
15f Human rights
15g Gender-responsive
15h Child-sensitive
15i Whole-of-government approach
15j Whole-of-society approach
"""

OBJECTIVES = {
    "1": {7, 8, 14, 15},
    "2a": {9, 10, 11},
    "2b": {4, 5, 12},
    "3": {6, 16, 19, 20},
    "4a": {1},
    "4b": {21},
}

ANY_OF_THREE = ("government", "observer_agency", "civil_society")
NETWORK = {
    "ECLAC",
    "FAO",
    "ILO",
    "IOM",
    "OCHA",
    "OHCHR",
    "UNAIDS",
    "UNDP",
    "UNESCO",
    "UNFPA",
    "UN-Habitat",
    "UNHCR",
    "UNICEF",
    "UNIDO",
    "UNODC",
    "UNOPS",
    "UN-Women",
    "WFP",
    "PAHO-WHO",
}


@pytest.fixture(scope="module")
def forum() -> Programme:
    found = read(reference.text())
    assert isinstance(found, Programme), "\n".join(map(str, found))
    return found


def members(forum: Programme, group: str) -> set[str]:
    return {delegation.key for delegation in forum.delegations if group in delegation.groups}


def test_the_agenda_is_that_of_the_note(forum):
    assert [item.number for _, item in forum.items()] == [row[3] for row in AGENDA]
    for (day, item), (on, begins, until, _, technique, title) in zip(forum.items(), AGENDA, strict=True):
        assert day.date == on
        assert item.technique == technique
        assert title == item.title["en"]
        assert begins is None or f"{item.starts:%H:%M}" == begins
        assert until is None or f"{ends(item):%H:%M}" == until
    assert forum.dates == (FIRST, SECOND)


@pytest.mark.parametrize(("cafes", "plenary", "minutes"), [(("2a", "2b"), "P2", 120), (("4a", "4b"), "P4", 105)])
def test_two_cafes_run_side_by_side_and_meet_in_their_plenary(forum, cafes, plenary, minutes):
    one, other = (forum.item(number) for number in cafes)
    together = forum.item(plenary)
    assert one.block == other.block is not None
    assert (one.starts, one.minutes) == (other.starts, other.minutes)
    assert one.place != other.place
    assert ends(one) == together.starts
    assert one.minutes + together.minutes == minutes
    assert together.presents == cafes
    assert [role.task["en"] for role in together.roles] == [f"Conclusions of topic {number}" for number in cafes]
    assert {role.role for role in together.roles} == {"rapporteur"}


def test_every_item_has_minutes_for_each_of_its_phases(forum):
    for _, item in forum.items():
        usual = [name for name in phases.phases(item.technique) if phases.planned_minutes(item.technique, name, {})]
        assert list(item.phases) == usual
        assert sum(item.phases.values()) == item.minutes


def test_rapporteurs_have_about_eight_minutes_between_the_last_word_and_the_plenary(forum):
    assert {forum.item(number).phases["consolidating"] for number in ("2a", "2b", "4a", "4b")} == {8}


def test_sessions_touch_the_objectives_that_the_note_gives_them(forum):
    for number, objectives in OBJECTIVES.items():
        pointers = forum.item(number).references
        assert set(pointers) == {f"gcm/{objective}" for objective in objectives}


def test_objective_21_is_added_and_objective_23_is_where_countries_look_for_partners(forum):
    listed = {1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 19, 20, 23}
    assert {p for p in forum.references if p.startswith("gcm/")} == {f"gcm/{n}" for n in listed | {21}}
    assert {item.number for _, item in forum.items() if "gcm/23" in item.references} == {"D1", "D2"}
    text = reference.text()
    assert re.search(r"#.*\bleaves out objective 21\b", text)
    assert re.search(r"#.*\bobjective 23, which is on no session\b", text)


def test_only_the_drafting_overlaps_what_follows(forum):
    assert [item.number for _, item in forum.items() if item.overlaps] == ["J"]
    assert forum.item("C").starts < ends(forum.item("J"))


def test_nine_champion_countries_six_of_the_rcm_and_three_of_the_sacm(forum):
    rcm, sacm = {"CAN", "CRI", "SLV", "HND", "MEX", "PAN"}, {"COL", "ECU", "PER"}
    assert members(forum, "rcm_members") == rcm
    assert members(forum, "sacm_members") == sacm
    assert members(forum, "champions") == rcm | sacm
    assert {delegation.key for delegation in forum.delegations if delegation.standing == "adopts"} == rcm | sacm
    english = {delegation.name["en"] for delegation in forum.delegations if delegation.key in rcm | sacm}
    assert english == {
        "Canada",
        "Costa Rica",
        "El Salvador",
        "Honduras",
        "Mexico",
        "Panama",
        "Colombia",
        "Ecuador",
        "Peru",
    }


def test_the_regional_network_has_nineteen_agencies_of_which_seven_observe_the_rcm(forum):
    assert members(forum, "regional_network") == NETWORK
    assert len(members(forum, "regional_network")) == 19
    assert members(forum, "rcm_observers") == {"ECLAC", "ILO", "IOM", "UNDP", "UNHCR", "UNICEF", "UNODC"}
    assert members(forum, "network_co_chairs") == {"ECLAC", "IOM"}
    assert all(d.standing == "observes" for d in forum.delegations if "champions" not in d.groups)


@pytest.mark.parametrize("number", ["2a", "2b", "4a", "4b"])
def test_a_cafe_has_three_tables_each_with_a_question_of_its_own(forum, number):
    item = forum.item(number)
    assert len(item.questions) == 3
    assert [table.question for table in item.tables] == [1, 2, 3]
    assert [table.number for table in item.tables] == ([1, 2, 3] if number.endswith("a") else [4, 5, 6])
    assert [(role.role, role.affiliations) for role in item.roles] == [
        ("facilitator", ANY_OF_THREE),
        ("rapporteur", ANY_OF_THREE),
    ]


@pytest.mark.parametrize("number", ["1", "3"])
def test_a_panel_has_four_experts_of_governments_and_one_of_civil_society(forum, number):
    item = forum.item(number)
    assert [expert.affiliation for expert in item.experts] == ["government"] * 4 + ["civil_society"]
    assert {expert.minutes for expert in item.experts} == {3}
    assert all(expert.questions for expert in item.experts)
    assert [role.role for role in item.roles] == ["facilitator", "presenter", "rapporteur"]
    assert item.roles[0].affiliations == ANY_OF_THREE


def test_the_dialogue_has_six_tables_one_for_each_session(forum):
    tables = forum.item("D1").tables
    assert [(table.number, table.about) for table in tables] == list(enumerate(["1", "2a", "2b", "3", "4a", "4b"], 1))
    assert all(table.name == forum.item(table.about).title for table in tables)
    assert {"facilitator", "observer", "rapporteur"} == set(forum.item("D1").role_names())


def test_the_ideas_of_the_dialogue_are_presented_the_next_day_by_an_observer_organization(forum):
    assert forum.item("D2").presents == ("D1",)
    assert [(role.role, role.affiliations) for role in forum.item("D2").roles] == [("rapporteur", ("observer_agency",))]


def test_people_whom_the_note_names_are_named(forum):
    speakers = [(speaker.name["en"], speaker.delegation) for speaker in forum.item("O").speakers]
    assert speakers == [
        ("H.E. Vladimir Franco", "PAN"),
        ("Michele Klein Solomon", "IOM"),
        ("Jonathan Prentice", "UNNM"),
    ]
    assert [(role.role, role.name.get("en")) for role in forum.item("I").roles] == [
        ("moderator", "RCM Executive Secretariat"),
        ("presenter", None),
    ]
    functions = [speaker.function["en"] for number in ("O", "5") for speaker in forum.item(number).speakers]
    assert functions == [
        "Vice Minister of Foreign Affairs, Republic of Panama",
        "Regional Director for Central America, North America and the Caribbean, IOM",
        *["Head of the Secretariat, United Nations Network on Migration"] * 2,
    ]
    assert [(role.role, role.delegation) for role in forum.item("A").roles] == [
        ("presenter", "PAN"),
        ("presenter", "IOM"),
    ]
    assert [(role.role, role.name.get("en"), role.affiliations) for role in forum.item("5").roles] == [
        ("presenter", "Jonathan Prentice", ()),
        ("moderator", None, ("observer_agency",)),
    ]
    assert [speaker.delegation for speaker in forum.item("C").speakers] == ["RCM-ES", "PAN"]
    assert [role.role for role in forum.roles] == ["organizer", "moderator"]


def test_every_framework_that_the_note_names_is_there_with_what_it_names_of_it(forum):
    numbers = {framework.key: [entry.number for entry in framework.references] for framework in forum.frameworks}
    governance, integration, protection = (1, 2, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 6, 7, 8, 9), (2, 3, 4, 11, 14, 15)
    assert numbers == {
        "gcm": [*map(str, range(1, 24)), *(f"15{letter}" for letter in "abcdefghij")],
        "rcm_plan": [
            *("O1", "O2", "O3"),
            *(f"G{n}" for n in governance),
            *(f"I{n}" for n in integration),
            *(f"P{n}" for n in protection),
        ],
        "rcm_imrf": ["8", "7", "4", "14", "15", "5", "12", "9", "10", "11", "19", "1", "23"],
        "la_declaration": [
            "1.1",
            "1.3",
            "1.4",
            "1.5",
            "1.6",
            "1.8",
            "1.9",
            "1.10",
            "1.11",
            "2.1",
            "2.5",
            "3.3",
            "3.4",
            "3.5",
            "5.1",
            "5.3",
        ],
        "rcm_sacm": ["1", "4", "5", "6"],
        "darien": ["3", "8", "9"],
        "imrf_progress": [],
        "agenda_2030": [],
        "rcm_charter": [],
    }
    pillars = {f.key: [(e.section, e.number) for e in f.references] for f in forum.frameworks}["rcm_imrf"]
    assert [number for section, number in pillars if section == "pillar_1"] == ["8", "7", "4", "14", "15"]
    assert [number for section, number in pillars if section == "pillar_2"] == ["5", "12", "9", "10", "11"]
    assert [number for section, number in pillars if section == "pillar_3"] == ["19"]
    assert [number for section, number in pillars if section == "cross_cutting"] == ["1", "23"]


def titles(forum: Programme, key: str, language: str = "en") -> dict[str, str]:
    (framework,) = (framework for framework in forum.frameworks if framework.key == key)
    return {entry.number: entry.title[language] for entry in framework.references}


def listed(lines: str) -> dict[str, str]:
    """A number and a title on each line."""
    return dict(line.split(" ", 1) for line in lines.strip().splitlines())


def test_what_is_referred_to_is_called_as_it_is_called(forum):
    assert titles(forum, "rcm_imrf") == listed(BEFORE_THE_REVIEW_FORUM)
    assert {n: t for n, t in titles(forum, "rcm_plan").items() if not n.startswith("O")} == listed(TOPICS)
    compact = titles(forum, "gcm")
    assert {number: compact[number] for number in listed(PRINCIPLES)} == listed(PRINCIPLES)
    for number, title in (listed(BEFORE_THE_REVIEW_FORUM) | listed(OF_THE_SESSIONS)).items():
        # Some are shortened there; the Compact's own comma differs.
        assert compact[number].replace(",", "").startswith(title.replace(",", "")), number
    for language in ("en", "es"):
        assert len(set(titles(forum, "gcm", language).values())) == 33


def test_parts_of_frameworks_and_parallel_blocks_have_their_headings(forum):
    sections = {f.key: [section.title["en"] for section in f.sections] for f in forum.frameworks}
    assert sections["rcm_plan"][1:] == [
        "Migration Governance",
        "Integration, Migration, and its Links to Development",
        "Protection, Preparedness, Assistance, and Irregular Migration",
    ]
    assert sections["la_declaration"] == [
        "1. Promoting Stability and Assistance for Communities of Destination, Origin, Transit, and Return",
        "2. Promoting Regular Pathways for Migration and International Protection",
        "3. Promoting Humane Migration Management",
        "5. A Shared Approach to Reduce and Manage Irregular Migration",
    ]
    for framework in forum.frameworks:
        if framework.key == "la_declaration":
            headings = {section.key: section.title["en"].partition(".")[0] for section in framework.sections}
            assert all(entry.number.partition(".")[0] == headings[entry.section] for entry in framework.references)
    assert [text["en"] for text in forum.blocks.values()] == ["Addressing irregular migration", "Complementary topics"]
    assert forum.frameworks[0].short["en"] == "GCM"
    assert all(framework.short for framework in forum.frameworks)


def test_everything_outside_of_the_compact_is_what_the_forum_contributes_to(forum):
    every = {f"{f.key}/{entry.number}" for f in forum.frameworks if f.key != "gcm" for entry in f.references}
    assert {pointer for pointer in forum.references if not pointer.startswith("gcm/")} == every


def test_the_frame_of_the_forum(forum):
    assert forum.languages == ("en", "es")
    assert forum.time_zone == "America/Panama"
    assert forum.venue["en"] == "Panama City, Republic of Panama"
    assert forum.title["en"].startswith("First Regional Forum of Champion Countries in the Americas: ")
    assert forum.title["es"].startswith("Primer Foro Regional de Países Campeones")
    assert "funded in part by immigration, refugees and citizenship canada" in forum.credit["en"].lower()
    assert "Good Practices for the Implementation of the Global Compact for Migration" in forum.title["en"]
    assert "Pacto Mundial para la Migración" in forum.title["es"]
    assert [(role.role, role.delegation) for role in forum.roles] == [("organizer", "PAN"), ("moderator", None)]
    assert set(ANY_OF_THREE) <= forum.affiliations.keys()
    assert forum.moment(FIRST, forum.item("2a").starts).hour == 19


def test_everyone_who_sits_at_a_distance_finds_a_link(forum):
    assert forum.link
    assert all(day.link for day in forum.days)
    assert all(item.place for _, item in forum.items())
    assert all(item.link for _, item in forum.items() if item.technique not in ("pause", "registration"))


def test_sessions_give_their_background_in_advance(forum):
    for number in ("I", "1", "2a", "2b", "D1", "3", "4a", "4b", "5"):
        for language in forum.languages:
            assert 40 <= len(forum.item(number).background[language].split()) <= 220, (number, language)


def test_a_guiding_question_fits_the_top_of_a_phone(forum):
    for _, item in forum.items():
        for question in (*item.questions, *(q for expert in item.experts for q in expert.questions)):
            for language in forum.languages:
                assert len(question[language].split()) <= 36
                assert question[language].count("?") >= 1 or item.technique == "panel"


def texts(forum: Programme) -> Iterator[Text]:
    """Every organizer's text of the file."""

    def of(thing: object) -> Iterator[Text]:
        if isinstance(thing, dict):
            if (
                thing
                and set(thing) <= {"en", "es", "fr", "pt"}
                and all(isinstance(word, str) for word in thing.values())
            ):
                yield thing
            else:
                yield from (text for value in thing.values() for text in of(value))
        elif isinstance(thing, tuple):
            yield from (text for value in thing for text in of(value))
        elif hasattr(thing, "__dataclass_fields__"):
            yield from (text for name in thing.__dataclass_fields__ for text in of(getattr(thing, name)))

    return of(forum)


def test_every_text_stands_in_both_languages_of_the_forum(forum):
    found = list(texts(forum))
    assert len(found) > 250
    people = {"Michele Klein Solomon", "Jonathan Prentice"}
    assert not [text for text in found if not {"en", "es"} <= text.keys() and text["en"] not in people]


def test_delegations_affiliations_and_halls_also_stand_in_the_other_interface_languages(forum):
    names = [*(delegation.name for delegation in forum.delegations), *(place.name for place in forum.places)]
    for text in (
        forum.name,
        forum.title,
        forum.venue,
        forum.credit,
        *forum.affiliations.values(),
        *forum.groups.values(),
        *names,
    ):
        assert text.keys() == {"en", "es", "fr", "pt"}


def test_spanish_questions_open_as_spanish_does(forum):
    for text in texts(forum):
        assert text.get("es", "").count("¿") == text.get("es", "").count("?"), text["es"]


def test_a_day_has_no_hole_in_it(forum):
    for day in forum.days:
        reached = datetime.combine(day.date, day.items[0].starts)
        for item in day.items:
            begins = datetime.combine(day.date, item.starts)
            assert begins <= reached, f"nothing happens before {item.number}"
            reached = max(reached, begins + timedelta(minutes=item.minutes))


def test_the_survey_asks_about_each_expected_result(forum):
    (survey,) = forum.surveys
    assert (survey.before, survey.after) == ("R", "C")
    said = " ".join(statement.text["en"].lower() for statement in survey.statements)
    assert all(
        word in said for word in ("trends", "policies", "tools", "practices", "share information", "cooperation")
    )
    assert {statement.objective for statement in survey.statements} == set(survey.objectives)
    assert " ".join(title["en"].lower() for title in survey.objectives.values()) == (
        "knowledge and understanding mechanisms for sharing information cooperation among countries"
    )


def test_the_forum_needs_the_roles_that_the_note_describes(forum):
    needed = {role.role for role in forum.roles}.union(*(set(item.role_names()) for _, item in forum.items()))
    assert {"moderator", "presenter", "facilitator", "rapporteur", "expert", "observer"} <= needed
