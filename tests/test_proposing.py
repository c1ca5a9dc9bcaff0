"""Positions proposed for essays whose owner gave none: how often right, and resting on what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from assistant.domain import CONDITIONAL, Debate, Essay, Sentence, Side, Voice
from assistant.index import Index, open_index
from assistant.settings import Settings
from assistant.writers.verdict import split_sentence
from ingest.cache import FILE, VectorCache
from ingest.encoding import CachedEncoder
from ingest.essays import analyse_folder
from ingest.indexing import build_index
from ingest.proposing import Encode, propose, propose_positions
from ingest.report import show_summary

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


def test_what_is_proposed_is_right(tmp_path: Path, index: Index, encode: Encode) -> None:
    """On every essay with a position in the repository; the others stay open."""
    debates = [(index.debate, [essay.position for essay in index.debate.essays])]
    for folder in sorted((Path(__file__).parent / "data" / "debates").iterdir()):
        debate = analyse_folder(folder, Settings())
        debates.append((debate, [essay.position for essay in debate.essays]))
    for number, described in enumerate(DEBATES):
        debate = analyse_folder(write_debate(tmp_path / str(number), described), Settings())
        debates.append((debate, [essay["position"] for essay in described["essays"]]))
    outcomes: Counter[str] = Counter()
    for debate, positions in debates:
        for essay, position in zip(debate.essays, positions, strict=True):
            found = propose(without_position(essay), debate, encode).position
            outcomes["open" if found is None else "right" if found == position else "wrong"] += 1
    assert outcomes["wrong"] <= 1, outcomes
    assert outcomes["right"] >= 18, outcomes


def test_a_proposal_rests_on_what_the_author_says_or_endorses(index: Index, encode: Encode) -> None:
    for essay in index.debate.essays:
        proposal = propose(without_position(essay), index.debate, encode)
        if proposal.position is None:
            assert (proposal.sentences, proposal.thesis) == ((), None)
            continue
        assert 1 <= len(proposal.sentences) <= 3
        assert proposal.thesis is not None
        assert essay.text[slice(*proposal.thesis)] in proposal.sentences
        for text in proposal.sentences:
            spoken = [s.voice for s in essay.sentences if essay.quote(s) == text]
            assert {voice.attitude for voice in spoken} <= {"own", "endorses"}
            assert not text.endswith("?")


def test_an_opponent_who_is_quoted_does_not_count(tmp_path: Path, encode: Encode) -> None:
    remote = DEBATES[0]
    assert remote["essays"][0]["position"] == "remote"
    assert "> Nothing beats the energy of an office." in remote["essays"][0]["text"]
    debate = analyse_folder(write_debate(tmp_path / "d", remote), Settings())
    proposal = propose(debate.essays[0], debate, encode)
    assert proposal.position == "remote"
    assert not any("energy of an office" in sentence for sentence in proposal.sentences)


def test_words_that_the_author_only_reports_decide_nothing(encode: Encode) -> None:
    text = "Work by day. Days are best. Choose the day. Day it is. I want days. Day is good."
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^ .][^.]*\.", text)]
    sides = (Side("day", "Days", "Work by day."), Side("night", "Nights", "Work by night."))

    def position(voice: Voice) -> str | None:
        sentences = tuple(Sentence(start, end, 0, voice) for start, end in spans)
        essay = Essay("plain", "Plain", text, author="Ada Quill", sentences=sentences)
        return propose(essay, Debate("Day or night?", sides, (essay,)), encode).position

    assert position(Voice("Ada Quill")) == "day"
    assert position(Voice("Bo Ames", "quoted", "reports")) is None
    assert position(Voice("Bo Ames", "quoted", "rebuts")) is None


def test_an_essay_that_is_not_clear_is_asked_about(
    tmp_path: Path, settings: Settings, new_data_dir: Any
) -> None:
    shared = {"question": DEBATES[0]["question"], "sides": DEBATES[0]["sides"]}
    essays = [{"text": "# Tea\n\nTea is best hot. Cups are round. I like cups."}]
    folder = write_debate(tmp_path / "d", {**shared, "essays": essays})
    here = settings.model_copy(update={"data_dir": new_data_dir()})
    summary = build_index(folder, here)
    assert [proposal.position for proposal in summary.proposals] == [None]
    console = Console(file=StringIO(), width=200)
    show_summary(console, folder, summary)
    assert isinstance(console.file, StringIO)
    assert "0: position not clear: please say" in console.file.getvalue()
    debate = open_index(folder, here).debate
    assert debate.essays[0].position is None
    assert "depends" not in split_sentence(debate, ["0"])


def test_the_word_of_the_front_matter_stands(index: Index, encode: Encode) -> None:
    debate, proposals = propose_positions(index.debate, encode)
    assert debate == index.debate
    assert proposals == ()


def test_only_the_essay_without_a_position_gets_one(index: Index, encode: Encode) -> None:
    essays = tuple(
        without_position(essay) if essay.slug == "glossary" else essay
        for essay in index.debate.essays
    )
    debate, (proposal,) = propose_positions(replace(index.debate, essays=essays), encode)
    glossary = debate.essay("glossary")
    assert (glossary.position, glossary.position_is_proposed) == ("customer", True)
    assert glossary.thesis == proposal.thesis
    assert [essay for essay in debate.essays if essay.slug != "glossary"] == [
        essay for essay in index.debate.essays if essay.slug != "glossary"
    ]


def test_a_given_thesis_is_kept(index: Index, encode: Encode) -> None:
    essay = replace(index.debate.essay("glossary"), position=None)
    debate, _ = propose_positions(replace(index.debate, essays=(essay,)), encode)
    assert debate.essays[0].thesis == essay.thesis


def test_an_essay_without_sentences_gets_none(encode: Encode) -> None:
    sides = (Side("a", "A", "Do A."), Side("b", "B", "Do B."))
    debate, proposals = propose_positions(Debate("A or B?", sides, (Essay("x", "X", ""),)), encode)
    assert debate.essays[0].position is None
    assert proposals == ()


def test_a_debate_may_have_three_sides(index: Index, encode: Encode) -> None:
    price = Side("price", "Price focus", "A business should compete on the lowest price first.")
    debate = replace(index.debate, sides=(*index.debate.sides, price))
    found = {
        slug: propose(without_position(debate.essay(slug)), debate, encode).position
        for slug in ("glossary", "unsigned")
    }
    assert found == {"glossary": "customer", "unsigned": CONDITIONAL}


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
    assert [essay.position for essay in debate.essays] == [p.position for p in first.proposals]
