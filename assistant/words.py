"""Words and stems: the one place that says what counts as the same word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:[.&][^\W_]+)*", re.UNICODE)

# Function words and the scaffolding of questions: they carry no matter of their own.
STOPWORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any
    anybody anyone anything are aren't as ask asked asking at be became because become becomes
    been before being below between both but by came can can't cannot could couldn't did
    didn't do does doesn't doing don't done down during each either else ever every everybody
    everyone everything few for from further get gets give given gives go goes going gone got
    had hadn't has hasn't have haven't having he he'd he'll he's her here here's hers herself
    him himself his how how's however i i'd i'll i'm i've if in instead into is isn't it it's
    its itself just let let's like made make makes many may maybe me might mine more most much
    must my myself near neither no nobody none nor not nothing now of off often on once one
    only or other others ought our ours ourselves out over own per perhaps please put puts
    quite rather really regarding said same say saying says see seem seems shall she she'd
    she'll she's should shouldn't since so some somebody someone something still such take
    takes tell tells than that that's the their theirs them themselves then there there's
    these they they'd they'll they're they've thing things think thinks this those though
    through thus to together too toward towards under until unto up upon us used very via was
    wasn't way ways we we'd we'll we're we've well were weren't what what's whatever when
    when's whenever where where's whereas wherever whether which whichever while who who's
    whoever whom whose why why's will with within without won't would wouldn't yes yet you
    you'd you'll you're you've your yours yourself yourselves
    """.split()
)


def fold(text: str) -> str:
    """Lower case, straight quotes, no accents: for comparing words, never for showing them."""
    if text.isascii():  # nearly every word, and a corpus has hundreds of thousands
        return text.lower()
    straight = text.replace("’", "'").replace("‘", "'")
    decomposed = unicodedata.normalize("NFKD", straight)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return (letters or straight).casefold()  # a mark alone, as ﾞ, is a word that would be empty


def word_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word of the text as it stands, with its offsets."""
    for match in _WORD.finditer(text):
        yield match.group(), match.start(), match.end()


def words(text: str) -> list[str]:
    """The folded words of the text, in order; hyphens part words."""
    return [fold(word) for word, _, _ in word_spans(text)]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of one folded word, without a possessive ending."""
    bare = word.removesuffix("'s").removesuffix("'")
    return str(_stemmer().stemWord(bare))


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry matter, in order, with repetitions."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]
