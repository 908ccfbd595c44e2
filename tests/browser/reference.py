"""The reference forum in a served café: its own items, opened by its own role links."""

from app.programme import reference
from app.web.control import ask_server
from tests.browser.conftest import Cafe
from tests.forums import SmallForum


def reference_forum(cafe: Cafe) -> Cafe:
    """The same server, with the reference forum as the one that people come to."""
    asked = {"source": reference.text(), "reference": True, "pictures": reference.pictures()}
    made = ask_server(cafe.server.folder, "new", asked)
    assert made is not None
    small = cafe.forum
    cafe.forum = SmallForum(small.engines, small.lanes, small.readers, made["forum"], made["code"])
    cafe.facilitator = ""
    return cafe
