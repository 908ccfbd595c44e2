"""How cards come into the page."""

from playwright.sync_api import expect

from tests.browser_units.rehearsal import card, frame, gone, sent

ANSWERS = ("table:Y", "answers")


def keys(page, selector="[data-list=answers] > li"):
    return page.locator(selector).evaluate_all("all => all.map(el => el.dataset.key)")


def test_cards_stand_in_the_order_of_bytes_then_key_however_they_come(server, visit):
    page = visit()
    astral, wide = "\U0001f600", "～"  # UTF-16 would put the first before the second; bytes put it after
    orders = [("a:5", astral), ("a:4", wide), ("a:3", "b"), ("a:2", "b"), ("a:1", "ba"), ("a:0", "")]
    server.push(frame("table:Y", 1, 9, *(sent(key, key, 9, order) for key, order in orders)))
    expect(page.locator("[data-list=answers] > li")).to_have_count(6)
    assert keys(page) == ["a:0", "a:2", "a:3", "a:1", "a:4", "a:5"]
    server.push(frame("table:Y", 9, 10, sent("a:9", "late", 10, "b"), sent("a:8", "late", 10, "zz")))
    expect(page.locator("[data-list=answers] > li")).to_have_count(8)
    assert keys(page) == ["a:0", "a:2", "a:3", "a:9", "a:1", "a:8", "a:4", "a:5"]
    assert page.locator("[data-list=answers]").get_attribute("data-count") == "8"


def test_an_older_version_than_the_one_on_the_page_is_ignored(server, visit):
    server.lists[ANSWERS] = card("answer:a", "new", 8)
    page = visit()
    server.push(frame("table:Y", 1, 9, sent("answer:a", "old", 5), gone("answer:a", 6), sent("answer:b", "b", 9)))
    expect(page.get_by_text("b", exact=True)).to_be_visible()
    expect(page.get_by_text("new")).to_be_visible()
    server.push(frame("table:Y", 9, 10, sent("answer:a", "newer", 10)))
    expect(page.get_by_text("newer")).to_be_visible()


def test_null_takes_a_card_away_and_the_focus_goes_to_its_neighbour(server, visit):
    server.lists[ANSWERS] = "".join(card(f"answer:{n}", f"<button>{n}</button>", 1, n) for n in "abc")
    page = visit()
    page.get_by_role("button", name="b", exact=True).focus()
    server.push(frame("table:Y", 1, 2, gone("answer:b", 2)))
    expect(page.get_by_role("button", name="c", exact=True)).to_be_focused()
    assert keys(page) == ["answer:a", "answer:c"]


def test_a_card_whose_place_changes_moves_and_keeps_the_focus(server, visit):
    server.lists[ANSWERS] = "".join(card(f"answer:{n}", f"<button>{n}</button>", 1, n) for n in "abc")
    page = visit()
    page.get_by_role("button", name="a", exact=True).focus()
    server.push(frame("table:Y", 1, 2, sent("answer:a", "<button>a</button>", 2, "z")))
    expect(page.locator("[data-list=answers] > li").last).to_have_attribute("data-key", "answer:a")
    expect(page.get_by_role("button", name="a", exact=True)).to_be_focused()
    server.push(frame("table:Y", 2, 3, sent("answer:c", "<button>c!</button>", 3, "0")))
    expect(page.get_by_role("button", name="c!")).to_be_visible()
    assert keys(page) == ["answer:c", "answer:b", "answer:a"]


def test_a_card_that_goes_to_another_list_leaves_the_first_and_unknown_lists_are_ignored(server, visit):
    server.lists[ANSWERS] = card("answer:a", "a") + card("answer:b", "b")
    server.extra = '<ul data-room="table:Y" data-list="reported"></ul>'
    page = visit()
    server.push(
        frame("table:Y", 1, 2, sent("answer:a", "a", 2, list="reported"), sent("answer:b", "b", 2, list="nowhere"))
    )
    expect(page.locator("[data-list=reported] > li")).to_have_text(["a"])
    expect(page.locator("[data-list=answers] > li")).to_have_count(0)


def test_a_card_of_another_element_takes_the_place_of_the_old_one(server, visit):
    server.lists[ANSWERS] = card("answer:a", "a", 1, "a") + card("answer:b", "b", 1, "b")
    page = visit()
    other = {**sent("answer:a", "", 2, "c"), "html": card("answer:a", "A", 2, "c", tag="div")}
    server.push(frame("table:Y", 1, 2, other))
    expect(page.locator("div[data-key='answer:a']")).to_have_text("A")
    assert keys(page, "[data-list=answers] > *") == ["answer:b", "answer:a"]


