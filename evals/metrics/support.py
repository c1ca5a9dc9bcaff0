"""Citation recall and precision: does each statement rest on what it cites, and on no more?

After ALCE (princeton-nlp/ALCE, `compute_autoais`), without its model of entailment. A set of
citations supports a statement if one of them is the corpus' own words under the right voice and
(i) the statement quotes only what they say, or (ii) they prove a gold nugget whose content words
the statement mostly holds. Overlap of words alone never supports.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.words import content_stems
from evals.crediting import credited, named
from evals.folding import fold
from evals.matching import proves
from evals.metrics.measured import NOTHING, Measured, share
from evals.metrics.quotations import QUOTED_WORDS, unmarked_up
from evals.metrics.voices import credited_to, spoken_by
from evals.quoted import quoted_spans
from evals.reply import Said
from evals.view import MARKER, Looked, View

NUGGET_WORDS = 0.5  # of a nugget's content words, for a paraphrase to count as saying it


def citation_recall(view: View) -> Measured:
    """Statements that their citations support / statements of the layer `essays` that cite.

    0 to 1; without any: None. A statement whose numbers lead nowhere is unsupported. Framing
    sentences, which cite nothing, are not counted: `uncited_statements` counts those that quote.
    """
    if view.reply.failed or view.reply.refused:
        return NOTHING
    return share(
        (
            _supports(view, said, [c for c in view.citations if c.cited.number in said.citations]),
            f"unsupported: “{said.text[:80]}”",
        )
        for said in view.reply.statements
        if said.layer == "essays" and said.citations
    )


def citation_precision(view: View) -> Measured:
    """Citations that their statement needs / citations that statements use, each use counted.

    A citation is needed if the statement is supported by all of its citations, and is either
    supported by this one alone or no longer supported without it. 0 to 1; without any: None.
    """
    if view.reply.failed or view.reply.refused:
        return NOTHING
    checks = []
    for said in view.reply.statements:
        cited = [c for c in view.citations if c.cited.number in said.citations]
        whole = _supports(view, said, cited)
        for looked in cited:
            rest = [other for other in cited if other is not looked]
            needed = whole and (
                _supports(view, said, [looked]) or not rest or not _supports(view, said, rest)
            )
            checks.append((needed, f"{looked.at} is not needed for “{said.text[:60]}”"))
    return share(checks)


def uncited_statements(view: View) -> Measured:
    """Statements that quote without citing / statements of the layer `essays`.

    0 to 1, lower is better; without any: None. Quoting is four words or more that an essay holds.
    """
    if view.reply.failed or view.reply.refused:
        return NOTHING
    said = [s for s in view.reply.statements if s.layer == "essays"]
    titles = " ".join(fold(essay.title) for essay in view.stored.debate.essays)
    bare = [
        s.text
        for s in said
        if not s.citations
        and any(
            len(q.split()) >= QUOTED_WORDS and q not in titles and view.stored.says(q)
            for q in quotations(s.text)
        )
    ]
    return Measured(len(bare), len(said), tuple(f"quotes without citing: “{t[:80]}”" for t in bare))


def layers_apart(view: View) -> Measured:
    """Statements of the assistant's own layer that neither cite nor credit / statements of it.

    0 to 1; without any: None. What the assistant infers is attributed to nobody: a statement that
    names a voice credits it, unless it asks, denies, or suggests a question; in a refusal, which
    may say of whom it knows nothing, it credits only what it has a voice say.
    """
    names, credits = view.stored.voice_names, credited if view.reply.refused else named
    suggested = [fold(question) for question in view.reply.suggestions]
    checks = []
    for said in view.reply.statements:
        if said.layer == "assistant":
            own = fold(said.text)
            for question in suggested:
                own = own.replace(question, " ")
            sound = not said.citations and not any(credits(own, names))
            checks.append((sound, f"the assistant's own, yet cites or credits: “{said.text[:80]}”"))
    return share(checks)


def quotations(text: str) -> list[str]:
    """What a statement puts between quotation marks, folded, without punctuation at its ends."""
    told = MARKER.sub("", unmarked_up(text))
    return [fold(quoted).strip(" .,;:?!") for quoted in quoted_spans(told)]


def _supports(view: View, said: Said, cited: Sequence[Looked]) -> bool:
    sound = [
        looked
        for looked in cited
        if looked.span is not None
        and not looked.double
        and spoken_by(looked) == {credited_to(looked)}
    ]
    if not sound:
        return False
    told = fold(MARKER.sub("", unmarked_up(said.text)))
    quotes = [fold(looked.cited.quote) for looked in sound]
    long = [quoted for quoted in quotations(said.text) if len(quoted.split()) >= QUOTED_WORDS]
    if long:
        titles = [fold(essay.title) for essay in view.stored.debate.essays]
        return all(any(quoted in known for known in (*quotes, *titles)) for quoted in long)
    return any(quote in told for quote in quotes) or _says_a_nugget(view, said, sound)


def _says_a_nugget(view: View, said: Said, cited: Sequence[Looked]) -> bool:
    told = set(content_stems(said.text))
    for nugget in view.case.nuggets:
        for evidence in nugget.any_of:
            wanted = set(content_stems(evidence.evidence))
            if len(told & wanted) >= NUGGET_WORDS * len(wanted) and any(
                proves(looked, evidence, view.stored) for looked in cited
            ):
                return True
    return False
