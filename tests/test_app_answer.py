"""What an answer looks like, from real answers over the real essays."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html

from assistant.answer import (
    Answer,
    Citation,
    GateFailure,
    GateReport,
    RollCallEntry,
    Statement,
)
from assistant.debate import DebateAssistant
from assistant.domain import Debate
from assistant.history import Turn
from assistant.index import Index
from assistant.ui.answer_view import INFERENCE, answer_html
from assistant.ui.asking import complete
from assistant.ui.citations import essay_link, label, shown
from assistant.ui.comparison import comparison_html, leaders, standing
from assistant.ui.follow_ups import FORMS, leave_out, other_side, used_essays
from assistant.ui.names import essay_names, position_label, voice_line
from assistant.ui.prose import streamed
from assistant.ui.stored import read_answer, read_shown
from assistant.ui.turn_view import how_html, question_html, whole_answer

VERDICT = "Should my business be product-focused or customer-focused?"
NARROW = "What does Gord Hotchkiss say about customer research?"


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


@pytest.fixture(scope="module")
def debate(assistant: DebateAssistant) -> Debate:
    return assistant.debate


@pytest.fixture(scope="module")
def verdict(assistant: DebateAssistant) -> Answer:
    return assistant.ask(VERDICT)


@pytest.fixture(scope="module")
def narrow(assistant: DebateAssistant) -> Answer:
    return assistant.ask(NARROW)


def drawn(answer: Answer, debate: Debate, scope: str = "t") -> html.HtmlElement:
    cited = shown(answer.citations, debate)
    return html.fragment_fromstring(answer_html(answer, cited, debate, scope))


def made_up(debate: Debate, *statements: Statement, **changed: object) -> Answer:
    """An answer by hand that cites Hotchkiss in Kalehoff's essay as [1] and Mark as [2]."""
    citations = []
    for number, (slug, quote) in enumerate(
        [
            ("kalehoff", "It’s not a goal, it’s a by-product."),
            ("mark", "Customers are the lifeblood"),
        ],
        start=1,
    ):
        essay = debate.essay(slug)
        start = essay.text.index(quote)
        (spoken,) = [s for s in essay.sentences if s.start <= start < s.end]
        voice = spoken.voice
        citations.append(
            Citation(
                number, slug, essay.title, essay.author, voice.name, voice.role, voice.attitude,
                spoken.heading, quote, start, start + len(quote),
            )
        )  # fmt: skip
    answer = Answer(
        "x", "q", "q", "answered", "t", statements=statements, citations=tuple(citations)
    )
    return replace(answer, **changed)  # type: ignore[arg-type]


def test_every_citation_has_a_named_badge_that_opens_its_quotation(
    verdict: Answer, debate: Debate
) -> None:
    page = drawn(verdict, debate)
    assert len(verdict.citations) >= 5
    for citation in verdict.citations:
        name = label(citation)
        badges = page.xpath("//button[@aria-label=$name]", name=name)
        assert badges, name
        assert badges[0].text_content().startswith(str(citation.number))
        (card,) = page.xpath("//*[@id=$id]", id=badges[0].get("popovertarget"))
        assert card.get("role") == "dialog"
        assert card.get("aria-label") == name
        (mark,) = card.xpath(".//mark")
        assert mark.text_content() == citation.quote
        paragraph = mark.getparent().text_content().strip("… ")
        assert paragraph in debate.essay(citation.essay).text
        (way_in,) = card.xpath(".//a/@href")
        assert way_in == essay_link(citation.essay, citation.start, citation.end)


def test_the_badge_says_whose_words_in_whose_essay(debate: Debate) -> None:
    answer = made_up(debate)
    assert label(answer.citations[0]) == "Citation 1: Gord Hotchkiss in Max Kalehoff's essay"
    assert label(answer.citations[1]) == (
        "Citation 2: Mark, author of “Customer Focused Management VS Product Focused Management”"
    )
    unsigned = replace(answer.citations[0], author=None, voice=None, role="author", title="T")
    assert label(unsigned) == "Citation 1: the essay “T”"
    unclear = replace(answer.citations[0], voice=None, role="uncertain")
    assert label(unclear) == "Citation 1: speaker unclear in Max Kalehoff's essay"


def test_a_card_says_how_the_author_treats_the_voice(debate: Debate) -> None:
    page = drawn(made_up(debate, Statement("x [1]", citations=(1,))), debate)
    (said,) = page.xpath("//*[@id='quote-t-1']//*[@class='d-voice']/text()")
    assert said == "Gord Hotchkiss, quoted with approval by Max Kalehoff"
    assert voice_line("Roe", "quoted", "rebuts", None) == (
        "Roe, quoted in this essay, in order to disagree"
    )
    assert "without taking sides" in voice_line("Roe", "quoted", "reports", "A")
    assert voice_line(None, "uncertain", "reports", "A") == "Speaker unclear, quoted by A"


