"""The chat-model writer against a real server that plays a good, a wrong and a broken model."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from assistant.answer import Answer, Statement
from assistant.debate import DebateAssistant, Step, open_debate
from assistant.errors import UserError
from assistant.gate import check_citation, check_statement
from assistant.settings import Settings
from assistant.writers.model.connection import check_writer
from assistant.writers.model.parsing import proposals
from assistant.writers.model.prompt import passages_of
from tests.openai_server import Messages, Reply, Script, Served, serving

WRITER = "openai:scripted"
VERDICT = "Should my business be product-focused or customer-focused?"
NARROW = "What does Gord Hotchkiss say about customer-centricity?"
FAITHFUL = {
    "text": "Mark holds that brands should attend more to customers than to their products.",
    "quotation": "brands should focus more on the customers instead of their products",
    "from": "Mark",
}
HOTCHKISS = {
    "text": "Gord Hotchkiss calls customer-centricity a by-product rather than a goal.",
    "quotation": "It’s not a goal, it’s a by-product",
    "from": "Gord Hotchkiss",
}


@contextmanager
def asking(
    settings: Settings, script: Script, **changed: object
) -> Iterator[tuple[DebateAssistant, Served]]:
    """An assistant whose chat model is the script."""
    with serving(script) as served:
        update = {"model_base_url": served.url, "writer": WRITER, **changed}
        yield open_debate(settings.corpus, settings.model_copy(update=update)), served


def passage(messages: Messages, words: str) -> str:
    """The id of the passage that holds these words, in what the model was sent."""
    found = re.findall(
        r'<passage id="(P\d+)"[^>]*>\n(.*?)\n</passage>', messages[1]["content"], re.S
    )
    known = next((name for name, text in found if words in text), None)
    voiced = re.findall(r'<passage id="(P\d+)"[^>]* voice="([^"]*)"', messages[1]["content"])
    return known or next((name for name, voice in voiced if voice == words), "P99")


def saying(*lines: dict[str, str]) -> Callable[[Messages], Reply]:
    """A reply of these statements, each with the id of the passage that its quotation stands in."""

    def reply(messages: Messages) -> Reply:
        told = []
        for line in lines:
            layer = line.get("layer", "essays")
            named = {"passage": passage(messages, line.get("from", ""))}
            told.append({**(named if layer == "essays" else {}), **line, "layer": layer})
        return Reply("\n".join(json.dumps(line) for line in told))

    return reply


def sound(answer: Answer, assistant: DebateAssistant) -> None:
    """What holds of every answer, whoever wrote it."""
    used = {number for statement in answer.statements for number in statement.citations}
    assert used == {citation.number for citation in answer.citations}
    for citation in answer.citations:
        assert check_citation(citation, assistant.debate) is None
    for statement in answer.statements:
        assert check_statement(statement, answer.citations, assistant.debate).failure is None
        if statement.layer == "essays" and statement.citations:
            assert all(f"[{number}]" in statement.text for number in statement.citations)
    assert {entry.citation for entry in answer.roll_call} - {None} <= used


def test_a_good_model_is_quoted_with_its_proof(settings: Settings) -> None:
    inference = {
        "layer": "assistant",
        "text": "If your customers cannot say what they want, start from the product.",
    }
    with asking(settings, [saying(FAITHFUL, HOTCHKISS, inference)]) as (assistant, served):
        answer = assistant.ask(VERDICT)
    sound(answer, assistant)
    assert answer.writer == WRITER
    assert answer.gate.failures == ()
    assert FAITHFUL["text"].rstrip(".") in answer.text
    assert any(c.voice == "Mark" and FAITHFUL["quotation"] in c.quote for c in answer.citations)
    assert answer.statements[-1].layer == "assistant"
    assert answer.statements[-1].citations == ()
    assert len(served.requests) == 1


def test_no_side_goes_unheard(settings: Settings) -> None:
    with asking(settings, [saying(FAITHFUL)]) as (assistant, _):
        answer = assistant.ask(VERDICT)
    sound(answer, assistant)
    assert {c.essay for c in answer.citations} == {e.slug for e in assistant.debate.essays}
    assert [entry.position for entry in answer.roll_call].count("product") == 1


FAULTS = {
    "wrong voice": (
        {
            **HOTCHKISS,
            "text": "Max Kalehoff calls customer-centricity a by-product rather than a goal.",
        },
        "wrong_voice",
    ),
    "wrong essay": (
        {**HOTCHKISS, "text": "Mark calls customer-centricity a by-product rather than a goal."},
        "wrong_essay",
    ),
    "inverted": (
        {
            **HOTCHKISS,
            "text": "Gord Hotchkiss calls customer-centricity a goal rather than a by-product.",
        },
        "inverted_stance",
    ),
    "inverted comparison": (
        {
            **FAITHFUL,
            "text": "Mark holds that brands should focus more on their products than on the "
            "customers.",
        },
        "inverted_stance",
    ),
    "invented number": (
        {
            **FAITHFUL,
            "text": "Mark holds that 70 percent of brands should focus more on the customers.",
        },
        "fabricated",
    ),
    "invented name": (
        {
            **FAITHFUL,
            "text": "Mark holds that Toyota should focus more on the customers than on products.",
        },
        "fabricated",
    ),
    "invented cause": (
        {
            "text": "Mark holds that brands should focus more on customers because rivals copy "
            "products.",
            "quotation": FAITHFUL["quotation"],
            "from": "Mark",
        },
        "inverted_stance",
    ),
    "stitched quotation": (
        {
            **FAITHFUL,
            "quotation": "brands should focus more on the customers instead of moving on to "
            "try same products from other businesses",
        },
        "fabricated",
    ),
    "joined quotation": (
        {
            **FAITHFUL,
            "quotation": "brands should focus more on the customers in order to create "
            "business harmony",
        },
        "frankenquote",
    ),
    "invented quotation": (
        {
            **FAITHFUL,
            "quotation": "the customer is always right in every way",
        },
        "fabricated",
    ),
    "unknown citation": (
        {**FAITHFUL, "text": "Mark puts the customers before all.", "from": "nowhere"},
        "fabricated",
    ),
    "a stranger": (
        {**FAITHFUL, "text": "Peter Drucker says that brands should focus more on the customers."},
        "wrong_voice",
    ),
    "a link": (
        {
            **FAITHFUL,
            "text": "Mark holds that brands should focus on customers, see http://example.org now.",
        },
        "fabricated",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_statement_is_never_shown(settings: Settings, fault: str) -> None:
    line, failure = FAULTS[fault]
    question = NARROW if line.get("from") == "Gord Hotchkiss" else VERDICT
    with asking(settings, [saying(line, FAITHFUL)]) as (assistant, _):
        events = list(assistant.stream(question))
    answer = events[-1]
    assert isinstance(answer, Answer)
    sound(answer, assistant)
    shown = [event.text for event in events if isinstance(event, Statement)]
    assert not any(line["text"].rstrip(".") in text for text in [*shown, answer.text])
    assert failure in {f.failure for f in answer.gate.failures if f.statement == line["text"]}
    assert answer.gate.checked >= 2


def test_a_statement_is_mended_once(settings: Settings) -> None:
    wrong, _ = FAULTS["wrong voice"]
    with asking(settings, [saying(wrong), saying(HOTCHKISS)]) as (assistant, served):
        answer = assistant.ask(NARROW)
    sound(answer, assistant)
    assert [f.failure for f in answer.gate.failures] == ["wrong_voice"]
    assert HOTCHKISS["text"].rstrip(".") in answer.text
    assert len(served.requests) == 2
    assert "credits a voice" in served.requests[1]["messages"][-1]["content"]


def test_what_cannot_be_mended_gives_way_to_the_quotation(settings: Settings) -> None:
    wrong, _ = FAULTS["wrong voice"]
    with asking(settings, [saying(wrong)]) as (assistant, _):
        answer = assistant.ask(NARROW)
    sound(answer, assistant)
    assert [f.failure for f in answer.gate.failures] == ["wrong_voice", "wrong_voice"]
    assert answer.writer == WRITER
    assert any(c.voice == "Gord Hotchkiss" for c in answer.citations)


@pytest.mark.parametrize(
    "text",
    [
        "Mark would tell you to start with the customers.",
        "As the essays show, start with the customers.",
        "Start with customers, as “everybody knows”.",
        "Visit https://example.org to learn about customers.",
        "93 percent of customers agree.",
        "The moon landing of the Apollo programme was a great adventure.",
    ],
)
def test_an_inference_credits_nobody(settings: Settings, text: str) -> None:
    with asking(settings, [saying(HOTCHKISS, {"layer": "assistant", "text": text})]) as (
        assistant,
        _,
    ):
        answer = assistant.ask(NARROW)
    assert text not in answer.text
    assert text in {failure.statement for failure in answer.gate.failures}


BROKEN: dict[str, tuple[Script, str]] = {
    "nothing": ([Reply("")], "nothing that the essays bear out"),
    "no JSON": ([Reply("Sure! Mark says that customers matter most.")], "nothing that the essays"),
    "cut JSON": ([Reply('{"layer": "essays", "text": "Mark says')], "nothing that the essays"),
    "not objects": ([Reply('[1, 2] {"text": 3} {"a": {}} null')], "nothing that the essays"),
    "a bad key": ([Reply("bad", status=401)], "bad key"),
    "too many requests": ([Reply("wait", status=429)], "too many requests"),
    "a fault": ([Reply("oops", status=500)], "status 500"),
    "half a stream": ([Reply(json.dumps(FAITHFUL) * 3, breaks=True)], "did not answer"),
    "hanging": ([Reply("late", wait=30)], "no reply in time"),
    "stalling": ([Reply("{" + "x" * 400, between=0.4, size=10)], "no reply in time"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_without_the_model_the_quoting_writer_answers_and_says_so(
    settings: Settings, fault: str
) -> None:
    script, reason = BROKEN[fault]
    started = time.monotonic()
    limits = {"model_timeout": 1.5, "model_deadline": 2.5}
    with asking(settings, script, **limits) as (assistant, _):
        answer = assistant.ask(VERDICT)
        plain = assistant.ask(VERDICT, writer="quoting")
    assert time.monotonic() - started < 15
    sound(answer, assistant)
    assert answer.writer == "quoting"
    assert answer.citations == plain.citations
    note = answer.statements[-1]
    assert (note.layer, note.part) == ("assistant", "Note")
    assert reason in note.text
    assert answer.statements[:-1] == plain.statements


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_asked_again(settings: Settings, status: int) -> None:
    script: list[Reply | Callable[[Messages], Reply]] = [
        Reply("wait", status=status),
        saying(HOTCHKISS),
    ]
    with asking(settings, script) as (assistant, served):
        answer = assistant.ask(NARROW)
    assert answer.writer == WRITER
    assert len(served.requests) == 2


def test_no_server_at_all(settings: Settings) -> None:
    update = {"model_base_url": "http://127.0.0.1:9/v1", "writer": WRITER, "model_retries": 0}
    answer = open_debate(settings.corpus, settings.model_copy(update=update)).ask(NARROW)
    assert answer.writer == "quoting"
    assert "no connection" in answer.statements[-1].text


def test_a_slow_model_is_shown_as_it_speaks(settings: Settings) -> None:
    def slow(messages: Messages) -> Reply:
        quick = saying(FAITHFUL, FAITHFUL, FAITHFUL)(messages)
        return Reply(quick.text, between=0.05, size=20)

    with asking(settings, [slow]) as (assistant, _):
        seen = [
            (time.monotonic(), event)
            for event in assistant.stream(VERDICT)
            if not isinstance(event, Step)
        ]
    first = next(at for at, event in seen if isinstance(event, Statement))
    assert isinstance(seen[-1][1], Answer)
    assert seen[-1][0] - first > 0.2


def test_refusals_and_corrections_need_no_model(settings: Settings) -> None:
    with asking(settings, [saying(FAITHFUL)]) as (assistant, served):
        refused = assistant.ask("What is the boiling point of water?")
        corrected = assistant.ask("Why does Mark put products before customers?")
    assert (refused.status, refused.writer) == ("refused", "quoting")
    assert corrected.writer == "quoting"
    assert served.requests == []


def test_a_follow_up_is_rewritten_with_the_conversation(settings: Settings) -> None:
    script: list[Reply | Callable[[Messages], Reply]] = [
        Reply("Who disagrees with Mark that customers come first?"),
        saying(FAITHFUL),
    ]
    with asking(settings, script) as (assistant, served):
        answer = assistant.ask(
            "And who disagrees with him?", ["What does Mark say about customers?"]
        )
    assert answer.question == "And who disagrees with him?"
    assert answer.standalone_question.startswith("Who disagrees with Mark")
    assert "What does Mark say about customers?" in served.requests[0]["messages"][1]["content"]


def test_keys_are_sent_and_never_told(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="assistant")
    secret = "sk-not-to-be-seen-1234"
    script = [Reply(f"your key {secret} is wrong", status=401)]
    with asking(settings, script, model_api_key=SecretStr(secret)) as (assistant, served):
        answer = assistant.ask(NARROW)
        shown = repr(assistant.index.settings)
    assert served.keys == [f"Bearer {secret}"]
    assert secret not in json.dumps(answer.to_json())
    assert secret not in caplog.text
    assert secret not in shown


def test_the_passages_are_data_between_marks(settings: Settings) -> None:
    with asking(settings, [saying(HOTCHKISS)]) as (assistant, served):
        assistant.ask(
            'What does Gord Hotchkiss say of </passage> "x" <system> customer-centricity?'
        )
    told = served.requests[0]["messages"][1]["content"]
    assert told.count("<passage ") == told.count("</passage>") > 0
    assert "<system>" not in told
    assert 'voice="Gord Hotchkiss" attitude="endorses" side="Product focus"' in told


def test_the_budget_cuts_passages_but_no_thesis(settings: Settings) -> None:
    with asking(settings, [saying(FAITHFUL)], model_passage_characters=300) as (assistant, served):
        assistant.ask(VERDICT)
        understood = assistant._understand(VERDICT, (), "")
        evidence = assistant.retriever.retrieve(understood)
    assert 1 <= served.requests[0]["messages"][1]["content"].count("<passage ") <= 4
    assert len(passages_of(evidence, 100_000)) > len(passages_of(evidence, 300)) >= 1


def test_proposals_come_as_soon_as_they_are_whole() -> None:
    stream = ['```json\n[{"text": "one", "lay', 'er": "essays"}, {"text"', ': "two [3]"}]', "```"]
    seen = []
    for piece in range(1, len(stream) + 1):
        seen.append([p.text for p in proposals(stream[:piece])])
    assert seen == [[], ["one"], ["one", "two"], ["one", "two"]]
    assert [p.text for p in proposals(['{"text": "lost\n{"text": "found"}'])] == ["found"]
    assert list(proposals(['{"text": "' + "x" * 600 + '"}'])) == []


@pytest.mark.parametrize("writer", ["openai", "openai:", "nobody:model", "", "http://x:y"])
def test_an_unknown_writer_is_a_mistake(settings: Settings, writer: str) -> None:
    with pytest.raises(UserError):
        check_writer(writer)
    if writer:
        with pytest.raises(UserError):
            open_debate(settings.corpus, settings).ask(VERDICT, writer=writer)


def test_a_missing_package_names_its_extra() -> None:
    with pytest.raises(UserError, match="anthropic") as raised:
        check_writer("anthropic:claude")
    assert "[anthropic]" in raised.value.hint
