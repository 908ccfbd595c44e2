"""The report as one HTML file: nothing runs, nothing is fetched, everybody's text is text."""

import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import lxml.html
import pytest

from app.report.contents import outline
from app.report.formats import FORMATS, build
from app.report.page import context
from app.report.privacy import disclosed
from app.resources import root
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.registry import Registry
from app.web.render import Pages
from tests.report.samples import PIXEL, REPORT, written_everywhere


def opened(report=REPORT, language="en"):
    return lxml.html.fromstring(build(report, "html", language=language, audience="desk").decode())


@pytest.fixture(scope="module")
def page():
    return opened()


def test_it_says_its_language_and_its_title(page):
    assert page.get("lang") == "en"
    assert page.findtext(".//title") == REPORT.title["en"]
    assert opened(language="es").get("lang") == "es"


def test_nothing_runs_and_nothing_is_fetched(page):
    assert not page.findall(".//script") and not page.findall(".//link") and not page.findall(".//iframe")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on") or name == "style"]
    addresses = [value for element in page.iter() for name, value in element.attrib.items() if name in ("src", "href")]
    assert all(address.startswith(("data:", "#")) for address in addresses)
    styles = "".join(style.text for style in page.findall(".//style"))
    assert "Atkinson" in styles and "data:font/woff2" in styles
    assert not re.findall(r"url\((?!\"data:)", styles)


def test_headings_are_in_order_and_the_contents_lead_to_them(page):
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    targets = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href")[1:] for link in page.findall(".//nav//a")]
    assert links and set(links) <= targets


def test_words_carry_their_language_and_find_their_direction(page):
    said = next(p for p in page.iter("p") if (p.text or "").startswith("En mi puesto"))
    assert (said.get("lang"), said.get("dir")) == ("es", "auto")


def test_tables_have_captions_and_header_cells(page):
    for table in page.iter("table"):
        assert table.findtext("caption")
        assert all(cell.get("scope") == "col" for cell in table.findall(".//thead//th"))


def test_a_tables_shape_stands_before_its_words(page):
    heading = next(h for h in page.iter("h4") if "Table 3" in h.text_content())
    drawn = heading.find(".//svg")
    assert drawn.get("aria-hidden") == "true" and "t3" in drawn.get("class")


def test_markup_that_somebody_wrote_is_only_words():
    text = "<script>alert(1)</script><img src=x onerror=go()>{{ 7*7 }}"
    page = opened(written_everywhere(text))
    assert not page.findall(".//script") and len(page.findall(".//img")) == 1
    shown = page.find("body").text_content()
    assert text in shown and "49" not in shown


def test_a_drawing_as_a_logo_is_only_ever_a_picture():
    drawing = replace(REPORT.logos[0], content=b"<svg><script>go()</script></svg>", media_type="image/svg+xml")
    page = opened(replace(REPORT, logos=(drawing,)))
    assert page.find(".//img").get("src").startswith("data:image/svg+xml;base64,")
    assert page.find(".//img").get("alt") == "Regional Conference on Migration"
    unknown = replace(drawing, content=PIXEL, media_type="text/html")
    assert not opened(replace(REPORT, logos=(unknown,))).findall(".//img")


def test_the_page_of_ours_holds_the_same_report_and_leads_to_every_file():
    catalogues = Catalogues(root("locale"))
    pages = Pages(root("templates"), catalogues, Assets(root("static")), Registry())
    report = outline(disclosed(REPORT, "desk"), "es", catalogues.of("es"))
    drawn = pages.page(
        "report/report.html",
        "es",
        **context(report),
        downloads=[(name, f"/api/v1/report.{name}") for name in FORMATS],
        wanted="desk",
        visit=SimpleNamespace(now_ms=0, forum_id="forum-1", site=SimpleNamespace(epoch="e")),
    )
    page = lxml.html.fromstring(drawn)
    assert page.findtext(".//h1") == REPORT.title["es"]
    links = [link.get("href") for link in page.iter("a") if link.get("download") is not None]
    assert links == [f"/api/v1/report.{name}" for name in FORMATS]
    alone = lxml.html.fromstring(
        build(REPORT, "html", language="es", translations=catalogues.of("es"), audience="desk")
    )
    assert page.find(".//article").text_content() == alone.find(".//article").text_content()
    assert not page.findall(".//style") and not [e for e in page.iter() if "style" in e.attrib]


def test_what_the_report_writes_is_dressed_by_its_styles(page):
    """Its styles were once those of another template: a page of bare text, which no other test could see."""
    styles = "".join(style.text for style in page.findall(".//style"))
    report = next(page.iter("article"))
    used = {name for element in report.iter() for name in (element.get("class") or "").split() if element.tag != "svg"}
    told = {
        "report",
        "contents",
        "number",
        "facts",
        "figures",
        "scroll",
        "measures",
        "entry",
        "key",
        "finding",
        "labels",
    }
    assert told <= used, told - used
    bare = {name for name in used if not re.search(rf"\.{re.escape(name)}\b", styles)}
    assert not bare - {"marked", "open", "single-table"}, bare