def test_the_roll_call_is_a_labelled_list_whose_chips_open_the_proof(
    verdict: Answer, debate: Debate
) -> None:
    page = drawn(verdict, debate)
    (group,) = page.xpath("//*[@role='group'][@aria-label='Roll call']")
    (chips,) = group.xpath(".//ul[@role='list']")
    assert len(chips) == len(debate.essays) == len(verdict.roll_call)
    for item, entry in zip(chips, verdict.roll_call, strict=True):
        stands = position_label(debate, entry.position)
        assert stands in item.text_content()
        (button,) = item.xpath("./button")
        assert button.get("popovertarget") == f"quote-t-{entry.citation}"
        assert stands in button.get("aria-label")
        assert ("contrarian" in item.text_content()) == (entry.essay == "kalehoff")


def test_a_silent_essay_has_a_chip_that_opens_nothing(debate: Debate) -> None:
    answer = made_up(debate, roll_call=(RollCallEntry("mark", "Mark", "silent"),), citations=())
    (chip,) = drawn(answer, debate).xpath("//ul[@role='list']/li/*")
    assert chip.tag == "span"
    assert "Silent on this" in chip.text_content()


def test_the_sides_stand_in_columns_and_the_contrarian_is_marked(
    verdict: Answer, debate: Debate
) -> None:
    (columns,) = drawn(verdict, debate).xpath("//*[@class='d-columns']")
    heads = [head.text_content() for head in columns.xpath("./section/h3")]
    assert len(heads) == 2
    assert [("contrarian" in head) for head in heads] == ["product" in head for head in heads]


def test_a_clash_sets_both_quotations_side_by_side(verdict: Answer, debate: Debate) -> None:
    cards = drawn(verdict, debate).xpath("//*[@class='d-clash']")
    assert cards
    for card in cards:
        halves = card.xpath(".//*[contains(@class,'d-half ')]")
        assert len(halves) >= 2
        speakers = [half.xpath("./*[@class='d-speaker']")[0].text_content() for half in halves]
        assert len(set(speakers)) == len(speakers)
        for half in halves:
            number = half.xpath(".//button/*[@class='d-number']/text()")[0]
            (citation,) = [c for c in verdict.citations if c.number == int(number)]
            shown_words = half.xpath(".//q")[0].text_content().strip("“” …")
            assert citation.quote.startswith(shown_words)
            assert (citation.voice or "essay") in half.text_content()


def test_the_first_sentence_stands_out_and_gists_follow_as_prose(debate: Debate) -> None:
    answer = made_up(
        debate,
        Statement("Customers come first, holds Mark [2].", citations=(2,)),
        Statement("Hotchkiss calls that a by-product [1].", citations=(1,)),
    )
    page = drawn(answer, debate)
    (first,) = page.xpath("//p[@class='d-first']")
    assert first.text_content().startswith("Customers come first, holds Mark.")
    (other,) = page.xpath("./p[not(@class)]")
    assert other.xpath("./button/@popovertarget") == ["quote-t-1"]
    assert other.text_content().startswith("Hotchkiss calls that a by-product.")


def test_of_a_long_first_sentence_only_the_first_clause_stands_out(debate: Debate) -> None:
    text = f"Mark holds that {'customers matter and ' * 12}[2] and that they stay [1]."
    page = drawn(made_up(debate, Statement(text, citations=(2, 1))), debate)
    (first,) = page.xpath("//span[@class='d-first']")
    assert "that they stay" not in first.text_content()
    assert "and that they stay." in first.getparent().text_content()


def test_a_list_and_a_table_are_drawn_as_such(debate: Debate) -> None:
    table = "| Who | What |\n|---|---|\n| Mark | Customers first [2] |"
    answer = made_up(
        debate,
        Statement("- Customers first [2].", citations=(2,)),
        Statement("- A by-product [1].", citations=(1,)),
        Statement(table, citations=(2,)),
    )
    page = drawn(answer, debate)
    items = page.xpath("./ul/li")
    assert [item.text_content().partition(".")[0] for item in items] == [
        "Customers first",
        "A by-product",
    ]
    (row,) = page.xpath("//tbody/tr")
    assert row.xpath("./td")[0].text_content() == "Mark"
    assert row.xpath(".//button/@popovertarget") == ["quote-t-2"]


def test_essays_and_inference_never_look_alike(debate: Debate) -> None:
    answer = made_up(
        debate,
        Statement("Gord Hotchkiss: “It’s not a goal, it’s a by-product.” [1]", citations=(1,)),
        Statement("My inference: decide for yourself.", layer="assistant", kind="inference"),
        Statement("And soon, see [2].", layer="assistant", part="Settle"),
    )
    page = drawn(answer, debate)
    inferred = page.xpath("//aside[@class='d-inferred']")
    assert [aside.text_content().count(INFERENCE) for aside in inferred] == [1, 1]
    assert "Decide for yourself." in inferred[0].text_content()
    assert inferred[1].xpath(".//button/@aria-label") == [label(answer.citations[1])]
    (quote,) = page.xpath("//q")
    assert not quote.xpath("ancestor::aside")
    assert f"d-hue{essay_names(debate)['kalehoff'].hue}" in quote.get("class")


