"""The five essays: nothing lost, nothing added, and every mark where the author put it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Debate, ListedVoice
from assistant.index import Index
from assistant.settings import CHECKOUT

CORPUS = CHECKOUT / "corpus"
WORDS: dict[str, Any] = json.loads((CORPUS / "words.json").read_text(encoding="utf-8"))
SLUGS = ("mark", "unsigned", "glossary", "kalehoff", "jeo")


@pytest.fixture(scope="module")
def debate(index: Index) -> Debate:
    return index.debate


def _digest(words: list[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def _restored(text: str, record: dict[str, Any]) -> list[str]:
    """The source's words: those of the stored text, and the dropped ones where they stood."""
    words = text.split()
    for dropped in record["dropped"]:
        words[dropped["at"] : dropped["at"]] = dropped["words"].split()
    return words


@pytest.mark.parametrize("slug", SLUGS)
def test_no_word_of_the_source_is_lost_added_or_changed(debate: Debate, slug: str) -> None:
    record = WORDS[slug]
    words = _restored(debate.essay(slug).text, record)
    assert len(words) == record["words"]
    assert _digest(words) == record["sha256"]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_proof_notices_a_changed_word(debate: Debate, slug: str) -> None:
    text = debate.essay(slug).text
    for changed in (text.replace(" the ", " teh ", 1), text[:-8], text.replace(".", "", 1)):
        assert _digest(_restored(changed, WORDS[slug])) != WORDS[slug]["sha256"]


@pytest.mark.parametrize("slug", SLUGS)
def test_only_page_furniture_was_dropped(debate: Debate, slug: str) -> None:
    dropped = WORDS[slug]["dropped"]
    assert sum(len(part["words"].split()) for part in dropped) <= 40
    for part in dropped:
        assert part["what"]
        assert slug == "glossary" or part["words"] not in debate.essay(slug).text


def test_who_wrote_what_and_where_they_stand(debate: Debate) -> None:
    assert {e.slug: (e.author, e.position) for e in debate.essays} == {
        "mark": ("Mark", "customer"),
        "unsigned": (None, "conditional"),
        "glossary": (None, "customer"),
        "kalehoff": ("Max Kalehoff", "product"),
        "jeo": ("Muliadi Jeo", "conditional"),
    }
    assert debate.contrarian == debate.essay("kalehoff")
    assert debate.essay("mark").publisher == "Spectechular"
    assert [side.id for side in debate.sides] == ["product", "customer"]
    assert debate.starters
    assert "ours" in (debate.essay("unsigned").note or "")


def test_the_voices_inside_kalehoff(debate: Debate) -> None:
    essay = debate.essay("kalehoff")
    assert essay.listed_voices == (
        ListedVoice("Gord Hotchkiss", "endorses"),
        ListedVoice("Henry Ford", "endorses"),
    )
    quoted = [essay.quote(block) for block in essay.blocks if block.kind == "quote"]
    assert [words.split(".")[0] for words in quoted] == [
        "Here’s a shocker, coming from me",
        "The other thing about product-centric leaders is that they don’t have to do extensive "
        "customer research",
    ]
    own = next(block for block in essay.blocks if "I kept thinking of" in essay.quote(block))
    assert own.kind == "paragraph"  # his own comment stays running text
    for sentence in essay.sentences:
        words = essay.quote(sentence)
        if essay.blocks[sentence.block].kind == "quote":
            assert sentence.voice.name == "Gord Hotchkiss", words
        elif "faster horse" in words:
            assert sentence.voice.name == "Henry Ford"
            assert words.startswith("If I’d asked") and words.endswith("horse.")
        else:
            assert sentence.voice == essay.author_voice, words


def test_headings_and_lists_are_marked(debate: Debate) -> None:
    counts = {
        essay.slug: tuple(
            sum(block.kind == kind for block in essay.blocks) for kind in ("heading", "item")
        )
        for essay in debate.essays
    }
    assert counts == {
        "mark": (1, 0),
        "unsigned": (2, 7),
        "glossary": (22, 0),
        "kalehoff": (1, 0),
        "jeo": (10, 0),
    }
    unsigned = debate.essay("unsigned")
    for sentence in unsigned.sentences:
        if unsigned.blocks[sentence.block].kind == "item":
            assert sentence.lead_in is not None
            introduction = unsigned.quote(unsigned.sentences[sentence.lead_in])
            assert introduction.endswith(f"{sentence.heading.lower()} includes:")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_thesis_is_a_sentence_of_its_author(debate: Debate, slug: str) -> None:
    essay = debate.essay(slug)
    assert essay.thesis is not None
    stating = [s for s in essay.sentences if (s.start, s.end) == essay.thesis]
    assert len(stating) == 1
    assert stating[0].voice == essay.author_voice


@pytest.mark.parametrize("slug", SLUGS)
def test_the_stored_text_is_plain(debate: Debate, slug: str) -> None:
    text = debate.essay(slug).text
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\t\r\u00a0\u200b\ufeff*_`#>")
    assert "  " not in text and "\n\n\n" not in text and text == text.strip()


def test_the_readme_says_where_each_essay_comes_from_and_whose_it_is() -> None:
    readme = Path(CORPUS / "README.md").read_text(encoding="utf-8")
    for slug in SLUGS:
        assert f"`{slug}`" in readme
    assert "rights are their authors" in readme
