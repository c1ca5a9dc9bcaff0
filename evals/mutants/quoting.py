"""Faults in what is quoted, and in who is said to speak where."""

from __future__ import annotations

from evals.mutants.world import STATUS, Answer, Fault, World, each_citation, requote
from evals.view import LONGEST_QUOTE_WORDS

OTHER_ATTITUDE = {"own": "reports", "endorses": "rebuts", "rebuts": "endorses", "reports": "own"}


@each_citation
def _one_word_changed(world: World, answer: Answer, citation: Answer) -> None:
    words = citation["quote"].split(" ")
    at = world.dice.randrange(len(words))
    words[at] = "absolutely" if words[at] != "absolutely" else "hardly"
    requote(answer, citation, " ".join(words))


@each_citation
def _offsets_off_by_one(_: World, __: Answer, citation: Answer) -> None:
    citation["start"] += 1
    citation["end"] += 1


@each_citation
def _quoted_at_great_length(world: World, answer: Answer, citation: Answer) -> None:
    text = world.stored.debate.essay(citation["essay"]).text
    start, end = citation["start"], citation["end"]
    while len(text[start:end].split()) <= LONGEST_QUOTE_WORDS and (start > 0 or end < len(text)):
        start, end = max(0, start - 50), min(len(text), end + 50)
    requote(answer, citation, text[start:end])
    citation["start"], citation["end"] = start, end


@each_citation
def _cut_inside_a_word(_: World, answer: Answer, citation: Answer) -> None:
    requote(answer, citation, citation["quote"][1:])
    citation["start"] += 1


@each_citation
def _neighbour_cited(world: World, answer: Answer, citation: Answer) -> None:
    essay = world.stored.debate.essay(citation["essay"])
    cited = [(c["start"], c["end"]) for c in answer["citations"] if c["essay"] == essay.slug]
    others = [
        s
        for s in essay.sentences
        if (s.voice.name, s.voice.role) == (citation["voice"], citation["role"])
        and not any(start < s.end and end > s.start for start, end in cited)
        and s.end - s.start > 40
        and len(essay.quote(s).split()) <= LONGEST_QUOTE_WORDS
    ]
    if others:
        sentence = world.dice.choice(others)
        requote(answer, citation, essay.quote(sentence))
        citation["start"], citation["end"] = sentence.start, sentence.end
        citation["heading"] = sentence.heading
        citation["attitude"] = sentence.voice.attitude


@each_citation
def _author_and_quoted_exchanged(world: World, _: Answer, citation: Answer) -> None:
    essay = world.stored.debate.essay(citation["essay"])
    quoted = [s.voice.name for s in essay.sentences if s.voice.role == "quoted"]
    if citation["role"] == "quoted":
        citation["voice"] = essay.author
    elif quoted:
        citation["voice"] = quoted[0]


@each_citation
def _attitude_inverted(_: World, __: Answer, citation: Answer) -> None:
    citation["attitude"] = OTHER_ATTITUDE[citation["attitude"]]


@each_citation
def _essays_permuted(world: World, _: Answer, citation: Answer) -> None:
    citation["essay"] = _next(world, citation["essay"])


@each_citation
def _titles_permuted(world: World, _: Answer, citation: Answer) -> None:
    other = world.stored.debate.essay(_next(world, citation["essay"]))
    citation["title"], citation["author"] = other.title, other.author


def _next(world: World, slug: str) -> str:
    slugs = world.stored.slugs
    return slugs[(slugs.index(slug) + 1) % len(slugs)]


_SOUND = "citations_sound"
_REST = f"{STATUS} boilerplate nugget_recall relevance grade marks_sound answer_sound"

FAULTS = (
    Fault("One word of every quotation is another.", _one_word_changed, _SOUND, STATUS),
    Fault("Offsets are one character too far right.", _offsets_off_by_one, _SOUND, _REST),
    Fault(
        "Quotations grow, verbatim, to more than sixty words.",
        _quoted_at_great_length,
        f"{_SOUND} relevance nugget_recall",
        STATUS,
    ),
    Fault("Quotations lose their first letter.", _cut_inside_a_word, _SOUND, STATUS),
    Fault(
        "Each quotation is another sentence of the same voice and essay.",
        _neighbour_cited,
        "claims_supported relevance nugget_recall grade",
        f"{STATUS} {_SOUND}",
    ),
    Fault(
        "Whom an essay quotes is taken for its author, and the reverse.",
        _author_and_quoted_exchanged,
        f"{_SOUND} nugget_recall",
        STATUS,
    ),
    Fault("What an author endorses is rebutted.", _attitude_inverted, _SOUND, _REST),
    Fault("Citations name the next essay as source.", _essays_permuted, _SOUND, STATUS),
    Fault("Citations bear another's title and author.", _titles_permuted, _SOUND, _REST),
)