def test_a_refusal_cites_nothing_and_infers_nothing(
    assistant: DebateAssistant, debate: Debate
) -> None:
    answer = assistant.ask("What is the capital of Mongolia?")
    assert answer.status == "refused"
    page = drawn(answer, debate)
    assert page.xpath("//button") == []
    assert page.xpath("//q") == []
    assert INFERENCE not in page.text_content()
    assert answer.statements[0].text[:20] in page.text_content()


def test_small_talk_and_refusals_are_short_turns_without_counters(
    assistant: DebateAssistant, debate: Debate
) -> None:
    for question in ("hi", "What is the capital of Mongolia?"):
        answer = assistant.ask(question)
        turn = complete("t", answer, debate, ["Searching"], {})
        page = html.fragment_fromstring(whole_answer(answer, turn, debate), create_parent="div")
        assert len(page.xpath("//*[contains(@class,'d-short')]")) == 1
        assert page.xpath("//details") == []
        assert "checked" not in page.text_content()


def test_how_it_was_made_tells_time_checks_and_what_a_model_used(debate: Debate) -> None:
    answer = made_up(
        debate,
        Statement("x [1]", citations=(1,)),
        gate=GateReport(1),
        timings_ms={"write": 1200.0, "total": 1500.0},
        writer="openai:some-model",
    )
    told = how_html(
        answer,
        ["Searching"],
        {"input_tokens": 41200, "cached_tokens": 30900, "cost": 0.0123, "model": "some-model"},
    )
    page = html.fragment_fromstring(told)
    said = [row.text_content() for row in page.xpath("//li")]
    assert "Input tokens: 41,200" in said
    assert "Cached tokens: 30,900 (75% of the input)" in said
    assert "Cost: 0.0123" in said
    assert "Writer: openai:some-model" in said
    assert "1 sentence checked, all held" in said
    assert any(row.startswith("Time: 1.50 s") for row in said)


def test_what_the_gate_struck_is_shown_with_its_failure(debate: Debate) -> None:
    struck = GateReport(3, (GateFailure("Kalehoff loves customers.", "inverted_stance", 1),))
    page = drawn(made_up(debate, Statement("x"), gate=struck), debate)
    (details,) = page.xpath("//details[@class='d-struck']")
    assert "Kalehoff loves customers." in details.xpath(".//s")[0].text_content()
    assert "the source says the opposite" in details.text_content()
    assert "One sentence struck" in details.text_content()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=http://evil.test/x.png onerror=alert(1)>",
        "![x](http://evil.test/x.png)",
        "</div><style>body{display:none}</style>",
        '" onmouseover="alert(1)',
        "$$\\href{javascript:alert(1)}{x}$$",
    ],
)
def test_nothing_that_is_shown_becomes_an_element(debate: Debate, hostile: str) -> None:
    base = made_up(debate)
    citation = replace(
        base.citations[0], quote=hostile, title=hostile, voice=hostile, heading=hostile,
        author=hostile, essay=hostile,
    )  # fmt: skip
    answer = replace(
        base,
        statements=(
            Statement(f"{hostile} “{hostile}” [1]", citations=(1,), part=hostile),
            Statement(hostile, layer="assistant"),
        ),
        citations=(citation,),
        roll_call=(RollCallEntry(hostile, hostile, hostile, 1),),
        gate=GateReport(1, (GateFailure(hostile, "fabricated"),)),
        standalone_question=hostile,
        writer=hostile,
    )
    turn = complete("t", answer, debate, [hostile], {"about": hostile, "without": [hostile]})
    made = question_html(hostile, turn.asked_with, debate, "t") + whole_answer(answer, turn, debate)
    page = html.fragment_fromstring(made, create_parent="div")
    assert page.xpath("//script|//img|//style|//@onerror|//@onmouseover") == []
    assert all(link.startswith("essays?essay=") for link in page.xpath("//a/@href"))
    assert hostile.split()[0] in page.text_content()


def test_prices_stay_prices(debate: Debate) -> None:
    page = drawn(made_up(debate, Statement("From $5 to $10 a seat.")), debate)
    assert "From $5 to $10 a seat." in page.text_content()


