"""The map: who stands where and speaks of what, shared examples, and words of several meanings."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from assistant.domain import Debate, Essay, Sentence, Side
from assistant.ui.chart import debate_map, in_order
from assistant.ui.citations import essay_link
from assistant.ui.examples import Example, shared_examples
from assistant.ui.markup import Markup, join, plain, tag
from assistant.ui.names import essay_names, position_label, position_mark, voice_line
from assistant.ui.terms import Meaning, meanings
from assistant.ui.topics import Topic, shared_topics
from assistant.ui.visit import Visit

_MOST_SENTENCES = 2  # quoted for one essay


def draw_map(visit: Visit) -> None:
    """The whole page."""
    debate = visit.debate
    topics, examples, terms = _findings(visit.assistant.index.info.version, debate)
    st.html(
        join(
            [
                tag("p", debate.question, cls="d-kicker"),
                tag("h1", "The map of the debate", cls="d-title"),
                tag(
                    "p",
                    "Each column is an essay, under the position it holds. A circle means that "
                    "it speaks of the matter; a bigger one, that it does so at length. An empty "
                    "place is silence.",
                    cls="d-lead",
                ),
                tag("p", _legend(debate), cls="d-legend"),
            ]
        )
    )
    if topics:
        st.altair_chart(
            debate_map(debate, topics, dark=st.context.theme.type == "dark"),
            width="stretch",
            theme=None,
            alt=_alternative(debate, topics),
        )
        _draw_matter(debate, topics)
    if terms:
        st.html(_section("One word, several meanings", [_term_card(*t, debate) for t in terms]))
    if examples:
        cards = [_example_card(example, debate) for example in examples]
        st.html(_section("One example, several essays", cards))


def _legend(debate: Debate) -> Markup:
    held = dict.fromkeys(essay.position for essay in in_order(debate))
    return join(
        tag(
            "span",
            tag("span", f"{position_mark(debate, position)} ", cls="d-mark", aria_hidden="true"),
            position_label(debate, position),
        )
        for position in held
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _findings(
    version: str, _debate: Debate
) -> tuple[list[Topic], list[Example], list[tuple[Side, list[Meaning]]]]:
    """What the map shows, worked out once for each version of an index."""
    return shared_topics(_debate), shared_examples(_debate), meanings(_debate)


def _draw_matter(debate: Debate, topics: list[Topic]) -> None:
    words = [topic.word for topic in topics]
    chosen = st.pills(
        "Look closer at one matter", words, default=words[0], format_func=plain, key="matter"
    )
    topic = next((topic for topic in topics if topic.word == chosen), None)
    if topic:
        cards = [
            _essay_card(essay, topic.spoken.get(essay.slug, ()), debate)
            for essay in in_order(debate)
        ]
        st.html(tag("div", join(cards), cls="d-cards"))


def _alternative(debate: Debate, topics: list[Topic]) -> str:
    """The map in words, for who cannot see it."""
    names = essay_names(debate)
    said = [
        f"{topic.word}: {', '.join(names[slug].short for slug in topic.spoken)}" for topic in topics
    ]
    return "Which essays speak of which matter. " + "; ".join(said)


def _section(title: str, cards: Iterable[Markup]) -> Markup:
    return tag("section", tag("h2", title), join(cards), cls="d-map")


def _term_card(side: Side, told: list[Meaning], debate: Debate) -> Markup:
    cards = [_essay_card(item.essay, (item.sentence,), debate) for item in told]
    return tag("div", tag("h3", f"“{side.label}” means …"), tag("div", join(cards), cls="d-cards"))


def _example_card(example: Example, debate: Debate) -> Markup:
    cards = [_essay_card(essay, sentences, debate) for essay, sentences in example.spoken]
    return tag("div", tag("h3", example.name), tag("div", join(cards), cls="d-cards"))


def _essay_card(essay: Essay, sentences: tuple[Sentence, ...], debate: Debate) -> Markup:
    """What one essay says, each sentence under its own speaker."""
    name = essay_names(debate)[essay.slug]
    head = tag(
        "p",
        tag("span", position_mark(debate, essay.position), cls="d-mark", aria_hidden="true"),
        tag("span", name.short, cls="d-name"),
        tag("span", position_label(debate, essay.position), cls="d-stands"),
        cls="d-card-line",
    )
    said = [_said(essay, sentence) for sentence in sentences[:_MOST_SENTENCES]]
    more = len(sentences) - len(said)
    return tag(
        "div",
        head,
        join(said) if said else tag("p", "Silent on this.", cls="d-muted"),
        tag("p", f"and {more} more", cls="d-note") if more > 0 else None,
        cls=f"d-said d-hue{name.hue}",
    )


def _said(essay: Essay, sentence: Sentence) -> Markup:
    voice = sentence.voice
    quoted = voice.role != "author"
    line = voice_line(voice.name, voice.role, voice.attitude, essay.author) if quoted else None
    return tag(
        "p",
        tag("span", line, cls="d-speaker") if line else None,
        tag(
            "a",
            tag("q", f"“{essay.quote(sentence)}”", cls="d-quote"),
            href=essay_link(essay.slug, sentence.start, sentence.end),
            target="_self",
        ),
    )
