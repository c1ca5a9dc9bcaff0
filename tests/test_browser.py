"""The real page in a real Chromium: what a visitor, a keyboard and an attacker get to see."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from tests.browsing import (
    DONE,
    NARROW,
    NEEDS_CHROMIUM,
    PAGES,
    PATIENCE,
    VERDICT,
    NewVisitor,
    Visitor,
    hostile,
    listening,
)

pytestmark = NEEDS_CHROMIUM

PHONE = 390  # pixels


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    with listening() as (address, heard):
        yield address, heard


def test_from_the_first_screen_to_a_cited_answer(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.get_by_role("heading", level=1)).to_have_text(VERDICT)
    table = page.get_by_role("group", name="The essays and where they stand")
    expect(table.get_by_role("link")).to_have_count(5)
    page.get_by_role("radio", name=NARROW).click()
    badge = page.get_by_role("button", name=re.compile(r"^Citation 1: ")).first
    expect(badge).to_be_visible(timeout=PATIENCE)
    assert "chat=" in page.url


def test_badges_voices_and_roll_call_are_found_by_role_and_name(visitor: Visitor) -> None:
    visitor.open()
    answer = visitor.ask(VERDICT)
    roll = answer.get_by_role("list", name=re.compile("^Roll call"))
    expect(roll.get_by_role("listitem")).to_have_count(5)
    chip = roll.get_by_role("button", name=re.compile("Max Kalehoff: Product focus, the contra"))
    chip.click()
    card = visitor.page.get_by_role("dialog")
    expect(card).to_be_visible()
    quoted = answer.get_by_role(
        "button", name=re.compile(r"^Citation \d+: Gord Hotchkiss in Max Kalehoff's essay$")
    ).first
    visitor.page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    quoted.click()
    expect(visitor.page.get_by_role("dialog")).to_contain_text(
        "Gord Hotchkiss, quoted with approval by Max Kalehoff"
    )
    expect(visitor.page.get_by_role("dialog").locator("mark")).to_be_visible()


def test_a_citation_leads_into_its_essay_at_the_very_words(visitor: Visitor) -> None:
    page = visitor.open()
    answer = visitor.ask("What does Gord Hotchkiss say about customer research?")
    answer.get_by_role("button", name=re.compile("^Citation 1:")).first.click()
    card = page.get_by_role("dialog")
    words = card.locator("mark").inner_text().split()
    card.get_by_role("link", name=re.compile("Read it in the full essay")).click()
    mark = page.locator("#span")
    expect(mark).to_be_in_viewport(timeout=PATIENCE)
    assert " ".join(page.locator("mark").all_inner_texts()).split() == words
    expect(page.get_by_role("article")).to_contain_text("Gord Hotchkiss, quoted with approval")
    page.get_by_role("link", name="Back to the conversation").click()
    expect(page.locator(DONE)).to_have_count(1, timeout=PATIENCE)


def test_the_keyboard_opens_and_closes_a_citation(visitor: Visitor) -> None:
    page = visitor.open()
    answer = visitor.ask(NARROW)
    badge = answer.get_by_role("button", name=re.compile("^Citation 1:")).first
    badge.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Close the quotation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(badge).to_be_focused()


def test_a_conversation_survives_a_reload_exactly(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(VERDICT)
    visitor.ask("What would Muliadi Jeo say to that?", answers=2)
    before = page.locator(".d-answer").all_inner_texts()
    page.reload()
    expect(page.locator(DONE)).to_have_count(2, timeout=PATIENCE)
    assert page.locator(".d-answer").all_inner_texts() == before
    expect(page.locator(".d-question").last).to_be_in_viewport()


def test_the_page_stays_at_the_question_it_answers(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(VERDICT)
    visitor.ask("What do the essays say about loyalty?", answers=2)
    expect(page.locator(".d-question").last).to_be_in_viewport()
    page.wait_for_timeout(1000)
    box = page.locator(".d-question").last.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 300


def test_a_stopped_question_can_be_asked_again(visitor: Visitor, settings: Settings) -> None:
    """The database is kept busy by somebody else, so that there is something to stop."""
    page = visitor.open()
    busy = sqlite3.connect(settings.data_dir / "conversations.sqlite3", isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    box = page.get_by_role("textbox", name="Ask the essays")
    box.fill(NARROW)
    box.press("Enter")
    stop = page.get_by_role("button", name="Stop script")
    stop.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(2000)  # by then it waits to store the question; before, it would be lost
    stop.click(timeout=PATIENCE)
    busy.execute("ROLLBACK")
    busy.close()
    page.get_by_role("button", name="Send message").wait_for(timeout=PATIENCE)
    expect(page.locator(DONE)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name=NARROW).click(timeout=PATIENCE)  # in the sidebar's list
    expect(page.get_by_text("Stopped before the answer was complete.")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(DONE)).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".d-question")).to_have_count(1)


def test_nobody_opens_another_visitors_conversation(new_visitor: NewVisitor) -> None:
    mine = new_visitor()
    mine.open()
    mine.ask(NARROW)
    cookie = next(c for c in mine.context.cookies() if c["name"] == "debate_visitor")
    assert cookie["httpOnly"]
    assert len(cookie["value"]) >= 40
    theirs = new_visitor()
    page = theirs.open(mine.page.url.removeprefix(f"{mine.address}/"))
    expect(page.get_by_text("There is no such conversation here")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".d-answer")).to_have_count(0)


def test_a_conversation_is_taken_along_as_a_file(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(NARROW)
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="JSON, to process").click()
    data = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    (turn,) = data["turns"]
    assert turn["question"] == NARROW
    assert all({"essay", "voice", "start", "end"} <= set(c) for c in turn["answer"]["citations"])
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Markdown, to read").click()
    assert waiting.value.suggested_filename == "how-is-apple-used-as-an-example.md"
    assert "Voice:" in waiting.value.path().read_text(encoding="utf-8")


SMALL = """() => [...document.querySelectorAll('main button, header button, a[href], summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .filter(e => !e.matches('p a, .d-badge'))  // words of a sentence; badges have a wider edge
    .map(e => [e.textContent || e.ariaLabel, e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < 31.5)
    .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
WIDEST = """() => Math.max(document.documentElement.scrollWidth,
    document.querySelector('[data-testid=stMain]').scrollWidth)"""


def serious_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds serious or critical on a page that has axe in it."""
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [1280, PHONE])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_suits_desk_and_phone_by_day_and_night(
    new_visitor: NewVisitor, path: str, width: int, whole: bool
) -> None:
    """Axe finds nothing serious; on a phone nothing scrolls sideways, a thumb hits every target.

    A sample looks through axe at the desk by day and at the phone by night.
    """
    visitor = new_visitor(width=width)
    page = visitor.open(path)
    if not path:
        visitor.ask(VERDICT)
        expect(page.get_by_role("button", name="Answer it")).to_be_visible()
    visitor.settle()
    if width == PHONE:
        assert page.evaluate(SMALL) == []
    if not path:
        page.get_by_role("button", name=re.compile("^Citation 1:")).first.click()
        card = page.get_by_role("dialog").bounding_box()
        assert card is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= width
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    for shade in ("light", "dark"):
        page.emulate_media(color_scheme=shade)
        visitor.settle()
        ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 200) == (shade == "dark")
        assert page.evaluate(WIDEST) <= width or width != PHONE
        if whole or (shade == "dark") == (width == PHONE):
            assert serious_faults(page) == []


def test_hostile_text_reaches_nobody(
    new_visitor: NewVisitor, listener: tuple[str, list[str]]
) -> None:
    """In questions, titles, names, essays, and their quotations, on every page that shows them."""
    sink, heard = listener
    visitor = new_visitor()
    page = visitor.open("bring")
    bad = hostile(sink)
    essay = (
        f"# {bad}\n\nA product must come first, always. {bad}\n\n"
        f"As Jane <img src={sink}/name> Roe says:\n\n> Customers must come first. {bad}\n\n"
        "She is wrong, because product focus is the key to every business.\n"
    )
    page.get_by_label("Or paste the text").fill(essay)
    page.get_by_label("Title").fill(bad[:190])
    page.get_by_label("Author").fill(f"<img src={sink}/author> Ann")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("It depends", exact=True).click(timeout=2 * PATIENCE)
    page.get_by_role("button", name="Put it on the table").click()
    expect(page.get_by_role("button", name="Take it away")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Essays", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("author"))).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name=re.compile("author")).click()
    expect(page.get_by_role("article")).to_contain_text(
        "A product must come first", timeout=PATIENCE
    )
    page.goto(f"{visitor.address}/map")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    visitor.open()
    visitor.ask(VERDICT)
    expect(
        page.get_by_role("list", name=re.compile("^Roll call")).get_by_role("listitem")
    ).to_have_count(6)
    for badge in page.get_by_role("button", name=re.compile(r"^Citation \d+:.*author")).all()[:2]:
        badge.click()
        page.keyboard.press("Escape")
    visitor.ask(f"Who says this? {bad}"[:1900], answers=2)
    page.reload()
    expect(page.locator(".d-question")).to_have_count(2, timeout=PATIENCE)
    page.wait_for_timeout(1000)
    assert heard == []
    assert page.evaluate("document.querySelectorAll('.stHtml img, .stHtml iframe').length") == 0


def test_even_an_image_in_the_page_is_not_fetched(
    visitor: Visitor, listener: tuple[str, list[str]]
) -> None:
    """The policy is a second wall: it holds where an escape would have been forgotten."""
    sink, heard = listener
    page = visitor.open()
    page.evaluate(
        """sink => {
          const image = new Image(); image.src = sink + '/image';
          document.body.append(image);
          fetch(sink + '/fetch').catch(() => {});
          const script = document.createElement('script'); script.textContent = 'window.ran = 1';
          document.body.append(script);
        }""",
        sink,
    )
    page.wait_for_timeout(500)
    assert heard == []
    assert page.evaluate("window.ran") is None
    assert len(visitor.complaints) >= 3  # the browser says what it refused
    visitor.complaints.clear()
    visitor.abroad.clear()


def test_an_essay_is_brought_asked_and_taken_away(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("bring")
    essay = tmp_path / "Ship it.txt"
    essay.write_text(
        "Ship it\n\nA maker should put the product first, and the product alone.\n\n"
        "Whoever asks customers what they want builds yesterday’s product.\n",
        encoding="utf-8",
    )
    page.locator("input[type=file]").set_input_files(essay)
    expect(page.get_by_text("Ship it.txt")).to_be_visible()
    page.get_by_label("Author").fill("Ann Maker")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("Product focus", exact=True).first.click(timeout=2 * PATIENCE)
    page.get_by_role("button", name="Put it on the table").click()
    away = page.get_by_role("button", name="Take it away")
    expect(away).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Ask", exact=True).click()
    answer = visitor.ask("What does Ann Maker argue?")
    expect(answer.get_by_role("button", name=re.compile("Ann Maker")).first).to_be_visible()
    answer = visitor.ask(VERDICT, answers=2)
    roll = answer.get_by_role("list", name=re.compile("^Roll call"))
    roll.get_by_role("button", name=re.compile("Ann Maker: Product focus")).click()
    expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
    page.keyboard.press("Escape")
    conversation = page.url
    visitor.open("bring")
    away.click(timeout=PATIENCE)
    expect(away).to_be_hidden(timeout=PATIENCE)
    page.goto(conversation)
    expect(page.locator(DONE)).to_have_count(2, timeout=PATIENCE)
    expect(answer.get_by_role("button", name=re.compile("Ann Maker")).first).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(
        page.get_by_role("group", name=re.compile("The essays")).get_by_role("link")
    ).to_have_count(5)


def test_a_sentence_heard_wrongly_is_given_to_its_speaker_on_a_phone(
    new_visitor: NewVisitor,
) -> None:
    visitor = new_visitor(width=PHONE, height=844)
    page = visitor.open("bring")
    page.get_by_label("Or paste the text").fill(
        "# Ship it\n\nA maker should put the product first.\n\n"
        "Critics say: “A customer is never wrong about the price of bread.”\n"
    )
    page.get_by_role("button", name="Read it").click()
    box = page.get_by_role("combobox", name=re.compile("A customer is never wrong"))
    expect(box).to_be_visible(timeout=2 * PATIENCE)
    visitor.settle()
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    assert serious_faults(page) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(WIDEST) <= PHONE
    box.fill("Cy Day")
    box.press("Enter")
    expect(page.get_by_role("radio", name="Cy Day · 1")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("article")).to_contain_text("Cy Day, quoted, no side taken")
    page.get_by_text("Product focus", exact=True).first.click()
    page.get_by_role("button", name="Put it on the table").click()
    expect(page.get_by_role("button", name="Take it away")).to_be_visible(timeout=2 * PATIENCE)
    page.get_by_role("link", name="Ask", exact=True).click()
    answer = visitor.ask("What does Cy Day say?")
    answer.get_by_role("button", name=re.compile("^Citation 1: Cy Day")).first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text("price of bread")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b" \n", "empty"),
        ("broken.pdf", b"%PDF-1.7 nothing", "broken.pdf"),
        ("latin.md", "naïve".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_words(
    visitor: Visitor, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    page = visitor.open("bring")
    path = tmp_path / name
    path.write_bytes(content)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text(name)).to_be_visible()
    page.get_by_role("button", name="Read it").click()
    alert = page.get_by_role("alert").filter(has_text=re.compile(re.escape(says.split(".")[0])))
    expect(alert).to_be_visible(timeout=PATIENCE)
    assert "/visitors/" not in alert.inner_text()
