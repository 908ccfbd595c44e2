"""Pure rules of a rotation: who stays, which rounds there are, and what cannot be."""

from collections.abc import Collection, Mapping, Sequence

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases


def hosts_of(seated: Mapping[str, Sequence[str]], count: int, first: Mapping[str, Sequence[str | None]]) -> list[str]:
    """Who stays at each table: *count* people, those named *first* (who reported or wrote) before those who came first."""
    found: list[str] = []
    for table, people in seated.items():
        wished = [person for person in first.get(table, ()) if person is not None and person in people]
        found += list(dict.fromkeys([*wished, *people]))[:count]
    return found


def require_rounds(rounds: int | None, hosts: int | None, programme: Mapping[str, int] | None) -> tuple[int, int]:
    """How many rounds and hosts: as wished, else as the programme says. Raises ``no_rotation`` and ``bad_rounds``."""
    rounds = rounds if rounds is not None else (programme or {}).get("rounds")
    hosts = hosts if hosts is not None else (programme or {}).get("hosts", 1)
    if rounds is None:
        raise Refusal.of_field(
            "rounds", "no_rotation", N_("The programme plans no rotation here. Say how many rounds there shall be.")
        )
    if not 2 <= rounds <= phases.MOST_ROUNDS:
        raise Refusal.of_field(
            "rounds", "bad_rounds", N_("A rotation has from 2 to %(high)s rounds."), high=phases.MOST_ROUNDS
        )
    if not 0 <= hosts <= phases.MOST_HOSTS:
        raise Refusal.of_field(
            "hosts", "bad_hosts", N_("From 0 to %(high)s people stay at each table."), high=phases.MOST_HOSTS
        )
    return rounds, hosts


def require_rotation_in(technique: str, phase: str | None = None) -> None:
    """Refuse a rotation where people do not change tables (``no_rotation_here``), or not in this phase (``not_now``)."""
    if not phases.opens(technique, "rotate"):
        raise Refusal("no_rotation_here", N_("People change tables in a knowledge café only."), status=409)
    if phase is not None and not phases.allows(technique, phase, "rotate"):
        raise Refusal("not_now", N_("Rounds belong to table work. Go there first, then move people on."), status=409)


def require_two_tables(seated: Collection[object]) -> None:
    """Refuse to plan while people sit at fewer than two tables."""
    if len(seated) < 2:
        raise Refusal(
            "too_few_tables",
            N_("People must sit at two tables at least before rounds can be planned. Seat them first."),
            status=409,
        )


def require_round(to: int, rounds: int) -> None:
    """Refuse a round that the rotation does not have."""
    if not 1 <= to <= rounds:
        raise Refusal.of_field("to", "no_such_round", N_("The rounds go from 1 to %(rounds)s."), rounds=rounds)


def unknown_action() -> Refusal:
    """A rotation knows no such action."""
    return Refusal.of_field("action", "bad_action", N_("A rotation can: plan, move. Nothing was changed."))


def not_planned() -> Refusal:
    """Nobody knows yet who goes where."""
    return Refusal("not_planned", N_("Plan the rounds first: then everybody is told where to go."), status=409)


def round_moved(round: int) -> Refusal:
    """Another desk was faster."""
    return Refusal(
        "round_moved",
        N_("Somebody has already moved people: round %(round)s is on. Look again, then choose."),
        status=409,
        extra={"round": round},
        round=round,
    )
