"""A brought essay's sentences by speaker, each to be given to somebody else before it joins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from assistant.domain import Essay, Sentence, Voice
from assistant.errors import UserError
from assistant.spoken import AUTHOR, NOBODY, Spoken, named_voice, passages
from assistant.ui.markup import join, plain, tag
from assistant.ui.own_debate import spoken, state_spoken
from assistant.ui.reader import voices

_AT_ONCE = 12  # sentences of one speaker, before more are asked for


def corrected(essay: Essay, path: Path) -> Essay:
    """The essay as it will be read: every sentence with the speaker that the visitor named."""
    owners: list[tuple[int, int, Voice]] = []
    for given in spoken(path):
        found = passages(essay.text, essay.blocks, given.words)
        place = given.place or 1
        if place <= len(found):
            voice = named_voice(given.by, essay.author, essay.listed_voices, voices(essay))
            owners.append((*found[place - 1], voice))

    def settled(sentence: Sentence) -> Sentence:
        for start, end, voice in reversed(owners):
            if start <= sentence.start and sentence.end <= end:
                return replace(sentence, voice=voice)
        return sentence

    return replace(essay, sentences=tuple(settled(one) for one in essay.sentences))


def draw_speakers(essay: Essay, path: Path) -> None:
    """Whose sentences they are, and beside each one the choice of another speaker."""
    by_speaker: dict[str, list[Sentence]] = {}
    for sentence in essay.sentences:
        by_speaker.setdefault(_by(sentence.voice), []).append(sentence)
    called = _called(essay)
    if st.session_state.get("bring-speaker") not in by_speaker:
        first = sorted(by_speaker, key=lambda by: (by == AUTHOR, by != NOBODY))[0]
        st.session_state["bring-speaker"] = first  # whoever is the likeliest to be heard wrongly
    note = (
        "Each sentence stands under its speaker. If one was heard wrongly, choose another speaker, "
        "or type a name."
    )
    st.html(join([tag("h2", "Who says what"), tag("p", note, cls="d-note")]))
    shown = st.segmented_control(
        "Whose sentences",
        list(by_speaker),
        format_func=lambda by: f"{plain(called(by))} · {len(by_speaker[by])}",
        key="bring-speaker",
    )
    sentences = by_speaker[str(shown)]
    most = st.session_state.get("bring-most", _AT_ONCE)
    with st.container(key="bring-sentences", border=True):
        for sentence in sentences[:most]:
            _draw_sentence(essay, path, sentence, list(by_speaker), called)
    if len(sentences) > most:
        more = f"Show {min(len(sentences) - most, _AT_ONCE)} more"
        st.button(more, on_click=_show_more, args=(most + _AT_ONCE,))
    if spoken(path):
        st.button("Undo all of these corrections", on_click=state_spoken, args=(path, ()))


def _draw_sentence(
    essay: Essay,
    path: Path,
    sentence: Sentence,
    known: list[str],
    called: Callable[[str], str],
) -> None:
    by = _by(sentence.voice)
    options = list(dict.fromkeys([AUTHOR, *known, NOBODY]))
    key = f"by-{sentence.start}-{by}"
    words, choice = st.columns([3, 1], vertical_alignment="center")
    words.html(tag("p", essay.quote(sentence), cls="d-said"))
    choice.selectbox(
        f"Who says “{plain(essay.quote(sentence))}”",
        options,
        index=options.index(by),
        format_func=called,
        key=key,
        label_visibility="collapsed",
        accept_new_options=True,
        on_change=_give,
        args=(path, essay, sentence, key),
    )


def _give(path: Path, essay: Essay, sentence: Sentence, key: str) -> None:
    """Note in the essay's own file who says the sentence."""
    by = (st.session_state[key] or NOBODY).strip()[:100] or NOBODY
    words = essay.quote(sentence)
    starts = [start for start, _ in passages(essay.text, essay.blocks, words)]
    place = starts.index(sentence.start) + 1 if len(starts) > 1 else None
    others = [one for one in spoken(path) if (one.words, one.place) != (words, place)]
    try:
        state_spoken(path, [*others, Spoken(words, by, place)])
    except UserError as error:
        st.session_state["bring_problem"] = (error.message, error.hint)
    else:
        st.toast(plain(f"Now under {_called(essay)(by)}."))


def _show_more(most: int) -> None:
    st.session_state["bring-most"] = most


def _by(voice: Voice) -> str:
    """What `spoken` calls a voice."""
    if voice.role == "author":
        return AUTHOR
    return voice.name or NOBODY if voice.role == "quoted" else NOBODY


def _called(essay: Essay) -> Callable[[str], str]:
    names = {AUTHOR: essay.author or "The author", NOBODY: "Speaker unclear"}
    return lambda by: names.get(by, by)
