"""What a reader of a report may be told. One door: every builder is given a report that has passed through here.

Sources of the rules: the reading matrix and the three privacies of the product page.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal, TypeVar

from app.report.evidence.telling import told
from app.report.floor.model import FloorQuestion
from app.report.floor.rows import FloorQuestionRow
from app.report.model import (
    Comment,
    Coverage,
    Dissent,
    Drawn,
    Finding,
    ForumReport,
    ItemReport,
    Participation,
    SetAside,
    Share,
    Source,
    Table,
)
from app.report.practices.pack import practice_rows, review_rows
from app.report.rows import AnswerRow, CommentRow, Data, DissentRow, SourceRow
from app.report.surveys.model import SurveyReport
from app.survey.rules import FEWEST

Audience = Literal["public", "desk", "rapporteur"]
"""Who reads: anyone; the organizer's and moderator's desks; a rapporteur, who may also read notes and drafts."""

SMALLEST: Final = 3
"""No group of fewer people is ever told apart."""

_Signed = TypeVar("_Signed", AnswerRow, DissentRow, CommentRow)

OTHERS: Final = ""
"""The affiliation of a share that gathers those too few to be named."""


def told_apart(shares: Iterable[Share]) -> tuple[Share, ...]:
    """*shares* with every group under :data:`SMALLEST` gathered into one of :data:`OTHERS`, which comes last.

    The gathered group takes in the next smallest until it too has enough people: otherwise the total would give it
    away by subtraction. When all would be one group, nothing is broken down: ().
    """
    groups = sorted((s for s in shares if s.people > 0), key=lambda s: (-s.people, s.affiliation))
    kept = [s for s in groups if s.people >= SMALLEST and s.affiliation != OTHERS]
    gathered = sum(s.people for s in groups) - sum(s.people for s in kept)
    while kept and 0 < gathered < SMALLEST:
        gathered += kept.pop().people
    if not kept:
        return ()
    return (*kept, Share(OTHERS, gathered)) if gathered else tuple(kept)


def disclosed(report: ForumReport, audience: Audience) -> ForumReport:
    """*report* without what its forum's privacy keeps from *audience*. Applied again, it changes nothing."""
    items = tuple(_item(report, item, audience) for item in report.items)
    data = _data(report, audience, {item.number: _named_at(report, item) for item in report.items})
    practices = tuple(replace(p, contact="") if audience == "public" else p for p in report.practices)
    made = replace(
        report,
        items=items,
        participation=_participation(report.participation),
        surveys=tuple(_survey(survey, audience) for survey in report.surveys),
        practices=practices,
        evidence=told(report.evidence, data, audience, _silent_on(report, audience)) if report.evidence else None,
    )
    return replace(made, data=replace(data, practices=practice_rows(practices), review=review_rows(made)))


def _silent_on(report: ForumReport, audience: Audience) -> tuple[str, ...]:
    """The kinds of which this audience reads no words."""
    kept = ("answer", _answers_open(report, audience)), ("note", audience == "rapporteur")
    return tuple(kind for kind, told in kept if not told)


def _survey(survey: SurveyReport, audience: Audience) -> SurveyReport:
    """What people wrote of the forum is for those who run it; of fewer than five nothing is told to anybody."""
    told = {asked.name for asked in survey.moments if asked.counted >= FEWEST}
    return replace(
        survey,
        indicators=tuple(
            replace(one, before=one.before if "before" in told else None, after=one.after if "after" in told else None)
            for one in survey.indicators
        ),
        evaluation=survey.evaluation if told and audience != "public" else (),
    )


def _participation(figures: Participation) -> Participation:
    return replace(figures, affiliations=told_apart(figures.affiliations))


def _item(report: ForumReport, item: ItemReport, audience: Audience) -> ItemReport:
    named = _named_at(report, item)
    return replace(
        item,
        tables=tuple(_table(report, table) for table in item.tables),
        findings=tuple(_finding(report, finding, audience, named) for finding in item.findings),
        key_findings=tuple(
            replace(k, sources=tuple(_drawn_on(report, s, audience) for s in k.sources))
            for k in item.key_findings
            if k.shown or audience == "rapporteur"
        ),
        initiatives=tuple(i for i in item.initiatives if i.presented or audience != "public"),
        floor=replace(item.floor, questions=tuple(_asked(report, q, audience) for q in item.floor.questions)),
        set_aside=tuple(_drawn_on(report, s, audience) for s in item.set_aside),
        coverage=_coverage(report, item),
    )


def _table(report: ForumReport, table: Table) -> Table:
    return replace(table, affiliations=() if report.privacy == "anonymous" else told_apart(table.affiliations))


Named = dict[int | None, Collection[str]]
"""By table number: the affiliations that may stand beside words written there."""


