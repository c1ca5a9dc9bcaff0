"""Essays that are described rather than named, on the real ones."""

from __future__ import annotations

import pytest

from assistant.atlas import Atlas
from assistant.index import Index
from assistant.understanding.described import described_essay, unsigned_essays


@pytest.fixture(scope="module")
def atlas(index: Index) -> Atlas:
    return Atlas(index)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sum up the article on middlemen and online shops.", "jeo"),
        ("what's the gist of the piece about the car maker and his horse?", "kalehoff"),
        ("Summarise the essay on personas and supply chains", "glossary"),
    ],
)
def test_the_essay_that_fits_is_found(atlas: Atlas, text: str, slug: str) -> None:
    found = described_essay(text, atlas)
    assert found is not None
    assert found.name.key == slug
    assert text[found.start : found.end].startswith("the ")


@pytest.mark.parametrize(
    "text",
    [
        "Which essay is about customers?",
        "Summarise the essay about business.",
        "What do the essays say about the future?",
        "Sum up the article on it.",
    ],
)
def test_where_none_fits_alone_none_is_found(atlas: Atlas, text: str) -> None:
    assert described_essay(text, atlas) is None


@pytest.mark.parametrize(
    "text",
    ["the essay with no author", "the article without a byline", "the piece that nobody signed"],
)
def test_an_essay_without_a_name_is_found_as_such(atlas: Atlas, text: str) -> None:
    found = unsigned_essays(f"What does {text} say about Samsung?", atlas)
    assert {mention.name.key for mention in found} == {"glossary", "unsigned"}


@pytest.mark.parametrize(
    "text",
    [
        "Which author has no doubt about customers?",
        "What does the essay with an author say?",
        "Does the piece that bears a name mention Samsung?",
    ],
)
def test_what_bears_a_name_is_not_unsigned(atlas: Atlas, text: str) -> None:
    assert unsigned_essays(text, atlas) == []
