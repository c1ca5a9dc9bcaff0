"""Checking statements: who says it, in which words, and does the named voice oppose it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.asked import LONGEST_QUESTION
from assistant.checking.checker import Checker
from assistant.checking.contrast import contrast
from assistant.checking.lexicon import akin, opposite, synonyms
from assistant.checking.result import Checked
from assistant.checking.senses import figures, tokens
from assistant.checking.verbatim import quotations
from assistant.gate import check_citation
from assistant.index import Index
from assistant.settings import Settings
from assistant.words import stem
from tests.commands import Done, run

STATEMENTS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "statements.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.fixture(scope="module")
def checker(index: Index) -> Checker:
    return Checker(index)


@pytest.fixture(scope="module")
def verdicts(checker: Checker) -> list[tuple[str, Checked]]:
    """What was to be found and what was, for every statement of the file."""
    return [(line["verdict"], checker.check(line["statement"])) for line in STATEMENTS]


def test_everyday_claims_are_mostly_told_apart(checker: Checker) -> None:
    """By people who had read the essays and nothing else; none of them was learned from."""
    path = Path(__file__).parent / "data" / "everyday_claims.jsonl"
    claims = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found: dict[bool, list[bool]] = {True: [], False: []}
    for claim in claims:
        holds = claim["verdict"] == "supported"
        found[holds].append(checker.check(claim["statement"]).verdict == "supported")
    assert min(map(len, found.values())) >= 100
    assert sum(found[True]) >= 0.74 * len(found[True])
    assert sum(found[False]) <= 0.21 * len(found[False])


def test_wrong_statements_are_caught_and_faithful_ones_are_left_alone(
    verdicts: list[tuple[str, Checked]],
) -> None:
    counts: Counter[str] = Counter()
    for truth, found in verdicts:
        kind = "faithful" if truth == "supported" else "wrong"
        counts[kind] += 1
        counts[f"{kind} flagged"] += found.verdict != "supported"
        counts["named"] += kind == "wrong" and found.verdict == truth
    assert counts["faithful"] >= 50
    assert counts["wrong"] >= 100
    assert counts["wrong flagged"] >= 0.92 * counts["wrong"]
    assert counts["named"] >= 0.85 * counts["wrong"]
    assert counts["faithful flagged"] <= 0.06 * counts["faithful"]


def test_every_verdict_occurs_and_is_explained(verdicts: list[tuple[str, Checked]]) -> None:
    assert {found.verdict for _, found in verdicts} == {
        "supported",
        "fabricated",
        "frankenquote",
        "wrong_essay",
        "wrong_voice",
        "inverted_stance",
    }
    assert all(found.explanation for _, found in verdicts)


def test_evidence_is_verbatim_and_its_own_voice(
    verdicts: list[tuple[str, Checked]], checker: Checker
) -> None:
    cited = [citation for _, found in verdicts for citation in found.evidence]
    assert len(cited) > 100
    for citation in cited:
        assert check_citation(citation, checker.debate) is None


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Kalehoff says it is a by-product.", "wrong_voice"),
        ("Max Kalehoff argues that customer-centricity is the key.", "inverted_stance"),
        ("Henry Ford, quoted by Hotchkiss, speaks of a faster horse.", "wrong_voice"),
        ("Henry Ford, quoted by Jeo, speaks of a faster horse.", "wrong_essay"),
        ("Kalehoff rejects Hotchkiss's view of product-centricity.", "inverted_stance"),
        ("All five essays favour customer focus.", "inverted_stance"),
        ("Two of the five essays take neither side.", "supported"),
        ("Mark is the contrarian.", "inverted_stance"),
        ('Ada Lovelace says: "Customers are the lifeblood of any business."', "wrong_essay"),
        ("Customers are the lifeblood of any business.", "supported"),
        ("Mark says 12 percent of customers are satisfied.", "fabricated"),
    ],
)
def test_single_statements(checker: Checker, statement: str, verdict: str) -> None:
    assert checker.check(statement).verdict == verdict


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "?",
        "“”",
        '"',
        "Mark",
        "the",
        "x" * 1999,
        "⟦0⟧ says ⟦1⟧",
        "Mark says: “",
        "‘’ 「」 …",
        "𝔐ark",
    ],
)
def test_odd_statements_get_a_verdict(checker: Checker, statement: str) -> None:
    assert checker.check(statement).verdict in ("fabricated", "supported", "wrong_essay")


def test_who_is_credited_is_read_off_the_wording(checker: Checker) -> None:
    def read(statement: str) -> tuple[list[str], list[str], str]:
        claim = checker.speakers.read(statement)
        return [n.key for n in claim.speakers], [n.key for n in claim.hosts], claim.body

    assert read("According to Mark, quality matters.") == (["Mark"], [], "quality matters")
    assert read("Quality matters, Mark says.")[0] == ["Mark"]
    assert read("Kalehoff, quoting Ford, says that horses are slow.") == (
        ["Henry Ford"],
        ["Max Kalehoff"],
        "horses are slow",
    )
    assert read("Ford, quoted by Kalehoff, says that horses are slow.")[:2] == (
        ["Henry Ford"],
        ["Max Kalehoff"],
    )
    assert read("Kalehoff's essay says that horses are slow.")[0] == ["kalehoff"]
    assert checker.speakers.read("Mark doubts that quality matters.").denied


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("prices rise every year", "Prices fall every year."),
        ("profit matters more than growth", "Growth matters more than profit."),
        ("prefer growth to profit", "They prefer profit to growth."),
        ("growth is a goal, not a side effect", "Growth is not a goal, it is a side effect."),
        ("raise a loan rather than a round", "Don't raise a loan; raise a round."),
        ("firms need extensive research", "Firms do not need extensive research."),
        ("hire first and then train", "First train them, then hire them."),
        ("the early release wins", "The late release wins."),
        ("research is cheap for small firms", "For small firms research is expensive."),
        (
            "research plays no part in strategy",
            "Strategy depends on research, and research on strategy.",
        ),
    ],
)
def test_the_opposite_is_seen(claim: str, source: str) -> None:
    assert contrast(claim, source) is not None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("prices rise every year", "Prices grow every year."),
        ("profit matters more than growth", "Profit matters far more than growth."),
        ("growth is a side effect, not a goal", "Growth is not a goal, it is a side effect."),
        ("firms need not do extensive research", "Firms do not need extensive research."),
        ("sales rise", "Costs fall when sales rise."),
        ("it is not only a goal", "It is a goal."),
        ("customers leave if quality suffers", "Quality should be better, or customers leave."),
    ],
)
def test_agreement_is_not_taken_for_the_opposite(claim: str, source: str) -> None:
    assert contrast(claim, source) is None


def test_a_denied_claim_turns_the_sense(checker: Checker) -> None:
    assert contrast("centricity is the key", "I don't believe centricity is the key.") is not None
    assert checker.check("Hotchkiss denies that customer-centricity is the key.").verdict == (
        "supported"
    )
    assert checker.check("Hotchkiss denies that the iPhone is amazing.").verdict == (
        "inverted_stance"
    )


def test_signs_follow_negations() -> None:
    signs = {
        token.word: token.negated for token in tokens("He does not sell horses, he sells carts.")
    }
    assert signs == {"sell": True, "horses": True, "sells": False, "carts": False}


def test_words_know_their_opposites() -> None:
    assert opposite(stem("early"), stem("late"))
    assert opposite(stem("relevant"), stem("irrelevant"))
    assert opposite(stem("rises"), stem("declines"))
    assert not opposite(stem("rise"), stem("rise"))
    assert not opposite(stem("horse"), stem("cart"))
    assert akin(stem("quick"), stem("fast"))
    assert stem("substantial") in synonyms(stem("considerable"))


def test_figures_are_read_in_words_and_digits() -> None:
    assert figures("twenty-five of 600,000 at 3.5 percent") == {
        "20",
        "25",
        "600000",
        "3.5",
        "%",
    } - {"20"} | ({"20"} & figures("twenty-five"))
    assert figures("one of the two") == set()


def test_quotation_marks_of_all_kinds() -> None:
    text = "He's said “one two”, \"three\" and 'four five' – it's 'don't'."
    assert [inner for _, _, inner in quotations(text)] == ["one two", "three", "four five", "don't"]


def check_command(settings: Settings, *arguments: str, given: str = "") -> Done:
    environment = {"DEBATE_DATA_DIR": str(settings.data_dir)}
    return run("assistant", "check", *arguments, given=given.encode(), environment=environment)


def test_the_command_answers_lines_in_order(settings: Settings) -> None:
    given = (
        '{"id": "a", "statement": "Jeo says the hybrid model is cheap"}\n'
        '{"id": "b"}\n'
        '{"id": "c", "statement": "Jeo calls the hybrid model expensive"}\n'
    )
    done = check_command(settings, "--jsonl", given=given)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert lines[0]["verdict"] == "inverted_stance"
    assert set(lines[0]) == {"id", "verdict", "evidence", "explanation"}
    assert lines[0]["evidence"][0]["essay"] == "jeo"
    assert "error" in lines[1]
    assert lines[2]["verdict"] == "supported"


def test_the_command_explains_itself_and_names_mistakes(settings: Settings) -> None:
    done = check_command(settings, "Hotchkiss calls customer focus a given")
    assert done.returncode == 0
    assert done.stdout.startswith("wrong_voice: ")
    assert "Max Kalehoff" in done.stdout
    assert check_command(settings).returncode == 2
    assert check_command(settings, "x", "--jsonl").returncode == 2
    assert check_command(settings, "x" * (LONGEST_QUESTION + 1)).returncode == 2


def test_to_stop_something_is_no_denial() -> None:
    assert contrast("a lamp stops a thief", "A lamp does not stop a thief.") is not None
    assert contrast("a lamp does not stop a thief", "A lamp does not stop a thief.") is None
    assert contrast("she keeps planting trees", "She stops planting trees.") is not None


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        # To whom one speaks is not who speaks.
        (
            "Kalehoff, in his comment to Gord: “As you underscored, customer focus is a given.”",
            "supported",
        ),
        # It depends, in other words; and its opposite.
        ("Jeo comes down on neither side; no single answer fits everybody.", "supported"),
        ("Jeo believes that one answer is right for every business.", "inverted_stance"),
        ("Jeo does not believe that one strategy suits every company.", "supported"),
        # What is granted to the other side is not a change of sides.
        ("Mark concedes that a product-focused company will grow fast.", "supported"),
        ("Mark holds that the product comes before the customer.", "inverted_stance"),
        # A contrast is no denial.
        ("The unsigned essay sets customer-driven Samsung against Apple.", "supported"),
        # What a thing costs, either way.
        ("Jeo says that customer-focused technology costs little.", "inverted_stance"),
        # Who denies the whole need not deny each part.
        ("The glossary does not treat customer focus as a one-time task.", "supported"),
        ("The glossary treats customer focus as a one-time task.", "inverted_stance"),
    ],
)
def test_turns_of_phrase_are_read_as_meant(checker: Checker, statement: str, verdict: str) -> None:
    assert checker.check(statement).verdict == verdict
