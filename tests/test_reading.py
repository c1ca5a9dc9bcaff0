"""Readings: points found in their essay, and every fault of a file named with line and remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.domain import Debate
from assistant.errors import CorpusError
from assistant.index import Index
from assistant.points import point_rows, vector_texts
from assistant.settings import Settings
from assistant.words import content_stems
from ingest.essays import analyse_folder

ESSAY = """---
author: Ann Marsh
position: early
---
# Why early

Schools should open at seven. Buses are cheaper then, as every driver knows.

My neighbour Tom Reed said: “Nobody is awake at seven.”

Early starts have two costs:

- Children yawn.
- Teachers yawn.
"""
DEBATE = """question: Should schools open early?
sides:
  - {id: early, label: Early, statement: Schools should open early.}
  - {id: late, label: Late, statement: Schools should open late.}
"""
POINT = """  - quote: "Schools should open at seven."
    says: "Schools ought to begin at seven."
    role: thesis
    for: early
    about: [hours]
    asks: ["when should school start"]
"""


def read(folder: Path, points: str, **files: str) -> Debate:
    (folder / "essays").mkdir(exist_ok=True)
    (folder / "points").mkdir(exist_ok=True)
    (folder / "debate.yaml").write_text(DEBATE)
    (folder / "essays" / "marsh.md").write_text(ESSAY)
    (folder / "points" / "marsh.yaml").write_text(points)
    for name, text in files.items():
        (folder / "points" / f"{name}.yaml").write_text(text)
    return analyse_folder(folder, Settings())


def test_points_stand_where_they_are_quoted_and_the_rest_stays_bare(tmp_path: Path) -> None:
    debate = read(tmp_path, f"gist: Early is cheaper.\npoints:\n{POINT}")
    essay = debate.essay("marsh")
    first, *bare = essay.points
    assert essay.quote(first) == "Schools should open at seven."
    assert (first.says, first.role, first.speaks_for) == (
        "Schools ought to begin at seven.",
        "thesis",
        "early",
    )
    assert essay.gist == "Early is cheaper."
    assert essay.is_read
    assert {essay.quote(point) for point in bare} >= {"Children yawn.", "Teachers yawn."}
    assert all(not point.says for point in bare)
    spoken = {essay.voice(p).name for p in bare if "awake" in essay.quote(p)}
    assert spoken == {"Tom Reed"}


def test_a_reading_may_do_without_questions_but_not_without_some(tmp_path: Path) -> None:
    second = """  - quote: Buses are cheaper then
    says: Buses cost less at that hour.
    role: reason
"""
    bare = POINT.replace('["when should school start"]', "[]") + second
    essay = read(tmp_path, f"points:\n{bare}").essay("marsh")
    assert [point.asks for point in essay.points if point.says] == [(), ()]
    with pytest.raises(CorpusError, match="no `asks`"):
        read(tmp_path, f"points:\n{POINT}{second}")


def test_what_a_point_bears_out_and_what_it_denies_is_kept_with_it(tmp_path: Path) -> None:
    told = """    restated: [lessons ought to begin early]
    contrary: [schools should open at noon, "is against early hours"]
    beyond: [every school in the world should open at seven]
