"""The text that is embedded for a sentence or a passage."""

from __future__ import annotations

from assistant.domain import Essay, Passage
from assistant.excerpts import other_half

CONTEXT_WORDS = 40  # before a sentence; the model reads no more than 256 pieces in all


def sentence_view(essay: Essay, number: int) -> str:
    """A sentence on its own: whatever else stood there would blur what it says.

    A quotation that its attribution interrupts is one sentence, whichever half is asked for.
    """
    other = other_half(essay, number)
    parts = sorted({number, number if other is None else other})
    return " ".join(essay.quote(essay.sentences[part]) for part in parts)


def token_view(essay: Essay, number: int) -> tuple[str, str]:
    """What a sentence's tokens are read behind, and the sentence.

    That is what introduces it, or else the sentence before it, or else its heading.
    """
    sentence = essay.sentences[number]
    earlier = essay.sentences[number - 1] if number else None
    if sentence.lead_in is not None:
        before = essay.quote(essay.sentences[sentence.lead_in])
    elif earlier is not None and earlier.heading == sentence.heading:
        before = essay.quote(earlier)
    else:
        before = sentence.heading
    return " ".join(before.split()[-CONTEXT_WORDS:]), essay.quote(sentence)


def passage_view(essay: Essay, passage: Passage) -> str:
    """A passage below what its reader has in mind: title, heading, and what introduces its list.

    A list item such as "Emphasise speed in order to outpace the competition." does not say whose
    strategy it is; the lines above it do.
    """
    lead_in = essay.sentences[passage.first].lead_in
    introduced = lead_in is not None and lead_in < passage.first
    above = [
        essay.title,
        passage.heading,
        essay.quote(essay.sentences[lead_in]) if introduced and lead_in is not None else "",
    ]
    return "\n".join([*(line for line in above if line), essay.quote(passage)])
