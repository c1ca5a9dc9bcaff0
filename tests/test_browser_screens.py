"""What the screens offer around an answer, in a real Chromium: keys, copies, links, maps."""

from __future__ import annotations

import http.client
import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from assistant.asked import LONGEST_QUESTION
from tests.browsing import (
    DONE,
    IDLE,
    NARROW,
    NEEDS_CHROMIUM,
    PATIENCE,
    VERDICT,
    NewVisitor,
    Visitor,
)

pytestmark = NEEDS_CHROMIUM


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_composer_leads_the_first_screen(
    new_visitor: NewVisitor, width: int, height: int
) -> None:
    page = new_visitor(width=width, height=height).open()
    box = page.get_by_role("textbox", name="Ask the essays")
    expect(box).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Tell me about your business")).to_be_in_viewport()
    starters = page.get_by_role("radio").all_inner_texts()
    assert len(starters) >= 3
    assert VERDICT not in starters


def test_a_slash_goes_to_the_composer_and_stays_a_slash_inside_it(visitor: Visitor) -> None:
    page = visitor.open()
    box = page.get_by_role("textbox", name="Ask the essays")
    page.locator("html[data-keys]").wait_for(state="attached", timeout=PATIENCE)
    visitor.settle()  # the first run's end draws the composer anew, and takes the focus from it
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("and/or")
    expect(box).to_have_value("and/or")


