"""What a programme file may hold: every field with its kind and a sentence about it.

This one table makes the reader, the published JSON Schema and the writer.
"""

from typing import Final

from app.kernel.language import N_
from app.kernel.roles import ROLES
from app.programme import phases
from app.programme.file import parts
from app.programme.file.kinds import Line, Text
from app.programme.file.shapes import Keyed, Listing, Named, Record
from app.programme.file.values import (
    Address,
    Choice,
    Day,
    Flag,
    JoinCode,
    Minutes,
    Shaped,
    TimeOfDay,
    TimeZone,
    Whole,
)

KEY: Final = Shaped(
    "[A-Za-z][A-Za-z0-9_-]{0,31}",
    N_("`%(found)s` is not a short name: up to 32 letters, digits, dashes and underscores, a letter first."),
)
NUMBER: Final = Shaped(
    "[0-9A-Za-z][0-9A-Za-z.-]{0,7}",
    N_("`%(found)s` is not an item's number: up to 8 letters and digits, as 2a."),
)
_ENTRY: Final = "[0-9A-Za-z][0-9A-Za-z.-]{0,15}"
ENTRY: Final = Shaped(
    _ENTRY, N_("`%(found)s` is not a reference's number: up to 16 letters, digits and full stops, as 7 or 1.3.")
)
POINTER: Final = Shaped(
    f"[A-Za-z][A-Za-z0-9_-]{{0,31}}/{_ENTRY}",
    N_("`%(found)s` is not a reference. Write the framework, a slash and the number, as gcm/7."),
)
LANGUAGE: Final = Shaped(
    "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    N_("`%(found)s` is not the tag of a language. Write it as en or es."),
)
FILE: Final = Shaped(
    r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./ -]{0,118}\.(pdf|png|jpg|jpeg|svg|webp)",
    N_("`%(found)s` is not a file beside this one: a PDF or a picture, without `..` and without a leading slash."),
)
PICTURE: Final = Shaped(
    r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./ -]{0,118}\.(png|jpg|jpeg)",
    N_("`%(found)s` is not a picture beside this file: PNG or JPEG, without `..` and without a leading slash."),
)

TITLE: Final = Text(200)
LONG_TITLE: Final = Text(400)
WORDS: Final = Text(600)
PROSE: Final = Text(6_000, lines=True)
QUESTIONS: Final = Listing(WORDS, each="question", high=12)
POINTERS: Final = Listing(POINTER, each="reference")
LINK: Final = Named(Address(), "The video link for who is there from afar")

DOCUMENT: Final = Record(
    parts.Document,
    {
        "title": Named(LONG_TITLE, required=True),
        "url": Named(Address()),
        "file": Named(FILE, "A file beside the programme file"),
        "language": Named(LANGUAGE, "If it has one language only"),
    },
    either=("url", "file"),
    about="Something to read before or during an item.",
)
DOCUMENTS: Final = Named(Listing(DOCUMENT, each="document", high=40))

LOGO: Final = Record(
    parts.Logo,
    {
        "name": Named(TITLE, "The organisation's name, for who cannot see the picture", required=True),
        "file": Named(PICTURE, "A picture beside the programme file", required=True),
    },
    about="Stands on the communiqué, on the report and on the programme.",
)

ROLE: Final = Record(
    parts.Role,
    {
        "role": Named(Choice([role for role in ROLES if role != "participant"], "unknown_role"), required=True),
        "name": Named(TITLE, "The person or body; left out while nobody is named"),
        "affiliations": Named(Listing(KEY, high=12), "The affiliations it comes from, if not named"),
        "delegation": Named(KEY),
        "task": Named(TITLE, "What for, where the role alone does not say"),
    },
    about="Who holds a role.",
)

_SPEAKER: Final = {
    "name": Named(TITLE, "The person, with the form of address"),
    "function": Named(LONG_TITLE),
    "topic": Named(LONG_TITLE, "The aspect of the topic that this person presents"),
    "affiliation": Named(KEY),
    "delegation": Named(KEY),
    "minutes": Named(Whole(1, 120), "How long the talk is"),
    "questions": Named(QUESTIONS, "Guiding questions for this person"),
}
SPEAKER: Final = Record(parts.Speaker, _SPEAKER, about="Who speaks, or an expert of a panel.")

