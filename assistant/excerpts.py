"""From a sentence that was found to the excerpt that is quoted: whole, short, never mixed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant import cues
from assistant.domain import Essay
from assistant.evidence import Excerpt

MAX_SENTENCES = 3
MAX_WORDS = 60
ASIDE = 16  # words of an attribution that interrupts a quotation
_CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s(?=[—–]\s)")


def word_count(text: str) -> int:
    """Words as a reader counts them: runs of anything but white space."""
    return len(text.split())


def excerpt(
    essay: Essay, first: int, last: int, *, similarity: float = 0.0, reason: str = ""
) -> Excerpt:
    """The sentences from first to last; one that is too long alone is cut at a clause."""
    start, end = essay.sentences[first].start, essay.sentences[last].end
    end = start + len(essay.text[start:end].rstrip(" :"))
    if word_count(essay.text[start:end]) > MAX_WORDS:
        end = _cut(essay.text, start, essay.sentences[first].end)
        last = first
    return Excerpt(essay, first, last, start, end, similarity, reason)


def _cut(text: str, start: int, end: int) -> int:
    """The last clause end that leaves at most MAX_WORDS words; else the last whole word."""
    if word_count(text[start:end]) <= MAX_WORDS:
        return end
    ends = [
        start + match.start()
        for match in _CLAUSE_END.finditer(text[start:end])
        if word_count(text[start : start + match.start()]) <= MAX_WORDS
    ]
    if ends and word_count(text[start : ends[-1]]) >= MAX_WORDS // 3:
        return ends[-1]
    words = list(re.finditer(r"\S+", text[start:end]))
    return start + words[MAX_WORDS - 1].end()


def joined(essay: Essay, number: int, other: int) -> bool:
    """Whether two sentences may stand in one excerpt: same voice, same block, same essay."""
    if not (0 <= other < len(essay.sentences)):
        return False
    one, two = essay.sentences[number], essay.sentences[other]
    low, high = sorted((one, two), key=lambda sentence: sentence.start)
    between = essay.text[low.end : high.start]
    return one.voice == two.voice and one.block == two.block and not between.strip()


def grow(
    essay: Essay,
    number: int,
    wanted: Callable[[int], bool],
    *,
    most_words: int = MAX_WORDS,
    similarity: float = 0.0,
    reason: str = "",
) -> Excerpt:
    """The excerpt around a sentence: what it leans on before it, then neighbours that are wanted.

    `wanted` says of a sentence's number whether it answers the question too.
    """
    first = last = number

    def fits(low: int, high: int) -> bool:
        text = essay.text[essay.sentences[low].start : essay.sentences[high].end]
        return high - low < MAX_SENTENCES and word_count(text) <= most_words

    leans = cues.LEANS.match(essay.quote(essay.sentences[number]))
    if leans and joined(essay, first, first - 1) and fits(first - 1, last):
        first -= 1
    while last - first + 1 < MAX_SENTENCES:
        if joined(essay, last, last + 1) and wanted(last + 1) and fits(first, last + 1):
            last += 1
        elif joined(essay, first, first - 1) and wanted(first - 1) and fits(first - 1, last):
            first -= 1
        else:
            break
    return excerpt(essay, first, last, similarity=similarity, reason=reason)


def apart(found: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """The excerpts without those that overlap an earlier one."""
    kept: list[Excerpt] = []
    for excerpt in found:
        if not any(excerpt.overlaps(other) for other in kept):
            kept.append(excerpt)
    return tuple(kept)


def within_budget(
    excerpts: Iterable[Excerpt], *, most: int, words: int, keep: int = 1
) -> tuple[Excerpt, ...]:
    """The leading excerpts that fit, without overlaps; the first `keep` always do."""
    chosen: list[Excerpt] = []
    spent = 0
    for candidate in excerpts:
        if len(chosen) >= most:
            break
        if any(candidate.overlaps(other) for other in chosen):
            continue
        if len(chosen) >= keep and spent + candidate.words > words:
            continue
        chosen.append(candidate)
        spent += candidate.words
    return tuple(chosen)


def other_half(essay: Essay, number: int) -> int | None:
    """The sentence that a quoted one goes on in, or began in, around its attribution.

    "…," says X, "…": one half alone would break off in mid-sentence.
    """
    sentences = essay.sentences
    if sentences[number].voice.role == "author":
        return None
    for first, second in ((number, number + 2), (number - 2, number)):
        if first < 0 or second >= len(sentences):
            continue
        one, aside, two = sentences[first : second + 1]
        breaks_off = essay.quote(one)[-1:] in ",—–" and essay.quote(two)[:1].islower()
        same = one.voice == two.voice != aside.voice and one.block == two.block
        if breaks_off and same and word_count(essay.quote(aside)) <= ASIDE:
            return second if first == number else first
    return None


def halves(whole: Excerpt) -> tuple[Excerpt, ...]:
    """The excerpt, and where an attribution interrupts its quotation the other half, in order."""
    found = [whole]
    for number in {whole.first, whole.last}:
        other = other_half(whole.essay, number)
        if other is not None and not whole.first <= other <= whole.last:
            found.append(excerpt(whole.essay, other, other))
    return tuple(sorted(found, key=lambda e: e.start))
