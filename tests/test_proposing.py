"""Positions proposed for essays whose owner gave none: how often right, and resting on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain import CONDITIONAL, Attitude, Debate, Essay, Sentence, Side, Voice
from assistant.index import Index, open_index
from assistant.settings import Settings
from ingest.cache import FILE, VectorCache
from ingest.depends import says_it_depends
from ingest.encoding import CachedEncoder
from ingest.essays import analyse_folder
from ingest.indexing import build_index
from ingest.proposing import Encode, propose, propose_positions

DEBATES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "positions.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def encode(index: Index, settings: Settings) -> Iterator[Encode]:
    with VectorCache(settings.data_dir / FILE) as cache:
        yield CachedEncoder(index.embedder, cache).encode


def without_position(essay: Essay) -> Essay:
    return replace(essay, position=None, thesis=None)


def write_debate(folder: Path, debate: dict[str, Any]) -> Path:
    (folder / "essays").mkdir(parents=True)
    described = {name: debate[name] for name in ("question", "sides")}
    (folder / "debate.yaml").write_text(yaml.safe_dump(described), encoding="utf-8")
    for number, essay in enumerate(debate["essays"]):
        (folder / "essays" / f"{number}.md").write_text(essay["text"], encoding="utf-8")
    return folder


def test_each_of_the_five_essays_gets_its_own_position_back(index: Index, encode: Encode) -> None:
    found = {
        essay.slug: propose(without_position(essay), index.debate, encode).position
        for essay in index.debate.essays
    }
    assert found == {essay.slug: essay.position for essay in index.debate.essays}


def test_small_essays_on_other_subjects(tmp_path: Path, encode: Encode) -> None:
    wrong = []
    for number, described in enumerate(DEBATES):
        folder = write_debate(tmp_path / str(number), described)
        debate = analyse_folder(folder, Settings())
        for essay, given in zip(debate.essays, described["essays"], strict=True):
            found = propose(essay, debate, encode).position
            if found != given["position"]:
                wrong.append((essay.author, given["position"], found))
    assert len(wrong) <= 2, wrong


def test_a_proposal_rests_on_what_the_author_says_or_endorses(index: Index, encode: Encode) -> None:
    for essay in index.debate.essays:
        proposal = propose(without_position(essay), index.debate, encode)
        assert 1 <= len(proposal.sentences) <= 3
        assert proposal.thesis is not None
        assert essay.text[slice(*proposal.thesis)] in proposal.sentences
        for text in proposal.sentences:
            spoken = [s.voice for s in essay.sentences if essay.quote(s) == text]
            assert spoken
            assert {voice.attitude for voice in spoken} <= {"own", "endorses"}


def test_a_view_that_is_quoted_to_be_rebutted_does_not_count(
    tmp_path: Path, encode: Encode
) -> None:
    remote = DEBATES[0]
    text = remote["essays"][0]["text"]
    assert remote["essays"][0]["position"] == "remote"
    assert "> Nothing beats the energy of an office." in text
    debate = analyse_folder(write_debate(tmp_path / "d", remote), Settings())
    essay = debate.essays[0]
    proposal = propose(essay, debate, encode)
    assert proposal.position == "remote"
    assert not any("energy of an office" in sentence for sentence in proposal.sentences)


@pytest.mark.parametrize(
    ("attitude", "position"), [("rebuts", "night"), ("endorses", "day"), ("reports", "day")]
)
def test_whoever_is_rebutted_from_one_side_stands_on_the_other(
    encode: Encode, attitude: Attitude, position: str
) -> None:
    text = "Work by day is pleasant. The hall is wide."
    halves = ((0, text.index(".") + 1), (text.index(".") + 2, len(text)))

    def spoken(voice: Voice) -> tuple[Sentence, ...]:
        return tuple(Sentence(start, end, 0, voice) for start, end in halves)

    own = Essay("plain", "Plain", text, author="Ada Quill", sentences=spoken(Voice("Ada Quill")))
    heard = spoken(Voice("Ada Quill", "quoted", attitude))
    other = Essay("other", "Other", text, author="Bo Ames", position="day", sentences=heard)
    sides = (Side("day", "Days", "Work by day."), Side("night", "Nights", "Work by night."))
    debate = Debate("Day or night?", sides, (own, other))
    assert propose(own, debate, encode).position == position


def test_the_word_of_the_front_matter_stands(index: Index, encode: Encode) -> None:
    debate, proposals = propose_positions(index.debate, encode)
    assert debate == index.debate
    assert proposals == ()


def test_only_the_essay_without_a_position_gets_one(index: Index, encode: Encode) -> None:
    essays = tuple(
        without_position(essay) if essay.slug == "mark" else essay for essay in index.debate.essays
    )
    debate, (proposal,) = propose_positions(replace(index.debate, essays=essays), encode)
    mark = debate.essay("mark")
    assert (mark.position, mark.position_is_proposed) == ("customer", True)
    assert mark.thesis == proposal.thesis
    assert [essay for essay in debate.essays if essay.slug != "mark"] == [
        essay for essay in index.debate.essays if essay.slug != "mark"
    ]


def test_a_given_thesis_is_kept(index: Index, encode: Encode) -> None:
    mark = replace(index.debate.essay("mark"), position=None)
    debate, _ = propose_positions(replace(index.debate, essays=(mark,)), encode)
    assert debate.essays[0].thesis == mark.thesis


def test_an_essay_without_sentences_gets_none(encode: Encode) -> None:
    sides = (Side("a", "A", "Do A."), Side("b", "B", "Do B."))
    debate, proposals = propose_positions(Debate("A or B?", sides, (Essay("x", "X", ""),)), encode)
    assert debate.essays[0].position is None
    assert proposals == ()


def test_a_debate_may_have_three_sides(index: Index, encode: Encode) -> None:
    price = Side("price", "Price focus", "A business should compete on the lowest price first.")
    debate = replace(index.debate, sides=(*index.debate.sides, price))
    found = {
        essay.slug: propose(without_position(essay), debate, encode).position
        for essay in debate.essays
    }
    assert found["glossary"] == "customer"
    assert found["unsigned"] == CONDITIONAL


@pytest.mark.parametrize(
    "text",
    [
        "There is no one-size-fits-all answer.",
        "It depends on who your buyers are.",
        "Which of them is right depends on the size of the shop.",
        "Both approaches are equally valid.",
        "Both have their merits.",
        "Neither of them is always better.",
        "With one child, stay in town; with three, move out.",
        "Either will do for a year.",
        "Whether a baker should open on Sundays depends on his street.",
        "Rent when the job is short, and buy when the job will last.",
        "Bill by the hour for what nobody knows, and name a price for what you have done.",
        "Choose by how long you mean to stay.",
        "Let the age of the roof decide.",
        "The honest answer is village by village.",
        "Nobody should sell you one rule for both.",
    ],
)
def test_it_is_heard_that_it_depends(text: str) -> None:
    assert says_it_depends(text)


@pytest.mark.parametrize(
    "text",
    [
        "You can depend on your customers.",
        "Both of my sons work here.",
        "The question is settled: buy the boat.",
        "If it rains, we stay in.",
        "There is no answer to a phone that nobody hears.",
        "She put either foot in her mouth.",
        "When we asked, he smiled when nobody else did.",
        "Let the children play in the yard.",
        "We went house by house and counted.",
        "He kept what he had, and what he lost he forgot.",
        "Sales are what you boast about; margin is what you live on.",
        "I have done it for ten years under my own name, Quill and Sons, in Ware, and like it.",
    ],
)
def test_ordinary_sentences_do_not_say_that_it_depends(text: str) -> None:
    assert not says_it_depends(text)


def test_ingest_shows_proposals_also_when_nothing_has_changed(
    tmp_path: Path, settings: Settings, new_data_dir: Any
) -> None:
    folder = write_debate(tmp_path / "d", DEBATES[2])
    here = settings.model_copy(update={"data_dir": new_data_dir()})
    first = build_index(folder, here)
    assert len(first.proposals) == len(DEBATES[2]["essays"])
    again = build_index(folder, here)
    assert again.up_to_date
    assert again.proposals == first.proposals
    debate = open_index(folder, here).debate
    assert all(essay.position_is_proposed for essay in debate.essays)
    assert [essay.position for essay in debate.essays] == [p.position for p in first.proposals]
