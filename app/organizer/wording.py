"""What fields, sections and choices of the programme are called on the organizer's pages."""

from typing import Final

from app.kernel.language import N_
from app.kernel.roles import ROLE_NAMES
from app.programme.phases import TECHNIQUE_NAMES

LABELS: Final = {
    "about": N_("About it"),
    "affiliation": N_("Affiliation"),
    "affiliations": N_("Affiliations"),
    "after": N_("Asked again with"),
    "after_from": N_("Asked again from this day on"),
    "background": N_("Background, to read beforehand"),
    "before": N_("Asked first with"),
    "before_from": N_("Asked first from this day on"),
    "block": N_("Block"),
    "credit": N_("Credit line"),
    "date": N_("Day"),
    "dates": N_("First and last day"),
    "delegation": N_("Delegation"),
    "file": N_("File beside the programme file"),
    "function": N_("Function"),
    "groups": N_("Groups"),
    "hosts": N_("Hosts at each table"),
    "introduction": N_("Introduction"),
    "key": N_("Short name"),
    "language": N_("Language"),
    "languages": N_("Languages, the authoritative one first"),
    "link": N_("Video link"),
    "minutes": N_("Minutes"),
    "name": N_("Name"),
    "note": N_("Note on its use"),
    "number": N_("Number"),
    "objective": N_("Objective"),
    "overlaps": N_("Overlaps another item on purpose"),
    "phases": N_("Minutes by phase"),
    "picture": N_("Picture"),
    "place": N_("Place"),
    "presents": N_("Presents the results of"),
    "privacy": N_("Privacy"),
    "question": N_("Guiding question"),
    "questions": N_("Questions"),
    "references": N_("References"),
    "retention_days": N_("Days until all words are purged"),
    "role": N_("Role"),
    "rotation": N_("World café: people change tables"),
    "rounds": N_("Rounds"),
    "section": N_("Section"),
    "short": N_("How it is cited"),
    "standing": N_("Part in the communiqué"),
    "starts": N_("Begins"),
    "task": N_("Task"),
    "technique": N_("Technique"),
    "text": N_("Text"),
    "time_zone": N_("Time zone"),
    "title": N_("Title"),
    "topic": N_("Topic"),
    "url": N_("Web address"),
    "venue": N_("City and country"),
    "writing": N_("Who writes at a table"),
    "publishes": N_("What the world reads behind the adopted text"),
}
"""The names of fields."""

HINTS: Final = {
    "block": N_("Items of one block run in parallel."),
    "dates": N_("Left empty, those of the programme."),
    "file": N_("A PDF or a picture."),
    "key": N_("Up to 32 letters, digits and dashes, as CRI or hall-a. It stays."),
    "phases": N_("Left empty, phases share the minutes that remain."),
    "number": N_("As people call it: 2a."),
    "picture": N_("PNG or JPEG, up to 500 KB. On title pages it is 14 millimetres high."),
    "retention_days": N_("Counted from the last day."),
    "time_zone": N_("A continent and a city, as America/Panama."),
    "languages": N_("As en, es."),
}
"""What helps to fill a field in."""

LOGO_NAME_HINT: Final = N_("The organisation's name. Whoever cannot see the picture hears it instead.")

SECTIONS: Final = {
    "affiliations": N_("Affiliations"),
    "blocks": N_("Blocks of parallel items"),
    "days": N_("Days"),
    "delegations": N_("Delegations"),
    "documents": N_("Documents"),
    "experts": N_("Experts"),
    "frameworks": N_("Frameworks"),
    "glossary": N_("Glossary"),
    "groups": N_("Groups of delegations"),
    "links": N_("Links"),
    "logos": N_("Logos"),
    "objectives": N_("Expected results"),
    "places": N_("Places"),
    "questions": N_("Guiding questions"),
    "references": N_("Entries"),
    "roles": N_("Roles, as the programme names them"),
    "sections": N_("Sections"),
    "speakers": N_("Speakers, in order"),
    "statements": N_("Statements"),
    "surveys": N_("Surveys"),
    "tables": N_("Round tables"),
}
"""The headings of lists."""

ADDING: Final = {
    "affiliations": N_("Add an affiliation"),
    "blocks": N_("Add a block"),
    "days": N_("Add a day"),
    "delegations": N_("Add a delegation"),
    "documents": N_("Add a document"),
    "experts": N_("Add an expert"),
    "frameworks": N_("Add a framework"),
    "glossary": N_("Add a word"),
    "groups": N_("Add a group"),
    "items": N_("Add an item"),
    "links": N_("Add a link"),
    "logos": N_("Add a logo"),
    "objectives": N_("Add an expected result"),
    "places": N_("Add a place"),
    "questions": N_("Add a question"),
    "references": N_("Add an entry"),
    "roles": N_("Add a role"),
    "sections": N_("Add a section"),
    "speakers": N_("Add a speaker"),
    "statements": N_("Add a statement"),
    "surveys": N_("Add a survey"),
    "tables": N_("Add a table"),
}
"""What the button under a list says."""

CHOICES: Final = {
    "technique": TECHNIQUE_NAMES,
    "role": ROLE_NAMES,
    "privacy": {
        "named": N_("named: who wrote it stands beside it"),
        "by_table": N_("by table: table and affiliation only"),
        "anonymous": N_("anonymous: no link between people and words"),
    },
    "writing": {
        "one_pen": N_("one pen: one phone writes for its table"),
        "every_phone": N_("every phone may write"),
    },
    "publishes": {
        "counts": N_("how many findings and tables, no words"),
        "report": N_("the words of key findings, findings, comments and initiatives"),
        "report_and_answers": N_("these and the answers, by table"),
    },
    "standing": {
        "adopts": N_("adopts the communiqué"),
        "speaks": N_("speaks on it"),
        "observes": N_("observes"),
    },
}
"""The words of fields that take one of a few."""
