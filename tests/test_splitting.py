"""Sentences: exact offsets, one voice each, and nothing left out."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Block, BlockKind, Sentence, Voice, VoiceSpan
from assistant.index import Index
from ingest.boundaries import boundaries
from ingest.formats.markdown import read_markdown
from ingest.furniture import remove_furniture
from ingest.source import Piece, assemble, clean, clean_pieces
from ingest.splitting import split_sentences

AUTHOR = Voice("Jane Roe")
SMITH = Voice("John Smith", "quoted", "rebuts")


def spoken(marked: str, kind: BlockKind = "paragraph") -> list[tuple[str | None, str]]:
    """The sentences of a text in which ⟦…⟧ is Smith's, as (voice, words)."""
    text, spans = "", []
    for part in marked.split("⟧"):
        own, _, smiths = part.partition("⟦")
        text += own
        if smiths:
            spans.append(VoiceSpan(len(text), len(text) + len(smiths), SMITH))
            text += smiths
    blocks = [Block(kind, 0, len(text))]
    return [
        (sentence.voice.name, text[sentence.start : sentence.end])
        for sentence in split_sentences(text, blocks, spans, AUTHOR)
    ]


def own(*sentences: str) -> list[tuple[str | None, str]]:
    return [("Jane Roe", sentence) for sentence in sentences]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It is so.", "Is it?", "It is!", "Fine… and on it goes."],
        ["Dr. Smith met J. K. Rowling at 5 p.m. in Washington, D.C. on Monday.", "He left."],
        ["See Vol. 3 of it, Fig. 2, and Prof. Miller (cf. Smith).", "Next."],
        ["Growth was 99.9% in the U.S. market, e.g. in v1.2.3 of Node.js.", "Then it fell."],
        ["(It is so.)", "Yes, it is (as they say).", "No."],
        ["“Why?” asked Ann.", "“Stop!”", "He ran."],
        ["Company…its founder said so.", "😀 So did we.", "Ünder it, é."],
    ],
)
def test_sentences_part_where_a_reader_parts_them(sentences: list[str]) -> None:
    assert spoken(" ".join(sentences)) == own(*sentences)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "As Smith said: “⟦Work is dull. It always was. Stop it⟧.” Then he left.",
            [
                ("Jane Roe", "As Smith said:"),
                ("John Smith", "Work is dull."),
                ("John Smith", "It always was."),
                ("John Smith", "Stop it"),
                ("Jane Roe", "Then he left."),
            ],
        ),
        (
            "“⟦Work is dull⟧,” he said, “⟦and slow.⟧” I disagree.",
            [
                ("John Smith", "Work is dull"),
                ("Jane Roe", "he said,"),
                ("John Smith", "and slow."),
                ("Jane Roe", "I disagree."),
            ],
        ),
        (
            "He calls it “⟦a by-product⟧” — and (so ‘⟦he⟧’) no more.",
            [
                ("Jane Roe", "He calls it"),
                ("John Smith", "a by-product"),
                ("Jane Roe", "and (so"),
                ("John Smith", "he"),
                ("Jane Roe", "no more."),
            ],
        ),
        ("“⟦One.⟧” “⟦Two.⟧”", [("John Smith", "One."), ("John Smith", "Two.")]),
        ("⟦All of it. Is his.⟧", [("John Smith", "All of it."), ("John Smith", "Is his.")]),
        ("She runs. ⟦He⟧ walks.", [*own("She runs."), ("John Smith", "He"), *own("walks.")]),
        ("“⟦…⟧” Hm.", own("Hm.")),
    ],
)
def test_each_sentence_has_one_voice(marked: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(marked) == expected


def test_sentences_stay_in_their_paragraph_and_know_their_heading() -> None:
    text, blocks = assemble(
        [
            Piece("heading", "The Title", 1),
            Piece("paragraph", "No full stop here"),
            Piece("paragraph", "and a new paragraph."),
            Piece("heading", "Part", 2),
            Piece("quote", "Theirs."),
            Piece("heading", "The Title", 2),
            Piece("paragraph", "Last."),
        ]
    )
    found = split_sentences(text, blocks, [], AUTHOR, "The Title")
    assert [(text[s.start : s.end], s.block, s.heading) for s in found] == [
        ("No full stop here", 1, ""),
        ("and a new paragraph.", 2, ""),
        ("Theirs.", 4, "Part"),
        ("Last.", 6, "The Title"),
    ]
    untitled = split_sentences(text, blocks, [], AUTHOR, "Another title")
    assert untitled[0].heading == "The Title"


def test_items_know_what_introduces_their_list() -> None:
    pieces = [
        Piece("item", "Nothing above.", 1),
        Piece("paragraph", "Some text. Three things matter:"),
        Piece("item", "One. And more of it.", 1),
        Piece("item", "Two, in two ways:", 1),
        Piece("item", "Inner.", 2),
        Piece("item", "Three.", 1),
        Piece("heading", "Part", 2),
        Piece("item", "Below a heading.", 1),
        Piece("quote", "Theirs:"),
        Piece("item", "Below a quotation.", 1),
    ]
    text, blocks = assemble(pieces)
    found = split_sentences(text, blocks, [], AUTHOR)
    introduced = {
        text[s.start : s.end]: None
        if s.lead_in is None
        else text[found[s.lead_in].start : found[s.lead_in].end]
        for s in found
    }
    things = "Three things matter:"
    assert introduced == {
        "Nothing above.": None,
        "Some text.": None,
        "Three things matter:": None,
        "One.": things,
        "And more of it.": things,
        "Two, in two ways:": things,
        "Inner.": "Two, in two ways:",
        "Three.": things,
        "Below a heading.": None,
        "Theirs:": None,
        "Below a quotation.": None,
    }


# What holds of every text


def check_essay(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]) -> None:
    """Ordered, exact, inside their blocks; what they leave out is no word."""
    covered = {i for s in sentences for i in range(s.start, s.end)}
    assert len(covered) == sum(s.end - s.start for s in sentences)  # no overlap
    assert list(sentences) == sorted(sentences, key=lambda s: s.start)
    for sentence in sentences:
        quote = text[sentence.start : sentence.end]
        assert quote and quote == quote.strip() and any(c.isalnum() for c in quote)
        block = blocks[sentence.block]
        assert block.kind != "heading"
        assert block.start <= sentence.start < sentence.end <= block.end
    for block in blocks:
        for i in range(block.start, block.end):
            if block.kind != "heading" and i not in covered:
                assert not text[i].isalnum(), text[i]


