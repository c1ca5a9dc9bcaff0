"""The page that checks claims, and the page that a shared link opens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html

from assistant.answer import Citation
from assistant.checking.result import Checked
from assistant.debate import DebateAssistant
from assistant.domain import Debate
from assistant.history import Conversation, Turn
from assistant.index import Index
from assistant.ui.asking import complete
from assistant.ui.check_page import claims_of, footnotes, found_html
from assistant.ui.shared_page import printed_html


@pytest.fixture(scope="module")
def debate(index: Index) -> Debate:
    return index.debate


@pytest.fixture
def proof(debate: Debate) -> Citation:
    essay = debate.essay("kalehoff")
    quote = "It’s not a goal, it’s a by-product."
    start = essay.text.index(quote)
    return Citation(
        1, "kalehoff", essay.title, "Max Kalehoff", "Gord Hotchkiss", "quoted", "endorses", "",
        quote, start, start + len(quote),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "Mark says: “Buy it. Love it.” Jeo agrees.",
            ["Mark says: “Buy it. Love it.”", "Jeo agrees."],
        ),
        ('He said "No. Never." Then he left.', ['He said "No. Never."', "Then he left."]),
        ("Dr. Blum and J. Roe agree. So do I.", ["Dr. Blum and J. Roe agree.", "So do I."]),
        ("A heading\n\nA line that goes\non here.", ["A heading", "A line that goes on here."]),
        ("Growth was 3.5 percent. Fine", ["Growth was 3.5 percent.", "Fine"]),
        ("  \n ", []),
    ],
)
def test_a_text_is_cut_into_claims_but_never_inside_a_quotation(
    text: str, claims: list[str]
) -> None:
    assert claims_of(text) == claims


def test_every_claim_gets_a_verdict_in_words_and_its_proof_in_place(
    debate: Debate, proof: Citation
) -> None:
    found = [
        Checked("Hotchkiss calls it a by-product.", "supported", "He says so.", (proof,)),
        Checked("Mark calls it <b>a by-product</b>.", "wrong_voice", "Hotchkiss does.", (proof,)),
        Checked("We sell payroll.", "fabricated", "", ()),
    ]
    page = html.fragment_fromstring(found_html(found, debate))
    assert "The essays bear out 1 of 3 sentences." in page.text_content()
    cards = page.xpath(".//section")
    verdicts = [card.xpath(".//p[contains(@class,'d-verdict')]")[0] for card in cards]
    assert [v.text_content() for v in verdicts] == [
        "✓ They say so",
        "↪ Somebody else says it",
        "✗ Nobody here says this",
    ]
    assert [v.get("class").split()[1] for v in verdicts] == ["d-good", "d-fair", "d-bad"]
    assert "Gord Hotchkiss, quoted with approval by Max Kalehoff" in cards[0].text_content()
    (badge,) = cards[1].xpath(".//button[@popovertarget='quote-c1-1'][contains(@class,'d-badge')]")
    assert badge.get("aria-label") == "Citation 1: Gord Hotchkiss in Max Kalehoff's essay"
    assert page.xpath("//*[@id='quote-c1-1']//mark/text()") == [proof.quote]
    assert page.xpath("//b") == []
    copies = page.xpath(".//button[@data-copy]")
    assert [copy.get("data-copy") for copy in copies] == ["note-c0", "note-c1"]
    assert page.xpath("//*[@id='note-c0']")[0].text_content() == footnotes([proof], debate)


def test_a_footnote_names_speaker_author_and_title(debate: Debate, proof: Citation) -> None:
    assert footnotes([proof], debate) == (
        "Gord Hotchkiss, quoted in Max Kalehoff, “Product Focus Matters More Than Customer Focus”: "
        "“It’s not a goal, it’s a by-product.”"
    )


def test_a_printed_conversation_has_every_source_in_full(index: Index) -> None:
    answer = DebateAssistant(index).ask("What does Gord Hotchkiss say about customer research?")
    done = complete("t1", answer, index.debate, [], {})
    turns = [
        done,
        Turn("t2", "Stopped?", None),
        Turn("t3", "Torn?", {"schema": 1, "gate": 7}, {}, {}),
    ]
    made = printed_html(Conversation("c", "On <research>", datetime.now(UTC)), turns, index.debate)
    page = html.fragment_fromstring(made)
    assert page.xpath("//h1")[0].text_content() == "On <research>"
    assert [h.text_content() for h in page.xpath("//h2")] == [turn.question for turn in turns]
    sources = page.xpath("//ol[@class='d-sources']/li")
    assert [int(item.get("value")) for item in sources] == [c.number for c in answer.citations]
    for item, citation in zip(sources, answer.citations, strict=True):
        assert f"“{citation.quote}”" in item.text_content()
        assert citation.title in item.text_content()
    assert "Stopped before an answer." in page.text_content()
    assert "damaged" in page.text_content()
