"""Who and what several essays hold up as an example, each in its own words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assistant.domain import Debate, Essay, Sentence
from assistant.understanding.names import Names


@dataclass(frozen=True, slots=True)
class Example:
    """A name, and the sentences that speak of it, essay by essay."""

    name: str
    spoken: tuple[tuple[Essay, tuple[Sentence, ...]], ...]


def shared_examples(debate: Debate) -> list[Example]:
    """The things and people that at least two essays speak of, the most shared first."""
    names = Names(debate)
    authors = {essay.author for essay in debate.essays}
    found: dict[str, dict[str, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for essay in debate.essays:
        for sentence in essay.sentences:
            mentions = names.find(essay.quote(sentence), fuzzy=False)
            for key in {m.name.key for m in mentions if m.name.kind == "thing" and not m.fuzzy}:
                found[key][essay.slug].append(sentence)
    examples = [
        Example(
            name,
            tuple(
                (essay, tuple(by_slug[essay.slug]))
                for essay in debate.essays
                if essay.slug in by_slug
            ),
        )
        for name, by_slug in found.items()
        if len(by_slug) > 1 and name not in authors
    ]
    return sorted(examples, key=lambda example: (-len(example.spoken), example.name))