"""
    essay = read(tmp_path, f"points:\n{POINT}{told}").essay("marsh")
    (point,) = (point for point in essay.points if point.says)
    assert point.restated == ("lessons ought to begin early",)
    assert point.contrary == ("schools should open at noon", "is against early hours")
    assert point.beyond == ("every school in the world should open at seven",)


def test_a_list_items_point_keeps_what_introduces_it(tmp_path: Path) -> None:
    debate = read(tmp_path, f"points:\n{POINT}")
    essay = debate.essay("marsh")
    item = next(point for point in essay.points if essay.quote(point) == "Children yawn.")
    assert item.lead is not None
    assert essay.text[slice(*item.lead)] == "Early starts have two costs:"


def test_a_reader_proposes_the_position_only_where_the_front_matter_is_silent(
    tmp_path: Path,
) -> None:
    essay = read(tmp_path, f"position: late\npoints:\n{POINT}").essay("marsh")
    assert (essay.position, essay.position_is_proposed) == ("early", False)
    silent = ESSAY.replace("position: early\n", "")
    (tmp_path / "essays" / "marsh.md").write_text(silent)
    essay = analyse_folder(tmp_path, Settings()).essay("marsh")
    assert (essay.position, essay.position_is_proposed) == ("late", True)


FAULTS = {
    "not verbatim": (POINT.replace('at seven."', 'at eight."', 1), 2, "not in the essay"),
    "two voices": (
        POINT.replace("Schools should open at seven.", "said: “Nobody is awake at seven.”"),
        2,
        "two voices",
    ),
    "too long": (POINT.replace("Schools should open", "so " * 61), 2, "over 60 words"),
    "unknown side": (POINT.replace("for: early", "for: noon"), 5, "no side `noon`"),
    "unknown role": (POINT.replace("role: thesis", "role: joke"), 4, "unknown role"),
    "no asks": (POINT.replace('["when should school start"]', "[]"), 7, "no `asks`"),
    "a name from elsewhere": (
        POINT.replace("Schools ought", "Schools in Oslo ought"),
        2,
        "names “Oslo”",
    ),
    "a number from elsewhere": (
        POINT.replace('at seven."\n    role', 'at 7."\n    role'),
        2,
        "number 7",
    ),
    "the same words twice": (POINT + POINT, 8, "same words"),
    "an unknown key": (POINT.replace("role:", "rolle:"), 4, "unknown key `rolle`"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_line_and_a_remedy(tmp_path: Path, fault: str) -> None:
    points, line, problem = FAULTS[fault]
    with pytest.raises(CorpusError) as error:
        read(tmp_path, f"points:\n{points}")
    assert f"marsh.yaml:{line}:" in error.value.message
    assert problem in error.value.message
    assert error.value.hint


def test_a_reading_of_no_essay_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no essay has the slug `march`"):
        read(tmp_path, f"points:\n{POINT}", march=f"points:\n{POINT}")


def test_what_essays_share_is_found_in_both_or_refused(tmp_path: Path) -> None:
    clash = """clashes:
  - on: when children wake
    says: Marsh opens at seven, and Reed says that nobody is awake.
    quotes:
      - {essay: marsh, quote: "Schools should open at seven."}
      - {essay: marsh, quote: "Nobody is awake at seven."}
"""
    debate = read(tmp_path, f"points:\n{POINT}", debate=clash)
    (accord,) = debate.accords
    essay = debate.essay("marsh")
    assert (accord.kind, accord.on) == ("clash", "when children wake")
    assert [essay.text[start:end] for _, start, end in accord.spans] == [
        "Schools should open at seven.",
        "Nobody is awake at seven.",
    ]
    with pytest.raises(CorpusError, match="an agreement needs two essays"):
        read(
            tmp_path,
            f"points:\n{POINT}",
            debate=clash.replace("clashes", "agreements").replace(
                "  - on: when children wake\n    says", "  - says"
            ),
        )


def test_every_point_of_the_five_essays_is_one_voices_and_short(index: Index) -> None:
    rows = [row for row in point_rows(index.debate) if row.point.says]
    assert len(rows) >= 150
    for row in rows:
        sentences = row.essay.sentences[row.point.first : row.point.last + 1]
        assert len({sentence.voice for sentence in sentences}) == 1
        assert len(row.quote.split()) <= 60
        assert len(row.point.says.split()) <= 25
        assert 5 <= len(row.point.asks) <= 16  # the reader's eight, and eight in other words
        assert row.voice.role != "uncertain"


def test_nobody_wrote_a_reference_question_into_the_readings(index: Index) -> None:
    reference = Path(__file__).parent.parent / "evals" / "reference.jsonl"
    asked = {
        " ".join(content_stems(json.loads(line)["question"]))
        for line in reference.read_text(encoding="utf-8").splitlines()
    }
    questions = {
        json.loads(line)["question"].strip(" ?.!").casefold()
        for line in reference.read_text(encoding="utf-8").splitlines()
    }
    for row in point_rows(index.debate):
        for ask in row.point.asks:
            assert ask.strip(" ?.!").casefold() not in questions
            stems = " ".join(content_stems(ask))
            assert len(stems.split()) < 4 or stems not in asked


def test_every_text_of_a_point_has_its_vector(index: Index) -> None:
    texts = [text for row in index.points for _, text in vector_texts(row)]
    assert len(texts) == len(index.point_vectors) == len(index.point_places)
    wanted = range(0, len(texts), 97)
    fresh = index.embedder.encode_document([texts[n] for n in wanted])
    for vector, n in zip(fresh, wanted, strict=True):
        assert float(vector @ index.point_vectors[n]) > 0.999


def test_a_reading_that_changes_is_encoded_alone(
    tmp_path: Path, new_data_dir: Callable[[], Path]
) -> None:
    from ingest.indexing import build_index

    read(tmp_path, f"points:\n{POINT}")
    settings = Settings(data_dir=new_data_dir())
    build_index(tmp_path, settings)
    # The cache of vectors outlives a session: only what nobody asked before is encoded.
    asked = f"what time do lessons begin in {uuid4().hex}"
    changed = POINT.replace("when should school start", asked)
    (tmp_path / "points" / "marsh.yaml").write_text(f"points:\n{changed}")
    summary = build_index(tmp_path, settings)
    assert (summary.up_to_date, summary.encoded) == (False, 1)
