"""The graph of sources: everything that was written and every link from a made thing to what it was made from."""

from collections.abc import Iterator
from typing import Any, Final

import orjson

from app.report.characters import encodable
from app.report.evidence.model import Evidence
from app.report.model import ForumReport

FORMAT: Final = "sobremesa-sources/1"
"""Grows by new keys; a key never changes its meaning under the same number."""

_WRITTEN_BY: Final = {
    "answer": "table",
    "finding": "table",
    "comment": "room",
    "note": "room",
    "key-finding": "rapporteur",
    "initiative": "observer",
    "paragraph": "drafter",
}
"""Who stands behind a thing that was drawn from nothing written: as the page of sources says it."""

Node = dict[str, Any]


def graph(report: ForumReport) -> bytes:
    """The graph of a disclosed report. A link's ``changed``: the origin has another text than the one that was drawn from.

    A node without ``text`` is told of, but its words are not this reader's; ``written_by`` stands where no link does.
    """
    held = report.evidence or Evidence()
    nodes: dict[tuple[str, str], Node] = {}
    for node in _nodes(report, held):
        nodes.setdefault((node["kind"], node["id"]), node)
    asides = {(aside.kind, aside.id): aside.reason for item in report.items for aside in item.set_aside}
    links: list[Node] = []
    for link in (*report.data.sources, *held.links):
        origin = nodes.setdefault((link.origin_kind, link.origin_id), {"kind": link.origin_kind, "id": link.origin_id})
        version, drawn = origin.get("version"), link.origin_version
        links.append(
            {
                "made": {"kind": link.made_kind, "id": link.made_id},
                "origin": {"kind": link.origin_kind, "id": link.origin_id},
                "origin_version": drawn,
                "changed": version is not None and drawn is not None and drawn < version,
            }
        )
    drawn_things = {(link["made"]["kind"], link["made"]["id"]) for link in links}
    for key, node in nodes.items():
        if key not in drawn_things:
            node["written_by"] = _WRITTEN_BY.get(key[0], "")
        if key in asides:
            node["set_aside"] = encodable(asides[key])
    document = {"format": FORMAT, "nodes": list(nodes.values()), "links": links}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def _nodes(report: ForumReport, held: Evidence) -> Iterator[Node]:
    data = report.data
    for answer in data.answers:
        yield _node("answer", answer, table=answer.table)
    for finding in data.findings:
        yield _node("finding", finding, table=finding.table, mark=finding.kind)
    for comment in data.comments:
        yield _node("comment", comment, table=comment.table, mark=comment.stance)
    for note in data.notes:
        yield {"kind": "note", "id": note.id, "item": note.item, "text": encodable(note.text)}
    for found in data.key_findings:
        yield _node("key-finding", found, mark=found.state)
    for initiative in data.initiatives:
        text = encodable(initiative.title)
        yield {"kind": "initiative", "id": initiative.id, "item": initiative.item, "table": initiative.table} | {
            "version": initiative.version,
            "language": initiative.language,
            "text": text,
        }
    for paragraph in held.paragraphs:
        yield {"kind": "paragraph", "id": paragraph.id, "item": paragraph.item, "section": paragraph.section} | {
            "language": paragraph.language,
            "text": encodable(paragraph.text),
        }


def _node(kind: str, row: Any, **more: Any) -> Node:
    words = {"language": row.language, "text": encodable(row.text)}
    version = {"version": row.version} if hasattr(row, "version") else {}
    return {"kind": kind, "id": row.id, "item": row.item, **more, **version, **words}
