"""A panel and a presentation in the small forum, beside its cafés and their plenary."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from app.kernel.ids import new_id
from app.programme.models import Item
from app.wiring import registered
from tests.forums import START, SmallForum

REGISTRY = registered()[0]

EXPERTS: list[dict[str, Any]] = [
    {
        "name": {"en": "Marisol Quintero"},
        "function": {"en": "Director of Assistance", "es": "Directora de Asistencia"},
        "topic": {"en": "Noticing early"},
        "minutes": 3,
        "questions": [{"en": "What happens within the next hour?", "es": "¿Qué ocurre en la hora siguiente?"}],
    },
    {"topic": {"en": "Finding the missing", "es": "Encontrar a quienes faltan"}, "minutes": 4, "questions": []},
    {"name": {"en": "Rosa Ibarra"}, "topic": {"en": "Consulates"}, "minutes": None, "questions": []},
    {"name": {"en": "Tomás Rey"}, "topic": {"en": "Services"}, "minutes": 3, "questions": []},
]


def add_podium(forum: SmallForum) -> None:
    """Items "1", a panel of four experts, and "5", a presentation; as a programme file would make them."""
    with Session(forum.engines.writer) as session:
        for number, technique in (("1", "panel"), ("5", "presentation")):
            item = Item(
                id=new_id(),
                forum=forum.id,
                number=number,
                title={"en": f"Item {number}", "es": f"Punto {number}"},
                technique=technique,
                starts=START + timedelta(hours=3),
                minutes=60,
                day=date(2023, 9, 27),
                position=10 + int(number),
                minutes_by_phase={},
                background={},
                references=[],
                presents=[],
                details={"experts": EXPERTS if technique == "panel" else []},
                phase_since=START,
                clock_at=START,
            )
            session.add(item)
            forum.items[number] = item.id
        session.commit()
