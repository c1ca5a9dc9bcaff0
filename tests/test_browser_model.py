"""A chat model behind the real page: it can be stopped, and its words are never more than text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from assistant.settings import Settings
from evals.openai_server import Reply, Served, serving
from tests.browsing import (
    NEEDS_CHROMIUM,
    PATIENCE,
    NewVisitor,
    hostile,
    listening,
    served,
)

pytestmark = NEEDS_CHROMIUM

QUESTION = "What does Gord Hotchkiss say about customer research?"


def sentence(text: str) -> str:
    return json.dumps({"text": text, "kind": "talk"}) + "\n"


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    with listening() as (address, heard):
        yield address, heard


@pytest.fixture(scope="module")
def replies(listener: tuple[str, list[str]]) -> list[Reply]:
    """What the model answers for now comes first: a slow answer, and one that means harm."""
    slow = "".join(sentence(f"Thought number {number} is mine.") for number in range(24))
    bad = hostile(listener[0])
    harm = "".join(sentence(bad[start : start + 300]) for start in range(0, len(bad), 300))
    return [Reply(slow, between=0.5, size=60), Reply(harm)]


@pytest.fixture(scope="module")
def model(replies: list[Reply]) -> Iterator[Served]:
    with serving([lambda _: replies[0]]) as model:  # a page that is drawn anew asks once more
        yield model


@pytest.fixture(scope="module")
def address(settings: Settings, model: Served) -> Iterator[str]:
    environment = {
        "DEBATE_DATA_DIR": str(settings.data_dir),
        "DEBATE_WRITER": "openai:scripted",
        "DEBATE_MODEL_BASE_URL": model.url,
        "DEBATE_MODEL_API_KEY": "none",
    }
    with served(environment) as address:
        yield address


def test_a_model_is_stopped_in_mid_answer_and_asked_again(
    new_visitor: NewVisitor,
    listener: tuple[str, list[str]],
    model: Served,
    replies: list[Reply],
) -> None:
    visitor = new_visitor()
    page = visitor.open()
    visitor.type(QUESTION)
    steps = page.get_by_role("status").filter(has_text="Writing")
    expect(steps).to_contain_text("Searching 5 of 5 essays", timeout=PATIENCE)
    again = page.get_by_role("button", name="Ask again")
    expect(again).to_be_hidden()
    while not model.requests:  # the steps are shown before the model is asked
        page.wait_for_timeout(100)
    page.wait_for_timeout(1500)  # in mid answer, and not while it is being asked for
    page.get_by_role("button", name="Stop script").click()
    expect(again).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".d-how")).to_have_count(0)
    replies.pop(0)
    again.click()
    expect(page.locator(".d-how")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".d-question")).to_have_count(1)
    page.reload()
    struck = page.locator(".d-struck")
    struck.locator("summary").click(timeout=PATIENCE)
    expect(struck.locator("s").first).to_contain_text("<img src=")
    page.wait_for_timeout(1000)
    assert listener[1] == []
    assert page.locator(".stHtml img, .stHtml iframe, .stHtml script").count() == 0
