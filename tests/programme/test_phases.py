"""The phase machine: the phases that the interface promises, and what each of them opens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programme import phases

PROMISED = {
    "knowledge_cafe": "waiting briefing table_work report_out commenting consolidating done",
    "dialogue": "waiting briefing table_work gathering done",
    "panel": "waiting introduction talks discussion conclusions done",
    "presentation": "waiting presenting discussion done",
    "plenary": "waiting presenting discussion done",
    "drafting": "waiting drafting review adoption done",
    "remarks": "waiting open done",
    "pause": "waiting open done",
    "registration": "waiting open done",
    "survey": "waiting open done",
}
ABILITIES = sorted({ability for steps in phases.TECHNIQUES.values() for step in steps for ability in step.abilities})
anywhere = st.sampled_from([(technique, phase) for technique, names in PROMISED.items() for phase in names.split()])


def test_the_techniques_have_the_phases_that_the_interface_promises():
    assert {technique: " ".join(phases.phases(technique)) for technique in phases.TECHNIQUES} == PROMISED


@given(anywhere)
def test_following_and_preceding_lead_through_all_phases_and_back(place):
    technique, phase = place
    after = phases.following(technique, phase)
    assert (after is None) == (phase == "done")
    assert after is None or phases.preceding(technique, after) == phase
    assert (phases.preceding(technique, phase) is None) == (phase == "waiting")


@given(anywhere, st.sampled_from(ABILITIES))
def test_an_ability_is_early_open_closed_for_a_while_or_past(place, ability):
    technique, phase = place
    open_, early, past = (ask(technique, phase, ability) for ask in (phases.allows, phases.is_early, phases.is_past))
    assert open_ + early + past <= 1
    order = phases.phases(technique)
    opening = [order.index(name) for name in order if phases.allows(technique, name, ability)]
    if opening:
        here = order.index(phase)
        assert early == (here < opening[0])
        assert past == (here > opening[-1])


@pytest.mark.parametrize("technique", PROMISED)
def test_a_phase_of_another_technique_opens_nothing(technique):
    assert not phases.has(technique, "sleeping")
    assert not phases.abilities(technique, "sleeping")
    assert not phases.is_past(technique, "sleeping", "note")
    assert phases.planned_minutes(technique, "sleeping", {}) == 0


@pytest.mark.parametrize("technique", PROMISED)
def test_waiting_and_done_take_no_minutes_and_the_others_do(technique):
    for phase in phases.phases(technique):
        assert (phases.planned_minutes(technique, phase, {}) == 0) == (phase in ("waiting", "done"))
        assert phases.planned_minutes(technique, phase, {phase: 7}) == 7


def test_techniques_and_phases_have_names_for_people():
    assert phases.TECHNIQUE_NAMES.keys() == phases.TECHNIQUES.keys()
    assert phases.PHASE_NAMES.keys() == {phase for technique in phases.TECHNIQUES for phase in phases.phases(technique)}


@pytest.mark.parametrize(
    ("ability", "opening"),
    [
        ("answer", "table_work"),
        ("finding", "table_work report_out"),
        ("signoff", "table_work report_out"),
        ("report", "report_out"),
        ("comment", "commenting"),
        ("note", PROMISED["knowledge_cafe"]),
        ("key_finding", PROMISED["knowledge_cafe"]),
    ],
)
def test_a_cafe_opens_each_ability_where_the_interface_says(ability, opening):
    assert [
        p for p in phases.phases("knowledge_cafe") if phases.allows("knowledge_cafe", p, ability)
    ] == opening.split()


@pytest.mark.parametrize(
    ("technique", "opens"), [("pause", "rest"), ("registration", "arrive"), ("remarks", "remarks")]
)
def test_where_nobody_works_only_its_own_opens(technique, opens):
    assert [phases.abilities(technique, phase) for phase in phases.phases(technique)] == [set(), {opens}, set()]
