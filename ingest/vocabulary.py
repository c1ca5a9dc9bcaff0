"""The words of a debate's essays: each stem, how it is usually written, and how common it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Debate, Essay
from assistant.words import STOPWORDS, fold, stem, word_spans

LIMIT = 20_000  # stems; the rarest beyond it are left out


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Three lists of equal length, sorted by stem."""

    stems: list[str]
    surfaces: list[str]  # the stem's most frequent word, as it is written
    frequencies: list[int]  # sentences and headings that hold it; 0: only in a name


def read_vocabulary(debate: Debate) -> Vocabulary:
    """Every content word of the essays' sentences and headings, and of the names around them."""
    written: dict[str, Counter[str]] = {}
    frequency: Counter[str] = Counter()
    for essay in debate.essays:
        for text in _units(essay):
            words = list(_content_words(text))
            for word, found in words:
                written.setdefault(found, Counter())[word] += 1
            frequency.update({found for _, found in words})
    for text in _names(debate):
        for word, found in _content_words(text):
            written.setdefault(found, Counter({word: 1}))
    kept = sorted(written, key=lambda found: (-frequency[found], found))[:LIMIT]
    stems = sorted(kept)
    surfaces = [min(written[found], key=lambda w: (-written[found][w], w)) for found in stems]
    return Vocabulary(stems, surfaces, [frequency[found] for found in stems])


def words_in_context(essay: Essay, number: int) -> str:
    """A sentence with its heading and the sentence that introduces its list, to match words in.

    "Practice consistency in service standards" does not name the strategy that it belongs to; the
    lines above it do. (Vectors are of the bare sentence: there, other text would blur it.)
    """
    sentence = essay.sentences[number]
    lead_in = sentence.lead_in
    above = [sentence.heading, essay.quote(essay.sentences[lead_in]) if lead_in is not None else ""]
    return "\n".join([*(line for line in above if line), essay.quote(sentence)])


def _content_words(text: str) -> Iterator[tuple[str, str]]:
    for word, _, _ in word_spans(text):
        folded = fold(word)
        if folded not in STOPWORDS and (found := stem(folded)):
            yield word, found


def _units(essay: Essay) -> Iterator[str]:
    yield from (essay.quote(sentence) for sentence in essay.sentences)
    yield from (essay.quote(block) for block in essay.blocks if block.kind == "heading")


def _names(debate: Debate) -> Iterator[str]:
    for name, others in debate.names.items():
        yield from (name, *others)
    for essay in debate.essays:
        yield from filter(None, (essay.author, essay.publisher, essay.title))
        yield from (voice.name for voice in essay.listed_voices)
