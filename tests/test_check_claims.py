"""Claims as people type them: framing, how many say so, companies, and what is printed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from assistant.checking.checker import Checker
from assistant.checking.result import Checked
from assistant.gate import check_citation
from assistant.index import Index


@pytest.fixture(scope="module")
def checker(index: Index) -> Checker:
    return Checker(index)


@pytest.fixture(scope="module")
def weeks(invented: Callable[[str], Index]) -> Checker:
    return Checker(invented("four-day-week"))


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        # Framing is nobody's claim.
        ("Unlike Mark, Kalehoff puts the product first.", "supported"),
        ("By contrast, Jeo says that it depends on who you are.", "supported"),
        ("Even so, Mark admits that a product-focused company will grow fast.", "supported"),
        # How many say so.
        ("Only Kalehoff is for product focus.", "supported"),
        ("Only Mark is for customer focus.", "inverted_stance"),
        ("Three essays are for customer focus.", "inverted_stance"),
        ("Nobody mentions Tesla.", "supported"),
        ("Nobody mentions Samsung.", "inverted_stance"),
        ("Only the unsigned essay mentions Samsung.", "supported"),
        ("None of the essays takes a side.", "inverted_stance"),
        # Who stands with whom.
        ("Mark and Kalehoff agree with each other.", "inverted_stance"),
        ("Kalehoff and Hotchkiss agree that the product matters most.", "supported"),
        ("Kalehoff stands alone.", "supported"),
        ("Mark and Kalehoff disagree.", "supported"),
        ("Kalehoff and Hotchkiss are at odds.", "inverted_stance"),
        ("Kalehoff is the only one on the product side.", "supported"),
        ("Of the five essays, only Kalehoff's comes down on the side of the product.", "supported"),
        ("Mark and the glossary are for product focus.", "inverted_stance"),
        ("Neither Mark nor the glossary takes a side.", "inverted_stance"),
        ("Neither Jeo nor the unsigned essay takes a side.", "supported"),
        ("Jeo is neutral, basically.", "supported"),
        ("Jeo thinks there's one right answer for every company.", "inverted_stance"),
        ("Most essays put the product first.", "inverted_stance"),
        # The speaker behind it, as a source is given.
        ("Customers are the lifeblood of any business (Mark)", "supported"),
        ("Customers are the lifeblood of any business (Mark).", "supported"),
        ("Customers are the lifeblood of any business – Mark", "supported"),
        ("Customers are the lifeblood of any business -- Jeo", "wrong_essay"),
        ("Customers are the lifeblood of any business (Jeo)", "wrong_essay"),
        # Words that run on from one speaker to the next are no one's quotation.
        (
            "“product-focused leadership matters far more than customer-focused leadership: "
            "Here’s a shocker, coming from me.”",
            "frankenquote",
        ),
        (
            "Kalehoff says “they would have said a faster horse. Of course, he had personal "
            "intuition and customer insight”",
            "frankenquote",
        ),
        # A term in quotation marks is whoever's uses it.
        ("Kalehoff calls customer-centricity a “by-product”.", "wrong_voice"),
        ("Jeo calls customer focus a “by-product”.", "wrong_essay"),
        ("Hotchkiss calls customer-centricity a “by-product”.", "supported"),
        # Who agrees with somebody whom he quotes, and with somebody whom he never mentions.
        ("Kalehoff agrees with Hotchkiss that elephants fly.", "fabricated"),
        ("Kalehoff agrees with Hotchkiss about leadership.", "supported"),
        ("Kalehoff agrees with Mark that customers are the lifeblood.", "wrong_essay"),
        ("Jeo rejects Mark's claim that customers are the lifeblood.", "wrong_essay"),
        ("The glossary agrees with Mark that the customer comes first.", "supported"),
        ("Both Kalehoff and Hotchkiss say customer-centricity is the key.", "inverted_stance"),
        ("“Great thoughts, Gord,” Hotchkiss says.", "wrong_voice"),
        ("Kalehoff agrees with Hotchkiss wholeheartedly.", "supported"),
        (
            "Kalehoff agrees with Hotchkiss that product focus matters more than customer focus.",
            "supported",
        ),
        ("Kalehoff rejects Mark's claim that brands should focus more on customers.", "supported"),
        ("Jeo agrees with the unsigned essay that both are valid.", "supported"),
        ("The unsigned essay disagrees with Jeo about Apple.", "supported"),
        ("Kalehoff does not agree with Mark.", "supported"),
        ("Kalehoff does not agree with Hotchkiss.", "inverted_stance"),
        ("Mark calls customers a “by-product.”", "wrong_essay"),
        # How many mention or quote somebody.
        ("At least two essays mention Apple.", "supported"),
        ("Only one essay mentions Henry Ford.", "supported"),
        ("No essay mentions Henry Ford.", "inverted_stance"),
        ("No essay mentions Nike.", "inverted_stance"),
        ("No essay quotes Henry Ford.", "inverted_stance"),
        ("Only Kalehoff quotes Henry Ford.", "supported"),
        ("Two essays quote Henry Ford.", "fabricated"),
        ("Four essays mention Apple.", "fabricated"),
        ("Moſt essays say that quality matters.", "fabricated"),
        # What is mentioned, and what is quoted.
        ("Nobody brings up Google.", "inverted_stance"),
        ("Only Jeo talks about Temu and Shein.", "supported"),
        ("Mark doesnt mention apple", "supported"),
        ("Jeo never mentions Amazon.", "inverted_stance"),
        ("Hotchkiss mentions Disney.", "supported"),
        ("Neither Mark nor Jeo mentions Amazon.", "inverted_stance"),
        ("All five say that “customer focus is a given”.", "fabricated"),
        # To be for one side is not to call the other worthless, nor to take one to compare them.
        ("Kalehoff says that customer focus is useless.", "fabricated"),
        ("The unsigned essay finds customer-driven better than product-driven.", "inverted_stance"),
        ("Jeo says Alibaba is customer-focused.", "inverted_stance"),
        # A company and a side.
        ("Samsung is a product company.", "inverted_stance"),
        ("Amazon is customer-focused.", "supported"),
        ("A customer-driven company builds first and then looks for buyers.", "inverted_stance"),
        ("Mark wants companies to put customers above products.", "supported"),
    ],
)
def test_everyday_claims(checker: Checker, statement: str, verdict: str) -> None:
    assert checker.check(statement).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Holm says that the presses print as many books in four days as in five.", "supported"),
        ("Renata Holm believes that rest is part of good work.", "supported"),
        ("Garrow quotes Lise Amberg with approval.", "supported"),
        ("Amberg warns that a closed door teaches customers to go elsewhere.", "supported"),
        ("Holm says that spoilage doubled in the first summer.", "inverted_stance"),
        ("Tait is for the four-day week in every trade.", "inverted_stance"),
        ("Holm agrees with Sandel about output.", "inverted_stance"),
        ("Owen Tait reports that eleven offices took part in a trial.", "wrong_essay"),
        ("Holm says that a kitchen lost its two best cooks.", "wrong_essay"),
        ("The council says the trial lasted three years.", "fabricated"),
        ("Garrow says pharmacists should earn more.", "fabricated"),
        ('Holm: "Tired hands spoil paper, and the linen is dirty on Friday too."', "frankenquote"),
    ],
)
def test_claims_about_another_debate(weeks: Checker, statement: str, verdict: str) -> None:
    assert weeks.check(statement).verdict == verdict


def test_who_is_quoted_with_approval_is_no_fabrication(invented: Callable[[str], Index]) -> None:
    checker = Checker(invented("types"))
    found = checker.check("Jo Thom quotes Kit Jensen with approval.")
    assert found.verdict == "supported"
    assert "As Kit Jensen put it" not in found.explanation
    assert found.evidence[0].voice == "Kit Jensen"
    assert checker.check("Kit Jensen wrote an essay.").verdict == "fabricated"


def test_what_the_named_voice_says_is_its_own(checker: Checker) -> None:
    found = checker.check("Hotchkiss calls customer focus a given.")
    assert found.verdict == "wrong_voice"
    assert found.evidence[0].voice == "Max Kalehoff"
    silent = checker.check("Henry Ford recommends quarterly surveys of the staff.")
    assert silent.explanation.endswith("Henry Ford says nothing on it.")


def test_a_half_truth_says_which_half(checker: Checker) -> None:
    found = checker.check(
        "The glossary says that personas are fictional representations of the customer, "
        "and that lawyers have to sign them."
    )
    assert found.verdict == "fabricated"
    assert "that lawyers have to sign them" in found.explanation


def printed_rightly(found: Checked, checker: Checker) -> bool:
    """Whether all words of the essays that a report prints stand behind who speaks them."""
    left = found.explanation
    for citation in sorted(found.evidence, key=lambda c: -len(c.quote)):
        if check_citation(citation, checker.debate) is not None:
            return False
        essay = checker.debate.essay(citation.essay)
        who = citation.voice or (essay.author or essay.slug)
        who = "leaves unnamed" if citation.role == "uncertain" else who
        marked = f"“{citation.quote}”"
        at = left.find(marked)
        if at < 0:
            continue
        before, after = left[:at].split("“")[-1], left[at + len(marked) :].split("“")[0]
        if who not in before and who not in after and essay.title not in left:
            return False
        left = left.replace(marked, "")
    quoted = [part.split("”")[0] for part in left.split("“")[1:]]
    labels = {side.label for side in checker.debate.sides}
    labels |= {essay.title for essay in checker.debate.essays}
    return all(part in labels or len(part.split()) < 4 for part in quoted)


def test_no_words_are_printed_beside_who_did_not_say_them(checker: Checker, whole: bool) -> None:
    chance = random.Random(11)
    debate = checker.debate
    said = [row.text for row in checker.index.rows if len(row.text.split()) > 3]
    said += [point.says for essay in debate.essays for point in essay.points if point.says]
    voices = sorted({row.speaker for row in checker.index.rows if row.sentence.voice.name})
    voices += [f"The {essay.slug} essay" for essay in debate.essays]
    shapes = (
        "{v} says that {s}",
        "According to {v}, {s}",
        "{v}: “{q}”",
        "{v} does not believe that {s}",
        "{v} and {w} both hold that {s}",
        "{v} agrees with {w} that {s}",
        "Only {v} says that {s}",
        "{w}, quoted by {v}, says that {s}",
        "Nobody says that {s}",
        "{s}",
    )
    for _ in range(400 if whole else 80):
        one, other = chance.sample(voices, 2)
        words = chance.choice(said).rstrip(".").split()
        start = chance.randrange(max(1, len(words) - 4))
        statement = chance.choice(shapes).format(
            v=one,
            w=other,
            s=" ".join(words[: chance.randint(4, 30)]),
            q=" ".join(words[start : start + chance.randint(3, 20)]),
        )
        found = checker.check(statement)
        assert printed_rightly(found, checker), (statement, found)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Product companies always win in the long run.", "fabricated"),
        ("Customer companies always win in the long run.", "fabricated"),
        ("Low prices make customers loyal.", "fabricated"),
        ("A loyal customer base lowers acquisition costs.", "supported"),
        ("Middlemen must add value.", "supported"),
        ("Mark thinks quality of the product doesnt matter.", "inverted_stance"),
    ],
)
def test_a_claim_about_nobody_is_one_that_a_sentence_repeats(
    checker: Checker, statement: str, verdict: str
) -> None:
    assert checker.check(statement).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Jeo and the unsigned essay disagree about where Apple belongs.", "supported"),
        ("Jeo and the glossary differ about Amazon.", "supported"),
        ("Mark and Jeo disagree on technology.", "fabricated"),
        ("Mark and the glossary disagree on which comes first.", "inverted_stance"),
    ],
)
def test_who_differs_is_looked_up_among_the_clashes_of_the_reading(
    checker: Checker, statement: str, verdict: str
) -> None:
    checked = checker.check(statement)
    assert checked.verdict == verdict
    if verdict == "supported":
        assert len({citation.essay for citation in checked.evidence}) == 2


def test_a_gist_of_several_sentences_is_proved_by_all_of_them(checker: Checker) -> None:
    checked = checker.check("Hotchkiss says customer-centricity is not a goal but a by-product.")
    assert "It’s not a goal, it’s a by-product." in checked.evidence[0].quote
    assert checked.evidence[0].voice == "Gord Hotchkiss"
