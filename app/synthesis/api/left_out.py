"""Coverage in full over JSON: of a session, and of the whole forum."""

from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.programme.queries import item_of
from app.synthesis.cards.coverage import coverage_data
from app.synthesis.left_out import Everywhere, LeftOut, everywhere, left_out
from app.synthesis.serving import Served
from app.synthesis.spread import Row
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter()


def left_out_data(found: LeftOut) -> dict[str, Any]:
    """What a session leaves out, as programs receive it."""
    return {
        "item": found.item.id,
        "number": found.item.number,
        **coverage_data(found.coverage),
        "matrix": {
            "affiliations": list(found.spread.columns),
            "tables": [
                {
                    "table_number": row.number,
                    "answers": row.all._asdict(),
                    "by_affiliation": _cells(row),
                }
                for row in found.spread.rows
            ],
        },
        "set_aside": [
            {
                "kind": one.kind,
                "id": one.id,
                "text": one.thing.text if one.thing.readable else "",
                "table_number": one.thing.table,
                "by": one.by,
                "reason": one.reason,
            }
            for one in found.aside
        ],
        "single_table": [{"id": one.id, "text": Texts(one.texts), "table_number": one.table} for one in found.single],
        "references": [one for framework in found.frameworks for one in references_data(framework)],
    }


def references_data(served: Served) -> list[dict[str, Any]]:
    """A framework's entries with what became of what was said to them."""
    return [
        {
            "key": one.citation.key,
            "framework": served.framework.key,
            "label": Texts(one.citation.label),
            "title": Texts(one.citation.title),
            "state": one.tally.state,
            "said": one.tally.said,
            "used": one.tally.used,
            "drawn_on": one.tally.state == "drawn_on",
        }
        for one in (*served.unanswered, *served.not_drawn_on, *served.drawn_on)
    ]


def everywhere_data(found: Everywhere) -> dict[str, Any]:
    """The whole forum's coverage, as programs receive it."""
    return {
        "sessions": [left_out_data(one) for one in found.sessions],
        "frameworks": [
            {
                "key": one.framework.key,
                "title": Texts(one.framework.title),
                "references": references_data(one),
                "touched_by_no_session": [
                    {"key": entry.key, "label": Texts(entry.label), "title": Texts(entry.title)} for entry in one.beyond
                ],
            }
            for one in found.frameworks
        ],
        "matrix": {
            "affiliations": list(found.spread.columns),
            "sessions": [
                {"number": row.session, "answers": row.all._asdict(), "by_affiliation": _cells(row)}
                for row in found.spread.rows
            ],
        },
    }


def _cells(row: Row) -> list[dict[str, int]]:
    return [cell._asdict() for cell in row.cells]


@router.get("/items/{item}/coverage")
async def get_coverage(item: str, visit: Visit = Depends(visit)) -> Response:
    """What no key finding draws on yet, by table and by affiliation; what was set aside, by whom and why."""
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> LeftOut:
        return left_out(registry, session, actor, item_of(session, actor.forum, item))

    return visit.json(left_out_data(await visit.site.readers.run(read)))


@router.get("/coverage")
async def get_forum_coverage(visit: Visit = Depends(visit)) -> Response:
    """The coverage of every session that this pass may read, and of all of them together."""
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> Everywhere:
        return everywhere(registry, session, actor)

    return visit.json(everywhere_data(await visit.site.readers.run(read)))
