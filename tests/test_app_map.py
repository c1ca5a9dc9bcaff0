"""What the map and the essays page find in a debate: matters, meanings, examples, voices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from assistant.domain import Debate, Essay
from assistant.index import Index
from assistant.settings import Settings
from assistant.ui.chart import debate_map, in_order, rows
from assistant.ui.essays_page import head_html
from assistant.ui.examples import shared_examples
from assistant.ui.first_screen import table_html
from assistant.ui.reader import SPAN, essay_html, stretches, voices
from assistant.ui.terms import meanings
from assistant.ui.topics import shared_topics
from ingest.essays import analyse_folder


@pytest.fixture(scope="module")
def debate(index: Index) -> Debate:
    return index.debate


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Debate:
    """A debate on another subject, in which an author quotes an opponent to disagree."""
    folder: Path = tmp_path_factory.mktemp("other")
    (folder / "essays").mkdir()
    (folder / "debate.yaml").write_text(
        "question: Should teams work remotely or in an office?\n"
        "sides:\n"
        "  - {id: remote, label: Remote work, statement: Teams should work from anywhere.}\n"
        "  - {id: office, label: Office work, statement: Teams should work in one office.}\n",
        encoding="utf-8",
    )
    (folder / "essays" / "ada.md").write_text(
        "---\nauthor: Ada Reed\nposition: remote\n---\n\n# Anywhere\n\n"
        "Remote work is a promise of trust. It saves the commute. GitLab proves it.\n\n"
        "Bob Stone wrote:\n\n> Office work is the only work. Trust needs a commute.\n\n"
        "He is wrong.\n",
        encoding="utf-8",
    )
    (folder / "essays" / "bob.md").write_text(
        "---\nauthor: Bob Stone\nposition: office\n---\n\n# Together\n\n"
        "Office work means that people meet. There is no trust without a commute. "
        "Even GitLab flies its people in. Remote work is a way of being alone.\n",
        encoding="utf-8",
    )
    return analyse_folder(folder, Settings(data_dir=folder / "data"))


def test_every_character_of_an_essay_is_shown_and_has_its_voice(debate: Debate) -> None:
    for essay in debate.essays:
        page = html.fragment_fromstring(essay_html(essay, 0))
        shown = page.text_content()
        for number, block in enumerate(essay.blocks):
            assert "".join(essay.text[s.start : s.end] for s in stretches(essay, number)) == (
                essay.quote(block)
            )
            if number:
                assert essay.quote(block) in shown


def test_the_margin_says_who_speaks_where_the_voice_changes(debate: Debate) -> None:
    page = html.fragment_fromstring(essay_html(debate.essay("kalehoff"), 2))
    notes = [note.text_content() for note in page.xpath("//*[@class='d-margin']/span")]
    assert notes[0] == "Max Kalehoff"
    assert notes[1] == "Gord Hotchkiss, quoted with approval"
    assert any(note.startswith("Henry Ford") for note in notes)
    assert all(one != two for one, two in pairwise(notes))
    assert "By-product" not in page.text_content()
    quoted = page.xpath("//blockquote/span[contains(@class,'d-endorses')]")
    assert any("it’s a by-product" in span.text_content() for span in quoted)


def test_a_rebutted_voice_looks_different(other: Debate) -> None:
    ada = other.essay("ada")
    attitudes = {voice.name: voice.attitude for voice in voices(ada)}
    assert attitudes["Bob Stone"] == "rebuts"
    page = html.fragment_fromstring(essay_html(ada, 0))
    assert page.xpath("//span[contains(@class,'d-rebuts')]")
    assert "Bob Stone, quoted, to disagree" in page.text_content()


@pytest.mark.parametrize("span", [(300, 420), (219, 357), (330, 1400)])
def test_the_highlight_is_the_exact_span_across_voices_and_blocks(
    debate: Debate, span: tuple[int, int]
) -> None:
    essay = debate.essay("kalehoff")
    page = html.fragment_fromstring(essay_html(essay, 0, span))
    marked = "".join(mark.text_content() for mark in page.xpath("//mark"))
    assert "".join(marked.split()) == "".join(essay.text[slice(*span)].split())
    assert [mark.get("id") for mark in page.xpath("//mark[@id]")] == [SPAN]


def test_an_essays_head_says_who_where_and_what(debate: Debate) -> None:
    head = html.fragment_fromstring(head_html(debate.essay("kalehoff"), debate)).text_content()
    assert "Max Kalehoff" in head
    assert "Product focus" in head
    assert "contrarian" in head
    assert "Unsigned" in head_html(debate.essay("unsigned"), debate)
    proposed = replace(debate.essay("mark"), position_is_proposed=True)
    assert "not confirmed" in head_html(proposed, debate)


def test_the_table_seats_every_essay_under_its_position(debate: Debate) -> None:
    page = html.fragment_fromstring(table_html(debate))
    seats = {
        section.xpath("./h3")[0].text_content()[1:]: len(section.xpath(".//li"))
        for section in page.xpath("//section")
    }
    assert seats == {"Product focus": 1, "It depends": 2, "Customer focus": 2}
    homeless = replace(debate, essays=(replace(debate.essays[0], position=None),))
    assert "Position open" in table_html(homeless)


def test_topics_are_matters_that_several_essays_speak_of(debate: Debate) -> None:
    topics = {topic.word: topic for topic in shared_topics(debate)}
    assert {"market", "loyalty", "research"} <= set(topics)
    assert not {"product", "customer", "focus", "business"} & set(topics)
    assert {"kalehoff", "glossary", "unsigned"} <= set(topics["research"].spoken)
    for topic in topics.values():
        assert len(topic.spoken) >= 3
        for slug, sentences in topic.spoken.items():
            essay = debate.essay(slug)
            for sentence in sentences:
                assert topic.word[:4] in essay.quote(sentence).casefold()


def test_topics_of_another_debate(other: Debate) -> None:
    words = {topic.word for topic in shared_topics(other)}
    assert {"trust", "commute"} <= words
    assert "office" not in words


def test_one_word_means_something_else_in_every_essay(debate: Debate) -> None:
    told = {side.id: found for side, found in meanings(debate)}
    product = {
        (m.essay.slug, m.sentence.voice.name): m.essay.quote(m.sentence) for m in told["product"]
    }
    assert "as many products as possible" in product["jeo", "Muliadi Jeo"]
    assert "then searching for a market" in product["unsigned", None]
    assert "obsessive" in product["kalehoff", "Gord Hotchkiss"]
    assert "best product" in product["mark", "Mark"]


def test_meanings_in_another_debate(other: Debate) -> None:
    told = {side.id: found for side, found in meanings(other)}
    remote = {m.essay.quote(m.sentence) for m in told["remote"]}
    assert remote == {
        "Remote work is a promise of trust.",
        "Remote work is a way of being alone.",
    }
    office = {(m.essay.slug, m.sentence.voice.name) for m in told["office"]}
    assert office == {("ada", "Bob Stone"), ("bob", "Bob Stone")}


def test_examples_that_several_essays_use(debate: Debate, other: Debate) -> None:
    found = {e.name: {essay.slug for essay, _ in e.spoken} for e in shared_examples(debate)}
    assert {"glossary", "jeo", "unsigned"} <= found["Apple"]
    assert found["Amazon"] == {"glossary", "jeo"}
    assert "Max Kalehoff" not in found
    assert {e.name for e in shared_examples(other)} == {"GitLab"}


def test_the_chart_has_a_circle_for_every_essay_that_speaks(debate: Debate) -> None:
    topics = shared_topics(debate)
    drawn = rows(debate, topics)
    assert len(drawn) == sum(len(topic.spoken) for topic in topics)
    order = [essay.slug for essay in in_order(debate)]
    assert order[0] == "kalehoff"
    assert set(order[1:3]) == {"jeo", "unsigned"}
    for dark in (False, True):
        spec = debate_map(debate, topics, dark).to_dict()
        assert spec["encoding"]["size"]["scale"]["domain"][0] == 1
        assert len(spec["encoding"]["color"]["scale"]["range"]) == 5


def test_an_empty_debate_breaks_nothing(debate: Debate) -> None:
    bare = Essay("bare", "Bare", "", None)
    empty = replace(debate, essays=(bare,))
    assert shared_topics(empty) == []
    assert shared_examples(empty) == []
    assert meanings(empty) == []
    assert essay_html(bare, 0)
