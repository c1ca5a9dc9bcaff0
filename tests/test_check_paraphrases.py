"""Checking statements in free words: several speakers, titles, swapped pairs, denials, hearsay."""

from __future__ import annotations

import random

import pytest

from assistant.checking.checker import Checker
from assistant.checking.contrast import orders
from assistant.checking.senses import gives, negations, tokens
from assistant.checking.verbatim import quotations
from assistant.gate import check_citation
from assistant.index import Index

MARKS = (("“", "”"), ('"', '"'), ("'", "'"), ("‘", "’"), ("«", "»"))
ODD = (
    "…",
    ", , , ,",
    "⟦1⟧",
    "<b>x</b>",
    "**bold** [a](b)",
    "\u202e\u0007",
    "日本語の文",
    "🙂🙂",
    "it's",
    "not " * 30,
    "first and then " * 15,
    "more than " * 20,
    "a" * 400,
)


@pytest.fixture(scope="module")
def checker(index: Index) -> Checker:
    return Checker(index)


def test_any_statement_gets_a_verdict_and_evidence_that_stands(
    checker: Checker, whole: bool
) -> None:
    """Titles, headings, bits of sentences and rubbish, in all kinds of quotation marks."""
    chance = random.Random(7)
    debate = checker.debate
    bits = [row.text for row in checker.index.rows]
    bits += [essay.title for essay in debate.essays]
    bits += sorted({s.heading for essay in debate.essays for s in essay.sentences})
    shapes = (
        "Mark says {}.",
        "{} writes Jeo",
        "In {}, Kalehoff argues so",
        "The author of {} holds that {}",
        "Neither Mark nor Jeo {}",
        "Hotchkiss, quoted by Kalehoff, says {} and {}",
        "{}",
    )
    for _ in range(120 if whole else 40):
        shape = chance.choice(shapes)
        parts = []
        for _ in range(shape.count("{}")):
            words = chance.choice(bits).split()
            start = chance.randrange(len(words)) if words and chance.random() < 0.6 else 0
            words = words[start : start + chance.randint(1, 14)]
            if chance.random() < 0.25:
                words.append(chance.choice(ODD))
            first, last = chance.choice(MARKS)
            parts.append(first + " ".join(words) + last)
        found = checker.check(shape.format(*parts))
        assert found.explanation
        assert all(check_citation(one, debate) is None or one.quote for one in found.evidence)


def test_every_exact_sentence_is_supported_with_curly_or_straight_marks(checker: Checker) -> None:
    rows = checker.index.rows
    checked = 0
    for row in rows[:: max(1, len(rows) // 60)]:
        voice = row.sentence.voice
        plain = row.text.replace("’", "'")
        if voice.role == "uncertain" or len(plain.split()) < 5 or "“" in plain or '"' in plain:
            continue
        who = voice.name or f"the {row.essay.slug} essay"
        middle = " ".join(plain.split()[:6]).strip(" ,.;:")
        for statement in (
            f"“{row.text}” says {who}.",
            f'According to {who}, "{plain}"',
            f'{who} says that "{middle}", among other things of that kind.',
        ):
            assert checker.check(statement).verdict == "supported", statement
        checked += 1
    assert checked > 30


def test_a_title_in_quotation_marks_names_an_essay(checker: Checker) -> None:
    for essay in checker.debate.essays:
        claim = checker.speakers.read(f"“{essay.title}” says that quality matters.")
        assert [name.key for name in claim.speakers] == [essay.slug]
        assert claim.quotations == ()
        claim = checker.speakers.read(f'The author of "{essay.title}" likes quality.')
        assert [name.key for name in claim.speakers] == [essay.author or essay.slug]


def test_all_who_are_named_together_are_credited(checker: Checker) -> None:
    def speakers(statement: str) -> tuple[list[str], bool]:
        claim = checker.speakers.read(statement)
        return [name.key for name in claim.speakers], claim.denied

    assert speakers("Mark and Jeo both say that quality matters.") == (
        ["Mark", "Muliadi Jeo"],
        False,
    )
    assert speakers("Neither Mark nor Jeo thinks that quality matters.")[1]
    assert speakers("Mark does not deny that quality matters.") == (["Mark"], False)
    assert speakers("Mark doesn't claim that quality matters.") == (["Mark"], True)
    assert speakers("Quality is described by Mark as vital.")[0] == ["Mark"]
    assert checker.speakers.read("Quality, Mark says, matters.").body == "Quality matters"


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Kalehoff and Hotchkiss both side with the product.", "supported"),
        ("Mark and Kalehoff both side with the customer.", "inverted_stance"),
        ("Jeo presents Apple and Nike both as strong in customer focus.", "supported"),
        (
            "Mark wants firms to care more about their products than about customers.",
            "inverted_stance",
        ),
        (
            "The glossary calls customer focus a one-time task, done once and for all.",
            "inverted_stance",
        ),
        (
            "The unsigned essay calls Samsung product-driven and Apple customer-driven.",
            "inverted_stance",
        ),
        (
            '"The iPhone is amazing," writes the author of '
            '"Product Focus Matters More Than Customer Focus".',
            "wrong_voice",
        ),
    ],
)
def test_statements_in_free_words(checker: Checker, statement: str, verdict: str) -> None:
    assert checker.check(statement).verdict == verdict


def test_scant_is_a_denial_and_then_ends_a_condition() -> None:
    assert negations("She sees little difference.") == 1
    assert negations("She sees a little difference.") == 0
    signs = {t.word: t.conditional for t in tokens("If you wait then you lose.")}
    assert signs == {"wait": True, "lose": False}


def test_a_share_is_given_in_any_spelling() -> None:
    assert gives("One day in five is free.", {"1/5"})
    assert gives("It took 20 per cent.", {"1/5"})
    assert not gives("One day in six is free.", {"1/5"})


def test_orders_of_a_long_text_take_no_time() -> None:
    assert orders("first " * 800) == ()
    assert orders("people ask for a goal and not a by-product")[0].above >= {"goal"}


def test_marks_around_no_word_quote_nothing() -> None:
    assert quotations("Mark says “…” and ', , ,' and \"!\"") == []


@pytest.mark.parametrize(
    "statement",
    [
        "jeo says if you only sell through other peoples platforms you might lose your grip on "
        "your customers",
    ],
)
def test_a_reader_s_questions_tell_in_which_other_words_a_point_is_meant(
    checker: Checker, statement: str
) -> None:
    assert checker.check(statement).verdict == "supported"


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Hotchkiss says customer-centricity is not a goal but a by-product.", "supported"),
        ("Gord Hotchkiss calls customer-centricity a by-product, not a goal.", "supported"),
        (
            "Although he ends without a winner, Jeo calls the shift towards customer focus crucial "
            "for brands.",
            "supported",
        ),
        ("The unsigned essay says Samsung and Apple are both customer-driven.", "inverted_stance"),
        ("The glossary says Apple and Amazon are customer focused.", "supported"),
    ],
)
def test_what_is_said_beside_a_denial_or_of_two_companies(
    checker: Checker, statement: str, verdict: str
) -> None:
    assert checker.check(statement).verdict == verdict
