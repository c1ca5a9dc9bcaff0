"""Names in questions: whole, in part, misspelt, and words that only look like names."""

from __future__ import annotations

import pytest

from assistant.index import Index
from assistant.understanding.names import Names
from assistant.understanding.proper_names import proper_names


@pytest.fixture(scope="module")
def names(index: Index) -> Names:
    return Names(index.debate)


def found(names: Names, question: str) -> list[tuple[str, str]]:
    return [(mention.name.kind, mention.name.key) for mention in names.find(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does Gord Hotchkiss think?", [("voice", "Gord Hotchkiss")]),
        ("What does Hotchkiss think?", [("voice", "Gord Hotchkiss")]),
        ("what does hotchkiss think?", [("voice", "Gord Hotchkiss")]),
        ("What is Gord's view?", [("voice", "Gord Hotchkiss")]),
        ("What is Kalehoff’s view?", [("voice", "Max Kalehoff")]),
        ("Compare Mark and Jeo", [("voice", "Mark"), ("voice", "Muliadi Jeo")]),
        ("What does the glossary say?", [("essay", "glossary")]),
        ("What does the unsigned essay say?", [("essay", "unsigned")]),
        ("How is Samsung used?", [("thing", "Samsung")]),
        ("Does anybody mention Steve Jobs?", [("thing", "Steve Jobs")]),
        ("What did the founder of Ford Motor Company say?", [("voice", "Henry Ford")]),
    ],
)
def test_names_are_found_whole_and_in_part(
    names: Names, question: str, expected: list[tuple[str, str]]
) -> None:
    assert found(names, question) == expected


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("hotchkis", "Gord Hotchkiss"),
        ("Hotckiss", "Gord Hotchkiss"),
        ("Hotchkis's", "Gord Hotchkiss"),
        ("kalehof", "Max Kalehoff"),
        ("Kalehoffs", "Max Kalehoff"),
        ("Kaleoff", "Max Kalehoff"),
        ("Mulliadi", "Muliadi Jeo"),
        ("aple", "Apple"),
        ("Samsng", "Samsung"),
        ("Amazn", "Amazon"),
    ],
)
def test_misspelt_names_are_understood(names: Names, misspelt: str, meant: str) -> None:
    assert [key for _, key in found(names, f"what about {misspelt} here")] == [meant]


@pytest.mark.parametrize(
    "question",
    [
        "What do customers want?",
        "Is a market a good place to begin?",
        "Who makes products?",
        "What happens on Monday?",
        "Should we invest in services?",
    ],
)
def test_common_words_are_no_names(names: Names, question: str) -> None:
    assert found(names, question) == []


def test_a_limit_is_no_first_name(names: Names) -> None:
    assert not any(m.name.key == "Max Kalehoff" for m in names.find("Give me Jeo in 3 lines max"))
    assert any(m.name.key == "Max Kalehoff" for m in names.find("what does max say"))


def test_initials_may_be_asked_about_in_full(names: Names) -> None:
    assert found(names, "What of artificial intelligence?") == [("thing", "AI")]
    assert found(names, "Is there an idea?") == []


def test_a_mention_covers_the_words_that_gave_it_away(names: Names) -> None:
    question = "So what does Max Kalehoff want?"
    (mention,) = names.find(question)
    assert question[mention.start : mention.end] == "Max Kalehoff"
    assert not mention.fuzzy
    (slip,) = names.find("what does kalehof want?")
    assert slip.fuzzy


def test_a_publisher_stands_for_its_text_only_where_one_is_meant(names: Names) -> None:
    assert found(names, "What is the point of the Spectechular piece?") == [("essay", "mark")]


def test_proper_names_are_never_written_small_in_the_essays(names: Names, index: Index) -> None:
    things = proper_names(index.debate, names.vocabulary)
    assert {"Apple", "Samsung", "Amazon", "TikTok", "Nike"} <= set(things)
    assert {"Customer", "Product", "Businesses", "The", "However"} & set(things) == set()


def test_phrases_are_found_with_and_without_hyphens(names: Names) -> None:
    assert names.has_phrase("one-size-fits-all")
    assert names.has_phrase("customer-centric culture")
    assert not names.has_phrase("jobs-to-be-done")
