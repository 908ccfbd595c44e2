"""A report with everything in it: two cafés of three tables, a panel, dissents, comments, translations, notes."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, time

from app.report.adopted.model import AdoptedText, Correction, Draft, Paragraph, Reservation
from app.report.adopted.rows import paragraph_rows
from app.report.floor.model import Floor, FloorQuestion, Slides, Talk
from app.report.floor.rows import question_rows, slides_rows, talk_rows
from app.report.initiatives import PARTS, Initiative, Partner
from app.report.model import (
    Comment,
    Coverage,
    Day,
    Dissent,
    Drawn,
    Finding,
    ForumReport,
    ItemReport,
    KeyFinding,
    Logo,
    Participation,
    ProgrammeRow,
    Question,
    Reference,
    SetAside,
    Share,
    Source,
    SpeakingNote,
    Table,
    Translation,
    Words,
)
from app.report.rows import (
    AnswerRow,
    CommentRow,
    Data,
    DissentRow,
    FindingRow,
    InitiativeRow,
    KeyFindingRow,
    NoteRow,
    PartnerRow,
    SourceRow,
)

MADE_AT = datetime(2023, 9, 28, 17, 5, tzinfo=UTC)
WRITTEN_AT = datetime(2023, 9, 27, 19, 30, tzinfo=UTC)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

AFFILIATIONS = {
    "government": {"en": "Government", "es": "Gobierno"},
    "agency": {"en": "Observer agency", "es": "Organismo observador"},
    "civil_society": {"en": "Civil society", "es": "Sociedad civil"},
}


def both(english: str, spanish: str) -> dict[str, str]:
    return {"en": english, "es": spanish}


PRACTICE = Finding(
    "f1",
    1,
    "practice",
    Words(
        "Joint first-interview desks of migration officers and prosecutors identify victims on the day of arrival, "
        "when they are open at night.",
        "en",
        (
            Translation(
                "es",
                "Las ventanillas conjuntas de migración y fiscalía identifican a las víctimas el mismo día de su "
                "llegada, si atienden también de noche.",
                "Lucía Prado",
            ),
        ),
    ),
    1,
    True,
    4,
    (),
    (
        Comment(
            "c1", "adds", Words("It needs an interpreter on call, otherwise the desk waits.", "en"), 2, "", "agency"
        ),
        Comment("c2", "supports", Words("Funciona igual en el sur, desde 2021.", "es"), 3, "Luis", "government"),
    ),
    (Reference("GCM 10", both("Prevent, combat and eradicate trafficking", "Prevenir la trata")),),
)
CONTESTED = Finding(
    "f2",
    2,
    "recommendation",
    Words("Shared watch lists need a court's order and a date of deletion.", "en"),
    2,
    False,
    3,
    (
        Dissent(
            Words("A court's order takes eleven days; the network is gone by then.", "en"), "Ana Vega", "government"
        ),
    ),
    (
        Comment(
            "c3",
            "disagrees",
            Words("Without the list we would not have found the warehouse.", "en"),
            1,
            "",
            "government",
        ),
        Comment("c4", "questions", Words("¿Quién paga a los intérpretes?", "es"), 3, "", "civil_society"),
    ),
)
CHALLENGE = Finding(
    "f3",
    3,
    "challenge",
    Words("La mayoría de los casos se reconoce recién en la segunda entrevista, en la lengua materna.", "es"),
    3,
    True,
    5,
    (Dissent(Words("En mi puesto se reconocen en la primera.", "es"), "Rosa", "civil_society"),),
)
LESSON = Finding(
    "f4", 4, "lesson", Words("A permit that starts at the border saves a year of waiting.", "en"), 1, True, 6
)
PLAIN = Finding("f5", 3, "plain", Words("Mobile units reach the crossings that no office covers.", "en"), 3, False, 2)

KEY_SHARED = KeyFinding(
    "k1",
    "shared",
    Words(
        "Joint first-interview desks, staffed day and night, find victims without delaying protection.",
        "en",
        (
            Translation(
                "es",
                "Las ventanillas conjuntas, de día y de noche, identifican a las víctimas sin retrasar su protección.",
            ),
        ),
    ),
    (1, 3),
    (
        Source("finding", "f1", 1, "practice", PRACTICE.words),
        Source("finding", "f3", 3, "challenge", CHALLENGE.words),
        Source("comment", "c1", 2, "adds", PRACTICE.comments[0].words),
        Source("note", "n1", None, "", Words("SECRET NOTE of the rapporteur", "en")),
    ),
)
KEY_CONTESTED = KeyFinding(
    "k2",
    "contested",
    Words("Data sharing across borders needs judicial control and an end date.", "en"),
    (2,),
    (Source("finding", "f2", 2, "recommendation", CONTESTED.words),),
)
KEY_SINGLE = KeyFinding(
    "k3",
    "single-table",
    Words("Los permisos que empiezan en la frontera ahorran un año de espera.", "es"),
    (4,),
    (
        Source("finding", "f4", 4, "lesson", LESSON.words),
        Source("answer", "a3", 4, "", Words("Answer drawn on.", "en")),
    ),
)
KEY_OPEN = KeyFinding("k4", "open", Words("Who pays for the night shifts?", "en"), (1,), ())
KEY_HIDDEN = KeyFinding("k5", "open", Words("A draft that nobody has been shown.", "en"), (), (), shown=False)

CAFE_A = ItemReport(
    "item-2a",
    "2a",
    both(
        "Smuggling of migrants, trafficking in persons and border management",
        "Tráfico ilícito de migrantes, trata de personas y gestión de fronteras",
    ),
    "knowledge_cafe",
    date(2023, 9, 27),
    time(14, 0),
    120,
    "Salón Chagres",
    (("Facilitator", "Marta Ruiz"), ("Rapporteur", "Rosa Díaz")),
    (
        Reference(
            "GCM 9",
            both(
                "Strengthen the transnational response to smuggling of migrants",
                "Reforzar la respuesta transnacional al tráfico ilícito de migrantes",
            ),
        ),
        Reference("GCM 11", {"en": "Manage borders in an integrated, secure and coordinated manner"}),
    ),
    both(
        "Crossings have tripled in two years. Border posts work alone, and at night they are closed.\n\nThe café asks "
        "what has worked.",
        "Los cruces se han triplicado en dos años. Los puestos trabajan solos y de noche están cerrados.",
    ),
    (
        Question(1, both("Which practices worked to identify victims at borders?", "¿Qué prácticas sirvieron?")),
        Question(2, both("What must States share, and under whose control?", "¿Qué deben compartir los Estados?")),
        Question(3, {"en": "Who is not reached today, and by whom could they be?"}),
    ),
    (
        Table(1, 8, question=1, affiliations=(Share("government", 5), Share("agency", 3))),
        Table(2, 7, question=2, affiliations=(Share("government", 4), Share("agency", 1), Share("civil_society", 2))),
        Table(3, 6, question=3, affiliations=(Share("government", 5), Share("civil_society", 1))),
    ),
    (KEY_SHARED, KEY_CONTESTED, KEY_OPEN, KEY_HIDDEN),
    (PRACTICE, CONTESTED, CHALLENGE, PLAIN),
    (
        SetAside("finding", "f5", "Belongs to the dialogue on cooperation.", 3, PLAIN.words),
        SetAside("note", "n2", "", None, Words("SECRET NOTE set aside", "en")),
    ),
    Coverage(
        3,
        4,
        1,
        (Drawn(1, 1, 1), Drawn(1, 1, 2), Drawn(1, 2, 3)),
        (Drawn(8, 10, affiliation="government", people=14), Drawn(0, 1, affiliation="civil_society", people=2)),
    ),
    Words("The café found one practice that all tables share.\n\nIt left one question open.", "en"),
    SpeakingNote(
        Words("Chair, three tables worked for thirty-five minutes. They found this.", "en"),
        190,
    ),
)
CAFE_B = ItemReport(
    "item-2b",
    "2b",
    both(
        "Regular pathways for the admission and stay of migrants",
        "Vías regulares para la admisión y estadía de migrantes",
    ),
    "knowledge_cafe",
    date(2023, 9, 27),
    time(14, 0),
    120,
    "Salón Barú",
    tables=(
        Table(4, 6, question=1, affiliations=(Share("government", 6),)),
        Table(11, 5, both("Labour pathways", "Vías laborales"), 1),
    ),
    questions=(Question(1, both("Which pathways shortened the wait?", "¿Qué vías acortaron la espera?")),),
    key_findings=(KEY_SINGLE,),
    findings=(LESSON,),
)
PANEL = ItemReport(
    "item-1",
    "1",
    both("Protection of migrants in vulnerable situations", "Protección de migrantes"),
    "panel",
    date(2023, 9, 27),
    time(11, 0),
    105,
)

DATA = Data(
    answers=(
        AnswerRow(
            "a1", "2a", 1, 1, "Joint desks, open at night", "en", 1, False, WRITTEN_AT, 4, "Ana", "government", "CR"
        ),
        AnswerRow("a2", "2a", 2, 2, '=HYPERLINK("http://x")', "es", 2, True, WRITTEN_AT, 0, "Luis", "agency", "PA"),
        AnswerRow("a3", "2b", 4, 1, "Ñandú, café, 漢字", "es", 1, False, WRITTEN_AT, 0, "", "government"),
    ),
    findings=(
        FindingRow(
            "f1",
            "2a",
            1,
            1,
            "practice",
            PRACTICE.words.text,
            "en",
            1,
            True,
            True,
            WRITTEN_AT,
            0,
            {"es": PRACTICE.words.translations[0].text},
        ),
        FindingRow("f9", "2a", 1, 1, "plain", "Never reported.", "en", 1, False, False, WRITTEN_AT),
    ),
    dissents=(DissentRow("d1", "f1", "2a", 1, "+I do not agree", "en", WRITTEN_AT, "Ana", "government"),),
    comments=(
        CommentRow("c1", "f1", "2a", 2, "adds", "It needs an interpreter", "en", False, WRITTEN_AT, "Luis", "agency"),
        CommentRow("c9", "f9", "2a", 2, "adds", "On what was not reported", "en", False, WRITTEN_AT),
    ),
    key_findings=(
        KeyFindingRow("k1", "2a", 1, "shared", KEY_SHARED.words.text, "en", 3, True, WRITTEN_AT),
        KeyFindingRow("k5", "2a", 4, "open", KEY_HIDDEN.words.text, "en", 1, False, WRITTEN_AT),
    ),
    notes=(NoteRow("n1", "2a", "report_out", "SECRET NOTE of the rapporteur", "Chair", WRITTEN_AT),),
    sources=(
        SourceRow("finding", "f1", "answer", "a1"),
        SourceRow("key-finding", "k1", "finding", "f1"),
        SourceRow("key-finding", "k1", "note", "n1"),
        SourceRow("key-finding", "k5", "finding", "f9"),
    ),
)

REPORT = ForumReport(
    id="forum-1",
    name=both("First Regional Forum of Champion Countries", "Primer Foro Regional de Países Campeones"),
    title=both(
        "First Regional Forum of Champion Countries in the Americas: Good Practices for the Implementation of the "
        "Global Compact for Migration",
        "Primer Foro Regional de Países Campeones en las Américas: buenas prácticas para la implementación del Pacto "
        "Mundial para la Migración",
    ),
    first_day=date(2023, 9, 27),
    last_day=date(2023, 9, 28),
    place=both("Panama City, Republic of Panama", "Ciudad de Panamá, República de Panamá"),
    languages=("es", "en"),
    privacy="by_table",
    made_at=MADE_AT,
    participation=Participation(
        41,
        6,
        124,
        17,
        31,
        9,
        (Share("government", 29), Share("agency", 8), Share("civil_society", 4)),
        (both("Costa Rica", "Costa Rica"), both("Mexico", "México"), both("Panama", "Panamá")),
    ),
    credit={"en": "This project is funded in part by Immigration, Refugees and Citizenship Canada."},
    logos=(Logo("Regional Conference on Migration", PIXEL, "image/png"),),
    affiliations=AFFILIATIONS,
    programme=(
        Day(
            date(2023, 9, 27),
            (
                ProgrammeRow("0", both("Registration", "Inscripción"), "registration", time(8, 30), 30),
                ProgrammeRow("1", PANEL.title, "panel", time(11), 105, "Salón Chagres"),
                ProgrammeRow("2a", CAFE_A.title, "knowledge_cafe", time(14), 120, "Salón Chagres", "2"),
                ProgrammeRow("2b", CAFE_B.title, "knowledge_cafe", time(14), 120, "Salón Barú", "2"),
            ),
        ),
        Day(
            date(2023, 9, 28),
            (ProgrammeRow("5", both("Joint communiqué", "Comunicado conjunto"), "drafting", time(15, 30), 60),),
        ),
    ),
    items=(PANEL, CAFE_A, CAFE_B),
    data=DATA,
)


def written_everywhere(text: str) -> ForumReport:
    """A small report in which everything that anybody can write is *text*."""
    words = Words(text, "es", (Translation("en", text, text),))
    finding = Finding(
        "f1", 1, "practice", words, 1, True, 1, (Dissent(words, text, "x"),), (Comment("c1", "adds", words, 2, text),)
    )
    item = ItemReport(
        "i1",
        text,
        {"en": text, "es": text},
        "knowledge_cafe",
        date(2023, 9, 27),
        time(14),
        120,
        text,
        ((text, text),),
        (Reference(text, {"en": text}),),
        {"en": text},
        (Question(1, {"en": text}),),
        (Table(1, 5, {"en": text}, 1, (Share("x", 5),)), Table(2, 3)),
        (KeyFinding("k1", "shared", words, (1, 2), (Source("finding", "f1", 1, "practice", words),)),),
        (finding,),
        (SetAside("comment", "c1", text, 2, words),),
        Coverage(1, 1, 0, (Drawn(1, 1, 1),)),
        words,
        SpeakingNote(words, 60),
        (
            Initiative(
                "n1",
                1,
                words,
                tuple((name, words) for name in PARTS),
                date(2024, 1, 31),
                (Reference(text, {"en": text}),),
                {"en": text},
                (Partner({"en": text}, "confirmed", True), Partner({"en": text}, "exploring", False)),
            ),
        ),
    )
    item = replace(item, floor=_floor(text, words))
    row = ProgrammeRow(text, {"en": text}, text, time(23, 30), 60, text)
    data = Data(
        (AnswerRow("a1", "2a", 1, 1, text, "es", 1, False, WRITTEN_AT, 1, text, text, text, {"en": text}),),
        notes=(NoteRow("n1", "2a", "briefing", text, text, WRITTEN_AT),),
        initiatives=(
            InitiativeRow(
                "i1", "D1", 1, date(2024, 1, 31), text, text, text, text, text, text, text, "es", 1, True, WRITTEN_AT
            ),
        ),
        partners=(PartnerRow("i1", "D1", text, "confirmed", "delegation"),),
        talks=talk_rows([(text, item.floor)]),
        slides=slides_rows([(text, item.floor)]),
        floor_questions=question_rows([(text, item.floor)]),
        paragraphs=paragraph_rows((_adopted(text),)),
    )
    return ForumReport(
        id="f",
        name={"en": text},
        title={"en": text, "es": text},
        first_day=date(2023, 12, 31),
        last_day=date(2024, 1, 1),
        place={"en": text},
        languages=("en", "es"),
        privacy="named",
        made_at=MADE_AT,
        participation=Participation(5, 2, 1, 1, 1, 1, (Share("x", 5),), ({"en": text},)),
        credit={"en": text},
        logos=(Logo(text, PIXEL, "image/png"),),
        affiliations={"x": {"en": text}},
        programme=(Day(date(2023, 12, 31), (row,)),),
        items=(item,),
        data=data,
        texts=(_adopted(text),),
        drafts=(Draft(text, {"open": 2, "agreed": 1}, 3),),
    )


def _floor(text: str, words: Words) -> Floor:
    return Floor(
        (Talk("t1", {"en": text}, {"en": text}, {"en": text}), Talk("t2", {}, held=False)),
        (Slides("s1", text, 12), Slides("s2", text, 0, text)),
        (FloorQuestion("q1", words, True, 5, (words,), text, "x", True, WRITTEN_AT),),
    )


def _adopted(text: str) -> AdoptedText:
    return AdoptedText(
        "f",
        text,
        "with_reservations",
        MADE_AT,
        date(2023, 9, 28),
        "0" * 64,
        ("en", "es"),
        (("en", text), ("es", text)),
        (("en", text),),
        (("en", text),),
        (
            Paragraph("p1", "preamble", 0, "en", text, (("es", text),)),
            Paragraph("p2", "operative", 1, "en", text),
            Paragraph("p3", "operative", 2, "es", text, (("en", text),)),
        ),
        (Reservation(text, 2), Reservation(text)),
        corrections=(Correction(1, "p2", "en", text, text, text, date(2023, 10, 2)),),
    )


ADOPTED = AdoptedText(
    "forum-1",
    "J",
    "with_reservations",
    MADE_AT,
    date(2023, 9, 28),
    "3f" * 32,
    ("en", "es"),
    tuple((tag, REPORT.title[tag]) for tag in ("en", "es")),
    (("en", "Panama City, Republic of Panama"), ("es", "Ciudad de Panamá, República de Panamá")),
    tuple(REPORT.credit.items()),
    (
        Paragraph(
            "p1",
            "preamble",
            0,
            "en",
            "Recalling the Global Compact for Safe, Orderly and Regular Migration,",
            (("es", "Recordando el Pacto Mundial para la Migración Segura, Ordenada y Regular,"),),
        ),
        Paragraph(
            "p2",
            "operative",
            1,
            "en",
            "Agree to keep joint first-interview desks open at night, with interpreters on call;",
            (("es", "Acuerdan mantener abiertas de noche ventanillas conjuntas, con intérpretes de guardia;"),),
        ),
        Paragraph("p3", "operative", 2, "en", "Invite each delegation to name a contact point by 31 March 2024."),
    ),
    (Reservation("Subject to the law on the national budget.", 1),),
    REPORT.logos,
    (
        Correction(
            1, "p3", "en", "", "Invite each delegation to name two contact points.", "A slip.", date(2023, 10, 2)
        ),
    ),
)