def test_what_a_reader_opened_and_ticked_stays_so_when_its_card_changes(server, visit):
    def asks(text):
        return f"<p>{text}</p><details><summary>Adopt</summary><label><input type=checkbox> Nobody objects</label></details>"

    server.lists[ANSWERS] = card("answer:a", asks("8 spoke"), 1)
    page = visit()
    page.get_by_text("Adopt").click()
    page.get_by_label("Nobody objects").check()
    server.push(frame("table:Y", 1, 2, sent("answer:a", asks("9 spoke"), 2)))
    expect(page.get_by_text("9 spoke")).to_be_visible()
    expect(page.get_by_label("Nobody objects")).to_be_visible()
    expect(page.get_by_label("Nobody objects")).to_be_checked()
    server.push(frame("table:Y", 2, 3, sent("answer:a", f"<p>before</p>{asks('Adopted')}", 3)))
    expect(page.get_by_text("Adopted")).to_be_visible()
    expect(page.get_by_label("Nobody objects")).to_be_visible()


def test_a_draft_is_never_eaten_by_a_swap(server, visit):
    server.lists[ANSWERS] = card("answer:a", "a", 1)
    page = visit()
    box = page.locator("#text")
    box.fill("half a sentence")
    box.evaluate("box => box.setSelectionRange(5, 9)")
    server.push(frame("table:Y", 1, 2, *(sent(f"answer:{n}", f"text {n}", 2, str(n)) for n in range(20))))
    expect(page.locator("[data-list=answers] > li")).to_have_count(21)
    server.lists[ANSWERS] = card("answer:z", "afresh", 3)
    server.push({"t": "whole", "room": "table:Y"})
    expect(page.locator("[data-list=answers] > li")).to_have_text(["afresh"])
    expect(box).to_have_value("half a sentence")
    expect(box).to_be_focused()
    assert box.evaluate("box => [box.selectionStart, box.selectionEnd]") == [5, 9]


def test_a_selection_in_a_card_survives_the_morph_of_that_card(server, visit):
    server.lists[ANSWERS] = card("answer:a", "<p>said at the table</p><b>1</b>", 1)
    page = visit()
    page.locator("p", has_text="said").evaluate(
        "p => getSelection().setBaseAndExtent(p.firstChild, 5, p.firstChild, 7)"
    )
    server.push(frame("table:Y", 1, 2, sent("answer:a", "<p>said at the table</p><b>2</b>", 2)))
    expect(page.locator("[data-key='answer:a'] b")).to_have_text("2")
    assert page.evaluate("getSelection().toString()") == "at"


def test_who_scrolled_keeps_reading_the_same_line(server, visit):
    tall = "<br>".join("line" for _ in range(8))
    server.lists[ANSWERS] = "".join(card(f"answer:{n}", f"{n} {tall}", 1, f"{n:02}") for n in range(10, 40))
    page = visit()
    page.locator("[data-key='answer:25']").evaluate("el => scrollTo(0, el.offsetTop + 20)")
    top = "el => Math.round(el.getBoundingClientRect().top)"
    before = page.locator("[data-key='answer:26']").evaluate(top)
    changes = [sent(f"answer:{n}", f"{n} {tall}", 2, f"0{n}") for n in range(5)]
    server.push(frame("table:Y", 1, 2, *changes, gone("answer:12", 2), sent("answer:25", f"{tall}<br>{tall}", 2, "25")))
    expect(page.locator("[data-list=answers] > li")).to_have_count(34)
    assert page.locator("[data-key='answer:26']").evaluate(top) == before
    page.evaluate("scrollTo(0, 0)")
    server.push(frame("table:Y", 2, 3, sent("answer:new", "first", 3, "")))
    expect(page.get_by_text("first")).to_be_in_viewport()


def test_a_list_that_follows_stays_at_its_end_for_who_is_there(server, visit):
    server.lists[ANSWERS] = "".join(card(f"answer:{n}", "<br>line" * 8, 1, f"{n:02}") for n in range(10))
    page = visit()
    page.locator("[data-list=answers]").evaluate("list => list.dataset.follow = ''")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    server.push(frame("table:Y", 1, 2, sent("answer:new", "<br>line" * 9 + " last", 2, "99")))
    expect(page.get_by_role("button", name="Send")).to_be_in_viewport()
    expect(page.get_by_text("last")).to_be_in_viewport()


