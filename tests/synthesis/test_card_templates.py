"""Every card of a workbench in full swing is drawn on every surface and in every language, and escapes what people wrote."""

from app.kernel.language import INTERFACE_LANGUAGES
from app.live.rooms import Room
from app.resources import root
from app.synthesis.commands.notes import PutAside
from app.synthesis.commands.placing import SendToBooth, ShowKeyFinding
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.render import Pages
from app.wiring import registered
from tests.forums import SmallForum
from tests.synthesis.desk import open_bench
from tests.tables.test_card_templates import SURFACES, Balance


async def test_every_card_is_one_closed_element_with_its_key(forum: SmallForum) -> None:
    registry = registered()[0]
    pages = Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), registry)
    bench = await open_bench(forum)
    booth = await forum.holder("interpreter", "2a")
    one = await bench.reported(1, "<b>Consular staff need training in victim identification</b>", await bench.answer(1))
    two = await bench.reported(2, "Train consular staff to identify victims")
    three = await bench.reported(3, "Visas take a year")
    await bench.dissent(1, one, "<b>Not</b> for minors")
    comment = await bench.comment(2, one, "disagrees", "<b>No</b>")
    note = await bench.note("<b>A minister nods</b>")
    sources = (
        ("finding", one),
        ("finding", two),
        ("comment", comment),
        ("note", note),
        ("answer", await bench.answer(1)),
    )
    key = await bench.key("<b>Desks</b>", *sources)
    await bench.key("Nothing written", ("key-finding", key))
    await forum.run(SendToBooth("2a"), bench.ana)
    await bench.revise(key, 1, "<b>Desks</b>, revised")
    await bench.revise(key, 1, "<b>Clash</b>", bench.beto)
    await forum.run(ShowKeyFinding(key), bench.ana)
    await forum.run(PutAside("finding", three), bench.ana)
    rooms = [Room(kind, bench.item) for kind in ("item", "desk", "work")]
    drawn = set()
    for room in [*rooms, Room("table", forum.tables[1]), Room("me", booth.participant)]:
        for card in await forum.readers.run(registry.load, forum.id, room, None, booth):
            for surface in SURFACES:
                for language in INTERFACE_LANGUAGES:
                    html = pages.card(card, surface, language, 7)
                    balance = Balance()
                    balance.feed(html)
                    assert not balance.faults and not balance.open, html
                    assert [root_["data-key"] for root_ in balance.roots] == [card.key], html
                    assert "<b>Desks" not in html and "<b>No" not in html and "<b>A" not in html and "<b>C" not in html
                    drawn.add(card.kind)
    assert drawn >= {"finding", "comment", "table-findings", "work-finding", "work-comment", "note", "key-finding"}
    assert drawn >= {"coverage", "hint", "sent-key-finding", "mine-findings"}
