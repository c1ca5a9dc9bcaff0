"""Faults in what is quoted, and in who is said to speak where."""

from __future__ import annotations

from collections.abc import Sequence

from evals.mutants.world import Answer, Fault, World, requote

LONGEST = 60  # words of a quotation
OTHER_ATTITUDE = {"own": "reports", "endorses": "rebuts", "rebuts": "endorses", "reports": "own"}


def _one_word_changed(world: World) -> Sequence[Answer]:
    def change(answer: Answer, citation: Answer) -> None:
        words = citation["quote"].split(" ")
        at = world.dice.randrange(len(words))
        words[at] = "absolutely" if words[at] != "absolutely" else "hardly"
        requote(answer, citation, " ".join(words))

    return world.each_citation(change)


def _offsets_off_by_one(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        citation["start"] += 1
        citation["end"] += 1

    return world.each_citation(change)


def _stitched_from_two_essays(world: World) -> Sequence[Answer]:
    def change(answer: Answer, citation: Answer) -> None:
        other = next(e for e in world.stored.debate.essays if e.slug != citation["essay"])
        sentence = next(s for s in other.sentences if s.end - s.start > 40)
        requote(answer, citation, f"{citation['quote']} {other.quote(sentence)}")

    return world.each_citation(change)


def _quoted_at_great_length(world: World) -> Sequence[Answer]:
    def change(answer: Answer, citation: Answer) -> None:
        text = world.stored.debate.essay(citation["essay"]).text
        start, end = citation["start"], citation["end"]
        while len(text[start:end].split()) <= LONGEST and (start > 0 or end < len(text)):
            start, end = max(0, start - 50), min(len(text), end + 50)
        requote(answer, citation, text[start:end])
        citation["start"], citation["end"] = start, end

    return world.each_citation(change)


def _cut_inside_a_word(world: World) -> Sequence[Answer]:
    def change(answer: Answer, citation: Answer) -> None:
        requote(answer, citation, citation["quote"][1:])
        citation["start"] += 1

    return world.each_citation(change)


def _neighbour_cited(world: World) -> Sequence[Answer]:
    def change(answer: Answer, citation: Answer) -> None:
        essay = world.stored.debate.essay(citation["essay"])
        cited = [(c["start"], c["end"]) for c in answer["citations"] if c["essay"] == essay.slug]
        others = [
            s
            for s in essay.sentences
            if (s.voice.name, s.voice.role) == (citation["voice"], citation["role"])
            and not any(start < s.end and end > s.start for start, end in cited)
            and s.end - s.start > 40
            and len(essay.quote(s).split()) <= LONGEST
        ]
        if others:
            sentence = world.dice.choice(others)
            requote(answer, citation, essay.quote(sentence))
            citation["start"], citation["end"] = sentence.start, sentence.end
            citation["heading"] = sentence.heading
            citation["attitude"] = sentence.voice.attitude

    return world.each_citation(change)


def _author_and_quoted_exchanged(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        essay = world.stored.debate.essay(citation["essay"])
        quoted = [s.voice.name for s in essay.sentences if s.voice.role == "quoted"]
        if citation["role"] == "quoted":
            citation["voice"] = essay.author
        elif quoted:
            citation["voice"] = quoted[0]

    return world.each_citation(change)


def _voice_of_another_essay(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        essay = world.stored.debate.essay(citation["essay"])
        here = {sentence.voice.name for sentence in essay.sentences}
        citation["voice"] = world.dice.choice(sorted(world.stored.voice_names - here))

    return world.each_citation(change)


def _attitude_inverted(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        citation["attitude"] = OTHER_ATTITUDE[citation["attitude"]]

    return world.each_citation(change)


def _essays_permuted(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        citation["essay"] = _next(world, citation["essay"])

    return world.each_citation(change)


def _titles_permuted(world: World) -> Sequence[Answer]:
    def change(_: Answer, citation: Answer) -> None:
        other = world.stored.debate.essay(_next(world, citation["essay"]))
        citation["title"], citation["author"] = other.title, other.author

    return world.each_citation(change)


def _next(world: World, slug: str) -> str:
    slugs = world.stored.slugs
    return slugs[(slugs.index(slug) + 1) % len(slugs)]


_STATUS = ("refusal_recall", "over_refusal", "over_correction")
_REST = (
    *_STATUS,
    "boilerplate",
    "nugget_recall",
    "relevance",
    "grade",
    "marks_sound",
    "answer_sound",
)
_SOUND = ("citations_sound",)

FAULTS = (
    Fault("One word of every quotation is another.", _one_word_changed, _SOUND, _STATUS),
    Fault("Offsets are one character too far right.", _offsets_off_by_one, _SOUND, _REST),
    Fault(
        "Quotations have a clause of another essay sewn to their end.",
        _stitched_from_two_essays,
        _SOUND,
        _STATUS,
    ),
    Fault(
        "Quotations grow, verbatim, to more than sixty words.",
        _quoted_at_great_length,
        ("citations_sound", "relevance", "nugget_recall"),
        _STATUS,
    ),
    Fault("Quotations lose their first letter.", _cut_inside_a_word, _SOUND, _STATUS),
    Fault(
        "Each quotation is another sentence of the same voice and essay.",
        _neighbour_cited,
        ("claims_supported", "relevance", "nugget_recall", "grade"),
        (*_STATUS, "citations_sound"),
    ),
    Fault(
        "Whom an essay quotes is taken for its author, and the reverse.",
        _author_and_quoted_exchanged,
        ("citations_sound", "nugget_recall"),
        _STATUS,
    ),
    Fault(
        "Citations are credited to a voice of another essay.",
        _voice_of_another_essay,
        ("citations_sound", "nugget_recall", "grade"),
        _STATUS,
    ),
    Fault("What an author endorses is rebutted.", _attitude_inverted, _SOUND, _REST),
    Fault("Citations name the next essay as source.", _essays_permuted, _SOUND, _STATUS),
    Fault("Citations bear another's title and author.", _titles_permuted, _SOUND, _REST),
)
