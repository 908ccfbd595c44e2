"""The vocabulary as readers see it: English message ids, translated when a report is made."""

from typing import Final

from app.kernel.language import N_

TECHNIQUES: Final = {
    "knowledge_cafe": N_("Knowledge café"),
    "dialogue": N_("Dialogue on cooperation"),
    "panel": N_("Panel"),
    "presentation": N_("Presentation"),
    "plenary": N_("Plenary"),
    "drafting": N_("Drafting"),
    "survey": N_("Survey"),
    "remarks": N_("Remarks"),
    "pause": N_("Break"),
    "registration": N_("Registration"),
}

KINDS: Final = {
    "practice": N_("practice"),
    "lesson": N_("lesson"),
    "challenge": N_("challenge"),
    "recommendation": N_("recommendation"),
}
"""Kinds of findings; a plain one has no word."""

KIND_HEADINGS: Final = {
    "practice": N_("Practices"),
    "lesson": N_("Lessons"),
    "challenge": N_("Challenges"),
    "recommendation": N_("Recommendations"),
}

STANCES: Final = {
    "supports": N_("supports"),
    "adds": N_("adds"),
    "questions": N_("questions"),
    "disagrees": N_("disagrees"),
}

STATES: Final = {
    "shared": N_("shared"),
    "single-table": N_("single-table"),
    "contested": N_("contested"),
    "open": N_("open"),
}

STATE_MEANINGS: Final = {
    "shared": N_("several tables found it"),
    "single-table": N_("one table found it, and nobody spoke against it"),
    "contested": N_("tables or people disagree about it"),
    "open": N_("it asks for an answer that the forum did not give"),
}

THINGS: Final = {
    "finding": N_("finding"),
    "comment": N_("comment"),
    "note": N_("said in the room"),
    "answer": N_("answer"),
    "key-finding": N_("key finding"),
    "initiative": N_("initiative"),
}
"""What a key finding can be drawn from, or what was set aside. A note is only ever this much."""

PRIVACY: Final = {
    "named": N_("Words carry their writer's name where the writer gave one; never in the public report."),
    "by_table": N_(
        "What was said is told by table and affiliation, never by person, and nothing is broken down under "
        "three people."
    ),
    "anonymous": N_("Nothing links a person to their words; what was said is told by table only."),
}

FIGURES: Final = {
    "people": N_("people"),
    "tables": N_("round tables"),
    "answers": N_("answers"),
    "findings": N_("findings"),
    "comments": N_("comments"),
    "key_findings": N_("key findings"),
    "initiatives": N_("initiatives"),
    "questions": N_("questions from the floor"),
}

NOT_IN_EVERY_FORUM: Final = frozenset({"initiatives", "questions"})
"""Figures that are left out where there is nothing to count."""