def test_what_is_too_long_is_kept_counted_and_not_sent(visitor: Visitor) -> None:
    page = visitor.open()
    box = page.get_by_role("textbox", name="Ask the essays")
    text = "Why so? " * (LONGEST_QUESTION // 8 + 20)
    box.fill(text)
    note = page.locator("#composer-note")
    expect(note).to_contain_text(f"{len(text.strip()):,} of {LONGEST_QUESTION:,} characters")
    expect(note).to_contain_text("shorten it")
    box.press("Enter")
    page.get_by_role("button", name="Send message").click()
    page.wait_for_timeout(800)
    expect(box).to_have_value(text)
    expect(page.locator(".d-question")).to_have_count(0)
    box.fill(NARROW)
    expect(note).to_be_hidden()
    box.press("Enter")
    expect(page.locator(DONE)).to_have_count(1, timeout=PATIENCE)


def test_the_pointer_opens_a_quotation_and_a_click_keeps_it(visitor: Visitor) -> None:
    page = visitor.open()
    answer = visitor.ask(NARROW)
    badge = answer.get_by_role("button", name=re.compile("^Citation 1:")).first
    card = page.get_by_role("dialog")
    badge.hover()
    expect(card).to_be_visible()
    page.get_by_role("heading", level=2).first.hover()
    expect(card).to_be_hidden()
    badge.hover()
    expect(card).to_be_visible()
    badge.click()
    page.mouse.move(2, 500)
    page.wait_for_timeout(800)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_arrows_move_through_the_citations(visitor: Visitor) -> None:
    page = visitor.open()
    answer = visitor.ask(VERDICT)
    badges = answer.locator(".d-badge, button.d-chip")
    badges.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(badges.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(badges.nth(2)).to_be_focused()
    open_card = page.locator(".d-card:popover-open")
    expect(open_card).to_have_count(1)
    expect(open_card).to_have_id(str(badges.nth(2).get_attribute("popovertarget")))
    page.keyboard.press("ArrowLeft")
    expect(badges.nth(1)).to_be_focused()


def test_every_quotation_opens_inside_the_window(new_visitor: NewVisitor, whole: bool) -> None:
    visitor = new_visitor(width=390, height=844)
    page = visitor.open()
    answer = visitor.ask(VERDICT)
    for badge in answer.locator(".d-badge").all()[:: 1 if whole else 3]:
        badge.scroll_into_view_if_needed()
        badge.click()
        card = page.locator(".d-card:popover-open")
        box = card.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)  # what scrolls under a resting pointer would open


def test_an_answer_is_copied_with_its_sources(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    visitor.ask(NARROW)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Sources:" in copied
    assert re.search(r"^\[1\] “.+” \(.+“.+”\)$", copied, re.M)


def test_a_form_is_a_new_short_turn_and_small_talk_has_no_counters(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(NARROW)
    page.get_by_role("button", name="As bullets").click()
    expect(page.locator(DONE)).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(DONE).last.locator("li").first).to_be_visible()
    answer = visitor.ask("hi", answers=3)
    expect(answer.locator("details")).to_have_count(0)
    expect(answer.get_by_role("button", name="Shorter")).to_have_count(0)


def test_the_phone_has_its_pages_in_view(new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390, height=844).open()
    for name in ("Ask", "Essays", "Check", "Map"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", name="Who writes the answers")).to_be_visible(
        timeout=PATIENCE
    )


def test_a_table_reads_on_a_phone(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(width=390, height=844)
    page = visitor.open()
    visitor.ask("What do the essays say about loyalty?")
    page.get_by_role("button", name="As a table").click()
    expect(page.locator(DONE)).to_have_count(2, timeout=PATIENCE)
    assert page.locator(".d-tabled").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_business_is_told_asked_about_kept_and_switched_off(visitor: Visitor) -> None:
    page = visitor.open()
    answer = visitor.ask(VERDICT)
    expect(page.get_by_text("what do you sell, who pays for it")).to_be_visible()
    page.get_by_role("button", name="Answer it").click()
    told = "We sell payroll to bakeries, and few come back."
    page.get_by_label("Your answer").fill(told)
    page.get_by_role("button", name="Save and ask again").click()
    expect(page.locator(DONE)).to_have_count(2, timeout=PATIENCE)
    expect(answer).to_contain_text("Nearest to your business")
    page.reload()
    page.get_by_role("button", name="My business", exact=True).click(timeout=PATIENCE)
    expect(page.get_by_label("In your own words")).to_have_value(told)
    page.keyboard.press("Escape")
    page.get_by_text("Use it", exact=True).click()
    expect(page.get_by_role("switch", name="Use it", checked=True)).to_have_count(0)
    page.wait_for_timeout(1000)
    page.locator(IDLE).wait_for(timeout=PATIENCE)
    answer = visitor.ask(VERDICT, answers=3)
    expect(answer).not_to_contain_text("Nearest to your business")
    expect(page.get_by_role("button", name="Answer it")).to_have_count(0)


def test_a_menu_is_readable_in_the_dark(new_visitor: NewVisitor) -> None:
    visitor = new_visitor(dark=True)
    page = visitor.open()
    visitor.ask(NARROW)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_role("link", name="Print, or save as PDF")
    expect(link).to_be_visible()
    shade = link.evaluate("e => getComputedStyle(e).color")
    assert sum(map(int, re.findall(r"\d+", shade)[:3])) > 500


def test_a_link_opens_for_others_until_it_is_withdrawn(new_visitor: NewVisitor) -> None:
    mine = new_visitor()
    page = mine.open()
    mine.ask(NARROW)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible(timeout=PATIENCE)
    link = str(page.locator("#share-link").text_content())
    assert link.startswith(f"{mine.address}/shared?link=")
    theirs = new_visitor()
    shared = theirs.open(link.removeprefix(f"{mine.address}/"))
    expect(shared.get_by_role("heading", level=1)).to_have_text(NARROW, timeout=PATIENCE)
    expect(shared.locator(DONE)).to_have_count(1)
    expect(shared.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name="Withdraw the link").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible(timeout=PATIENCE)
    shared.reload()
    expect(shared.get_by_text("There is nothing behind this link")).to_be_visible(timeout=PATIENCE)


def unbroken(text: str) -> str:
    """The text on one line; a printed line may end at a hyphen."""
    return " ".join(text.split()).replace("- ", "-")


def test_a_conversation_prints_without_cut_offs(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(VERDICT)
    chat = urlsplit(page.url).query
    visitor.open(f"shared?{chat}")
    sources = page.locator(".d-sources li")
    expect(sources.first).to_be_visible(timeout=PATIENCE)
    last = unbroken(sources.last.locator("q").inner_text())
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    text = unbroken(" ".join(sheet.extract_text() for sheet in printed.pages))
    assert len(printed.pages) >= 2
    assert unbroken(VERDICT) in text
    assert last[1:40] in text
    assert last[-30:-1] in text
    assert "Print or save as PDF" not in text


def test_a_conversation_is_printed_by_two_clicks(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(NARROW)
    page.context.add_init_script(
        "print = () => document.body.toggleAttribute('data-printed', true);"
    )
    page.get_by_role("button", name="Share").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Print, or save as PDF").click()
    sheet = opened.value
    expect(sheet.locator("body[data-printed]")).to_have_count(1, timeout=PATIENCE)
    expect(sheet.locator(".d-printed")).to_be_visible()
    assert "print=" not in sheet.url


def test_every_answer_keeps_its_questions_that_follow_on(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(NARROW)
    visitor.ask("shorter please", answers=2)
    visitor.ask("who is Gord Hotchkiss?", answers=3)
    expect(page.get_by_text("Ask next")).to_have_count(3)


def test_the_map_fits_a_screen_and_a_cell_opens_the_words(new_visitor: NewVisitor) -> None:
    page = new_visitor(width=1440, height=900).open("map")
    table = page.locator(".d-map-table")
    expect(table).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(500)
    box = table.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900
    assert box["width"] > 800
    page.locator(".d-cell").first.click()
    card = page.locator(".d-card:popover-open")
    expect(card.locator("q").first).to_be_visible()
    words = card.locator("q").first.inner_text().strip("“”")
    card.get_by_role("link").first.click()
    expect(page.locator("#span")).to_be_in_viewport(timeout=PATIENCE)
    marked = " ".join(page.locator("mark").all_inner_texts()).split()
    assert marked[:4] == words.split()[:4]


def test_points_beside_an_essay_bring_out_their_words(visitor: Visitor) -> None:
    page = visitor.open("essays?essay=kalehoff")
    notes = page.locator(".d-note-point")
    expect(notes.first).to_be_visible(timeout=PATIENCE)
    everything = notes.count()
    notes.nth(1).hover()
    expect(page.locator(".d-pointed").first).to_be_visible()
    page.get_by_role("radio", name="For Product focus").click()
    expect(notes).not_to_have_count(everything, timeout=PATIENCE)
    assert all("for Product focus" in text for text in notes.all_inner_texts())
    page.get_by_role("radio", name="Gord Hotchkiss").click()
    expect(page.locator(".d-back").first).to_be_attached(timeout=PATIENCE)
    assert not any(
        "d-quoted" in str(piece.get_attribute("class")) and "faster horse" not in piece.inner_text()
        for piece in page.locator(".d-back").all()
    )


def test_a_claim_is_checked_sentence_by_sentence(visitor: Visitor) -> None:
    page = visitor.open("check")
    page.get_by_label("A sentence, or a whole paragraph").fill(
        "Mark says that customers are the lifeblood of any business. "
        "Max Kalehoff says that customer focus matters more than product focus."
    )
    page.get_by_role("button", name="Check it").click()
    found = page.get_by_role("region", name="What was found")
    expect(found.locator(".d-claim-card")).to_have_count(2, timeout=PATIENCE)
    expect(found.locator(".d-verdict").first).to_contain_text("They say so")
    expect(found.locator(".d-verdict").last).not_to_contain_text("They say so")
    found.get_by_role("button", name=re.compile("^Citation 1:")).first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text("lifeblood")


@pytest.mark.parametrize(("origin", "status"), [("", 101), (":1", 403)])
def test_another_port_may_not_open_the_websocket(address: str, origin: str, status: int) -> None:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=20)
    connection.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Host": place.netloc,
            "Origin": f"http://{place.hostname}{origin}" if origin else address,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
    )
    assert connection.getresponse().status == status
    connection.close()


def test_metrics_are_not_served(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", "/_stcore/metrics")
    assert connection.getresponse().status == 404
    connection.close()
