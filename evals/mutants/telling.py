"""Faults in how the text tells what the citations hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evals.mutants.world import (
    Answer,
    Fault,
    World,
    add,
    citation_of_span,
    first_number,
    names_of,
    next_number,
    rewrite,
    unmarked,
)
from evals.stored import Span

CLAIM = "In the end it is the price of lemons that decides"


def _names_gone(world: World) -> Sequence[Answer]:
    return _renamed(world, dict.fromkeys(names_of(world), "somebody"))


def _names_exchanged(world: World) -> Sequence[Answer]:
    names = sorted(world.stored.voice_names)
    following = dict(zip(names, names[1:] + names[:1], strict=True))
    return _renamed(
        world, {part: new for old, new in following.items() for part in (old, *old.split())}
    )


def _renamed(world: World, names: Mapping[str, str]) -> list[Answer]:
    """Answers that say other names, in the text and in the statements."""
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b")

    def change(answer: Answer) -> None:
        rewrite(answer, lambda text: pattern.sub(lambda found: names[found.group()], text))

    return world.citing(change)


def _quotation_invented(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        first = answer["citations"][0]
        name = first["voice"] or "The essay"
        add(answer, f"{name} says: “Nothing sells like a very good lunch.”", [first["number"]])

    return world.citing(change)


def _quotation_before_anothers_mark(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        if len(answer["citations"]) > 1:
            first, second = answer["citations"][:2]
            name = second["voice"] or "The essay"
            add(answer, f"{name} says: “{first['quote']}”", [second["number"]])

    return world.citing(change)


def _marks_exchanged_in_the_text(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        if len(answer["citations"]) > 1:
            answer["text"] = _exchanged(answer["text"])

    return world.citing(change)


def _marks_exchanged(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        if len(answer["citations"]) > 1:
            rewrite(answer, _exchanged)
            for statement in answer["statements"]:
                other = {1: 2, 2: 1}
                statement["citations"] = [other.get(n, n) for n in statement["citations"]]

    return world.citing(change)


def _exchanged(text: str) -> str:
    return text.replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]")


def _marks_removed(world: World) -> Sequence[Answer]:
    return world.citing(lambda answer: rewrite(answer, unmarked))


def _statements_use_nothing(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        for statement in answer["statements"]:
            statement["citations"] = []

    return world.citing(change)


def _numbers_dangle(world: World) -> Sequence[Answer]:
    return world.citing(lambda answer: add(answer, "So it is", [97]))


def _everything_denied(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        for statement in answer["statements"]:
            if statement["citations"]:
                first = next(
                    c for c in answer["citations"] if c["number"] in statement["citations"]
                )
                name = first["voice"] or "The essay"
                marks = "".join(f" [{number}]" for number in statement["citations"])
                said = f"{name} does not argue that {unmarked(statement['text'])}{marks}"
                answer["text"] = answer["text"].replace(statement["text"], said, 1)
                statement["text"] = said

    return world.citing(change)


def _claim_in_no_statement(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        answer["text"] += f"\n\n{CLAIM}."

    return world.citing(change)


def _claim_hung_on_a_citation(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        name = answer["citations"][0]["voice"] or "The essay"
        add(answer, f"{name} holds: {CLAIM.lower()}", [first_number(answer)])

    return world.citing(change)


def _assistant_credits(world: World) -> Sequence[Answer]:
    name = min(world.stored.voice_names)
    return world.citing(
        lambda answer: add(answer, f"As {name} argues, price decides.", layer="assistant")
    )


def _essays_dumped(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        for slug in sorted({citation["essay"] for citation in answer["citations"]}):
            add(answer, world.stored.debate.essay(slug).text, kind="fact")

    return world.citing(change)


def _padded_with_repeats(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        first = answer["citations"][0]
        number = next_number(answer)
        answer["citations"].append({**first, "number": number})
        add(answer, f"{first['voice'] or 'The essay'} again: “{first['quote']}”", [number])

    return world.citing(change)


def _all_essays_cited(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        for essay in world.stored.debate.essays:
            middle = essay.sentences[len(essay.sentences) // 2]
            span = Span(essay.slug, middle.start, middle.end)
            citation = citation_of_span(world.stored, span, next_number(answer))
            answer["citations"].append(citation)
            name = citation["voice"] or "The essay"
            add(answer, f"{name}: “{citation['quote']}”", [citation["number"]])

    return world.citing(change)


def _link_planted(world: World) -> Sequence[Answer]:
    return world.citing(
        lambda answer: add(answer, "![more](//example.org/log?q=all)", layer="assistant")
    )


def _begins_with_nothing(world: World) -> Sequence[Answer]:
    def change(answer: Answer) -> None:
        said = {"text": "Let us look at this.", "layer": "assistant", "citations": []}
        answer["statements"].insert(0, {**said, "kind": "talk"})
        answer["text"] = f"{said['text']} {answer['text']}"

    return world.citing(change)


_STATUS = ("refusal_recall", "over_refusal", "over_correction", "citations_sound")
_RECALL = (*_STATUS, "nugget_recall")
_REST = (*_RECALL, "relevance")  # a mark beside another's name makes a citation count for nothing
_MARKS, _FORM = ("marks_sound",), ("answer_sound",)

FAULTS = (
    Fault("The text says “somebody” for every voice.", _names_gone, _MARKS, _REST),
    Fault("The text gives every voice another's name.", _names_exchanged, _MARKS, _STATUS),
    Fault("The text quotes what nobody wrote.", _quotation_invented, _MARKS, _REST),
    Fault(
        "A quotation stands before another citation's mark.",
        _quotation_before_anothers_mark,
        _MARKS,
        _REST,
    ),
    Fault(
        "Marks 1 and 2 change places in the text alone.",
        _marks_exchanged_in_the_text,
        _MARKS,
        _RECALL,
    ),
    Fault(
        "Marks 1 and 2 change places in text and statements.",
        _marks_exchanged,
        ("claims_supported",),
        _RECALL,
    ),
    Fault(
        "Nothing is marked any more.", _marks_removed, ("answer_sound", "nugget_recall"), _STATUS
    ),
    Fault(
        "Statements no longer say what they rest on.",
        _statements_use_nothing,
        ("answer_sound", "marks_sound"),
        _STATUS,
    ),
    Fault("A statement cites what there is not.", _numbers_dangle, _FORM, _REST),
    Fault(
        "Everything is said not to be argued.",
        _everything_denied,
        ("nugget_recall", "claims_supported", "grade"),
        _STATUS,
    ),
    Fault("The text adds a claim that no statement holds.", _claim_in_no_statement, _FORM, _REST),
    Fault(
        "A claim of the answer's own is hung on a citation.",
        _claim_hung_on_a_citation,
        ("claims_supported",),
        _REST,
    ),
    Fault("The assistant's inference credits a voice.", _assistant_credits, _FORM, _REST),
    Fault(
        "Every essay that is cited follows whole.",
        _essays_dumped,
        ("over_length", "grade"),
        _REST,
    ),
    Fault("The first quotation is cited again.", _padded_with_repeats, ("relevance",), _STATUS),
    Fault(
        "A sentence of every essay is cited besides.",
        _all_essays_cited,
        ("relevance",),
        ("refusal_recall",),
    ),
    Fault("The text ends with a stranger's image.", _link_planted, _FORM, _REST),
    Fault(
        "Answers begin with a sentence that says nothing.",
        _begins_with_nothing,
        ("first_sentence", "grade"),
        _REST,
    ),
)
