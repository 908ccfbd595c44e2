"""An item's minutes, divided among its phases anew."""

from collections.abc import Mapping


def shared(planned: Mapping[str, int], minutes: int) -> dict[str, int] | None:
    """*planned* minutes by phase, in the same proportion, adding up to *minutes*; None when a phase would have none.

    What had no time of its own gets none.
    """
    timed = [phase for phase, own in planned.items() if own]
    if minutes < len(timed):
        return None
    whole = sum(planned.values())
    found = {phase: own * minutes // whole if whole else 0 for phase, own in planned.items()}
    short = sorted(timed, key=lambda phase: planned[phase] * minutes % whole, reverse=True)
    for phase in short[: minutes - sum(found.values())]:
        found[phase] += 1
    for phase in timed:
        if not found[phase]:
            found[max(found, key=found.__getitem__)] -= 1
            found[phase] = 1
    return found
