"""Instructions in disguise: text that tells the assistant what to do instead of asking it."""

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
_TASKS = re.compile(
    r"^\W*(?:please |now |then |can you |could you |would you )*(?:write|compose|draft|generate"
    r"|create|translate|code|program|sing|draw|solve"
    r"|calculate|compute|book|order|send|delete|run|execute|open|play|convert"
    r"|rewrite this)\b(?! down what)",
    re.I,
)


def is_order(question: str) -> bool:
    """Whether the text commands the assistant away from answering about the essays."""
    return bool(_ORDERS.search(question))


def is_errand(question: str) -> bool:
    """Whether it asks for a piece of work that no essay can answer (a poem, a program)."""
    return bool(_TASKS.search(question))
