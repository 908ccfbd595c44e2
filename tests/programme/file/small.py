"""A small forum that uses every part of a programme file, and one way to break each of them.

A break replaces ``old`` by ``new`` once. ``#HERE`` stands on the line where its fault must be told.
"""

from typing import NamedTuple

from app.programme.file import Fault, read

SMALL = """\
name: {en: Small forum, es: Foro pequeño}
title: {en: A small forum for tests, es: Un foro pequeño de prueba}
code: K7Q2M9XD
venue: {en: Lima, es: Lima}
dates: ["2024-03-04", "2024-03-05"]
time_zone: America/Lima
languages: [en, es]
privacy: named
writing: every_phone
retention_days: 90
credit: {en: Paid by a fund, es: Pagado por un fondo}
background: {en: "About this", es: "Sobre esto"}
link: https://video.example.org/room
links:
  - title: {en: Site, es: Sitio}
    url: https://example.org/
logos:
  - name: {en: Ring, es: Anillo}
    file: logos/ring.png
documents:
  - title: {en: Reader, es: Lecturas}
    file: reader.pdf
    language: es
roles:
  - role: organizer
    name: {en: The host, es: El anfitrión}
    delegation: PER
places:
  hall: {name: {en: Hall, es: Sala}, link: "https://video.example.org/hall"}
  annex: {name: {en: Annex, es: Anexo}}
affiliations:
  government: {en: Government, es: Gobierno}
  society: {en: Civil society, es: Sociedad civil}
groups:
  members: {en: Members, es: Miembros}
delegations:
  PER:
    name: {en: Peru, es: Perú}
    groups: [members]
    standing: adopts
    affiliation: government
  COL:
    name: {en: Colombia, es: Colombia}
frameworks:
  pact:
    title: {en: The pact, es: El pacto}
    short: {en: Pact, es: Pacto}
    url: https://example.org/pact
    sections:
      aims: {title: {en: Aims, es: Fines}}
    references:
      - {number: "1", title: {en: Data, es: Datos}, section: aims}
      - {number: "1.2", title: {en: More data, es: Más datos}}
references:
  - pact/1
blocks:
  both: {en: Side by side, es: En paralelo}
days:
  - date: "2024-03-04"
    items:
      - number: R
        title: {en: Registration, es: Registro}
        technique: registration
        starts: "08:30"
        minutes: 30
        place: hall
      - number: 1a
        title: {en: First café, es: Primer café}
        technique: knowledge_cafe
        starts: "09:00"
        minutes: 60
        phases:
          table_work: 30
          report_out: 10
        block: both
        place: hall
        link: https://video.example.org/1a
        references:
          - pact/1
        background: {en: "Before", es: "Antes"}
        documents:
          - {title: {en: Paper, es: Texto}, url: https://example.org/paper}
        questions:
          - {en: "What works?", es: "¿Qué funciona?"}
          - {en: "What does not?", es: "¿Qué no?"}
        tables:
          - number: 1
            question: 2
          - number: 2
        rotation: {rounds: 3, hosts: 2}
        roles:
          - {role: facilitator, affiliations: [government, society]}
      - number: 1b
        title: {en: Second café, es: Segundo café}
        technique: knowledge_cafe
        starts: "09:00"
        minutes: 60
        block: both
        place: annex
        questions:
          - {en: "Who?", es: "¿Quién?"}
        tables: [3, 4]
      - number: P
        title: {en: Together, es: Juntos}
        technique: plenary
        starts: "10:00"
        minutes: 30
        presents:
          - 1a
          - 1b
      - number: D
        title: {en: Dialogue, es: Diálogo}
        technique: dialogue
        starts: "10:30"
        minutes: 40
        tables:
          - number: 1
            name: {en: Ideas, es: Ideas}
            about: 1a
            place: annex
  - date: "2024-03-05"
    items:
      - number: "2"
        title: {en: Panel, es: Panel}
        technique: panel
        starts: "09:00"
        minutes: 45
        experts:
          - name: Ana
            topic: {en: Ports, es: Puertos}
            affiliation: society
            minutes: 3
            questions:
              - {en: "Why?", es: "¿Por qué?"}
      - number: J
        title: {en: Drafting, es: Redacción}
        technique: drafting
        starts: "10:00"
        minutes: 60
        overlaps: true
      - number: C
        title: {en: Closing, es: Cierre}
        technique: remarks
        starts: "10:30"
        minutes: 30
        speakers:
          - {name: Luis, delegation: COL}
surveys:
  results:
    title: {en: Before and after, es: Antes y después}
    before: R
    after: C
    objectives:
      knowing: {en: Knowledge, es: Conocimiento}
    statements:
      - {en: "I know more.", es: "Sé más."}
      - objective: knowing
        text: {en: "I understand more.", es: "Entiendo más."}
    questions:
      - {en: "What surprised you?", es: "¿Qué le sorprendió?"}
glossary:
  - {en: champion, es: campeón}
  - text: {en: smuggling, es: tráfico ilícito}
    note: not trata
"""