PIECES = st.lists(
    st.builds(
        Piece,
        st.sampled_from(["heading", "paragraph", "item", "quote"]),
        st.one_of(
            st.text(min_size=1, max_size=40),
            st.text(alphabet="aB c.!?“”\"'‘’,()—…:1é\u0301 \u200b\n", max_size=60),
            st.sampled_from(["“Work is dull. It was.” So he said.", "(Yes.) No. Mr. X. Etc. a"]),
        ).map(clean),
        st.integers(1, 3),
    ).filter(lambda piece: any(c.isalnum() for c in piece.text)),
    max_size=6,
)


@given(PIECES, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=4))
@settings(max_examples=400, deadline=None)
def test_every_word_is_in_exactly_one_sentence(
    pieces: list[Piece], cuts: list[tuple[int, int]]
) -> None:
    text, blocks = assemble(pieces)
    assert [text[b.start : b.end] for b in blocks] == [piece.text for piece in pieces]
    assert [b.kind for b in blocks] == [piece.kind for piece in pieces]
    spans: list[VoiceSpan] = []
    for start, length in sorted(cuts):
        start = max(start, spans[-1].end if spans else 0)
        if start < len(text):
            spans.append(VoiceSpan(start, min(len(text), start + length), SMITH))
    sentences = split_sentences(text, blocks, spans, AUTHOR)
    check_essay(text, blocks, sentences)
    for sentence in sentences:
        within = [s for s in spans if s.start < sentence.end and s.end > sentence.start]
        if sentence.voice == AUTHOR:
            assert not within
        else:
            assert [s.start <= sentence.start and sentence.end <= s.end for s in within] == [True]


@given(st.one_of(st.text(max_size=80), st.text(alphabet="aB .!?“”()\n1é😀", max_size=80)))
@settings(max_examples=400, deadline=None)
def test_boundaries_cover_the_text(text: str) -> None:
    found = list(boundaries(text))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(above[1] == below[0] for above, below in itertools.pairwise(found))


@given(st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip() and "  " not in once
    assert not any(ord(c) < 32 for c in once)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u00a0b\u2003c\u3000d\ne\tf", "a b c d e f"),
        ("ze\u200bro\u200d wi\u00addth\ufeff", "zero width"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("bell\x07 and \x00nul\x1b[31m", "bell and nul[31m"),
        ("tag\U000e0041\U000e007f vs\ufe0f\U000e0101 private\ue000", "tag vs private"),
        ("“curly” ‘quotes’ — dash… ﬁ", "“curly” ‘quotes’ — dash… ﬁ"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(alphabet=st.sampled_from(list("ab C.\n#>-*1:_“”\"'")), max_size=150))
@settings(max_examples=200, deadline=None)
def test_any_markdown_becomes_sound_sentences(source: str) -> None:
    text, blocks = assemble(clean_pieces(read_markdown(source)))
    check_essay(text, blocks, split_sentences(text, blocks, [], AUTHOR))


@pytest.mark.parametrize("slug", ["mark", "unsigned", "glossary", "kalehoff", "jeo"])
def test_the_essays_are_sound(slug: str, index: Index) -> None:
    essay = index.debate.essay(slug)
    check_essay(essay.text, essay.blocks, essay.sentences)


SHAPES = {
    "paragraphs": "A b.\n\n",
    "headings": "# H\n\nA b.\n\n",
    "items": "- a b.\n",
    "open quotation marks": "“Open ",
    "open guillemets": "« x ",
    "short forms": "Dr. ",
    "buttons": "share\n\n",
    "brackets": "(a. ",
    "block quotes": "> ",
    "list marks": "- ",
    "open brackets": "[",
    "open boxes": "> [!note] x\n",
    "shortcodes": "{{< x ",
    "open comments": "%% x ",
    "open tags": "<Abc author=x>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_time(shape: str) -> None:
    def seconds(length: int) -> float:
        text = (SHAPES[shape] * length)[:length]
        gc.disable()  # what else this process holds would be gone through again and again
        began = time.process_time()
        pieces, _ = remove_furniture(clean_pieces(read_markdown(text)))
        whole, blocks = assemble(pieces)
        split_sentences(whole, blocks, (), Voice(None))
        spent = time.process_time() - began
        gc.enable()
        return spent

    seconds(2_000)
    short = min(seconds(20_000) for _ in range(2))
    assert seconds(80_000) < 10 * max(short, 0.02)  # quadratic: 16 times
