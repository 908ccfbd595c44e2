"""From a changed programme to the rows: what is new is made, what has gone is deleted, all else keeps its words."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.ids import new_id
from app.organizer import guards, queries
from app.organizer.places import ROW, Tree, items
from app.organizer.queries import Standing
from app.organizer.surveying import apply_surveys
from app.organizer.writing import alter
from app.people.founding import delegation_values
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme.file import Programme, parts
from app.programme.founding import (
    forum_values,
    framework_values,
    item_values,
    new_item,
    new_question,
    reference_values,
)
from app.programme.models import Framework, Item, Question, Reference
from app.programme.pictures.rows import drop_unnamed
from app.stage.booth.models import Term
from app.store.work import Work
from app.tables.founding import new_table, table_values
from app.tables.models import RoundTable


class Applied:
    """What was changed: the ids of the items and tables that are other than before, and those that came."""

    def __init__(self) -> None:
        self.items: set[str] = set()
        self.tables: set[str] = set()
        self.whole = False


def apply(work: Work, before: Standing, tree: Tree, programme: Programme) -> Applied:
    """Make the rows say what *programme* says. Raises the refusal of what may not be lost."""
    applied = Applied()
    _forum(work, before, programme, applied)
    _frameworks(work, programme)
    _roster(work, programme, applied)
    apply_surveys(work, programme, _items(work, before, tree, programme, applied))
    _glossary(work, before, tree, programme)
    work.session.flush()
    return applied


def _forum(work: Work, before: Standing, programme: Programme, applied: Applied) -> None:
    guards.require_same_privacy(work, before.forum, programme.privacy)
    reference = bool(before.forum.details.get("reference"))
    applied.whole = alter(before.forum, forum_values(programme, reference))
    drop_unnamed(work, {logo.file for logo in programme.logos})


def _frameworks(work: Work, programme: Programme) -> None:
    rows, entries = queries.frameworks(work.session, work.forum)
    wanted = {
        values["key"]: (framework.key, values)
        for position, framework in enumerate(programme.frameworks)
        for values in reference_values(framework, position)
    }
    gone = [key for key in entries if key not in wanted]
    guards.require_unreferenced(work, gone)
    for key in gone:
        work.session.delete(entries.pop(key))
    for key in rows.keys() - {framework.key for framework in programme.frameworks}:
        work.session.flush()
        work.session.delete(rows.pop(key))
    for position, framework in enumerate(programme.frameworks):
        values = framework_values(framework, position)
        if framework.key not in rows:
            rows[framework.key] = Framework(id=new_id(), forum=work.forum, **values)
            work.session.add(rows[framework.key])
        alter(rows[framework.key], values)
    work.session.flush()
    for key, (framework_key, values) in wanted.items():
        if key not in entries:
            row = Reference(id=new_id(), forum=work.forum, framework=rows[framework_key].id, **values)
            work.session.add(row)
        else:
            alter(entries[key], values)


def _roster(work: Work, programme: Programme, applied: Applied) -> None:
    rows = {row.key: row for row in delegations(work.session, work.forum)}
    wanted = delegation_values(programme)
    for key in rows.keys() - {values["key"] for values in wanted}:
        guards.require_nobody_of(work, rows[key])
        work.session.delete(rows[key])
        applied.whole = True
    for values in wanted:
        row = rows.get(values["key"])
        if row is None:
            work.session.add(Delegation(id=new_id(), forum=work.forum, **values))
            applied.whole = True
        elif alter(row, values):
            applied.whole = True


def _items(work: Work, before: Standing, tree: Tree, programme: Programme, applied: Applied) -> dict[str, str]:
    """The items' ids by number."""
    rows = [item.get(ROW) for _, _, item in items(tree)]
    for id_ in before.items.keys() - set(rows):
        _delete_item(work, before, before.items[id_], applied)
    _free_numbers(work, before, dict(zip(rows, (item for _, item in programme.items()), strict=True)))
    numbers: dict[str, str] = {}
    entries = zip(items(tree), programme.items(), strict=True)
    for position, ((_, _, entry), (day, item)) in enumerate(entries):
        values = item_values(programme, day, item, position)
        row = before.items.get(entry.get(ROW, ""))
        if row is None:
            row = new_item(work, values)
            applied.items.add(row.id)
        else:
            _alter_item(work, row, values, applied)
        numbers[item.number] = row.id
        questions = _questions(work, before, row, entry, item, applied)
        _tables(work, before, row, entry, programme, item, questions, applied)
    return numbers


