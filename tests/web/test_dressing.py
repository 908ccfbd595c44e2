"""A page says of its reader and of this moment what its scripts would say, before they run."""

from dataclasses import dataclass
from datetime import UTC, datetime

from jinja2 import Environment, FileSystemLoader

from app.kernel.clock import milliseconds
from app.resources import root
from app.web.dressing import dressed

ENDS = 1_700_000_000_000
ENDS_AT = datetime.fromtimestamp(ENDS / 1000, UTC)


@dataclass
class Clock:
    running: bool = True
    ends: datetime | None = ENDS_AT
    left: float = 2400
    planned: int = 2400
    counts_on: bool = False
    low: float = 0.0


def drawn(clock: Clock) -> str:
    environment = Environment(loader=FileSystemLoader(root("templates")), extensions=["jinja2.ext.i18n"])
    environment.install_null_translations()  # type: ignore[attr-defined]
    environment.filters["milliseconds"] = milliseconds
    template = environment.from_string(
        '{% import "ui/parts.html" as ui %}{{ ui.clock(clock) }}{{ ui.clock_bar(clock) }}{{ ui.clock_ring(clock) }}'
    )
    return template.render(clock=clock)


def test_a_clock_drawn_long_ago_says_what_is_left_now() -> None:
    page = dressed(drawn(Clock()), ENDS - 761_000)
    assert ">12:41</time>" in page
    assert 'max="2400000" value="1639000"' in page
    assert page.count('data-state="running"') == 3


def test_a_clock_in_its_last_minutes_says_so_and_never_goes_below_nothing() -> None:
    low, over = dressed(drawn(Clock()), ENDS - 5_000), dressed(drawn(Clock()), ENDS + 90_000)
    assert ">0:05</time>" in low
    assert low.count('data-state="low"') == 2
    assert ">0:00</time>" in over
    assert over.count('data-state="over"') == 2


def test_a_clock_that_counts_on_says_by_how_much_it_is_over() -> None:
    clock = Clock(counts_on=True, low=480)
    assert ">+1:30</time>" in dressed(drawn(clock), ENDS + 90_000)
    assert ">0:00</time>" in dressed(drawn(clock), ENDS + 900), "not yet a whole second"
    assert dressed(drawn(clock), ENDS - 479_000).count('data-state="low"') == 2


def test_a_paused_clock_stands_still() -> None:
    page = drawn(Clock(running=False, ends=None, left=100))
    assert dressed(page, ENDS) == page


def test_what_is_mine_is_marked_and_what_i_pressed_is_pressed() -> None:
    button = '<button data-mark="agreed" aria-pressed="false">'
    marks = "{&#34;answer:1&#34;: [&#34;mine&#34;], &#34;answer:2&#34;: [&#34;agreed&#34;]}"
    page = "".join(f'<li data-key="answer:{n}">{button}</li>' for n in (1, 2, 3)) + f'<i data-marks="{marks}"></i>'
    assert dressed(page, 0) == page.replace('data-key="answer:1"', 'data-key="answer:1" data-mine="mine"').replace(
        f'data-key="answer:2">{button}', f'data-key="answer:2" data-mine="agreed">{button.replace("false", "true")}'
    )


def test_words_that_look_like_markup_are_left_as_they_are() -> None:
    said = "data-key=&#34;answer:1&#34; data-marks=&#34;{}&#34;"
    assert dressed(said, 0) == said
