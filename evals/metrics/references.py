"""Whether an answer hangs together: its form, its numbers and its markers."""

from __future__ import annotations

from evals.folding import fold
from evals.metrics.measured import Measured, share, yes
from evals.view import View


def answers_valid(view: View) -> Measured:
    """Answers of schema 1, to the case's own question / cases. 0 to 1; without cases: None.

    A missing, unreadable or double answer is not valid. Must be 1.
    """
    problems = [view.reply.failed] if view.reply.failed else []
    problems += view.reply.defects
    if not problems and fold(view.reply.question) != fold(view.case.question):
        problems.append(f"answers another question: “{view.reply.question[:60]}”")
    return yes(not problems, "; ".join(str(problem) for problem in problems))


def references_resolve(view: View) -> Measured:
    """References to a citation that exists, once / references made. 0 to 1; without any: None.

    References are markers in `text`, and the numbers in statements and in the roll call; so is
    each citation's own number, which must be its alone, 1 or more. Must be 1.
    """
    numbers = [
        *((number, "`text` marks") for number in view.markers),
        *((n, "a statement uses") for said in view.reply.statements for n in said.citations),
        *((e.citation, "the roll call rests on") for e in view.reply.roll_call),
    ]
    checks = [
        (view.by_number(number) is not None, f"{by} [{number}], which is no citation")
        for number, by in numbers
        if number is not None
    ]
    own = [
        (not looked.double and (looked.cited.number or 0) >= 1, f"{looked.at}: number not its own")
        for looked in view.citations
    ]
    return share(checks + own)


def citations_anchored(view: View) -> Measured:
    """Citations that a statement uses and `text` marks / citations listed.

    0 to 1; without citations: None. Must be 1.
    """
    return share(
        (
            looked.used and looked.marked,
            f"{looked.at} is {'marked' if looked.marked else 'not marked in the text'} and "
            f"{'used' if looked.used else 'not used by a statement'}",
        )
        for looked in view.citations
    )


def essay_accuracy(view: View) -> Measured:
    """Citations whose words stand in the essay cited / citations whose words stand in some essay.

    0 to 1; without any: None. Must be 1.
    """
    return share(
        (
            looked.span is not None,
            f"{looked.at} is from {looked.home.essay}, not {looked.cited.essay}",
        )
        for looked in view.citations
        if looked.home is not None
    )


def source_accuracy(view: View) -> Measured:
    """Citations, and entries of the roll call, that describe their essay as it is.

    Citations with the title, author and heading that the corpus has, and entries with its author /
    citations whose words stand in the essay cited, and entries. 0 to 1; without any: None.
    """
    checks = []
    for looked in view.citations:
        essay = view.stored.essay(looked.cited.essay)
        if looked.span is None or essay is None:
            continue
        headings = {sentence.heading for sentence in view.stored.sentences(looked.span)}
        cited = looked.cited
        checks.append(
            (
                cited.title == essay.title
                and cited.author == essay.author
                and (cited.heading in headings or not headings),
                f"{looked.at} is from “{cited.title}” by {cited.author} under “{cited.heading}”",
            )
        )
    for entry in view.reply.roll_call:
        called = view.stored.essay(entry.essay)
        holds = called is not None and called.author == entry.author
        checks.append((holds, f"the roll call says that {entry.essay} is by {entry.author}"))
    return share(checks)
