"""Names in a question that no essay mentions: where an answer would have to be made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.understanding.asking import asking_sentence
from assistant.understanding.focus import is_scaffold
from assistant.understanding.mention import Mention
from assistant.understanding.names import Names
from assistant.understanding.proper_names import CALENDAR
from assistant.words import STOPWORDS, fold, stem, word_spans, words

_KNOWN_SHORTS = frozenset(
    """
    ai ceo cto cfo coo b2b b2c saas hr pr it uk us usa eu rd r&d pm ux ui q&a faq pls ok tv wfh rto
    tldr tl dr
    """.split()
)


_OWN_CASE = re.compile(r"^\W*(?:i|we|my|our|i['’]m|we['’]re|i['’]ve|we['’]ve)\b", re.I)
_LEANS = re.compile(r"\b(?:it|that|this|them|those|these|one)\W*$", re.I)


def unknown_names(text: str, mentions: list[Mention], names: Names) -> tuple[str, ...]:
    """Runs of capitalised words, not at a sentence's start, that are nobody the debate knows.

    A run at the start counts where more than one of its words is capitalised ("Jeff Bezos said").
    """
    asking = asking_sentence(text)
    told = text.rindex(asking)
    # What the asker is and uses is not what they ask about.
    aside = told if _OWN_CASE.search(text[:told]) and not _LEANS.search(asking) else 0
    spans = list(word_spans(text))
    if len(spans) > 5 and sum(word[0].isupper() for word, _, _ in spans) > 0.6 * len(spans):
        return ()  # a title or shouting: capitals mean nothing here
    found: list[str] = []
    run: list[tuple[str, int, int]] = []
    for word, start, end in [*spans, ("", len(text), len(text))]:
        strange = bool(word) and start >= aside and _strange(word, start, end, mentions, names)
        if run and not (strange and text[run[-1][2] : start] in (" ", "-", "’s ", "'s ", ". ")):
            if len(run) > 1 or not _opens(text, run[0][1]):
                found.append(text[run[0][1] : run[-1][2]])
            run = []
        if strange:
            run.append((word, start, end))
    return tuple(dict.fromkeys(re.sub(r"['’]s$", "", name) for name in found))


def _strange(word: str, start: int, end: int, mentions: list[Mention], names: Names) -> bool:
    capital = word[0].isupper() or any(c.isupper() for c in word[1:])
    folded = fold(word).removesuffix("'s")
    folded = folded.removesuffix("s") if word[:2].isupper() else folded
    if not capital or len(word) < 2 or folded in STOPWORDS or folded in _KNOWN_SHORTS | CALENDAR:
        return False
    if any(start < mention.end and end > mention.start for mention in mentions):
        return False
    return folded not in names.seen and folded.removesuffix("s") not in names.seen


_COMPOUND = re.compile(r"\b\w+(?:-\w+){2,}\b|\b[A-Z]/[A-Z]\b(?: \w+)?")
# What a method is called besides its name.
_METHOD = frozenset(
    stem(word)
    for word in """
    framework model method methodology approach technique theory principle concept tool practice
    process use apply
    """.split()
)


# "does michael porter agree", "airbnb's approach": a name in lower case gives itself away.
_STRANGE_PARTY = re.compile(
    r"^\W*(?:and |but |so )?(?:does|do|did|would|is|are|can|could|has|have) ([\w' .-]+?) (?:agree"
    r"|disagree|share|concur|side with|dissent)\b"
    r"|\b(?:on|about|of|with|like|by) (\w{4,})['’]s\b",
    re.I,
)


_NAMED_METHOD = re.compile(
    r"\b([a-z]{3,}) (?:model|framework|method|matrix|canvas|score|technique|theory|principle)\b",
    re.I,
)


def _unheard(name: str, names: Names) -> bool:
    """Whether none of a name's words stands in any essay or is a word of asking."""
    parts = [part for part in words(name) if part not in STOPWORDS]
    return bool(parts) and not any(
        part in names.seen
        or part.removesuffix("s") in names.seen
        or stem(part) in _METHOD
        or is_scaffold(part)
        for part in parts
    )


def unknown_terms(
    text: str,
    mentions: list[Mention],
    focus: Sequence[str],
    names: Names,
    is_word: Callable[[str], bool],
) -> tuple[str, ...]:
    """Compounds of three words or more, and terms such as A/B testing, that no essay has.

    Only where the question turns on nothing else: `focus` are the words of its focus.
    """
    found = [
        name
        for match in _STRANGE_PARTY.finditer(text)
        if (name := match.group(1) or match.group(2))
        and _unheard(name, names)
        and not any(match.start() < m.end and match.end() > m.start for m in mentions)
    ]
    for match in _COMPOUND.finditer(text):
        parts = {fold(part) for part in re.split(r"[-/ ]", match.group())}
        rest = [w for w in focus if w not in parts and stem(w) not in _METHOD]
        if not rest and not names.has_phrase(match.group()):
            found.append(match.group())
    found += [
        match.group()
        for match in _NAMED_METHOD.finditer(text)
        if (word := fold(match.group(1))) not in names.seen and not is_word(word)
    ]
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a quotation begins there."""
    head = text[:at].rstrip(" \"'“‘(")
    return not head or head[-1] in ".?!:;-–—"
