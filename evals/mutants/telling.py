"""Faults in how the text tells what the citations hold."""

from __future__ import annotations

import re

from evals.mutants.world import (
    STATUS,
    Answer,
    Fault,
    World,
    add,
    citation_of_span,
    each_citing,
    rewrite,
)
from evals.stored import Span
from evals.view import MARKER

CLAIM = "In the end it is the price of lemons that decides"


def _name(citation: Answer) -> str:
    return citation["voice"] or "The essay"


def _next_number(answer: Answer) -> int:
    return 1 + max(int(citation["number"]) for citation in answer["citations"])


@each_citing
def _names_exchanged(world: World, answer: Answer) -> None:
    names = sorted(world.stored.voice_names)
    following = zip(names, names[1:] + names[:1], strict=True)
    others = {part: new for old, new in following for part in (old, *old.split())}
    longest = sorted(others, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b")
    rewrite(answer, lambda text: pattern.sub(lambda found: others[found.group()], text))


@each_citing
def _quotation_invented(_: World, answer: Answer) -> None:
    first = answer["citations"][0]
    add(answer, f"{_name(first)} says: “Nothing sells like a very good lunch.”", [first["number"]])


@each_citing
def _quotation_before_anothers_mark(_: World, answer: Answer) -> None:
    if len(answer["citations"]) > 1:
        first, second = answer["citations"][:2]
        add(answer, f"{_name(second)} says: “{first['quote']}”", [second["number"]])


@each_citing
def _marks_exchanged_in_the_text(_: World, answer: Answer) -> None:
    if len(answer["citations"]) > 1:
        text = answer["text"].replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]")
        answer["text"] = text


@each_citing
def _marks_removed(_: World, answer: Answer) -> None:
    rewrite(answer, lambda text: MARKER.sub("", text))


@each_citing
def _statements_use_nothing(_: World, answer: Answer) -> None:
    for statement in answer["statements"]:
        statement["citations"] = []


@each_citing
def _numbers_dangle(_: World, answer: Answer) -> None:
    add(answer, "So it is", [97])


@each_citing
def _everything_denied(_: World, answer: Answer) -> None:
    for statement in answer["statements"]:
        numbers = statement["citations"]
        if numbers:
            first = next(c for c in answer["citations"] if c["number"] in numbers)
            marks = "".join(f" [{number}]" for number in numbers)
            told = MARKER.sub("", statement["text"])
            said = f"{_name(first)} does not argue that {told}{marks}"
            answer["text"] = answer["text"].replace(statement["text"], said, 1)
            statement["text"] = said


@each_citing
def _claim_in_no_statement(_: World, answer: Answer) -> None:
    answer["text"] += f"\n\n{CLAIM}."


@each_citing
def _claim_hung_on_a_citation(_: World, answer: Answer) -> None:
    first = answer["citations"][0]
    add(answer, f"{_name(first)} holds: {CLAIM.lower()}", [first["number"]])


@each_citing
def _assistant_credits(world: World, answer: Answer) -> None:
    name = min(world.stored.voice_names)
    add(answer, f"As {name} argues, price decides.", layer="assistant")


@each_citing
def _padded_with_repeats(_: World, answer: Answer) -> None:
    first, number = answer["citations"][0], _next_number(answer)
    answer["citations"].append({**first, "number": number})
    add(answer, f"{_name(first)} again: “{first['quote']}”", [number])


@each_citing
def _all_essays_cited(world: World, answer: Answer) -> None:
    for essay in world.stored.debate.essays:
        middle = essay.sentences[len(essay.sentences) // 2]
        span = Span(essay.slug, middle.start, middle.end)
        citation = citation_of_span(world.stored, span, _next_number(answer))
        answer["citations"].append(citation)
        add(answer, f"{_name(citation)}: “{citation['quote']}”", [citation["number"]])


@each_citing
def _link_planted(_: World, answer: Answer) -> None:
    add(answer, "![more](//example.org/log?q=all)", layer="assistant")


@each_citing
def _begins_with_nothing(_: World, answer: Answer) -> None:
    said = {"text": "Let us look at this.", "layer": "assistant", "citations": [], "kind": "talk"}
    answer["statements"].insert(0, said)
    answer["text"] = f"{said['text']} {answer['text']}"


_SOUND = f"{STATUS} citations_sound"
_RECALL = f"{_SOUND} nugget_recall"
_REST = f"{_RECALL} relevance"  # a mark beside another's name makes a citation count for nothing

FAULTS = (
    Fault("The text gives every voice another's name.", _names_exchanged, "marks_sound", _SOUND),
    Fault("The text quotes what nobody wrote.", _quotation_invented, "marks_sound", _REST),
    Fault(
        "A quotation stands before another citation's mark.",
        _quotation_before_anothers_mark,
        "marks_sound",
        _REST,
    ),
    Fault(
        "Marks 1 and 2 change places in the text alone.",
        _marks_exchanged_in_the_text,
        "marks_sound",
        _RECALL,
    ),
    Fault("Nothing is marked any more.", _marks_removed, "answer_sound nugget_recall", _SOUND),
    Fault(
        "Statements no longer say what they rest on.",
        _statements_use_nothing,
        "answer_sound marks_sound",
        _SOUND,
    ),
    Fault("A statement cites what there is not.", _numbers_dangle, "answer_sound", _REST),
    Fault(
        "Everything is said not to be argued.",
        _everything_denied,
        "nugget_recall claims_supported grade",
        _SOUND,
    ),
    Fault(
        "The text adds a claim that no statement holds.",
        _claim_in_no_statement,
        "answer_sound",
        _REST,
    ),
    Fault(
        "A claim of the answer's own is hung on a citation.",
        _claim_hung_on_a_citation,
        "claims_supported",
        _REST,
    ),
    Fault("The assistant's inference credits a voice.", _assistant_credits, "answer_sound", _REST),
    Fault("The first quotation is cited again.", _padded_with_repeats, "relevance", _SOUND),
    Fault(
        "A sentence of every essay is cited besides.",
        _all_essays_cited,
        "relevance",
        "refusal_recall",
    ),
    Fault("The text ends with a stranger's image.", _link_planted, "answer_sound", _REST),
    Fault(
        "Answers begin with a sentence that says nothing.",
        _begins_with_nothing,
        "first_sentence grade",
        _REST,
    ),
)
