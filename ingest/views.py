"""The text that is embedded for a sentence or a passage."""

from __future__ import annotations

from assistant.domain import Essay, Passage


def sentence_view(essay: Essay, number: int) -> str:
    """A sentence on its own: whatever else stood there would blur what it says."""
    return essay.quote(essay.sentences[number])


def words_in_context(essay: Essay, number: int) -> str:
    """A sentence with its heading and the sentence that introduces its list, to match words in.

    "Practice consistency in service standards" does not name the strategy that it belongs to; the
    lines above it do.
    """
    sentence = essay.sentences[number]
    lead_in = sentence.lead_in
    above = [sentence.heading, essay.quote(essay.sentences[lead_in]) if lead_in is not None else ""]
    return "\n".join([*(line for line in above if line), essay.quote(sentence)])


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
