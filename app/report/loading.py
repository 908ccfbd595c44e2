"""A forum's report, made of its database in one snapshot."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.language import text_in
from app.people.queries import delegations
from app.programme.models import Item
from app.report import queries
from app.report.adopted.loading import adopted_texts, drafts
from app.report.adopted.rows import paragraph_rows
from app.report.evidence.loading import evidence
from app.report.floor.rows import question_rows, slides_rows, talk_rows
from app.report.item_loading import item_report
from app.report.logos import logos_of
from app.report.model import Day, ForumReport, ItemReport, Participation, Privacy, ProgrammeRow
from app.report.practices.loading import practices, principle_labels
from app.report.reach import Reach
from app.report.record import Record, Say, load
from app.report.surveys.loading import survey_reports
from app.report.surveys.table import evaluation_rows, survey_rows
from app.report.table_rows import data


def forum_report(
    session: Session,
    forum_id: str,
    reach: Reach,
    *,
    language: str,
    say: Say,
    made_at: datetime,
    folder: Path | None = None,
    with_evidence: bool = False,
) -> ForumReport:
    """What *reach* may read of a forum. *language* and *say* are for the few sentences that the report itself writes;
    *folder* is the data folder where the logos are.

    Still to pass through :func:`app.report.privacy.disclosed`, as every report does on its way to a file.
    """
    record = load(session, forum_id, reach, language, say)
    brought = tuple(_brought(record))
    texts = adopted_texts(session, record.forum)
    forum = record.forum
    surveys = survey_reports(session, forum, reach, made_at)
    floors = [(item.number, item.floor) for item in brought]
    return ForumReport(
        id=forum.id,
        name=forum.name,
        title=forum.title,
        first_day=forum.starts_on,
        last_day=forum.ends_on,
        place=forum.details.get("venue", {}),
        languages=tuple(forum.languages),
        privacy=cast(Privacy, forum.privacy),
        made_at=made_at.replace(microsecond=0),  # typst refuses a finer one
        participation=_participation(session, record, brought),
        credit=forum.credit,
        logos=logos_of(session, forum, folder, language),
        affiliations=record.affiliations.names,
        programme=_programme(record),
        items=brought,
        surveys=surveys,
        data=replace(
            data(record),
            surveys=survey_rows(surveys),
            evaluations=evaluation_rows(surveys),
            talks=talk_rows(floors),
            slides=slides_rows(floors),
            floor_questions=question_rows(floors),
            paragraphs=paragraph_rows(texts),
        ),
        texts=texts,
        drafts=drafts(session, forum_id),
        practices=practices(record),
        principles=principle_labels(record),
        evidence=evidence(record) if with_evidence else None,
    )


def _participation(session: Session, record: Record, brought: Sequence[ItemReport]) -> Participation:
    """The whole forum in numbers: all that was written, whoever reads; of drafts nothing is counted."""
    forum = record.forum.id
    people = queries.took_part(session, forum)
    written: dict[str, int] = {}
    for person in people:
        written[person.affiliation] = written.get(person.affiliation, 0) + 1
    present = {person.delegation for person in people}
    reported = [f for f in record.findings if f.reported_at is not None]
    among = {f.id for f in reported}
    return Participation(
        people=len(people),
        tables=len(_at_work(session, record)),
        answers=len(queries.standing_answers(session, forum)),
        findings=len(reported),
        comments=sum(c.finding in among for c in record.comments),
        key_findings=sum(k.shown_at is not None for k in record.key_findings),
        affiliations=record.affiliations.shares(written),
        delegations=tuple(d.name for d in delegations(session, forum) if d.id in present),
        initiatives=sum(i.presented_at is not None for i in record.initiatives),
        questions=sum(len(item.floor.questions) for item in brought),
    )


def _at_work(session: Session, record: Record) -> Collection[str]:
    """The tables at which anybody sat or anything was found; one that was merged counts where its people went."""
    used = set(queries.people_at(session, record.forum.id)) | {f.table for f in record.findings}
    return {record.tables[t].merged_into or t for t in used if t in record.tables}


def _brought(record: Record) -> Iterator[ItemReport]:
    """The items that have a part of their own."""
    for item in record.items:
        made = item_report(record, item)
        if made.floor or _brought_something(record, item):
            yield made


def _brought_something(record: Record, item: Item) -> bool:
    """Whether the item has a part of its own in the report; the others stand in the programme."""
    return any(
        thing.item == item.id
        for things in (record.findings, record.key_findings, record.answers, record.tables.values())
        for thing in things
    )


def _programme(record: Record) -> tuple[Day, ...]:
    zone = ZoneInfo(record.forum.timezone)
    days: dict[object, list[Item]] = {}
    for item in record.items:
        days.setdefault(item.day, []).append(item)
    return tuple(
        Day(
            held[0].day,
            tuple(
                ProgrammeRow(
                    number=item.number,
                    title=item.title,
                    technique=item.technique,
                    starts=item.starts.astimezone(zone).time(),
                    minutes=item.minutes,
                    place=text_in(item.details.get("place"), record.language),
                    block=item.block,
                )
                for item in held
            ),
        )
        for held in days.values()
    )
