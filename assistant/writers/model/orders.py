"""Sentences of an essay that speak to the machine that reads it, not to its readers."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b[^.?!]{0,40}\b(?:instructions?"
    r"|prompts?|rules?|guidelines?"
    r"|essays|above|previous(?:ly)?|prior|earlier|restrictions?|everything|training|sources?"
    r"|guard ?rails?|citations?)\b"
    r"|\b(?:system|hidden|initial|secret|original) (?:prompt|instructions?|message|configuration)\b"
    r"|\b(?:developer|debug|admin|god|dan|sudo|unrestricted|maintenance) mode\b|\bjailbreak"
    r"|\byou are now\b|\bfrom now on\b|\bpretend (?:to be|that|you)\b|\bact as (?:a|an|if)\b"
    r"|\brole-?play\b"
    r"|\b(?:reveal|print|output|show|repeat|dump|display|leak|list|give|send"
    r"|tell)\b[^.?!]{0,40}\b(?:prompts?|instructions"
    r"|configuration|config|api[ -]?keys?|passwords?|secrets?|credentials|environment variables?"
    r"|tokens?|source code)\b"
    r"|\b(?:reply|respond|answer)\b[^.?!]{0,30}\b(?:only|just|exactly|nothing else|with the word"
    r"|in base64|in pirate)\b"
    r"|\b(?:say|write|repeat|reply with|respond with|output|print) (?:exactly|only|the word"
    r"|the following|verbatim|after me)\b"
    r"|\breply with\b|\brespond with\b|<\s*(?:script|img|iframe|svg)\b|\bjavascript:"
    r"|\b(?:make up|invent|fabricate|forge|fake) (?:a|an|some|the)?\s*(?:quotes?|quotations?"
    r"|citations?|sources?)\b"
    r"|\b(?:attribute|assign) (?:the|this|that|these|a)?\s*(?:following )?(?:quotes?|words"
    r"|sentences?)\b"
    r"|\bnew (?:instructions?|task|rules?)\s*:|^\s*(?:system|assistant|developer)\s*:"
    r"|\b(?:as|i am|i['’]m) your (?:developer|creator|admin\w*|owner|operator|maker)\b"
    r"|\bauthori[sz]e you\b|\bwithout (?:quoting|citing|any quot\w+)\b"
    r"|\bend (?:of )?(?:essay|context|prompt)\b",
    re.I,
)
_TO_A_MACHINE = re.compile(
    r"(?i)\b(?:your|every|each|(?:begin|start|end|close|open|finish) (?:\w+ ){0,2}?the) (?:next )?"
    r"(?:answer|reply|response|output|summary)\b"
    r"|\bwhen(?:ever)? you (?:summari[sz]e|answer|reply|respond|translate|quote)\b"
    r"|\byour (?:prompt|instructions|system message)\b|\b(?:assistant|language model"
    r"|chatbot)s?\b[:,]"
)


def orders_about(text: str) -> bool:
    """Whether a text tells an assistant what to do: it is shown to no model, and proves nothing.

    Nor is it quoted by itself, as if it were a view.
    """
    return bool(_ORDERS.search(text)) or bool(_TO_A_MACHINE.search(text))
