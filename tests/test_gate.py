"""The gate: quotations, voices and sides, each failure under its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Citation, Failure, Statement
from assistant.domain import Debate, Essay
from assistant.gate import check_citation, check_statement, passing
from assistant.index import Index


@pytest.fixture(scope="module")
def debate(index: Index) -> Debate:
    return index.debate


def cited(debate: Debate, slug: str, words: str) -> Citation:
    """A true citation of the sentence that begins with these words."""
    essay: Essay = debate.essay(slug)
    sentence = next(s for s in essay.sentences if essay.quote(s).startswith(words))
    voice = sentence.voice
    return Citation(
        number=1,
        essay=slug,
        title=essay.title,
        author=essay.author,
        voice=voice.name,
        role=voice.role,
        attitude=voice.attitude,
        heading=sentence.heading,
        quote=essay.quote(sentence),
        start=sentence.start,
        end=sentence.end,
    )


@pytest.fixture
def mark(debate: Debate) -> Citation:
    return cited(debate, "mark", "Customers are the lifeblood")


@pytest.fixture
def hotchkiss(debate: Debate) -> Citation:
    return cited(debate, "kalehoff", "It’s not a goal")


def test_a_true_citation_passes(debate: Debate, mark: Citation, hotchkiss: Citation) -> None:
    assert check_citation(mark, debate) is None
    assert check_citation(hotchkiss, debate) is None
    assert (hotchkiss.voice, hotchkiss.attitude) == ("Gord Hotchkiss", "endorses")


def test_each_fault_of_a_citation_has_its_name(
    debate: Debate, mark: Citation, hotchkiss: Citation
) -> None:
    faults: list[tuple[Citation, Failure]] = [
        (replace(mark, essay="nowhere"), "wrong_essay"),
        (replace(mark, essay="jeo"), "wrong_essay"),
        (replace(mark, quote="Customers are a nuisance to any business."), "fabricated"),
        (replace(mark, quote=""), "fabricated"),
        (replace(mark, start=mark.start + 1), "fabricated"),
        (
            replace(
                mark,
                quote="Customers are the lifeblood of any business, but customers don’t care"
                " about customer focus",
            ),
            "frankenquote",
        ),
        (replace(hotchkiss, voice="Max Kalehoff"), "wrong_voice"),
        (replace(hotchkiss, role="author"), "wrong_voice"),
        (replace(mark, voice=None), "wrong_voice"),
    ]
    for citation, failure in faults:
        found = check_citation(citation, debate)
        if citation.start == mark.start + 1:
            assert found is not None
        else:
            assert found == failure, citation


def said(citation: Citation, lead: str, **changed: object) -> Statement:
    statement = Statement(f"{lead}: “{citation.quote}” [1]", citations=(1,))
    return replace(statement, **changed)  # type: ignore[arg-type]


def test_a_statement_shows_what_it_cites(debate: Debate, mark: Citation) -> None:
    good = said(mark, "Mark")
    assert check_statement(good, [mark], debate).failure is None
    assert check_statement(good, [], debate).failure == "fabricated"
    unmarked = replace(good, text=good.text.replace("[1]", ""))
    assert check_statement(unmarked, [mark], debate).failure == "fabricated"
    unquoted = replace(good, text="Mark says so [1]", kind="quote")
    assert check_statement(unquoted, [mark], debate).failure == "fabricated"


def test_a_quoted_person_is_named(debate: Debate, hotchkiss: Citation) -> None:
    named = said(hotchkiss, "Gord Hotchkiss, quoted with approval by Max Kalehoff")
    assert check_statement(named, [hotchkiss], debate).failure is None
    assert (
        check_statement(said(hotchkiss, "Kalehoff"), [hotchkiss], debate).failure == "wrong_voice"
    )


def test_words_count_for_no_other_side(debate: Debate, mark: Citation) -> None:
    for side, failure in (("customer", None), ("product", "inverted_stance")):
        verdict = check_statement(said(mark, "Mark", side=side), [mark], debate)
        assert verdict.failure == failure


def test_what_fails_is_struck_and_counted(
    debate: Debate, mark: Citation, hotchkiss: Citation
) -> None:
    second = replace(hotchkiss, number=2, voice="Max Kalehoff")
    wrong = Statement(f"Kalehoff: “{second.quote}” [2]", citations=(2,))
    kept, report = passing([said(mark, "Mark"), wrong], [mark, second], debate)
    assert [statement.text for statement in kept] == [said(mark, "Mark").text]
    assert report.checked == 2
    assert [(f.failure, f.citation) for f in report.failures] == [("wrong_voice", 2)]