def _free_numbers(work: Work, before: Standing, wanted: Mapping[str | None, parts.Item]) -> None:
    """Two items may change numbers with each other: for a moment neither has the old one."""
    moving = [row for id_, row in before.items.items() if id_ in wanted and wanted[id_].number != row.number]
    for row in moving:
        row.number = f"~{row.id}"
    if moving:
        work.session.flush()


def _alter_item(work: Work, row: Item, values: dict[str, Any], applied: Applied) -> None:
    if row.technique != values["technique"]:
        guards.require_empty_item(work, row)
        row.phase = "waiting"
    details = values["details"]
    guards.require_kept_order(work, row, details["experts"])
    if row.speaker is not None:
        row.speaker = _speaker(row.speaker, row.details.get("speakers") or [], details["speakers"])
    times = (row.starts, row.minutes)
    if alter(row, values):
        applied.items.add(row.id)
    if times != (row.starts, row.minutes):
        row.moved = work.seq


def _speaker(speaking: int, before: Sequence[Any], after: Sequence[Any]) -> int | None:
    """Where whoever speaks stands in another running order."""
    one = before[speaking] if speaking < len(before) else None
    if one in after:
        return after.index(one)
    return speaking if len(before) == len(after) else None


def _delete_item(work: Work, before: Standing, row: Item, applied: Applied) -> None:
    guards.require_no_holders(work, row)
    guards.require_empty_item(work, row)
    for link in queries.links_of_item(work.session, work.forum, row.id):
        link.revoked_at = work.now
    for part in (*before.tables[row.id], *before.questions[row.id]):
        work.session.delete(part)
    work.session.flush()
    applied.items.add(row.id)
    applied.tables.update(table.id for table in before.tables[row.id])
    work.session.delete(row)


def _questions(
    work: Work, before: Standing, row: Item, entry: Mapping[str, Any], item: parts.Item, applied: Applied
) -> list[str]:
    """The ids of the item's questions, in order."""
    known = {question.id: question for question in before.questions.get(row.id, ())}
    wanted = [one.get(ROW) for one in entry.get("questions") or ()]
    for id_ in known.keys() - set(wanted):
        guards.require_unasked(work, known[id_])
    found: list[str] = []
    for position, (id_, texts) in enumerate(zip(wanted, item.questions, strict=True)):
        question: Question | None = known.get(id_ or "")
        if question is None:
            found.append(new_question(work, row.id, position, texts).id)
            applied.items.add(row.id)
            continue
        found.append(question.id)
        if alter(question, {"position": position, "text": dict(texts)}):
            applied.items.add(row.id)
    for id_ in known.keys() - set(wanted):
        work.session.delete(known[id_])
        applied.items.add(row.id)
    work.session.flush()
    return found


def _tables(
    work: Work,
    before: Standing,
    row: Item,
    entry: Mapping[str, Any],
    programme: Programme,
    item: parts.Item,
    questions: list[str],
    applied: Applied,
) -> None:
    rows = before.tables.get(row.id, ())
    known = {table.id: table for table in rows if table.closed_at is None}
    wanted = [one.get(ROW) for one in entry.get("tables") or ()]
    for id_ in known.keys() - set(wanted):
        guards.require_unused_table(work, known[id_])
        work.session.delete(known[id_])
        applied.tables.add(id_)
        applied.items.add(row.id)
    for id_, table in zip(wanted, item.tables, strict=True):
        values = table_values(programme, table, questions)
        held: RoundTable | None = known.get(id_ or "")
        if held is None or held.number != table.number:
            guards.require_free_number(rows, table.number)
        if held is None:
            held = new_table(work, row.id, values)
        elif not alter(held, values):
            continue
        held.seq = work.seq
        applied.tables.add(held.id)
        applied.items.add(row.id)


def _glossary(work: Work, before: Standing, tree: Tree, programme: Programme) -> None:
    """The booth's words: what is taken away is kept, as the booth keeps it."""
    wanted = [entry.get(ROW) for entry in tree.get("glossary") or ()]
    for id_ in before.terms.keys() - set(wanted):
        before.terms[id_].removed_at = work.now
        work.record("term", id_)
    for position, (id_, term) in enumerate(zip(wanted, programme.glossary, strict=True)):
        row = before.terms.get(id_ or "")
        if row is None:
            row = Term(id=new_id(), forum=work.forum, position=position, texts=dict(term.text), note=term.note or "")
            work.session.add(row)
            work.record("term", row.id)
        elif alter(row, {"position": position, "texts": dict(term.text), "note": term.note or ""}):
            row.version += 1
            work.record("term", row.id)
