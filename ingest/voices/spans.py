"""Turns overlapping stretches into spans that cover the text once: the innermost voice owns it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Voice, VoiceSpan


def flatten(owners: Sequence[tuple[int, int, Voice]]) -> list[VoiceSpan]:
    """Spans in order, neither overlapping nor nested; `owners` nest but never cross."""
    spans: list[VoiceSpan] = []
    stack: list[tuple[int, Voice]] = []  # end and voice of the stretches that are still open
    position = 0

    def speak_until(end: int) -> None:
        nonlocal position
        if stack and end > position:
            spans.append(VoiceSpan(position, end, stack[-1][1]))
        position = max(position, end)

    for start, end, voice in sorted(owners, key=lambda owner: (owner[0], -owner[1])):
        while stack and stack[-1][0] <= start:
            speak_until(stack[-1][0])
            stack.pop()
        speak_until(start)
        stack.append((end, voice))
    while stack:
        speak_until(stack[-1][0])
        stack.pop()
    return _joined(spans)


def _joined(spans: Sequence[VoiceSpan]) -> list[VoiceSpan]:
    result: list[VoiceSpan] = []
    for span in spans:
        if result and result[-1].end == span.start and result[-1].voice == span.voice:
            result[-1] = VoiceSpan(result[-1].start, span.end, span.voice)
        else:
            result.append(span)
    return result