class Break(NamedTuple):
    """``shape``: the JSON Schema sees it too."""

    name: str
    code: str
    old: str
    new: str
    shape: bool = False


CAFE = SMALL[SMALL.index("- number: 1b") : SMALL.index("      - number: P")]
CLOSING = SMALL[SMALL.index("overlaps: true") : SMALL.index("        minutes: 30\n        speakers:")]

TERM = SMALL[SMALL.index("  - text: {en: smuggling") :].rstrip()

BREAKS = [
    Break("a term without a word", "missing", TERM, "  - note: not trata  #HERE"),
    Break("a name that is missing", "missing", "name: {en: Small forum, es: Foro pequeño}\n", "", True),
    Break("a code with a letter that is none", "bad_code", "K7Q2M9XD", "K7Q2M9XU  #HERE", True),
    Break("a code that is too short", "bad_code", "K7Q2M9XD", "K7Q2  #HERE", True),
    Break("dates in the wrong order", "ends_before_it_begins", '04", "2024-03-05"]', '09", "2024-03-05"]  #HERE'),
    Break("a day that no calendar has", "bad_date", '- date: "2024-03-05"', '- date: "2024-02-30"  #HERE'),
    Break("a day outside of the forum", "day_outside", '- date: "2024-03-05"', '- date: "2024-03-06"  #HERE'),
    Break("days out of order", "days_out_of_order", '- date: "2024-03-05"', '- date: "2024-03-04"  #HERE'),
    Break("an unknown time zone", "unknown_time_zone", "America/Lima", "America/Limma  #HERE"),
    Break("no languages", "missing", "languages: [en, es]\n", "", True),
    Break("languages that are no list", "not_a_list", "languages: [en, es]", "languages: en  #HERE", True),
    Break("a language that is none", "bad_shape", "languages: [en, es]", "languages: [en, español]  #HERE", True),
    Break("a language twice", "stands_twice", "languages: [en, es]", "languages: [en, es, en]  #HERE"),
    Break("a privacy that does not exist", "not_an_option", "privacy: named", "privacy: secret  #HERE", True),
    Break("retention for ever", "bad_number", "retention_days: 90", "retention_days: forever  #HERE", True),
    Break("a link that runs code", "bad_link", "url: https://example.org/\n", 'url: "javascript:go()"  #HERE\n', True),
    Break("a link without a host", "bad_link", "link: https://video.example.org/1a", "link: https:///1a  #HERE"),
    Break("a file outside of the folder", "bad_shape", "logos/ring.png", "../ring.png  #HERE", True),
    Break(
        "a document that is nowhere",
        "missing",
        "- title: {en: Reader, es: Lecturas}\n    file: reader.pdf",
        "- title: {en: Reader, es: Lecturas}  #HERE",
        True,
    ),
    Break("a role that does not exist", "unknown_role", "role: organizer", "role: chairman  #HERE", True),
    Break("a role of an unknown delegation", "unknown_delegation", "delegation: PER", "delegation: PRU  #HERE"),
    Break("a group that is not declared", "unknown_group", "groups: [members]", "groups: [member]  #HERE"),
    Break("a standing that does not exist", "not_an_option", "standing: adopts", "standing: votes  #HERE", True),
    Break(
        "an affiliation that is not declared", "unknown_affiliation", "affiliation: society", "affiliation: bank  #HERE"
    ),
    Break("a reference's section that is not there", "unknown_section", "section: aims}", "section: ends}  #HERE"),
    Break(
        "two references of one number",
        "number_taken",
        '{number: "1.2", title: {en: More data, es: Más datos}}',
        '{number: "1", title: {en: More data, es: Más datos}}  #HERE',
    ),
    Break(
        "a forum's reference to nothing",
        "unknown_reference",
        "references:\n  - pact/1",
        "references:\n  - pact/7  #HERE",
    ),
    Break("an item's reference to nothing", "unknown_reference", "          - pact/1", "          - pact/8  #HERE"),
    Break("a reference without a framework", "bad_shape", "          - pact/1", "          - 1  #HERE", True),
    Break(
        "an item without a title",
        "missing",
        "- number: P\n        title: {en: Together, es: Juntos}",
        "- number: P  #HERE",
        True,
    ),
    Break("an item's number taken", "number_taken", "- number: 1b", "- number: 1A  #HERE"),
    Break("an item's number that is none", "bad_shape", "- number: 1b", "- number: one and two  #HERE", True),
    Break("an unknown technique", "unknown_technique", "technique: registration", "technique: breakfast  #HERE", True),
    Break("an unknown phase", "unknown_phase", "table_work: 30", "table_wrok: 30  #HERE"),
    Break("minutes for a phase that takes none", "idle_phase", "table_work: 30", "waiting: 5  #HERE"),
    Break(
        "more minutes in phases than in the item",
        "phases_and_minutes",
        "phases:\n          table_work: 30",
        "phases:\n          table_work: 70  #HERE",
    ),
    Break("an item that ends before it begins", "ends_before_it_begins", "minutes: 40", "minutes: -5  #HERE", True),
    Break("an item without time", "ends_before_it_begins", "minutes: 40", "minutes: 0  #HERE", True),
    Break("an item longer than a day", "bad_number", "minutes: 40", "minutes: 1441  #HERE", True),
    Break(
        "a time that no clock shows",
        "bad_time",
        'starts: "10:30"\n        minutes: 40',
        'starts: "25:00"  #HERE\n        minutes: 40',
        True,
    ),
    Break(
        "an item that runs past midnight",
        "past_midnight",
        'starts: "10:30"\n        minutes: 40',
        'starts: "23:30"  #HERE\n        minutes: 40',
    ),
    Break(
        "items out of the clock's order",
        "items_out_of_order",
        'starts: "10:30"\n        minutes: 40',
        'starts: "07:30"  #HERE\n        minutes: 40',
    ),
    Break(
        "an overlap that nobody meant",
        "overlap",
        CLOSING,
        CLOSING.replace("overlaps: true", "overlaps: false").replace('"10:30"', '"10:30"  #HERE'),
    ),
    Break(
        "parallel items that are not of one block",
        "overlap",
        'starts: "09:00"\n        minutes: 60\n        block: both\n        place: annex',
        'starts: "09:00"  #HERE\n        minutes: 60\n        place: annex',
    ),
    Break(
        "a block that does not run together",
        "block_apart",
        'starts: "10:00"\n        minutes: 30\n        presents:',
        'starts: "10:00"\n        minutes: 30\n        block: both  #HERE\n        presents:',
    ),
    Break(
        "a block that is not declared",
        "unknown_block",
        "block: both\n        place: annex",
        "block: bodh  #HERE\n        place: annex",
    ),
    Break(
        "a place that is not declared",
        "unknown_place",
        "place: annex\n        questions",
        "place: attic  #HERE\n        questions",
    ),
    Break("a flag that is neither", "not_a_flag", "overlaps: true", "overlaps: maybe  #HERE", True),
    Break("a table's number taken in the block", "number_taken", "tables: [3, 4]", "tables: [2, 4]  #HERE"),
    Break("a table's number that is none", "bad_number", "tables: [3, 4]", "tables: [three, 4]  #HERE", True),
    Break("a table with a question that is not asked", "unknown_question", "question: 2", "question: 3  #HERE"),
    Break("a table about an unknown item", "unknown_item", "about: 1a", "about: 9z  #HERE"),
    Break(
        "a café without tables",
        "missing",
        CAFE,
        CAFE.replace("1b\n", "1b  #HERE\n").replace("        tables: [3, 4]\n", ""),
    ),
    Break(
        "a café without questions",
        "missing",
        CAFE,
        CAFE.replace("1b\n", "1b  #HERE\n").replace(
            '        questions:\n          - {en: "Who?", es: "¿Quién?"}\n', ""
        ),
    ),
    Break("a plenary that presents an unknown item", "unknown_item", "          - 1b\n", "          - 1c  #HERE\n"),
    Break("a plenary that presents itself", "presents_itself", "          - 1b\n", "          - P  #HERE\n"),
    Break("a plenary that presents what comes later", "presents_later", "          - 1b\n", "          - J  #HERE\n"),
    Break("tables where nobody sits", "not_here", "        speakers:", "        tables: [9]  #HERE\n        speakers:"),
    Break(
        "a rotation where nobody changes tables",
        "not_here",
        "        speakers:",
        "        rotation: 3  #HERE\n        speakers:",
    ),
    Break("a rotation of one round", "bad_number", "rounds: 3, hosts: 2}", "rounds: 1, hosts: 2}  #HERE"),
    Break("a survey after an unknown item", "unknown_item", "    after: C", "    after: Z  #HERE"),
    Break(
        "a survey without statements",
        "wrong_length",
        'statements:\n      - {en: "I know more.", es: "Sé más."}\n      - objective: knowing\n'
        '        text: {en: "I understand more.", es: "Entiendo más."}',
        "statements: []  #HERE",
        True,
    ),
    Break(
        "a statement of an unknown objective", "unknown_objective", "- objective: knowing", "- objective: doing  #HERE"
    ),
    Break(
        "a statement without its text",
        "missing",
        '- objective: knowing\n        text: {en: "I understand more.", es: "Entiendo más."}',
        "- objective: knowing  #HERE",
        True,
    ),
    Break(
        "a survey from a day that no calendar has",
        "bad_date",
        "    before: R",
        '    before: R\n    before_from: "2024-02-30"  #HERE',
    ),
    Break("a field that does not exist", "unknown_field", "writing: every_phone", "writting: every_phone  #HERE", True),
    Break("a key twice", "stands_twice", "writing: every_phone", "privacy: anonymous  #HERE"),
    Break(
        "a text in a language of another forum",
        "unknown_language",
        "{en: Dialogue, es: Diálogo}",
        "{en: Dialogue, sp: Diálogo}  #HERE",
    ),
    Break(
        "a text without the first language", "language_missing", "{en: Dialogue, es: Diálogo}", "{es: Diálogo}  #HERE"
    ),
    Break("a text that is a list", "not_a_text", "{en: Dialogue, es: Diálogo}", "[Dialogue]  #HERE", True),
    Break("a text with nothing in it", "empty", "{en: Dialogue, es: Diálogo}", '"  "  #HERE'),
    Break("a text that is too long", "too_long", "{en: Dialogue, es: Diálogo}", f"{'x' * 401}  #HERE", True),
    Break("a control character", "bad_character", "{en: Dialogue, es: Diálogo}", '"Dia\\x07logue"  #HERE'),
    Break("a direction override", "bad_character", "{en: Dialogue, es: Diálogo}", '"Dia\u202elogue"  #HERE'),
    Break("a raw control character", "bad_character", "{en: Dialogue, es: Diálogo}", '"Dia\x07logue"  #HERE'),
    Break("NUL", "bad_character", "{en: Dialogue, es: Diálogo}", '"Dia\x00logue"  #HERE'),
    Break("a map where a value belongs", "not_a_value", "number: D\n", "number: {a: b}  #HERE\n", True),
    Break(
        "a value where a map belongs",
        "not_a_map",
        "  COL:\n    name: {en: Colombia, es: Colombia}",
        "  COL: Colombia  #HERE",
        True,
    ),
    Break("an entry with nothing in it", "empty", '          - {en: "Who?", es: "¿Quién?"}', "          -  #HERE"),
    Break("a quotation mark that stays open", "not_yaml", "title: {en: Panel, es: Panel}", 'title: "Panel  #HERE'),
    Break("a bracket that stays open", "not_yaml", "title: {en: Panel, es: Panel}", "title: {en: Panel  #HERE"),
    Break("a colon too many", "not_yaml", "title: {en: Panel, es: Panel}", "title: Panel: ports  #HERE"),
    Break("a tab for indentation", "not_yaml", "        title: {en: Panel, es: Panel}", "\ttitle: Panel  #HERE"),
    Break("an alias for nothing", "unknown_alias", "{en: Panel, es: Panel}", "*panel  #HERE"),
    Break("an alias for what it is in", "circle", "statements:\n", "statements: &here\n      - *here  #HERE\n"),
    Break("a tag of a programming language", "tag", "{en: Panel, es: Panel}", "!!python/name:os.system x  #HERE"),
    Break("a second document", "several_documents", "surveys:\n", "---  #HERE\nsurveys:\n"),
]


def broken(*breaks: Break) -> str:
    """The small forum with these breaks, one after the other."""
    text = SMALL
    for brk in breaks:
        assert brk.old in text, f"{brk.name}: nothing to break"
        text = text.replace(brk.old, brk.new, 1)
    return text


def here(text: str) -> list[int]:
    """The lines, from 1, that carry the mark."""
    return [number for number, line in enumerate(text.split("\n"), 1) if "#HERE" in line]


def faults(text: str | bytes) -> list[Fault]:
    """What is wrong with *text*; it must not be a programme."""
    found = read(text)
    assert isinstance(found, list), "it was read without a fault"
    return found