def _named_at(report: ForumReport, item: ItemReport) -> Named:
    return {t.number: {s.affiliation for s in told_apart(t.affiliations)} for t in item.tables}


def _affiliation(report: ForumReport, affiliation: str, table: int | None, named: Named) -> str:
    if report.privacy == "named":
        return affiliation
    if report.privacy == "by_table" and affiliation in named.get(table, ()):
        return affiliation
    return ""


def _by(report: ForumReport, name: str, audience: Audience) -> str:
    return name if report.privacy == "named" and audience != "public" else ""


def _finding(report: ForumReport, finding: Finding, audience: Audience, named: Named) -> Finding:
    def dissent(one: Dissent) -> Dissent:
        affiliation = _affiliation(report, one.affiliation, finding.table, named)
        return replace(one, by=_by(report, one.by, audience), affiliation=affiliation)

    def comment(one: Comment) -> Comment:
        affiliation = _affiliation(report, one.affiliation, one.table, named)
        return replace(one, by=_by(report, one.by, audience), affiliation=affiliation)

    return replace(
        finding,
        dissents=tuple(map(dissent, finding.dissents)),
        comments=tuple(map(comment, finding.comments)),
    )


_Asked = TypeVar("_Asked", FloorQuestion, FloorQuestionRow)


def _asked(report: ForumReport, question: _Asked, audience: Audience) -> _Asked:
    """A question from the floor belongs to no table: its affiliation is told where the whole forum's may be."""
    tellable = {share.affiliation for share in told_apart(report.participation.affiliations)} - {OTHERS}
    kept = report.privacy == "named" or (report.privacy == "by_table" and question.affiliation in tellable)
    by = _by(report, question.by, audience)
    return replace(question, by=by, affiliation=question.affiliation if kept else "")


_Drawn = TypeVar("_Drawn", Source, SetAside)


def _drawn_on(report: ForumReport, thing: _Drawn, audience: Audience) -> _Drawn:
    """A note is only ever "said in the room"; an answer is the public's only where the forum publishes answers."""
    if thing.kind == "note" or (thing.kind == "answer" and not _answers_open(report, audience)):
        return replace(thing, words=None)
    return thing


def _answers_open(report: ForumReport, audience: Audience) -> bool:
    return audience != "public" or report.publishes_answers


def _coverage(report: ForumReport, item: ItemReport) -> Coverage | None:
    if item.coverage is None or report.privacy == "named":
        return item.coverage
    groups = (Share(row.affiliation, row.people) for row in item.coverage.by_affiliation)
    tellable = {share.affiliation for share in told_apart(groups)} - {OTHERS}

    def kept(row: Drawn) -> bool:
        return report.privacy == "by_table" and row.affiliation in tellable

    return replace(item.coverage, by_affiliation=tuple(filter(kept, item.coverage.by_affiliation)))


def _data(report: ForumReport, audience: Audience, named: Mapping[str, Named]) -> Data:
    data = report.data

    def signed(row: _Signed) -> _Signed:
        affiliation = _affiliation(report, row.affiliation, row.table, named.get(row.item, {}))
        return replace(row, by=_by(report, row.by, audience), affiliation=affiliation)

    answers = data.answers if _answers_open(report, audience) else ()
    findings = tuple(f for f in data.findings if f.reported or audience != "public")
    standing = {f.id for f in findings}
    initiatives = tuple(i for i in data.initiatives if i.presented or audience != "public")
    presented = {i.id for i in initiatives}
    kept = Data(
        answers=tuple(replace(signed(a), delegation=_by(report, a.delegation, audience)) for a in answers),
        findings=findings,
        dissents=tuple(signed(d) for d in data.dissents if d.finding_id in standing),
        comments=tuple(signed(c) for c in data.comments if c.finding_id in standing),
        key_findings=tuple(k for k in data.key_findings if k.shown or audience == "rapporteur"),
        initiatives=initiatives,
        partners=tuple(p for p in data.partners if p.initiative_id in presented),
        notes=data.notes if audience == "rapporteur" else (),
        surveys=data.surveys,
        evaluations=data.evaluations if audience != "public" else (),
        talks=data.talks,
        slides=data.slides,
        floor_questions=tuple(_asked(report, q, audience) for q in data.floor_questions),
        paragraphs=data.paragraphs,
    )
    return replace(kept, sources=_links(data, kept))


def _links(data: Data, kept: Data) -> tuple[SourceRow, ...]:
    """The links between things that both may be known of. That a note is behind something may always be said."""
    gone = _ids(data) - _ids(kept)
    return tuple(
        link
        for link in data.sources
        if link.made_id not in gone and (link.origin_kind == "note" or link.origin_id not in gone)
    )


def _ids(data: Data) -> set[str]:
    rows = (data.answers, data.findings, data.dissents, data.comments, data.key_findings, data.initiatives, data.notes)
    return {row.id for table in rows for row in table}