def test_an_answer_looks_the_same_after_it_was_stored(verdict: Answer, debate: Debate) -> None:
    turn = complete("t", verdict, debate, ["Searching"], {"without": []})
    stored = json.loads(json.dumps([verdict.to_json(), turn.shown]))
    again = Turn("t", turn.question, stored[0], stored[1], turn.asked_with)
    answer = read_answer(stored[0])
    assert answer == verdict
    assert read_shown(stored[1]) == shown(verdict.citations, debate)
    assert whole_answer(answer, again, debate) == whole_answer(verdict, turn, debate)


def test_a_stored_answer_keeps_its_paragraphs_when_the_corpus_changes(
    narrow: Answer, debate: Debate
) -> None:
    kept = shown(narrow.citations, debate)
    essays = tuple(replace(e, text="All is new.", blocks=(), sentences=()) for e in debate.essays)
    changed = replace(debate, essays=essays)
    page = answer_html(narrow, kept, changed, "t")
    assert kept[1].before + kept[1].after
    assert html.fragment_fromstring(page).xpath("//mark")[0].text_content() == (
        narrow.citations[0].quote
    )
    assert shown(narrow.citations, changed)[1].before == ""


def test_two_turns_on_a_page_never_share_an_id(verdict: Answer, debate: Debate) -> None:
    page = html.fragments_fromstring(
        str(answer_html(verdict, shown(verdict.citations, debate), debate, "a"))
        + str(answer_html(verdict, shown(verdict.citations, debate), debate, "b"))
    )
    ids = [i for part in page for i in part.xpath(".//@id")]
    assert len(ids) == len(set(ids)) == 2 * len(verdict.citations)


def test_streamed_statements_show_numbers_until_their_citations_come() -> None:
    made = streamed(Statement("**Bold** <i>: “x” [12]", citations=(12,)))
    assert made == ('<strong>Bold</strong> &lt;i&gt;: “x”<span class="d-pending">12</span>')


def test_leaving_an_essay_out_is_compared_with_what_was_before(
    assistant: DebateAssistant, verdict: Answer, debate: Debate
) -> None:
    pending = leave_out(verdict, "kalehoff", (), "t1")
    assert pending.question == verdict.question
    after = assistant.ask(pending.question, without=pending.without)
    said = html.fragment_fromstring(
        comparison_html(pending.compare, after.roll_call, debate)
    ).text_content()
    assert said.startswith("Without Kalehoff.")
    assert "“Product focus” rested on Kalehoff alone." in said
    assert comparison_html(None, after.roll_call, debate) == ""


def test_a_change_of_the_verdict_is_named(debate: Debate) -> None:
    before = {"a": "product", "b": "product", "mark": "customer"}
    after = [RollCallEntry("mark", None, "customer"), RollCallEntry("a", None, "product")]
    assert leaders(before) == {"product"}
    said = comparison_html(before, after, debate)
    assert "The verdict changes: “Product focus” had the most essays" in said
    assert "now “Customer focus” and “Product focus” have them" in said
    assert leaders({"a": "silent"}) == frozenset()
    assert standing(after) == {"mark": "customer", "a": "product"}


def test_the_other_side_gives_one_sides_strongest_case(
    assistant: DebateAssistant, verdict: Answer, debate: Debate
) -> None:
    pending = other_side(verdict, debate)
    assert pending is not None
    assert pending.question == "What is the strongest case for product focus?"
    against = assistant.ask(pending.question, [verdict.question], last=verdict)
    assert against.status == "answered"
    assert "kalehoff" in {citation.essay for citation in against.citations}
    assert other_side(replace(verdict, roll_call=(), citations=()), debate) is None


def test_the_buttons_for_other_forms_are_understood(
    assistant: DebateAssistant, verdict: Answer
) -> None:
    def asked(label: str) -> Answer:
        return assistant.ask(FORMS[label], [verdict.question], last=verdict)

    shorter = asked("Shorter")
    assert 0 < len(shorter.text.split()) < len(verdict.text.split()) * 0.7
    assert {c.quote for c in shorter.citations} <= {c.quote for c in verdict.citations}
    assert all(s.text.startswith("- ") for s in asked("As bullets").statements)
    assert asked("As a table").statements[0].text.startswith("| ")


def test_only_essays_that_an_answer_uses_can_be_left_out(narrow: Answer, debate: Debate) -> None:
    used = used_essays(narrow, debate)
    assert {essay.slug for essay in used} == {citation.essay for citation in narrow.citations}


def test_short_names_are_unique_and_readable(debate: Debate) -> None:
    names = {slug: name.short for slug, name in essay_names(debate).items()}
    assert names == {
        "glossary": "Glossary",
        "jeo": "Jeo",
        "kalehoff": "Kalehoff",
        "mark": "Mark",
        "unsigned": "Unsigned",
    }
    twins = tuple(replace(debate.essays[1], slug=slug) for slug in ("one-two", "three"))
    assert [n.short for n in essay_names(replace(debate, essays=twins)).values()] == [
        "One two",
        "Three",
    ]
