"""Crowded rooms: urgent cards first, a bounded rate, and nothing lost."""

from random import Random

from app.live.digest import BURST, RATE, Digest


def test_urgent_cards_go_first_and_at_once():
    digest = Digest(0)
    digest.owe({f"answer:{n}": n for n in range(1, 9)})
    digest.owe({"phase:1": 9, "clock:1": 10, "turn:1": 11, "announcement:1": 12})
    assert digest.take(0)[:4] == ["phase:1", "clock:1", "turn:1", "announcement:1"]


def test_what_changes_again_keeps_its_place_and_its_first_seq():
    digest = Digest(0)
    digest.owe({"answer:1": 5, "answer:2": 6})
    digest.owe({"answer:1": 7})
    assert digest.take(0)[0] == "answer:1"
    assert digest.oldest() == 5
    assert digest.oldest(but=["answer:1"]) == 6


def test_urgent_news_does_not_hold_up_the_others():
    digest = Digest(0)
    seen = set()
    digest.owe({"answer:1": 1})
    for second in range(1, 10):
        digest.owe({"clock:1": second + 1})
        keys = digest.take(float(second))
        digest.sent(keys, 100 * len(keys), float(second))
        seen.update(keys)
    assert "answer:1" in seen


def test_the_rate_holds_on_average_and_everything_is_sent_in_the_end():
    rng, digest, now, size_sent = Random(1), Digest(0), 0.0, 0
    owed: dict[str, int] = {}
    for seq in range(1, 4_000):
        now += rng.random() * 0.1
        key = rng.choice(["clock:1", *(f"answer:{n}" for n in range(200))])
        digest.owe({key: seq})
        owed[key] = seq
        keys = digest.take(now)
        if keys:
            size = sum(rng.randrange(200, 1_500) for _ in keys)
            digest.sent(keys, size, now)
            size_sent += size
            for sent in keys:
                del owed[sent]
    assert size_sent <= RATE * now + 3 * BURST
    assert size_sent > 0.8 * RATE * now, "the rate is hardly used"
    while owed:
        now += 1
        keys = digest.take(now)
        digest.sent(keys, 700 * len(keys), now)
        for sent in keys:
            del owed[sent]
    assert digest.oldest() is None


def test_a_flood_of_urgent_cards_is_bounded_too():
    digest, size = Digest(0), 0
    for tenth in range(1, 601):
        digest.owe({"clock:1": tenth})
        if keys := digest.take(tenth / 10):
            digest.sent(keys, 1_000, tenth / 10)
            size += 1_000
    assert size <= RATE * 60 + 3 * BURST


def test_it_says_when_waiting_is_over():
    digest = Digest(0)
    assert not digest.ready(0)
    digest.owe({"answer:1": 1, "answer:2": 2})
    assert digest.ready(0)
    digest.sent(["answer:1"], 100, 0)
    assert not digest.ready(0.5)
    assert digest.ready(1.0)
