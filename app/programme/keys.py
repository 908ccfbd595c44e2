"""The keys of the programme's cards, and the rooms they stand in."""

from app.live.rooms import Room


def forum_room(forum: str) -> Room:
    """The forum's room: programme, announcements, stage."""
    return Room("forum", forum)


def item_room(item: str) -> Room:
    """An item's room: phase, clock, turn, what was reported."""
    return Room("item", item)


def desk_room(item: str) -> Room:
    """The desk of an item."""
    return Room("desk", item)


def work_room(item: str) -> Room:
    """The workbench of an item."""
    return Room("work", item)


def phase_key(item: str) -> str:
    """An item's phase, with the abilities it opens."""
    return f"phase:{item}"


def clock_key(item: str) -> str:
    """An item's clock."""
    return f"clock:{item}"


def turn_key(item: str) -> str:
    """Who reports now."""
    return f"turn:{item}"


def agenda_key(item: str) -> str:
    """An item's row in the programme."""
    return f"agenda-item:{item}"


def announcement_key(announcement: str) -> str:
    """A message from a desk."""
    return f"announcement:{announcement}"


def now_key(item: str) -> str:
    """That an item is on, said elsewhere."""
    return f"now-on:{item}"


def seat_in(item: str) -> str:
    """What an item's own page asks to sit down is called: it goes for who has a seat in it."""
    return f"seat-in:{item}"


def voice_in(item: str) -> str:
    """What asks and supports from the floor of an item: it is silent for whoever takes no part there."""
    return f"voice:{item}"


def choosing_in(item: str) -> str:
    """What asks elsewhere to sit down in an item: it goes for who has a seat in it or in what runs in parallel."""
    return f"choosing-in:{item}"


def presented_list(item: str) -> str:
    """The list of an item's key findings or initiatives on the desk of a plenary that presents it."""
    return f"presented:{item}"


def running_order_key(item: str) -> str:
    """Who speaks in an item, in order, and who does now."""
    return f"running-order:{item}"


def hours_key(item: str) -> str:
    """When an item begins and ends."""
    return f"hours:{item}"