TABLE: Final = Record(
    parts.Table,
    {
        "number": Named(Whole(1, 999), "Unique within the item's block", required=True),
        "name": Named(TITLE),
        "question": Named(Whole(1, 12), "Which of the guiding questions, from 1; in turn if left out"),
        "about": Named(NUMBER, "The number of the session whose topic it continues"),
        "place": Named(KEY),
        "link": LINK,
    },
    short="number",
    about="A round table; a bare number is enough.",
)

ROTATION: Final = Record(
    parts.Rotation,
    {
        "rounds": Named(Whole(2, phases.MOST_ROUNDS), "They share the minutes of table work", required=True),
        "hosts": Named(Whole(0, phases.MOST_HOSTS), "How many stay at each table; one if left out"),
    },
    short="rounds",
    about="A world café: people move to another table in every round; a bare number says how many rounds.",
)

ITEM: Final = Record(
    parts.Item,
    {
        "number": Named(NUMBER, "As people call it: 2a", required=True),
        "title": Named(LONG_TITLE, required=True),
        "technique": Named(Choice(tuple(phases.TECHNIQUES), "unknown_technique"), required=True),
        "starts": Named(TimeOfDay(), "On the forum's clock", required=True),
        "minutes": Named(Minutes(), required=True),
        "phases": Named(
            Keyed(Whole(0, 24 * 60), KEY, each="phase", high=20),
            "Planned minutes by phase; phases left out share what remains",
        ),
        "block": Named(KEY, "Items of one block run in parallel"),
        "overlaps": Named(Flag(), "It overlaps an item that is not of its block on purpose"),
        "place": Named(KEY),
        "link": LINK,
        "references": Named(POINTERS),
        "background": Named(PROSE, "To read beforehand"),
        "documents": DOCUMENTS,
        "questions": Named(QUESTIONS, "Guiding questions"),
        "tables": Named(Listing(TABLE, each="table", named="number")),
        "experts": Named(Listing(SPEAKER, each="expert", high=20), "Of a panel"),
        "speakers": Named(Listing(SPEAKER, each="speaker", high=40)),
        "roles": Named(Listing(ROLE, each="role", high=40)),
        "presents": Named(Listing(NUMBER, high=20), "Numbers of the items whose results are presented here"),
        "rotation": Named(ROTATION, "People change tables during table work"),
    },
    about="One row of the programme.",
)

DAY: Final = Record(
    parts.Day,
    {
        "date": Named(Day(), required=True),
        "title": Named(TITLE),
        "link": LINK,
        "items": Named(Listing(ITEM, each="item", named="number", low=1, high=100), required=True),
    },
    about="A day of the programme, its items in the order of the clock.",
)

FRAMEWORK: Final = Record(
    parts.Framework,
    {
        "title": Named(LONG_TITLE, required=True),
        "short": Named(Text(40), "How it is cited: GCM"),
        "url": Named(Address()),
        "about": Named(PROSE),
        "sections": Named(
            Keyed(Record(parts.Section, {"title": Named(LONG_TITLE, required=True)}), KEY, each="section", high=40)
        ),
        "references": Named(
            Listing(
                Record(
                    parts.Reference,
                    {
                        "number": Named(ENTRY, required=True),
                        "title": Named(LONG_TITLE, required=True),
                        "section": Named(KEY),
                    },
                ),
                each="reference",
                named="number",
                high=400,
            )
        ),
    },
    about="What items and findings refer to: a compact, a plan, a declaration.",
)

STATEMENT: Final = Record(
    parts.Statement,
    {"text": Named(WORDS, required=True), "objective": Named(KEY, "Which of the survey's objectives it measures")},
    short="text",
    about="What one agrees with or not; its text alone is enough.",
)