def test_a_new_card_fades_in_once_and_not_where_motion_is_unwelcome(server, visit):
    page = visit()
    page.evaluate("window.fades = []; addEventListener('animationstart', event => fades.push(event.target.id))")
    server.push(frame("table:Y", 1, 2, sent("answer:a", "a", 2)))
    expect(page.locator(".arrived")).to_have_count(1)
    expect(page.locator(".arrived")).to_have_count(0)
    server.push(frame("table:Y", 2, 3, sent("answer:a", "again", 3)))
    expect(page.get_by_text("again")).to_be_visible()
    assert page.evaluate("fades") == ["answer:a"]
    page.emulate_media(reduced_motion="reduce")
    server.push(frame("table:Y", 3, 4, sent("answer:b", "still", 4)))
    expect(page.get_by_text("still")).to_be_visible()
    assert page.locator(".arrived").count() == 0
    assert page.evaluate("fades") == ["answer:a"]


def test_my_marks_are_united_and_put_back_after_each_morph(server, visit):
    button = '<button data-mark="agreed" aria-pressed="false">Agree</button>'
    server.lists[ANSWERS] = card("answer:a", button, 1) + card("answer:b", button, 1)
    server.lists["me", "mine"] = card("mine:self", "", 1, marks='{"answer:a":["mine"]}', seat="Y")
    page = visit()
    a, b = page.locator("[data-key='answer:a']"), page.locator("[data-key='answer:b']")
    expect(a).to_have_attribute("data-mine", "mine")
    marks = '{"answer:a":["agreed"],"answer:b":["agreed"]}'
    server.push(frame("me", 1, 2, sent("mine:agreements", "", 2, list="mine", marks=marks)))
    expect(a).to_have_attribute("data-mine", "agreed mine")
    expect(b.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    server.push(frame("table:Y", 1, 3, sent("answer:b", button + "<i>5</i>", 3)))
    expect(b.locator("i")).to_have_text("5")
    expect(b).to_have_attribute("data-mine", "agreed")
    expect(b.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    server.push(frame("me", 2, 4, sent("mine:agreements", "", 4, list="mine", marks="{}")))
    expect(b.get_by_role("button")).to_have_attribute("aria-pressed", "false")
    expect(a).to_have_attribute("data-mine", "mine")
    assert b.get_attribute("data-mine") is None


def test_the_region_takes_its_abilities_from_the_phase_card(server, visit):
    server.lists["item:X", "phase"] = card("phase:X", "table work", 1, abilities="answer agree")
    server.extra = (
        '<section data-abilities-of="X"><b data-needs="answer">Write</b><b data-needs="report">Report</b></section>'
    )
    page = visit()
    expect(page.get_by_text("Write")).to_be_visible()
    expect(page.get_by_text("Report", exact=True)).to_be_hidden()
    server.push(frame("item:X", 1, 2, sent("phase:X", "report-out", 2, list="phase", abilities="report")))
    expect(page.get_by_text("Report", exact=True)).to_be_visible()
    expect(page.get_by_text("Write")).to_be_hidden()


def test_presence_and_who_is_writing_are_shown_and_survive_a_morph(server, visit):
    line = '<i data-editing-of="answer:a" hidden></i>'
    server.lists[ANSWERS] = card("answer:a", line, 1)
    server.extra = (
        '<b id="n" data-present-of="table:Y">1</b><b id="said" data-present-of="table:Y" data-say="here"></b>'
    )
    page = visit()
    server.push({"t": "present", "room": "table:Y", "count": 6}, {"t": "editing", "key": "answer:a", "by": "Ana"})
    expect(page.locator("#n")).to_have_text("6")
    expect(page.locator("#said")).to_have_text("6 people")
    expect(page.get_by_text("Ana is writing")).to_be_visible()
    server.push(frame("table:Y", 1, 2, sent("answer:a", line + "morphed", 2)))
    expect(page.get_by_text("morphed")).to_be_visible()
    expect(page.get_by_text("Ana is writing")).to_be_visible()
    server.push({"t": "editing", "key": "answer:a", "by": None})
    expect(page.get_by_text("Ana is writing")).to_be_hidden()
