"""The first stage: the forum is read, and every file written that needs no other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.kernel.refusals import Sentence
from app.report.contents import outline
from app.report.formats import FORMATS, UNDRAWN, bundle_parts, file_name
from app.report.loading import forum_report
from app.report.model import ForumReport
from app.report.pressing.leaving import LATER, finished, leave
from app.report.pressing.order import READING, Order, Step, Tell
from app.report.privacy import disclosed
from app.report.rows import Data
from app.resources import root
from app.store.engines import open_engines
from app.store.readers import Readers
from app.web.catalogue import Catalogues


def write(order: Order, tell: Tell) -> None:
    """Read the forum and write every file that needs no other; leave to the next stages what they need."""
    tell(Step("begun", READING))
    catalogues = Catalogues(root("locale"))
    translations = catalogues.of(order.language)
    report = disclosed(_read(order, lambda sentence: catalogues.say(sentence, order.language)), order.reach.audience)
    names = {format: file_name(report, format, order.language) for format in order.formats}
    leave(order, "names", names)
    for format in order.formats:
        if format not in ("pdf", "evidence"):
            tell(Step("begun", format))
            content = FORMATS[format].make(report, order.language, translations)
            tell(finished(order, format, names[format], content))
    if {"pdf", "evidence"} & set(order.formats):
        held = (outline(report, order.language, translations), report.made_at, translations.gettext(UNDRAWN))
        leave(order, "outline", held)
    if "evidence" in order.formats:
        tell(Step("begun", "evidence"))
        parts = []
        for number, (name, format, make) in enumerate(bundle_parts(report, order.language, translations)):
            at = order.file(format) if format in order.formats else order.folder / LATER / str(number)
            if format not in order.formats and format != "pdf":
                at.write_bytes(make())
            parts.append((name, at))
        slim = replace(report, items=(), data=Data(), programme=(), surveys=(), logos=())
        leave(order, "evidence", (slim, parts))


def _read(order: Order, say: Callable[[Sentence], str]) -> ForumReport:
    engines = open_engines(order.database)
    readers = Readers(engines)
    told: dict[str, Any] = {"language": order.language, "say": say, "made_at": order.made_at, "folder": order.data}
    try:
        with_evidence = "evidence" in order.formats
        return readers.now(forum_report, order.forum, order.reach, with_evidence=with_evidence, **told)
    finally:
        readers.close()
        engines.dispose()
