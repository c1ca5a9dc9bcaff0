"""Excerpts: verbatim, of one voice, short enough to quote, never overlapping."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant import cues
from assistant.excerpts import MAX_SENTENCES, MAX_WORDS, excerpt, grow, joined, within_budget
from assistant.index import Index


def test_whatever_is_grown_stays_verbatim_and_in_one_voice(index: Index) -> None:
    longest = 0
    for row in index.rows:
        grown = grow(row.essay, row.number, lambda _: True)
        assert row.essay.text[grown.start : grown.end] == grown.quote
        assert grown.first <= row.number <= grown.last
        assert grown.last - grown.first < MAX_SENTENCES
        assert grown.words <= MAX_WORDS
        spoken = row.essay.sentences[grown.first : grown.last + 1]
        assert {sentence.voice for sentence in spoken} == {grown.voice}
        assert len({sentence.block for sentence in spoken}) == 1
        longest = max(longest, grown.last - grown.first + 1)
    assert longest == MAX_SENTENCES


def test_a_sentence_that_leans_back_brings_the_one_before(index: Index) -> None:
    essay = index.debate.essay("kalehoff")
    number = next(
        n for n, s in enumerate(essay.sentences) if essay.quote(s).startswith("It’s not a goal")
    )
    grown = grow(essay, number, lambda _: False)
    assert (grown.first, grown.last) == (number - 1, number)
    assert cues.LEANS.match(essay.quote(essay.sentences[number]))


def test_unwanted_neighbours_stay_out_and_the_words_are_kept(index: Index) -> None:
    essay = index.debate.essay("mark")
    assert grow(essay, 0, lambda _: False).last == 0
    assert grow(essay, 0, lambda _: True, most_words=25).words <= 25
    assert grow(essay, 0, lambda _: True).last > 0


def test_sentences_of_two_voices_are_never_joined(index: Index) -> None:
    borders = 0
    for essay in index.debate.essays:
        for number, (one, two) in enumerate(pairwise(essay.sentences)):
            if one.voice != two.voice or one.block != two.block:
                assert not joined(essay, number, number + 1)
                borders += 1
        assert not joined(essay, 0, -1)
        assert not joined(essay, len(essay.sentences) - 1, len(essay.sentences))
    assert borders


def test_a_span_that_is_too_long_is_cut_at_a_clause(index: Index) -> None:
    essay = index.debate.essay("glossary")
    whole = excerpt(essay, 0, 5)
    assert whole.words <= MAX_WORDS
    assert whole.last == 0
    assert whole.quote.startswith(essay.quote(essay.sentences[0])[:40])


@pytest.mark.parametrize("words", [20, 60, 200])
def test_a_budget_keeps_the_leading_excerpts_that_fit(index: Index, words: int) -> None:
    essay = index.debate.essay("mark")
    all_of_it = [excerpt(essay, n, n) for n in range(len(essay.sentences))]
    kept = within_budget([all_of_it[0], *all_of_it], most=4, words=words)
    assert kept[0] == all_of_it[0]
    assert len(kept) <= 4
    assert len(kept) == len(set(kept))
    assert sum(e.words for e in kept[1:]) <= max(words - kept[0].words, 0)
