"""Whether quotations bear out a claim, as far as their words tell.

Any callable of the same shape may stand in its place (`evals.view.Support`): a claim and the
quotations it rests on in, a yes or no out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.words import content_stems

if TYPE_CHECKING:
    from assistant.embedding import Embedder

SHARE = 0.5  # of a claim's content words that its quotations must hold


def shared_words(claim: str, quotations: Sequence[str]) -> bool:
    """Whether enough of the claim's content words stand in the quotations; True of none at all.

    Half of the words bear out every gist of our own readings by its own quotation, and a third of
    them by the next point's: a warning where a reading has no word of its own, not a proof.
    """
    wanted = set(content_stems(claim))
    have = {stem for quotation in quotations for stem in content_stems(quotation)}
    return len(wanted & have) >= SHARE * len(wanted)


def checked(embedder: Embedder) -> Callable[[str, Sequence[str]], bool]:
    """The assistant's own learned check in its place: nearer to sense, but no independent eye."""
    from assistant.checking.support import Support

    judge = Support(embedder)
    return lambda claim, quotations: judge.read(claim, quotations).relation == "supports"