SURVEY: Final = Record(
    parts.Survey,
    {
        "title": Named(TITLE, required=True),
        "introduction": Named(PROSE),
        "objectives": Named(Keyed(TITLE, KEY, each="objective", high=12), "The expected results that it measures"),
        "statements": Named(
            Listing(STATEMENT, each="statement", low=1, high=40), "On a five-point scale", required=True
        ),
        "questions": Named(QUESTIONS, "Answered in words, the second time"),
        "before": Named(NUMBER, "The item with which it is asked first"),
        "after": Named(NUMBER, "The item with which it is asked again"),
        "before_from": Named(Day(), "The day from which it is asked first, whatever is on"),
        "after_from": Named(Day(), "The day from which it is asked again"),
    },
    about="The same statements before and after.",
)

TERM: Final = Record(
    parts.Term,
    {"text": Named(TITLE, required=True), "note": Named(Line(300), "How it is used, and what it is not")},
    short="text",
    about="A word in each language; the word alone is enough.",
)

PROGRAMME: Final = Record(
    parts.Programme,
    {
        "name": Named(TITLE, "The short name, as on phones", required=True),
        "title": Named(LONG_TITLE, "The whole title, as on the report", required=True),
        "code": Named(JoinCode(), "The join code; drawn if left out"),
        "venue": Named(TITLE, "City and country"),
        "dates": Named(Listing(Day(), low=1, high=2), "The first and the last day; those of the programme if left out"),
        "time_zone": Named(TimeZone(), required=True),
        "languages": Named(Listing(LANGUAGE, low=1, high=12), "The authoritative one first", required=True),
        "privacy": Named(Choice(("named", "by_table", "anonymous"))),
        "writing": Named(Choice(("one_pen", "every_phone"))),
        "publishes": Named(
            Choice(("counts", "report", "report_and_answers")), "Whose words the world reads behind the adopted text"
        ),
        "retention_days": Named(Whole(1, 3_650), "Days after the last one until all words are purged"),
        "credit": Named(WORDS, "Who paid for it, on every report"),
        "background": Named(PROSE),
        "link": LINK,
        "links": Named(
            Listing(
                Record(parts.Link, {"title": Named(TITLE, required=True), "url": Named(Address(), required=True)}),
                each="link",
                high=40,
            )
        ),
        "logos": Named(Listing(LOGO, each="logo", high=12)),
        "documents": DOCUMENTS,
        "roles": Named(Listing(ROLE, each="role", high=40), "Roles for the whole forum"),
        "places": Named(
            Keyed(Record(parts.Place, {"name": Named(TITLE, required=True), "link": LINK}), KEY, each="place")
        ),
        "affiliations": Named(Keyed(Text(80), KEY, each="affiliation", high=40)),
        "groups": Named(Keyed(TITLE, KEY, each="group", high=40), "Sets of delegations"),
        "delegations": Named(
            Keyed(
                Record(
                    parts.Delegation,
                    {
                        "name": Named(TITLE, required=True),
                        "groups": Named(Listing(KEY, high=40)),
                        "standing": Named(Choice(("adopts", "speaks", "observes")), "Its part in the communiqué"),
                        "affiliation": Named(KEY),
                    },
                ),
                KEY,
                each="delegation",
                high=400,
            )
        ),
        "frameworks": Named(Keyed(FRAMEWORK, KEY, each="framework", high=40)),
        "references": Named(POINTERS, "What the forum as a whole contributes to"),
        "blocks": Named(Keyed(TITLE, KEY, each="block"), "Titles of blocks of parallel items"),
        "days": Named(Listing(DAY, each="day", named="date", low=1, high=31), required=True),
        "surveys": Named(Keyed(SURVEY, KEY, each="survey", high=20)),
        "glossary": Named(Listing(TERM, each="term", high=1_000), "What interpreters and translators agree on"),
    },
    about="A forum from registration to adopted communiqué.",
)

# Used by the reader before anything else: which language a plain string is in depends on it.
LANGUAGES: Final = PROGRAMME.fields["languages"].kind
