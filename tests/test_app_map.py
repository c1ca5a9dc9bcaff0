"""What the map and the essays page find in a debate: matters, meanings, examples, voices."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from assistant.domain import Debate, Essay
from assistant.index import Index
from assistant.settings import Settings
from assistant.ui.essays_page import head_html
from assistant.ui.first_screen import table_html
from assistant.ui.map_page import map_html
from assistant.ui.reader import (
    SPAN,
    Reading,
    essay_html,
    margin_note,
    read_points,
    stretches,
    trimmed,
    voices,
)
from assistant.ui.sub_questions import (
    MOST,
    accords,
    leaning,
    shared_examples,
    sub_questions,
)
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
        page = html.fragment_fromstring(essay_html(essay, 0, debate))
        for label in page.xpath("//*[@class='d-inline-voice']"):
            label.drop_tree()
        shown = page.text_content()
        for number, block in enumerate(essay.blocks):
            assert "".join(essay.text[s.start : s.end] for s in stretches(essay, number)) == (
                essay.quote(block)
            )
            if number:
                assert essay.quote(block) in shown


def test_the_margin_says_who_speaks_where_the_voice_changes(debate: Debate) -> None:
    page = html.fragment_fromstring(essay_html(debate.essay("kalehoff"), 2, debate))
    notes = [
        note.text_content()
        for note in page.xpath("//*[@class='d-margin']/span|//*[@class='d-inline-voice']/span")
    ]
    assert notes[0] == "Max Kalehoff"
    assert notes[1] == "Gord Hotchkiss, quoted with approval"
    assert any(note.startswith("Henry Ford") for note in notes)
    assert all(one != two for one, two in pairwise(notes))
    assert "By-product" not in page.text_content()
    quoted = page.xpath("//blockquote/span[contains(@class,'d-endorses')]")
    assert any("it’s a by-product" in span.text_content() for span in quoted)


def test_a_label_stands_beside_its_speakers_own_words_only(debate: Debate, other: Debate) -> None:
    for held in (debate, other):
        for essay in held.essays:
            page = html.fragment_fromstring(essay_html(essay, 0, held))
            for row in page.xpath("//*[@class='d-row']"):
                labels = row.xpath("./*[@class='d-margin']/span")
                assert len(labels) <= 1
                first = row.xpath("./*[2]/span")[0]
                if labels:
                    assert labels[0].get("class") == first.get("class")
                for inline in row.xpath(".//*[@class='d-inline-voice']"):
                    assert inline.getnext().get("class") == inline.xpath("./span")[0].get("class")


def test_points_stand_beside_their_words_with_the_side_they_speak_for(debate: Debate) -> None:
    essay = debate.essay("kalehoff")
    points = read_points(essay)
    page = html.fragment_fromstring(essay_html(essay, 2, debate, Reading(points=points)))
    notes = page.xpath("//a[@class='d-note-point']")
    assert len(notes) == len(points) > 10
    for note, point in zip(notes, points, strict=True):
        assert note.text_content().startswith(point.says)
        assert ("for Product focus" in note.text_content()) == (point.speaks_for == "product")
        number = note.get("data-point")
        pieces = page.xpath("//*[contains(concat(' ',@data-in,' '), $it)]", it=f" {number} ")
        said = "".join(piece.text_content() for piece in pieces)
        assert "".join(said.split()) == "".join(essay.quote(point).split())


def test_one_speakers_words_are_brought_out(debate: Debate) -> None:
    essay = debate.essay("kalehoff")
    speaker = next(voice for voice in voices(essay) if voice.name == "Henry Ford")
    page = html.fragment_fromstring(essay_html(essay, 2, debate, Reading(speaker=speaker)))
    kept = page.xpath("//span[contains(@class,'d-quoted') and not(contains(@class,'d-back'))]")
    said = [span.text_content() for span in kept if span.getparent().tag != "div"]
    assert any("faster horse" in words for words in said)
    assert margin_note(speaker).startswith("Henry Ford")
    assert len(page.xpath("//span[contains(@class,'d-back')]")) >= 8


@pytest.mark.parametrize(
    "words", [": That is it.", " \n: That is it. ", "That is it.", ", That is it."]
)
def test_a_highlight_starts_at_a_word(words: str) -> None:
    essay = Essay("e", "E", f"Before{words}")
    start, end = trimmed(essay, len("Before"), len(essay.text))
    assert essay.text[start:end] == "That is it."


def test_no_thesis_ends_in_a_colon(debate: Debate) -> None:
    for essay in debate.essays:
        (thesis,) = html.fragment_fromstring(head_html(essay, debate)).xpath(
            "//*[@class='d-thesis']"
        )
        assert thesis.text_content()[-2:-1].isalnum() or thesis.text_content()[-2] in ".?!"


def test_a_rebutted_voice_looks_different(other: Debate) -> None:
    ada = other.essay("ada")
    attitudes = {voice.name: voice.attitude for voice in voices(ada)}
    assert attitudes["Bob Stone"] == "rebuts"
    page = html.fragment_fromstring(essay_html(ada, 0, other))
    assert page.xpath("//span[contains(@class,'d-rebuts')]")
    assert "Bob Stone, quoted, to disagree" in page.text_content()


@pytest.mark.parametrize("span", [(300, 420), (219, 357), (330, 1400)])
def test_the_highlight_is_the_exact_span_across_voices_and_blocks(
    debate: Debate, span: tuple[int, int]
) -> None:
    essay = debate.essay("kalehoff")
    page = html.fragment_fromstring(essay_html(essay, 0, debate, Reading(span)))
    marked = "".join(mark.text_content() for mark in page.xpath("//mark"))
    assert "".join(marked.split()) == "".join(essay.text[slice(*span)].split())
    assert [mark.get("id") for mark in page.xpath("//mark[@id]")] == [SPAN]


def test_an_essays_head_says_who_where_and_what(debate: Debate) -> None:
    head = html.fragment_fromstring(head_html(debate.essay("kalehoff"), debate)).text_content()
    assert "Max Kalehoff" in head
    assert "Product focus" in head
    assert "contrarian" in head
    assert "The unsigned essay" in head_html(debate.essay("unsigned"), debate)
    proposed = replace(debate.essay("mark"), position_is_proposed=True)
    assert "not confirmed" in head_html(proposed, debate)


def test_the_table_seats_every_essay_under_its_position(debate: Debate) -> None:
    page = html.fragment_fromstring(table_html(debate))
    seats = {
        section.xpath("./h2")[0].text_content()[1:]: len(section.xpath(".//li"))
        for section in page.xpath("//section")
    }
    assert seats == {"Product focus": 1, "It depends": 2, "Customer focus": 2}
    homeless = replace(debate, essays=(replace(debate.essays[0], position=None),))
    assert "Position open" in table_html(homeless)


def test_sub_questions_are_matters_that_points_of_several_essays_are_about(index: Index) -> None:
    debate = index.debate
    found = {one.name: one for one in sub_questions(debate, index.embedder.encode_query)}
    assert {"loyalty", "quality", "technology"} <= set(found)
    assert len(found) <= MOST
    assert not {"product", "customer", "focus", "business", "Apple"} & set(found)
    for matter in found.values():
        assert len(matter.points) >= 2
        for slug, points in matter.points.items():
            assert set(points) <= set(debate.essay(slug).points)
            assert len(set(points)) == len(points)
    loyal = found["loyalty"].points["jeo"]
    assert "loyalty" in loyal[0].about


def test_clashes_of_the_reading_are_sub_questions_with_the_words_that_prove_them(
    debate: Debate,
) -> None:
    rows = accords(debate, "clash")
    assert [row.name for row in rows] == [a.on for a in debate.accords if a.kind == "clash"]
    for row, accord in zip(rows, [a for a in debate.accords if a.kind == "clash"], strict=True):
        assert set(row.points) == {slug for slug, _, _ in accord.spans}
        assert row.says == accord.says
    assert all(row.points for row in accords(debate, "agreement"))


def test_a_cell_opens_the_words_under_their_own_speaker(debate: Debate) -> None:
    rows = accords(debate, "clash")
    page = html.fragment_fromstring(map_html(rows, debate))
    heads = [head.text_content() for head in page.xpath("//tbody/tr/th[@scope='row']")]
    assert [head.casefold() for head in heads] == [row.name.casefold() for row in rows]
    columns = page.xpath("//thead//th/a/text()")
    assert columns[0] == "Kalehoff"
    assert set(columns[1:3]) == {"Jeo", "Unsigned"}
    cells = page.xpath("//tbody//button[@class='d-cell']")
    assert len(cells) == sum(len(row.points) for row in rows)
    for cell in cells:
        (card,) = page.xpath("//*[@id=$id]", id=cell.get("popovertarget"))
        assert card.get("role") == "dialog"
        for link in card.xpath(".//a"):
            essay = debate.essay(parse_qs(urlsplit(link.get("href")).query)["essay"][0])
            assert link.text_content().strip("“”") in essay.text
    by_product = next(cell for cell in cells if "by-product" in cell.get("aria-label"))
    (card,) = page.xpath("//*[@id=$id]", id=by_product.get("popovertarget"))
    assert "Gord Hotchkiss, quoted with approval by Max Kalehoff" in card.text_content()


def test_where_an_essay_leans_is_read_off_its_points(debate: Debate) -> None:
    points = [point for point in debate.essay("kalehoff").points if point.says]
    product = [point for point in points if point.speaks_for == "product"]
    assert leaning(product) == "product"
    assert leaning([replace(points[0], speaks_for=None)]) is None
    assert leaning([product[0], replace(product[0], speaks_for="customer")]) == "conditional"


def test_examples_that_several_essays_use(debate: Debate) -> None:
    found = {one.name: set(one.points) for one in shared_examples(debate)}
    assert {"glossary", "jeo", "unsigned"} <= found["Apple"]
    assert found["Amazon"] == {"glossary", "jeo"}
    assert "Max Kalehoff" not in found


def test_essays_that_nobody_has_read_give_no_rows(index: Index, other: Debate) -> None:
    assert sub_questions(other, index.embedder.encode_query) == []
    assert shared_examples(other) == []
    assert accords(other, "clash") == []


def test_an_empty_debate_breaks_nothing(index: Index, debate: Debate) -> None:
    bare = Essay("bare", "Bare", "", None)
    empty = replace(debate, essays=(bare,), accords=())
    assert sub_questions(empty, index.embedder.encode_query) == []
    assert shared_examples(empty) == []
    assert essay_html(bare, 0, empty)
